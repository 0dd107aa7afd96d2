import type { Protocol } from '../../upstream/edge/protocols.ts';
import { jaegerTlsFlags } from '../../upstream/jaeger/ports.ts';
import type { DerivedPort, DerivedService } from '../../upstream/operator/derived-service.ts';
import { list, number, own, text } from '../../upstream/values/unknown.ts';
import type { Collector } from '../collector/instances.ts';
import type { Listener } from '../collector/listeners.ts';
import type { Jaeger } from '../jaeger/instances.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import type { Workload } from '../kubernetes/workloads.ts';
import { type Backing, PodIndex, type Pods } from './pods.ts';

/** A port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  /** Port of the pod behind it, when it is known. */
  readonly targetPort?: number;
  readonly transport: 'TCP' | 'UDP';
  /** What listens behind it; unset when that is not known. */
  readonly protocol?: Protocol;
  /** The collector's listener behind it. */
  readonly listener?: Listener;
  /** Whether it speaks TLS; unset when that is not known. */
  readonly tls?: boolean;
}

/** A Service, written in the manifests or created by an operator. */
export interface Service extends Backing {
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
  readonly ports: readonly ServicePort[];
}

/** Reads written Services and those that operators create. */
export function readServices(
  objects: ObjectIndex,
  workloads: readonly Workload[],
  collectors: readonly Collector[],
  jaegers: readonly Jaeger[],
  listeners: readonly Listener[],
): Service[] {
  const listening = groupBy(listeners, ({ collector }) => collector);
  const derived = [
    ...collectors.flatMap((collector) =>
      answeringServices(collector).map((service) => ({
        ...fromDerived(service, collector.object, byComponent(listening.get(collector) ?? [])),
        collector,
      })),
    ),
    ...jaegers.flatMap((jaeger) =>
      jaeger.services.map((service) => ({
        ...fromDerived(service, jaeger.object, new Map(), (protocol) =>
          jaegerTls(jaeger, protocol),
        ),
        jaeger,
      })),
    ),
  ];
  const pods = new PodIndex(workloads, collectors, jaegers);
  const written = objects
    .ofKind('Service', '')
    .map((object) => fromWritten(object, pods.select(object), listening));
  return [...written, ...derived];
}

/** Services with pods behind them: those that older operators make for a sidecar select none. */
function answeringServices({ mode, services }: Collector): readonly DerivedService[] {
  return mode === 'sidecar' ? services.filter(({ role }) => role === 'target-allocator') : services;
}

type ListenersByComponent = ReadonlyMap<string, readonly Listener[]>;

function byComponent(listeners: readonly Listener[]): ListenersByComponent {
  return groupBy(listeners, ({ component }) => component.id);
}

function fromDerived(
  service: DerivedService,
  object: KubeObject,
  listeners: ListenersByComponent,
  tlsOf: (protocol: Protocol) => boolean | undefined = () => undefined,
): Service {
  return {
    name: service.name,
    namespace: service.namespace,
    object,
    derived: true,
    role: service.role,
    headless: service.headless,
    ports: service.ports.map((port) => fromDerivedPort(port, listeners, tlsOf(port.protocol))),
  };
}

/** Whether a port of a Jaeger v1 speaks TLS. */
function jaegerTls(jaeger: Jaeger, protocol: Protocol): boolean | undefined {
  const flag = jaegerTlsFlags[protocol];
  return flag === undefined
    ? undefined
    : jaeger.roles.some(({ options }) => options.get(flag) === 'true');
}

function fromDerivedPort(
  port: DerivedPort,
  listeners: ListenersByComponent,
  plannedTls: boolean | undefined,
): ServicePort {
  const listener = listeners
    .get(port.component ?? '')
    ?.find(({ protocol, transport }) => protocol === port.protocol && transport === port.transport);
  return {
    name: port.name,
    port: port.port,
    targetPort: listener?.port ?? port.port,
    transport: port.transport,
    ...(port.protocol === 'other' && listener === undefined ? {} : { protocol: port.protocol }),
    listener,
    ...tlsFacts(listener?.tls ?? plannedTls),
  };
}

function tlsFacts(tls: boolean | undefined): Pick<ServicePort, 'tls'> {
  return tls === undefined ? {} : { tls };
}

function fromWritten(
  object: KubeObject,
  backing: Pods | undefined,
  listening: ReadonlyMap<Collector, readonly Listener[]>,
): Service {
  const spec = own(object.value, 'spec');
  const externalName =
    own(spec, 'type') === 'ExternalName' ? text(own(spec, 'externalName')) : undefined;
  const listeners = (backing?.collector && listening.get(backing.collector)) ?? [];
  return {
    name: object.name,
    namespace: object.namespace,
    object,
    derived: false,
    headless: own(spec, 'clusterIP') === 'None',
    externalName,
    ...(backing?.collector ? { collector: backing.collector } : {}),
    ...(backing?.jaeger ? { jaeger: backing.jaeger } : {}),
    ...(backing?.workload ? { workload: backing.workload } : {}),
    ports: list(own(spec, 'ports')).flatMap((entry) => writtenPort(entry, backing, listeners)),
  };
}

function writtenPort(
  entry: unknown,
  backing: Pods | undefined,
  listeners: readonly Listener[],
): ServicePort[] {
  const port = number(own(entry, 'port'));
  if (port === undefined) return [];
  const name = text(own(entry, 'name'));
  const transport = own(entry, 'protocol') === 'UDP' ? 'UDP' : 'TCP';
  const target = own(entry, 'targetPort') ?? port;
  const targetPort = typeof target === 'number' ? target : backing?.portNamed(String(target));
  const listener = listeners.find(
    (candidate) => candidate.port === targetPort && candidate.transport === transport,
  );
  const protocol =
    listener?.protocol ?? (targetPort === undefined ? undefined : backing?.protocolOf(targetPort));
  const tls =
    listener?.tls ??
    (backing?.jaeger && protocol && jaegerTls(backing.jaeger, protocol)) ??
    (targetPort === undefined ? undefined : backing?.tlsOf?.(targetPort));
  return [
    {
      name,
      port,
      targetPort,
      transport,
      protocol,
      listener,
      ...tlsFacts(tls),
    },
  ];
}

/** Services by name, and by namespace and name. */
export class ServiceIndex {
  readonly all: readonly Service[];
  private readonly byName: ReadonlyMap<string, readonly Service[]>;
  private readonly byNamespace: ReadonlyMap<string, readonly Service[]>;

  constructor(all: readonly Service[]) {
    this.all = all;
    this.byName = groupBy(all, ({ name }) => name);
    this.byNamespace = groupBy(all, ({ namespace }) => namespace);
  }

  /** Services of a namespace. */
  inNamespace(namespace: string): readonly Service[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** Services of a name in any namespace. */
  named(name: string): readonly Service[] {
    return this.byName.get(name) ?? [];
  }

  /** Service of a name in a namespace; one without a namespace is taken for any. */
  find(namespace: string, name: string): Service | undefined {
    const named = this.named(name);
    return (
      named.find((service) => service.namespace === namespace) ??
      named.find((service) => service.namespace === '' || namespace === '')
    );
  }
}
