import { at, list } from '../../../src/upstream/values/unknown.ts';
import { breaking, type Edit } from './breaking.ts';
import { configPath, doesNotStart, imageOf, pipelinesOf, usedIn } from './collector-parts.ts';
import { type Manifest, type Mutation, ofKind, type Stack } from './stack.ts';

const tailSampling = {
  decision_wait: '10s',
  policies: [{ name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } }],
};

/** Specs of collectors that are refused, or that do not fit their configuration. */
export const collectorSpecMutations: readonly Mutation[] = [
  ofCollector(
    'percentage of no limit',
    'without a limit of the container, the percentage is one of the memory of the node',
    function* (collector) {
      const limiter = usedIn(collector).find(({ settings }) => at(settings, 'limit_percentage'));
      if (limiter) yield [[['spec', 'resources'], undefined]];
    },
  ),
  ofCollector(
    'object for text',
    'v1alpha1 takes a text, v1beta1 a mapping: the API server refuses the other',
    function* (collector) {
      const version =
        at(collector, 'apiVersion') === 'opentelemetry.io/v1beta1' ? 'v1alpha1' : 'v1beta1';
      yield [[['apiVersion'], `opentelemetry.io/${version}`]];
    },
  ),
  ofCollector(
    'sidecar with a toleration',
    'the webhook refuses tolerations for sidecars, they have no pod of their own',
    function* () {
      yield [
        [['spec', 'mode'], 'sidecar'],
        [['spec', 'tolerations'], [{ operator: 'Exists' }]],
      ];
    },
  ),
  ofCollector(
    'volume claims without a StatefulSet',
    'the webhook refuses volumeClaimTemplates in other modes',
    function* (collector) {
      if (at(collector, 'spec', 'mode') === 'statefulset') return;
      yield [[['spec', 'volumeClaimTemplates'], [{ metadata: { name: 'queue' }, spec: {} }]]];
    },
  ),
  ofCollector('port name that is too long', 'the webhook refuses it', function* () {
    yield [[['spec', 'ports'], [{ name: 'opentelemetry-grpc', port: 4399 }]]];
  }),
  ofCollector(
    'less at most than at least',
    'the webhook refuses an autoscaler with maxReplicas below minReplicas',
    function* (collector) {
      if (
        at(collector, 'spec', 'mode') === 'sidecar' ||
        at(collector, 'apiVersion') !== 'opentelemetry.io/v1beta1'
      )
        return;
      yield [[['spec', 'autoscaler'], { minReplicas: 3, maxReplicas: 2 }]];
    },
  ),
  ofCollector(
    'several deciders',
    'spans of one trace reach several pods, and each decides on what it has seen',
    function* (collector) {
      for (const [pipeline, { processors }] of pipelinesOf(collector)) {
        if (!/contrib/.test(imageOf(collector)) || processors.includes('tail_sampling')) continue;
        yield [
          [['spec', 'replicas'], 3],
          [[...configPath, 'processors', 'tail_sampling'], tailSampling],
          [
            [...pipeline, 'processors'],
            [...processors, 'tail_sampling'],
          ],
        ];
      }
    },
  ),
  ofCollector(
    'Secret without the key',
    'the pod is not created: CreateContainerConfigError',
    function* (collector, stack) {
      for (const [index, entry] of list(at(collector, 'spec', 'env')).entries()) {
        const secret = at(entry, 'valueFrom', 'secretKeyRef', 'name');
        if (!ofKind(stack, 'Secret').some((object) => at(object, 'metadata', 'name') === secret))
          continue;
        yield [[['spec', 'env', index, 'valueFrom', 'secretKeyRef', 'key'], 'tokens']];
      }
    },
  ),
  ofCollector(
    'certificate that is not mounted',
    `the file is not there: ${doesNotStart}`,
    function* (collector) {
      const mounts = list(at(collector, 'spec', 'volumeMounts'));
      const mount = mounts.findIndex((one) => hasCertificate(collector, at(one, 'mountPath')));
      if (mount < 0) return;
      yield [[['spec', 'volumeMounts'], []]];
      yield [[['spec', 'volumeMounts', mount, 'mountPath'], '/etc/elsewhere']];
    },
  ),
  ofCollector('mount of no volume', 'the API server refuses the pod', function* (collector) {
    // a claim of a StatefulSet is a volume, too
    const claims = list(at(collector, 'spec', 'volumeClaimTemplates'));
    const claimed = claims.map((claim) => at(claim, 'metadata', 'name'));
    const mounted = list(at(collector, 'spec', 'volumeMounts')).map((mount) => at(mount, 'name'));
    if (mounted.some((name) => !claimed.includes(name))) yield [[['spec', 'volumes'], []]];
  }),
  ofCollector('variable without a value', 'it is replaced by nothing', function* (collector) {
    for (const [index, variable] of list(at(collector, 'spec', 'env')).entries()) {
      if (!configText(collector).includes(`env:${at(variable, 'name')}`)) continue;
      yield [[['spec', 'env', index, 'name'], 'OTHER']];
    }
  }),
];

function configText(collector: Manifest): string {
  return JSON.stringify(at(collector, 'spec', 'config'));
}

/** Whether the configuration reads a certificate or a key from a folder. */
function hasCertificate(collector: Manifest, folder: unknown): boolean {
  return ['ca', 'cert', 'key'].some((kind) =>
    configText(collector).includes(`"${kind}_file":"${folder}/`),
  );
}

/** A mutation of the edits that are possible for each collector. */
function ofCollector(
  name: string,
  because: string,
  edits: (collector: Manifest, stack: Stack) => Iterable<Edit>,
): Mutation {
  return breaking(name, because, ['OpenTelemetryCollector'], edits);
}
