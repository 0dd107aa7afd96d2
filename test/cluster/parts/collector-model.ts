import fc from 'fast-check';
import { lint } from '../../../src/lint/lint.ts';
import type { Model } from '../../../src/model/model.ts';
import { collectorNames } from '../../../src/upstream/otel-operator/collector-names.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { arbitraryCollector } from '../fixtures/arbitrary-collector.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import { at, type KubeObject } from '../harness/objects.ts';
import { asRun } from '../harness/operators.ts';
import { generatorSeed } from '../harness/seed.ts';
import type { Installation } from '../harness/stacks.ts';
import { conversionDifferences } from './conversion.ts';
import {
  type OperatedResource,
  objectDifferences,
  predictedResources,
  serviceDifferences,
} from './predicted.ts';
import { reconciled } from './reconciled.ts';

const RUNS = 150;
const MAX_SHOWN = 5;
const NAMESPACE = 'generated';

/** Rules about what the webhook refuses. */
const WEBHOOK = [
  'collector/autoscaler',
  'collector/field-of-other-mode',
  'collector/ingress',
  'collector/listen-address',
  'collector/refused-service',
  'collector/service-port',
  'collector/target-allocator',
];
/** The rule about Services that the operator wants to make and the API server refuses. */
const REFUSED = 'collector/refused-service';
/** Rules about the same with other words, or about what the webhook does not look at when there is an autoscaler. */
const IMPOSSIBLE = [
  REFUSED,
  'collector/ingress',
  'collector/port-collision',
  'collector/service-port',
];

/** Collectors for whose Services the API server takes no two ports of one name, and of one number. */
const refusedServices = [
  { 'zipkin/a_b': { endpoint: '0.0.0.0:9412' }, 'zipkin/a-b': { endpoint: '0.0.0.0:9413' } },
  { zipkin: { endpoint: '127.0.0.1:9411' }, influxdb: { endpoint: '10.0.0.1:9411' } },
].map(
  (receivers, index): KubeObject => ({
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: { name: `twice-${index}`, namespace: NAMESPACE },
    spec: {
      config: {
        receivers,
        exporters: { debug: {} },
        service: {
          pipelines: { traces: { receivers: Object.keys(receivers), exporters: ['debug'] } },
        },
      },
    },
  }),
);

/** A generated collector with the rules that it breaks. */
interface Generated {
  readonly resource: KubeObject;
  readonly errors: ReadonlySet<string>;
}

/**
 * Holds the model and the linter against the OpenTelemetry operator for generated collectors: what its webhook refuses has a
 * finding, and what it admits becomes the objects of the model, unless a finding says that it cannot.
 */
export async function checkCollectorModel(
  checks: Checks,
  cluster: Cluster,
  { files }: Installation,
): Promise<void> {
  const { kubectl, api, releases } = cluster;
  const seed = generatorSeed();
  const installed = files.flatMap(({ objects }) => objects).map((one) => asRun(one, releases));
  const modelOf = (resources: readonly KubeObject[]): Model =>
    modelOfObjects([...installed, ...resources]);
  const samples = [...refusedServices, ...fc.sample(arbitraryCollector, { numRuns: RUNS, seed })];
  const generated = distinct(samples).map(
    (resource): Generated => ({ resource, errors: errorsOf(modelOf([resource])) }),
  );
  await kubectl.run(['create', 'namespace', NAMESPACE]);

  const admitted: Generated[] = [];
  const title = `the linter refuses what the webhook does of ${generated.length} collectors`;
  await checks.check('operators', `${title}, seed ${seed}`, async () => {
    const missed: string[] = [];
    for (const { resource, errors } of generated) {
      const refusal = await api.refusalOf(resource);
      if (refusal === undefined) admitted.push({ resource, errors });
      else if (!WEBHOOK.some((id) => errors.has(id)))
        missed.push(`${JSON.stringify(resource)}\n  ${refusal}`);
    }
    expectNone('refused without a finding', missed);
  });
  const possible = admitted.filter(({ errors }) => !IMPOSSIBLE.some((id) => errors.has(id)));
  const refused = admitted.filter(
    ({ errors, resource }) =>
      errors.has(REFUSED) && at(resource.spec, 'managementState') !== 'unmanaged',
  );
  await kubectl.applyObjects(admitted.map(({ resource }) => resource));
  const made = `the model agrees on ${possible.length} collectors that the webhook admits`;
  await checks.check('operators', `${made}, seed ${seed}`, async () => {
    const resources = await reconciled(api, predictedResources(modelOf(resourcesOf(possible))));
    const wrong = resources.filter((resource) => differencesOf(resource).length > 0);
    expectNone(
      'differ',
      wrong.map((one) => described(one, possible)),
    );
  });
  const unmade = `${refused.length} are not made that the linter says Kubernetes refuses`;
  await checks.check('operators', `${unmade}, seed ${seed}`, async () => {
    const resources = await reconciled(api, predictedResources(modelOf(resourcesOf(refused))), 0);
    const wrong = resources.filter((resource) => differencesOf(resource).length === 0);
    expectNone(
      'are made',
      wrong.map((one) => described(one, refused)),
    );
  });
  // the webhook writes nonsense out of an endpoint without a port
  const old = admitted.filter(
    ({ resource, errors }) =>
      resource.apiVersion.endsWith('/v1alpha1') && !errors.has('collector/listen-address'),
  );
  const read = `${old.length} collectors of v1alpha1 are read back in both versions`;
  await checks.check('operators', `${read}, seed ${seed}`, async () => {
    const wrong: string[] = [];
    for (const { resource } of old) {
      const found = await conversionDifferences(api, resource);
      if (found.length > 0) wrong.push(`${JSON.stringify(resource)}\n  ${found.join('\n  ')}`);
    }
    expectNone('differ', wrong);
  });
  await kubectl.run(['delete', 'namespace', NAMESPACE, '--wait=false']);
}

/** Collectors without those that would share an object with one before. */
function distinct(collectors: readonly KubeObject[]): KubeObject[] {
  const byWorkload = new Map(
    collectors.map((one) => [collectorNames(one.metadata.name).workload, one]),
  );
  return [...byWorkload.values()];
}

function errorsOf(model: Model): Set<string> {
  const findings = lint(model).filter(
    ({ severity, object }) => severity === 'error' && object.kind === 'OpenTelemetryCollector',
  );
  return new Set(findings.map(({ rule }) => rule.id));
}

function resourcesOf(generated: readonly Generated[]): KubeObject[] {
  return generated.map(({ resource }) => resource);
}

function differencesOf(resource: OperatedResource): string[] {
  return [...objectDifferences(resource), ...serviceDifferences(resource)];
}

function described(resource: OperatedResource, generated: readonly Generated[]): string {
  const written = generated.find((one) => one.resource.metadata.name === resource.name);
  const differences = differencesOf(resource).map((line) => `\n  ${line}`);
  return `${JSON.stringify(written?.resource)}${differences.join('')}`;
}

function expectNone(what: string, found: readonly string[]): void {
  if (found.length === 0) return;
  throw new Error(`${found.length} ${what}:\n${found.slice(0, MAX_SHOWN).join('\n')}`);
}
