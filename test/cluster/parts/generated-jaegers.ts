import fc from 'fast-check';
import type { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { modelOfObjects } from '../../objects-model.ts';
import {
  arbitraryJaegerV2Props,
  type GeneratedJaegerV2,
  generatedJaegerV2,
  generatedNamespace,
} from '../fixtures/generated-jaeger-v2.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import { at, type KubeObject, nameOf } from '../harness/objects.ts';
import { asRun } from '../harness/operators.ts';
import { generatorSeed } from '../harness/seed.ts';
import type { Installation } from '../harness/stacks.ts';
import { objectDifferences, predictedResources, serviceDifferences } from './predicted.ts';
import { serves } from './promised-endpoints.ts';
import { reconciled } from './reconciled.ts';

/** Props that are tried; about half of them contradict each other. */
const TRIED = 120;
const MADE = 40;
const MAX_SHOWN = 5;

/**
 * Holds generated Jaegers v2 against the API server and the OpenTelemetry operator: all is taken without a warning, becomes the
 * objects of the model, and every endpoint that is handed out leads somewhere.
 */
export async function checkGeneratedJaegers(
  checks: Checks,
  { kubectl, api, releases }: Cluster,
  { files }: Installation,
): Promise<void> {
  const seed = generatorSeed();
  const generated = distinct(
    fc
      .sample(arbitraryJaegerV2Props, { numRuns: TRIED, seed })
      .flatMap((props) => generatedJaegerV2(props) ?? []),
  ).slice(0, MADE);
  const objects = generated.flatMap((one) => one.objects);
  const installed = files.flatMap((file) => file.objects).map((one) => asRun(one, releases));
  const model = modelOfObjects([...installed, ...objects]);
  await kubectl.run(['create', 'namespace', generatedNamespace]);

  const taken = `${objects.length} objects of ${generated.length} Jaegers v2 are taken`;
  await checks.check('operators', `${taken}, seed ${seed}`, async () => {
    const { warnings } = await kubectl.applyObjects(objects);
    expectNone('warnings', warnings);
  });
  const resources = await reconciled(
    api,
    predictedResources(model).filter(({ namespace }) => namespace === generatedNamespace),
  );
  const made = `the model agrees on the ${resources.length} collectors of them`;
  await checks.check('operators', `${made}, seed ${seed}`, () => {
    expectNone(
      'differ',
      resources.flatMap((resource) => [
        ...objectDifferences(resource),
        ...serviceDifferences(resource),
      ]),
    );
  });
  const services = await kubectl.list('services', generatedNamespace);
  await checks.check('operators', `their endpoints are ports of Services, seed ${seed}`, () => {
    const promised = generated.flatMap(endpointsOf);
    const broken = promised.filter((one) => !services.some((service) => serves(service, one)));
    expectNone(
      'lead nowhere',
      broken.map((one) => one.address('')),
    );
  });
  await checks.check('operators', `the Services of their UI select pods, seed ${seed}`, () => {
    const pods = resources.flatMap(({ created }) =>
      created.map((one) => at(one, 'spec', 'template', 'metadata', 'labels')),
    );
    const own = objects.filter(({ kind }) => kind === 'Service');
    const idle = own.filter((service) => !pods.some((labels) => selects(service, labels)));
    expectNone('select nothing', idle.map(nameOf));
  });
  await kubectl.run(['delete', 'namespace', generatedNamespace, '--wait=false']);
}

/** Jaegers without those that would share an object, or one that the operator makes, with one before. */
function distinct(generated: readonly GeneratedJaegerV2[]): GeneratedJaegerV2[] {
  const taken = new Set<string>();
  return generated.filter(({ objects }) => {
    const names = [...new Set(objects.map(({ metadata }) => metadata.name))];
    if (names.some((name) => taken.has(name))) return false;
    for (const name of names) taken.add(name);
    return true;
  });
}

function endpointsOf({ jaeger }: GeneratedJaegerV2): Endpoint[] {
  const { query, otlpGrpc, otlpHttp, thriftHttp, sampling } = jaeger;
  return [query, otlpGrpc, otlpHttp, thriftHttp, sampling].flatMap((one) => one ?? []);
}

function selects(service: KubeObject, labels: unknown): boolean {
  const selector = Object.entries((at(service, 'spec', 'selector') ?? {}) as object);
  return selector.length > 0 && selector.every(([key, value]) => at(labels, key) === value);
}

function expectNone(what: string, found: readonly string[]): void {
  if (found.length === 0) return;
  throw new Error(`${found.length} ${what}:\n${found.slice(0, MAX_SHOWN).join('\n')}`);
}
