import type { Protocol } from '../../upstream/edge/protocols.ts';
import type { DerivedPort, DerivedService } from '../../upstream/operator/derived-service.ts';
import { list, number, own, text } from '../../upstream/values/unknown.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import type { Workload } from '../kubernetes/workloads.ts';
import { podHost, type ServiceHost, serviceHost } from './address.ts';
import type { PodIndex, Pods } from './pods.ts';

/** What listens on a port. */
export interface Listening {
  /** What it speaks; unset when that is not known. */
  readonly protocol?: Protocol;
  /** Whether it speaks TLS; unset when that is not known. */
  readonly tls?: boolean;
}

/**
 * A port of a Service, and what listens behind it.
 *
 * @typeParam L - the listener, as its subject knows it
 */
export interface ServicePort<L = unknown> extends Listening {
  readonly name?: string;
  readonly port: number;
  /** Port of the pod behind it, when it is known. */
  readonly targetPort?: number;
  readonly transport: 'TCP' | 'UDP';
  /** Port of the node of each pod that leads to it, too. */
  readonly hostPort?: number;
  /** The listener behind it, where its subject knows it. */
  readonly listener?: L;
}

/**
 * A Service, written in the manifests or created by an operator. Subjects extend it with what they know of the pods behind it.
 *
 * @typeParam L - listeners behind its ports, as their subject knows them
 */
export interface Service<L = unknown> {
  readonly name: string;
  readonly namespace: string;
  /** The Service as written, or the custom resource that an operator creates it for. */
  readonly object: KubeObject;
  /** Whether an operator creates it. */
  readonly derived: boolean;
  /** What an operator creates it for. */
  readonly role?: DerivedService['role'];
  readonly headless: boolean;
  /** Name that an ExternalName Service stands for. */
  readonly externalName?: string;
  /** What makes the pods behind it: a custom resource, or a workload; unset when the manifests do not tell. */
  readonly owner?: KubeObject;
  /** The workload behind it; unset for pods that an operator makes. */
  readonly workload?: Workload;
  readonly ports: readonly ServicePort<L>[];
  /**
   * The same Service with the pods of others behind it, where it selects those of several; connections go to any of them.
   *
   * @default - no others are known
   */
  readonly others?: readonly Service<L>[];
}

/** A Service behind which no listener is known. */
export type UnknownService = Service<never>;

/** Reads the Services that are written in the manifests. */
export function readServices<T extends Service>(
  objects: ObjectIndex,
  pods: PodIndex<T>,
): (UnknownService | T)[] {
  return objects.ofKind('Service', '').map((object) => {
    const [first, ...others] = pods.select(object).map((behind) => withPods(object, behind));
    if (!first) return writtenService(object, undefined);
    return others.length === 0 ? first : { ...first, others };
  });
}

function withPods<T extends Service>(object: KubeObject, behind: Pods<T>): T {
  return behind.complete(writtenService(object, behind));
}

function writtenService(object: KubeObject, pods: Pods<Service> | undefined): UnknownService {
  const spec = own(object.value, 'spec');
  return {
    name: object.name,
    namespace: object.namespace,
    object,
    derived: false,
    headless: own(spec, 'clusterIP') === 'None',
    externalName:
      own(spec, 'type') === 'ExternalName' ? text(own(spec, 'externalName')) : undefined,
    owner: pods?.object,
    ports: list(own(spec, 'ports')).flatMap((entry) => writtenPort(entry, pods)),
  };
}

function writtenPort(entry: unknown, pods: Pods<Service> | undefined): ServicePort<never>[] {
  const port = number(own(entry, 'port'));
  if (port === undefined) return [];
  const target = own(entry, 'targetPort') ?? port;
  const transport = own(entry, 'protocol') === 'UDP' ? 'UDP' : 'TCP';
  return [
    {
      name: text(own(entry, 'name')),
      port,
      targetPort:
        typeof target === 'number' ? target : pods?.portNamed(text(target) ?? '', transport),
      transport,
      protocol: undefined,
      tls: undefined,
      listener: undefined,
    },
  ];
}

/** A Service that an operator creates for a custom resource, without its ports. */
export function derivedService(
  { name, namespace, role, headless }: DerivedService,
  object: KubeObject,
): Omit<Service, 'ports' | 'others'> {
  return { name, namespace, object, derived: true, role, headless, owner: object };
}

/** A port of a Service that an operator creates, with what is known of the listener behind it. */
export function derivedPort<L extends { readonly port: number; readonly tls: boolean }>(
  { name, port, transport, protocol, hostPort }: DerivedPort,
  listener: L | undefined,
  tls: boolean | undefined = listener?.tls,
): ServicePort<L> {
  return {
    name,
    port,
    targetPort: listener?.port ?? port,
    transport,
    protocol: protocol === 'other' && !listener ? undefined : protocol,
    tls,
    hostPort,
    listener,
  };
}

/** Services by name, and by namespace and name. */
export class ServiceIndex<T extends Service = Service> {
  readonly all: readonly T[];
  private readonly byName: ReadonlyMap<string, readonly T[]>;
  private readonly byNamespace: ReadonlyMap<string, readonly T[]>;

  constructor(all: readonly T[]) {
    this.all = all;
    this.byName = groupBy(all, ({ name }) => name);
    this.byNamespace = groupBy(all, ({ namespace }) => namespace);
  }

  /** Services of a namespace. */
  inNamespace(namespace: string): readonly T[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** Services of a name in any namespace. */
  named(name: string): readonly T[] {
    return this.byName.get(name) ?? [];
  }

  /** Service of the pods that a port of their nodes leads to. */
  onNode(port: number | undefined): T | undefined {
    if (port === undefined) return undefined;
    return this.all.find(
      ({ headless, ports }) => !headless && ports.some(({ hostPort }) => hostPort === port),
    );
  }

  /** Service that a host name may be of, which for a pod of a headless one is that; a short name is looked up in a namespace. */
  hostOf(host: string, namespace: string): ServiceHost | undefined {
    const find = (one: ServiceHost | undefined) =>
      one && this.find(one.namespace ?? namespace, one.name);
    const service = serviceHost(host);
    if (find(service)) return service;
    const pod = podHost(host);
    return find(pod)?.headless ? pod : service;
  }

  /** Service of a name in a namespace; one without a namespace is taken for any. */
  find(namespace: string, name: string): T | undefined {
    const named = this.named(name);
    return (
      named.find((service) => service.namespace === namespace) ??
      named.find((service) => service.namespace === '' || namespace === '')
    );
  }
}
