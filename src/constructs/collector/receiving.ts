import { type ReceiverProtocol, receiverSlots } from '../../upstream/collector/component-names.ts';
import { otlpProtocols } from '../../upstream/edge/protocols.ts';
import { otlpSignals, type Signal } from '../../upstream/edge/signals.ts';
import type { DerivedPort } from '../../upstream/operator/derived-service.ts';
import { collectorNames } from '../../upstream/otel-operator/collector-names.ts';
import { collectorServicePorts } from '../../upstream/otel-operator/services.ts';
import { at, isRecord, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { Endpoint } from '../edge/endpoint.ts';
import type { CollectorConfig } from './config.ts';
import type { NamedCollectorProps } from './props.ts';

/** Endpoints by the ports that the operator infers from the receivers in use. */
export function endpoints(
  props: NamedCollectorProps,
  config: CollectorConfig,
): ReadonlyMap<ReceiverProtocol, Endpoint> {
  const { name, namespace, mode, clusterDomain } = props;
  const place =
    mode === 'sidecar'
      ? { host: 'localhost' }
      : { host: collectorNames(name).service, namespace, clusterDomain };
  const ports = servicePorts(props, config);
  const found = (Object.keys(receiverSlots) as ReceiverProtocol[]).flatMap((protocol) => {
    const port = portOf(protocol, ports);
    if (port === undefined) return [];
    const { component = '' } = port;
    const tls = speaksTls(protocol, config.receivers[component]);
    const signals = otlpProtocols.some((one) => one === protocol)
      ? signalsOf(component, config)
      : undefined;
    return [
      [protocol, new Endpoint(protocol, { ...place, port: port.port, tls, signals })] as const,
    ];
  });
  return new Map(found);
}

/** Ports of the collector's Service, without those that props write for the node. */
export function servicePorts(
  { mode, extraSpec }: NamedCollectorProps,
  config: CollectorConfig,
): readonly DerivedPort[] {
  return collectorServicePorts(
    config as CollectorConfig & UnknownRecord,
    mode === 'sidecar' ? undefined : extraSpec?.ports,
  );
}

// the receiver of the protocol's own name goes before another of the same type
function portOf(
  protocol: ReceiverProtocol,
  ports: readonly DerivedPort[],
): DerivedPort | undefined {
  const taking = ports.filter((port) => port.protocol === protocol);
  const { receiver } = receiverSlots[protocol];
  return taking.find(({ component }) => component === receiver) ?? taking[0];
}

function speaksTls(protocol: ReceiverProtocol, receiver: unknown): boolean {
  const { key } = receiverSlots[protocol];
  return isRecord(key === undefined ? at(receiver, 'tls') : at(receiver, 'protocols', key, 'tls'));
}

/** Signals of the pipelines that a receiver is in; undefined where it is in none that is known. */
function signalsOf(receiver: string, { service }: CollectorConfig): Signal[] | undefined {
  const pipelines = Object.entries(service.pipelines).filter(([, { receivers }]) =>
    receivers.includes(receiver),
  );
  const found = signalsAmong(pipelines.map(([id]) => id));
  return found.length === 0 ? undefined : found;
}

/** Signals of all pipelines. */
export function carriedSignals({ service }: CollectorConfig): Signal[] {
  return signalsAmong(Object.keys(service.pipelines));
}

function signalsAmong(pipelines: readonly string[]): Signal[] {
  const types = new Set(pipelines.map((id) => id.split('/')[0]));
  return otlpSignals.filter((signal) => types.has(signal));
}
