import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { lint } from '../../../src/lint/lint.ts';
import type { Injected } from '../../../src/model/instrumentation/injections.ts';
import type { Model } from '../../../src/model/model.ts';
import { collectorContainer } from '../../../src/upstream/otel-operator/collector-names.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { arbitraryPod, injectedCluster, injectedNamespaces } from '../fixtures/arbitrary-pod.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import { at, type KubeObject, listAt, textAt } from '../harness/objects.ts';
import { asRun } from '../harness/operators.ts';
import { generatorSeed } from '../harness/seed.ts';
import type { Installation } from '../harness/stacks.ts';

const RUNS = 150;
const MAX_SHOWN = 5;
const READY_SECONDS = 30;

/** What the operator put into a pod, and the endpoint for spans that each container is told. */
interface Outcome {
  readonly injected: ReadonlySet<Injected>;
  readonly endpoints: ReadonlySet<string>;
}

/**
 * Holds the model and the linter against the operator's webhook for generated pods: one that the linter is silent about gets
 * what the model says, with the endpoints that the model says, and no pod gets anything else.
 */
export async function checkInjections(
  checks: Checks,
  cluster: Cluster,
  { files }: Installation,
): Promise<void> {
  const { kubectl, releases } = cluster;
  const seed = generatorSeed();
  const pods = fc.sample(arbitraryPod, { numRuns: RUNS, seed });
  const installed = files.flatMap(({ objects }) => objects).map((one) => asRun(one, releases));
  await checks.check(
    'operators',
    `${RUNS} pods are injected as the model says, seed ${seed}`,
    async () => {
      await kubectl.applyObjects([...injectedCluster, ...injectedNamespaces.map(defaultAccount)]);
      await awaitInjection(cluster);
      const wrong: string[] = [];
      for (const pod of pods) {
        const model = modelOfObjects([...installed, ...injectedCluster, pod]);
        const found = disagreements(model, await outcomeOf(cluster, pod));
        if (found.length > 0) wrong.push(`${JSON.stringify(pod)}\n  ${found.join('\n  ')}`);
      }
      if (wrong.length > 0) {
        throw new Error(`${wrong.length} differ:\n${wrong.slice(0, MAX_SHOWN).join('\n')}`);
      }
    },
  );
  await kubectl.run([
    'delete',
    'namespace',
    ...injectedNamespaces,
    '--ignore-not-found',
    '--wait=false',
  ]);
}

function disagreements(model: Model, { injected, endpoints }: Outcome): string[] {
  const predicted = new Map(
    model.injections.flatMap(({ injects, target, place }): [Injected, string | undefined][] => {
      if (place === 'metadata' || target?.status !== 'found') return [];
      const language = target.instrumentation?.languages.find((one) => one.language === injects);
      return [[injects, language?.endpoint?.value]];
    }),
  );
  const unexpected = [...injected].filter((one) => !predicted.has(one));
  const found = unexpected.map((one) => `the model has no injection of ${one}`);
  const silent = !lint(model).some(
    ({ severity, object }) => severity === 'error' && /^(Pod|Namespace)$/.test(object.kind),
  );
  if (!silent) return found;
  for (const [one, endpoint] of predicted) {
    if (!injected.has(one)) found.push(`${one} is not injected, and the linter is silent`);
    else if (endpoint !== undefined && !endpoints.has(endpoint) && !isTold(model)) {
      found.push(`no container is told ${endpoint} for ${one}, but ${[...endpoints].join(', ')}`);
    }
  }
  return found;
}

/** Whether the pod says itself where spans go, which counts more than what an Instrumentation says. */
function isTold(model: Model): boolean {
  const [pod] = model.objects.ofKind('Pod', '');
  return listAt(pod?.value, 'spec', 'containers').some((one) => listAt(one, 'env').length > 0);
}

/** Asks for a pod, as a dry run, and reads what it would be. */
async function outcomeOf({ api }: Cluster, pod: KubeObject): Promise<Outcome> {
  const answer = await api.dryRun(pod);
  if ('refusal' in answer) throw new Error(`${JSON.stringify(pod)}: ${answer.refusal}`);
  const containers = listAt(answer.stored, 'spec', 'containers');
  const all = [...containers, ...listAt(answer.stored, 'spec', 'initContainers')];
  const injected = new Set<Injected>();
  for (const container of all) {
    const name = textAt(container, 'name');
    const language = /^opentelemetry-auto-instrumentation-(\w+)$/.exec(name)?.[1];
    if (language !== undefined) injected.add(language as Injected);
    if (name === collectorContainer) injected.add('sidecar');
  }
  const variables = all.flatMap((container) => listAt(container, 'env'));
  const told = variables.some((variable) => at(variable, 'name') === 'OTEL_SERVICE_NAME');
  if (told && ![...injected].some((one) => one !== 'sidecar')) injected.add('sdk');
  const endpoints = variables
    .filter((one) => /^OTEL_EXPORTER_OTLP(_TRACES)?_ENDPOINT$/.test(textAt(one, 'name')))
    .map((variable) => textAt(variable, 'value'));
  return { injected, endpoints: new Set(endpoints) };
}

/** Waits until the operator knows of the resources that pods can ask for. */
async function awaitInjection(cluster: Cluster): Promise<void> {
  const deadline = Date.now() + READY_SECONDS * 1000;
  const asks = (namespace: string, annotations: Record<string, string>): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'first', namespace, annotations },
    spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1.0.0' }] },
  });
  for (const namespace of injectedNamespaces) {
    const pod = asks(namespace, {
      'instrumentation.opentelemetry.io/inject-java': 'inject-two/second',
      'sidecar.opentelemetry.io/inject': 'inject-two/other',
    });
    while ((await outcomeOf(cluster, pod)).injected.size < 2) {
      if (Date.now() > deadline) throw new Error(`nothing is injected in namespace ${namespace}`);
      await sleep(250);
    }
  }
}

/** The account that the control plane of a whole cluster makes in each namespace. */
function defaultAccount(namespace: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
}
