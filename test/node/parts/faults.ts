import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { at, listAt } from '../../cluster/harness/objects.ts';
import { crashing, settledPods } from '../harness/pods.ts';
import type { Suite } from '../suite.ts';

const NAMESPACE = 'tracing';
const QUERY = 'jaeger-query';
const COLLECTOR = 'otel-collector';
const WORKLOAD = `${COLLECTOR}-collector`;
const SAMPLER = 'probabilistic_sampler';
const OPERATOR = 'opentelemetry-operator-controller-manager';
const SETTLE_SECONDS = 120;
const PREFIX = /^--es\.index-prefix=.*/;
const ARGUMENTS = ['spec', 'template', 'spec', 'containers', 0, 'args'] as const;

/** Something that goes wrong in a cluster, and what `tracing verify` must say of it. */
interface Fault {
  readonly title: string;
  readonly wanted: readonly RegExp[];
  /** Brings it about, has somebody look, and mends it. */
  readonly inside: (suite: Suite, look: () => Promise<void>) => Promise<void>;
}

/** What is tried on the default stack. */
export const faults: readonly Fault[] = [
  {
    title: 'a store that is down',
    wanted: [/hop: jaeger-collector → elastic\.centre\.com:9201/],
    async inside({ store, cluster: { kubectl } }, look) {
      await store.stop();
      try {
        await look();
      } finally {
        await store.restart();
        await settledPods(kubectl, [NAMESPACE], [], SETTLE_SECONDS);
      }
    },
  },
  {
    title: "a NetworkPolicy that keeps the collector from Jaeger's",
    wanted: [/hop: otel-collector → jaeger-collector/, /NetworkPolicy tracing\/only-web/],
    async inside({ cluster: { kubectl } }, look) {
      await kubectl.applyObjects([onlyWeb]);
      try {
        await look();
      } finally {
        await kubectl.run(['-n', NAMESPACE, 'delete', 'networkpolicy', onlyWeb.metadata.name]);
      }
    },
  },
  {
    title: 'a Service that leads to a port where nothing listens',
    wanted: [/nothing listens on port 9999/],
    async inside({ cluster: { kubectl } }, look) {
      const service = await kubectl.find('services', QUERY, NAMESPACE);
      const ports = listAt(service, 'spec', 'ports');
      await replace(
        kubectl,
        ['service', QUERY],
        ['spec', 'ports'],
        [...ports.map((port) => ({ ...(port as object), targetPort: 9999 }))],
      );
      try {
        await look();
      } finally {
        await replace(kubectl, ['service', QUERY], ['spec', 'ports'], ports);
      }
    },
  },
  {
    title: "another index prefix of Jaeger's query",
    wanted: [/--es\.index-prefix is other, the manifests have tracing/],
    inside: (suite, look) =>
      withArguments(
        suite,
        (args) => args.map((arg) => `${arg}`.replace(PREFIX, '--es.index-prefix=other')),
        async () => {
          await settledPods(suite.cluster.kubectl, [NAMESPACE], [], SETTLE_SECONDS);
          await look();
        },
      ),
  },
  {
    title: 'a crash loop',
    wanted: [/hop: jaeger-query/, /restart/, /unknown flag: --no-such-option/],
    inside: (suite, look) =>
      withArguments(
        suite,
        (args) => [...args, '--no-such-option=1'],
        async () => {
          await crashing(suite.cluster.kubectl, NAMESPACE);
          await look();
        },
      ),
  },
  {
    title: 'a sampler that keeps nothing, which the manifests do not have',
    wanted: [
      /spec\.config\.service\.pipelines\.traces\.processors/,
      /hop: [^\n]*otel-collector/,
      /otel-collector has accepted it and sent it nowhere/,
    ],
    async inside({ cluster: { kubectl } }, look) {
      const found = await kubectl.find('opentelemetrycollectors', COLLECTOR, NAMESPACE);
      const config = at(found, 'spec', 'config');
      const names = listAt(found, 'spec', 'config', 'service', 'pipelines', 'traces', 'processors');
      const add = (path: string, value: unknown) => ({ op: 'add', path, value });
      await kubectl.patch('opentelemetrycollector', COLLECTOR, NAMESPACE, [
        add(`/spec/config/processors/${SAMPLER}`, { sampling_percentage: 0 }),
        add('/spec/config/service/pipelines/traces/processors', [...names, SAMPLER]),
      ]);
      try {
        await rolledOut(kubectl, true);
        await look();
      } finally {
        await replace(kubectl, ['opentelemetrycollector', COLLECTOR], ['spec', 'config'], config);
        await rolledOut(kubectl, false);
      }
    },
  },
  {
    title: 'a ConfigMap that an operator which does not run has not written anew',
    wanted: [/ConfigMap otel-collector-collector-\w+ has another configuration than the manifests/],
    async inside({ cluster: { kubectl } }, look) {
      const scale = (replicas: number) =>
        replace(kubectl, ['deployment', OPERATOR], ['spec', 'replicas'], replicas);
      const { name, key, text } = await mountedConfig(kubectl);
      const stale = text.replace('endpoint: jaeger-collector:4317', 'endpoint: former:4317');
      const write = (config: string) =>
        replace(kubectl, ['configmap', name], ['data', key], config);
      await scale(0);
      await settledPods(kubectl, [NAMESPACE], [], SETTLE_SECONDS);
      await write(stale);
      try {
        await look();
      } finally {
        await write(text);
        await scale(1);
        await settledPods(kubectl, [NAMESPACE], [], SETTLE_SECONDS);
      }
    },
  },
];

