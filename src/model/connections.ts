import { at, textMap } from '../upstream/values/unknown.ts';
import { serviceHost } from './edge/address.ts';
import { groupBy } from './kubernetes/group.ts';
import type { KubeObject } from './kubernetes/objects.ts';
import type { MadePods } from './kubernetes/pods.ts';
import type { Edge, Model, Service } from './model.ts';

/** Pods of both ends of an edge; an end is unset where the manifests do not tell its pods. */
export interface Connection {
  readonly edge: Edge;
  readonly from?: readonly MadePods[];
  readonly to?: readonly MadePods[];
  /** Port of the pods that are connected to, or of what is outside; unset where a Service hides it. */
  readonly port?: number;
  readonly transport: 'TCP' | 'UDP';
}

/** Edges in use with the pods of both ends. */
export function readConnections(model: Model): Connection[] {
  const byObject = groupBy(model.pods, ({ object }) => object);
  return model.edges
    .filter(({ sender, problem }) => sender.enabled && problem === undefined)
    .map((edge) => {
      const { target } = edge;
      const reached = target.kind === 'service' ? target : undefined;
      return {
        edge,
        from: clientPods(model, byObject, edge),
        to: reached && receiverPods(model, byObject, reached.service),
        port: reached ? reached.port?.targetPort : outsidePort(edge),
        transport: reached?.port?.transport ?? 'TCP',
      };
    });
}

/** Port of what is outside, unless its name may be that of a Service, whose pods may listen on another one. */
function outsidePort({ target, address, port }: Edge): number | undefined {
  return target.kind === 'external' && address && !serviceHost(address.host) ? port : undefined;
}

type ByObject = ReadonlyMap<KubeObject, readonly MadePods[]>;

function clientPods(
  model: Model,
  byObject: ByObject,
  { sender }: Edge,
): readonly MadePods[] | undefined {
  const { client, label } = sender;
  const made = byObject.get(client);
  if (client.kind === 'Jaeger') {
    const isStorage = sender.protocol === 'elasticsearch' || sender.protocol === 'cassandra';
    return made?.filter(
      ({ part = '' }) => part === label || (isStorage && storageJobs.includes(part)),
    );
  }
  if (made) return made.filter(({ part = 'collector' }) => part === 'collector');
  // agents and sidecars are in the pods of others
  const workloads = new Set(
    model.injections.flatMap(({ target, workload }) =>
      target?.status === 'found' &&
      (target.instrumentation?.object === client || target.collector?.object === client)
        ? (workload ?? [])
        : [],
    ),
  );
  const injected = model.pods.filter(({ workload }) => workload && workloads.has(workload));
  return injected.length > 0 ? injected : undefined;
}

/** Jobs of the Jaeger operator, which connect to what its components store in, and are drawn as one with them. */
const storageJobs: readonly string[] = [
  'esIndexCleaner',
  'esRollover',
  'dependencies',
  'cassandraCreateSchema',
];

function receiverPods(
  model: Model,
  byObject: ByObject,
  { owner, derived, role, object, namespace }: Service,
): readonly MadePods[] | undefined {
  if (!owner) return undefined;
  const made = byObject.get(owner) ?? [];
  if (derived) {
    const part = partOf[role ?? 'collector'];
    const found = made.filter((one) => one.part === part || one.part === 'allInOne');
    return found.length > 0 ? found : undefined;
  }
  const selector = Object.entries(textMap(at(object.value, 'spec', 'selector')));
  const found = model.pods.filter(
    (pods) =>
      pods.namespace === namespace && selector.every(([key, value]) => pods.labels[key] === value),
  );
  return found.length > 0 ? found : undefined;
}

const partOf: Readonly<Record<NonNullable<Service['role']>, string>> = {
  collector: 'collector',
  headless: 'collector',
  monitoring: 'collector',
  extension: 'collector',
  query: 'query',
  agent: 'allInOne',
  'target-allocator': 'targetallocator',
};
