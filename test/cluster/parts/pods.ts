import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Chart, Testing } from 'cdk8s';
import { elasticsearch, Jaeger, type JaegerPodProps, pullImages } from '../../../src/index.ts';
import { podSecurity } from '../../../src/lint/kubernetes/object/pod-security/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOfObjects } from '../../objects-model.ts';
import type { Checks } from '../harness/checks.ts';
import { at, type KubeObject, listAt, nameOf } from '../harness/objects.ts';
import { generate } from './jaeger-model.ts';
import type { OperatedStack } from './operated.ts';
import type { OperatedResource } from './predicted.ts';

const REGISTRY = 'registry.example.com/mirror';

/** Fields of a collector's spec that its pods have under the same name, or under another. */
const FIELDS: Readonly<Record<string, string>> = {
  nodeSelector: 'nodeSelector',
  affinity: 'affinity',
  tolerations: 'tolerations',
  topologySpreadConstraints: 'topologySpreadConstraints',
  priorityClassName: 'priorityClassName',
  serviceAccount: 'serviceAccountName',
  podSecurityContext: 'securityContext',
};

/**
 * What pods that an operator made have of what their custom resource says, of what everyone is to request, and of what their namespace
 * asks of security contexts.
 */
export async function checkPods(
  checks: Checks,
  { stack, resources }: OperatedStack,
): Promise<void> {
  // the article asks for nothing
  if (stack.name === 'article') return;
  const written = stack.files.flatMap(({ objects }) => objects);
  const namespaces = [...stack.installation.files, ...stack.files]
    .flatMap(({ objects }) => objects)
    .filter(({ kind }) => kind === 'Namespace');
  for (const resource of resources) {
    const title = `${stack.name}: the pods of ${resource.kind} ${resource.name}`;
    await checks.check('operators', `${title} request CPU and memory`, () =>
      expectNone(resource.created.flatMap(unrequested)),
    );
    await checks.check('operators', `${title} keep to what their namespace enforces`, () =>
      expectNone(shutOut([...namespaces, ...resource.created])),
    );
    const custom = written.find(
      ({ kind, metadata }) => kind === resource.kind && metadata.name === resource.name,
    );
    if (resource.kind !== 'OpenTelemetryCollector' || custom === undefined) continue;
    await checks.check('operators', `${title} are as it says`, () =>
      expectNone(differences(custom, resource)),
    );
  }
}

function templateOf(object: KubeObject): unknown {
  return at(object, 'spec', 'template') ?? at(object, 'spec', 'jobTemplate', 'spec', 'template');
}

function unrequested(object: KubeObject): string[] {
  return listAt(templateOf(object), 'spec', 'containers').flatMap((container) =>
    ['cpu', 'memory'].flatMap((name) =>
      at(container, 'resources', 'requests', name) === undefined
        ? [`${nameOf(object)}: ${at(container, 'name')} requests no ${name}`]
        : [],
    ),
  );
}

/** What Pod Security says of workloads, by the level that their namespaces enforce. */
function shutOut(objects: readonly KubeObject[]): string[] {
  const model = modelOfObjects(objects);
  return lint(model, [podSecurity]).map(({ object, message }) => `${object.name}: ${message}`);
}

function differences(custom: KubeObject, { created }: OperatedResource): string[] {
  const workload = created.find((object) => templateOf(object) !== undefined);
  if (workload === undefined) return at(custom, 'spec', 'mode') === 'sidecar' ? [] : ['no pods'];
  const spec = at(templateOf(workload), 'spec');
  const fields = Object.entries(FIELDS).flatMap(([field, name]) => {
    const [said, real] = [at(custom, 'spec', field), at(spec, name)];
    return said === undefined || isDeepStrictEqual(said, real)
      ? []
      : [`${field} is ${JSON.stringify(said)}, its pods have ${JSON.stringify(real)}`];
  });
  const [container] = listAt(spec, 'containers').filter(
    (one) => at(one, 'name') === 'otc-container',
  );
  const lists = ['env', 'volumeMounts'].flatMap((field) =>
    missing(listAt(custom, 'spec', field), listAt(container, field), field),
  );
  const image = at(custom, 'spec', 'image');
  return [
    ...fields,
    ...lists,
    ...missing(listAt(custom, 'spec', 'volumes'), listAt(spec, 'volumes'), 'volumes'),
    ...(image === undefined || image === at(container, 'image') ? [] : [`image is not ${image}`]),
    ...scaling(custom, created),
  ];
}

