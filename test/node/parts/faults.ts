import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { listAt } from '../../cluster/harness/objects.ts';
import { settledPods } from '../harness/pods.ts';
import type { Suite } from '../suite.ts';

const NAMESPACE = 'tracing';
const QUERY = 'jaeger-query';
const SETTLE_SECONDS = 120;
const PREFIX = /^--es\.index-prefix=.*/;

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
        'service',
        ['spec', 'ports'],
        [...ports.map((port) => ({ ...(port as object), targetPort: 9999 }))],
      );
      try {
        await look();
      } finally {
        await replace(kubectl, 'service', ['spec', 'ports'], ports);
      }
    },
  },
  {
    title: "another index prefix of Jaeger's query",
    wanted: [/--es\.index-prefix is other, the manifests have tracing/],
    async inside({ cluster: { kubectl } }, look) {
      const path = ['spec', 'template', 'spec', 'containers', 0, 'args'] as const;
      const args = listAt(await kubectl.find('deployments', QUERY, NAMESPACE), ...path);
      const other = args.map((arg) => `${arg}`.replace(PREFIX, '--es.index-prefix=other'));
      await replace(kubectl, 'deployment', path, other);
      try {
        await settledPods(kubectl, [NAMESPACE], [], SETTLE_SECONDS);
        await look();
      } finally {
        await replace(kubectl, 'deployment', path, args);
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

/** Writes a part of an object of the query. */
async function replace(
  kubectl: Kubectl,
  kind: 'service' | 'deployment',
  path: readonly (string | number)[],
  value: unknown,
): Promise<void> {
  const operation = { op: 'replace', path: `/${path.join('/')}`, value };
  await kubectl.patch(kind, QUERY, NAMESPACE, [operation]);
}
