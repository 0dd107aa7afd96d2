import type { DerivedPort, DerivedService } from '../../upstream/operator/derived-service.ts';
import {
  collectorNames,
  collectorSelectorLabels,
  collectorServiceNames,
} from '../../upstream/otel-operator/collector-names.ts';
import { derivedCollectorPods } from '../../upstream/otel-operator/pods.ts';
import { samplingExtensions } from '../../upstream/otel-operator/receivers.ts';
import { record, text } from '../../upstream/values/unknown.ts';
import type { Completion } from '../edge/pods.ts';
import type { Resource, ResourceKind } from '../edge/resources.ts';
import { derivedPort, derivedService, type Service, type ServicePort } from '../edge/services.ts';
import { groupBy } from '../kubernetes/group.ts';
import { podsOfResource } from '../kubernetes/pods.ts';
import type { Workload } from '../kubernetes/workloads.ts';
import type { Collector } from './instances.ts';
import type { Listener } from './listeners.ts';

/** A Service, perhaps with pods of a collector behind it. */
export interface CollectorService extends Service<Listener> {
  readonly collector?: Collector;
}

type Listeners = ReadonlyMap<Collector, readonly Listener[]>;

/** Collectors that the operator makes pods and Services for. */
export function collectorResources(
  collectors: readonly Collector[],
  listeners: Listeners,
): ResourceKind<CollectorService> {
  return {
    names: collectorServiceNames,
    resources: collectors
      .filter(({ operated }) => operated)
      .map((collector) => collectorResource(collector, listeners.get(collector) ?? [])),
  };
}

function collectorResource(
  collector: Collector,
  listeners: readonly Listener[],
): Resource<CollectorService> {
  const { object, name, namespace, services } = collector;
  const ports = services.flatMap((service) => service.ports);
  const byComponent = groupBy(listeners, ({ component }) => component.id);
  return {
    object,
    made: podsOfResource(object, derivedPods(collector)),
    services: answeringServices(collector).map((service) => ({
      ...derivedService(service, object),
      collector,
      ports: service.ports.map((port) =>
        derivedPort(port, listenerOf(port, byComponent) ?? samplingListener(port, listeners)),
      ),
    })),
    pods: [
      {
        object,
        labels: {
          ...collectorSelectorLabels(namespace, name),
          'app.kubernetes.io/name': collectorNames(name).workload,
        },
        portNamed: (portName, transport) =>
          ports.find((port) => port.name === portName && port.transport === transport)?.port,
        complete: completion(
          collector,
          listeners,
          (number) => ports.find(({ port }) => port === number)?.protocol,
        ),
      },
    ],
  };
}

function derivedPods({ object, name, namespace, mode }: Collector) {
  const { labels, annotations } = object;
  const spec = record(object.value.spec);
  const image = text(spec.image) ?? '';
  return derivedCollectorPods({ name, namespace, labels, annotations, spec, mode, image });
}

/** Services with pods behind them: those that older operators make for a sidecar select none. */
function answeringServices({ mode, services }: Collector): readonly DerivedService[] {
  return mode === 'sidecar' ? services.filter(({ role }) => role === 'target-allocator') : services;
}

function listenerOf(
  { component = '', protocol, transport }: DerivedPort,
  listeners: ReadonlyMap<string, readonly Listener[]>,
): Listener | undefined {
  return listeners
    .get(component)
    ?.find((candidate) => candidate.protocol === protocol && candidate.transport === transport);
}

/** What hands out sampling strategies behind a port that is written for it, since the operator knows none. */
function samplingListener(
  { port, transport, protocol }: DerivedPort,
  listeners: readonly Listener[],
): Listener | undefined {
  if (protocol !== 'other' || transport !== 'TCP') return undefined;
  return listeners.find(
    (candidate) => candidate.port === port && samplingExtensions.includes(candidate.component.type),
  );
}

/** Workloads that run a collector; of several in one pod, the last one counts. */
export function collectorWorkloads(
  collectors: readonly Collector[],
  listeners: Listeners,
): ReadonlyMap<Workload, Completion<CollectorService>> {
  return new Map(
    collectors.flatMap((collector) => {
      const { workload } = collector;
      return workload
        ? [[workload, completion(collector, listeners.get(collector) ?? [])] as const]
        : [];
    }),
  );
}

/** Tells what a collector listens for behind the ports of a Service. */
function completion(
  collector: Collector,
  listeners: readonly Listener[],
  protocolOf: (port: number) => ServicePort['protocol'] = () => undefined,
): Completion<CollectorService> {
  return (service) => ({
    ...service,
    collector,
    ports: service.ports.map((port) => {
      const { targetPort, transport } = port;
      const listener = listeners.find(
        (candidate) => candidate.port === targetPort && candidate.transport === transport,
      );
      const protocol =
        listener?.protocol ??
        port.protocol ??
        (targetPort === undefined ? undefined : protocolOf(targetPort));
      return { ...port, protocol, tls: listener?.tls ?? port.tls, listener };
    }),
  });
}
