import type { Duplex } from 'node:stream';
import type { ObjectReference } from '../model/kubernetes/reference.ts';
import type { UnknownRecord } from '../upstream/values/unknown.ts';

/** What is to be done with objects of a kind. */
export interface Access {
  readonly verb: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Part of the object that it is done to, such as `portforward` of a Pod. */
  readonly subresource?: string;
  /** Namespace; empty for all of them, and for kinds that have none. */
  readonly namespace: string;
}

/** A pod, by its name. */
export interface PodName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Read access to a cluster. Each method rejects with `NotAllowed` where a right is missing, or else with the reason why the API server
 * did not answer.
 */
export interface Cluster {
  /** What to call it: context and address. */
  readonly name: string;
  /** Release of its API server, such as `v1.36.3`. */
  version(): Promise<string>;
  /** An object; undefined where there is none, or the cluster does not know its kind. */
  read(reference: ObjectReference): Promise<UnknownRecord | undefined>;
  /** Objects of a kind in a namespace, or in all for the empty one; none where the cluster does not know the kind. */
  list(kind: Omit<ObjectReference, 'name'>): Promise<readonly UnknownRecord[]>;
  /** Whether the cluster knows a kind, by its version. */
  serves(kind: Pick<ObjectReference, 'apiVersion' | 'kind'>): Promise<boolean>;
  /** Whether the user has a right; true for a kind that the cluster does not know. */
  allows(access: Access): Promise<boolean>;
  /** A connection to a port of a pod, which ends with an error where nothing listens. */
  connect(pod: PodName, port: number): Promise<Duplex>;
  /** The last lines of a container's log, empty where none is kept; of the run before this one, where `previous` is set. */
  logs(
    pod: PodName,
    container: string,
    options: { readonly lines: number; readonly previous: boolean },
  ): Promise<string>;
}

/** A right that is missing. */
export class NotAllowed extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`not allowed: ${what}`, options);
    this.name = 'NotAllowed';
  }
}

/** A cluster that is asked for the same object or list once only; connections and logs are always new. */
export function remembered(cluster: Cluster): Cluster {
  const answers = new Map<string, Promise<unknown>>();
  const once = <T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(question);
    const known = answers.get(key) ?? ask();
    answers.set(key, known);
    return known as Promise<T>;
  };
  return {
    name: cluster.name,
    version: () => once(['version'], () => cluster.version()),
    read: ({ apiVersion, kind, namespace, name }) =>
      once(['read', apiVersion, kind, namespace, name], () =>
        cluster.read({ apiVersion, kind, namespace, name }),
      ),
    list: ({ apiVersion, kind, namespace }) =>
      once(['list', apiVersion, kind, namespace], () =>
        cluster.list({ apiVersion, kind, namespace }),
      ),
    serves: ({ apiVersion, kind }) =>
      once(['serves', apiVersion, kind], () => cluster.serves({ apiVersion, kind })),
    allows: (access) => once(['allows', access], () => cluster.allows(access)),
    connect: (pod, port) => cluster.connect(pod, port),
    logs: (pod, container, options) => cluster.logs(pod, container, options),
  };
}