function missing(said: readonly unknown[], real: readonly unknown[], field: string): string[] {
  const names = real.map((one) => at(one, 'name'));
  return said.flatMap((one) =>
    names.includes(at(one, 'name')) ? [] : [`${field} has no ${at(one, 'name')}`],
  );
}

function scaling(custom: KubeObject, created: readonly KubeObject[]): string[] {
  const of = (kind: string) => created.find((object) => object.kind === kind);
  const most = at(custom, 'spec', 'autoscaler', 'maxReplicas');
  const budget = at(custom, 'spec', 'podDisruptionBudget', 'maxUnavailable');
  return [
    ...(most === at(of('HorizontalPodAutoscaler'), 'spec', 'maxReplicas')
      ? []
      : [`no autoscaler up to ${most}`]),
    ...(budget === undefined || budget === at(of('PodDisruptionBudget'), 'spec', 'maxUnavailable')
      ? []
      : [`no disruption budget of ${budget}`]),
  ];
}

const all = {
  tolerations: [{ key: 'infra', operator: 'Exists' }],
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
    },
  },
  podAnnotations: { 'example.com/scrape': 'true' },
  podLabels: { 'example.com/team': 'a' },
  podSecurityContext: { fsGroup: 5 },
  serviceAccountName: 'jaeger-pods',
} as const satisfies JaegerPodProps;

/** Settings of the pods of a Jaeger v1, held against what `jaeger-operator generate` makes of them, its jobs included. */
export async function checkJaegerPods(
  checks: Checks,
  operator: string,
  folder: string,
): Promise<void> {
  await checks.check('operators', 'all pods of a Jaeger have what all are to have', async () => {
    const created = await generate(operator, jaeger(), join(folder, 'jaeger-pods'));
    const workloads = created.filter((object) => templateOf(object) !== undefined);
    if (workloads.length < 5) throw new Error(`got only ${workloads.map(nameOf).join(', ')}`);
    expectNone(workloads.flatMap((object) => [...unrequested(object), ...jaegerWrong(object)]));
  });
}

function jaeger(): KubeObject {
  const chart = new Chart(Testing.app(), 'jaeger', { namespace: 'tracing' });
  pullImages(chart, { imageRegistry: REGISTRY, imagePullSecrets: ['registry'] });
  const component = { nodeSelector: { pool: 'infra' }, priorityClassName: 'platform' };
  new Jaeger(chart, 'Jaeger', {
    storage: elasticsearch({
      serverUrls: ['http://elasticsearch:9200'],
      rotation: { manualRollover: {} },
      retentionDays: 7,
    }),
    dependenciesImage: 'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies:v0.5.2',
    queryTracing: true,
    pods: { all, collector: component, query: component },
  });
  return Testing.synth(chart)[0] as KubeObject;
}

function jaegerWrong(object: KubeObject): string[] {
  const template = templateOf(object);
  const component = object.kind === 'Deployment';
  const expected = {
    tolerations: all.tolerations,
    affinity: all.affinity,
    serviceAccountName: all.serviceAccountName,
    imagePullSecrets: [{ name: 'registry' }],
    ...(component && { nodeSelector: { pool: 'infra' }, priorityClassName: 'platform' }),
  };
  const wrong = Object.entries(expected).flatMap(([field, value]) =>
    isDeepStrictEqual(at(template, 'spec', field), value) ? [] : [field],
  );
  const metadata = [
    at(template, 'metadata', 'annotations', 'example.com/scrape') === 'true' ? [] : ['annotations'],
    at(template, 'metadata', 'labels', 'example.com/team') === 'a' ? [] : ['labels'],
    at(template, 'spec', 'securityContext', 'fsGroup') === 5 ? [] : ['securityContext'],
  ].flat();
  const images = listAt(template, 'spec', 'containers').flatMap((container) =>
    `${at(container, 'image')}`.startsWith(`${REGISTRY}/`)
      ? []
      : [`image ${at(container, 'image')}`],
  );
  return [...wrong, ...metadata, ...images].map((what) => `${nameOf(object)}: wrong ${what}`);
}

function expectNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'));
}