const onlyWeb = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'only-web', namespace: NAMESPACE },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'jaeger-collector' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { role: 'web' } } }] }],
  },
};

/** Has Jaeger's query run with other arguments while somebody looks. */
async function withArguments(
  { cluster: { kubectl } }: Suite,
  other: (args: readonly unknown[]) => readonly unknown[],
  look: () => Promise<void>,
): Promise<void> {
  const args = listAt(await kubectl.find('deployments', QUERY, NAMESPACE), ...ARGUMENTS);
  await replace(kubectl, ['deployment', QUERY], ARGUMENTS, other(args));
  try {
    await look();
  } finally {
    await replace(kubectl, ['deployment', QUERY], ARGUMENTS, args);
    await settledPods(kubectl, [NAMESPACE], [], SETTLE_SECONDS);
  }
}

/** Waits until the collector's pods run a configuration that has, or has not, a sampler. */
async function rolledOut(kubectl: Kubectl, sampled: boolean): Promise<void> {
  const deadline = Date.now() + SETTLE_SECONDS * 1000;
  while ((await mountedConfig(kubectl)).text.includes(SAMPLER) !== sampled) {
    if (Date.now() > deadline) throw new Error(`no other configuration in ${SETTLE_SECONDS} s`);
    await sleep(1_000);
  }
  const seconds = `--timeout=${SETTLE_SECONDS}s`;
  await kubectl.run(['-n', NAMESPACE, 'rollout', 'status', `deployment/${WORKLOAD}`, seconds]);
}

/** The ConfigMap that the operator has the collector's pods mount. */
async function mountedConfig(kubectl: Kubectl) {
  const workload = await kubectl.find('deployments', WORKLOAD, NAMESPACE);
  const volumes = listAt(workload, 'spec', 'template', 'spec', 'volumes');
  const [name] = volumes.flatMap((volume) => at(volume, 'configMap', 'name') ?? []);
  const map = await kubectl.find('configmaps', `${name}`, NAMESPACE);
  const [[key, text] = ['', ''], ...more] = Object.entries(at(map, 'data') ?? {});
  if (typeof text !== 'string' || more.length > 0) throw new Error(`no one text in ${name}`);
  return { name: `${name}`, key, text };
}

/** Writes a part of an object. */
async function replace(
  kubectl: Kubectl,
  [resource, name]: readonly [resource: string, name: string],
  path: readonly (string | number)[],
  value: unknown,
): Promise<void> {
  const operation = { op: 'replace', path: `/${path.join('/')}`, value };
  await kubectl.patch(resource, name, NAMESPACE, [operation]);
}
