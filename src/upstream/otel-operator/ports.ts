import type { DerivedPort } from '../operator/derived-service.ts';
import { inferredPortName } from '../operator/names.ts';
import { versions } from '../operator/versions.ts';
import {
  at,
  isRecord,
  list,
  number,
  own,
  record,
  text,
  type UnknownRecord,
} from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import { extensionServiceSince } from './collector-names.ts';
import {
  type ComponentPort,
  type ComponentPorts,
  extensionPorts,
  olderReceiverPorts,
  prometheusExporterPort,
  receiverPorts,
  receiverTableSince,
  scrapingReceivers,
} from './receivers.ts';

/**
 * First operator that opens all protocols of a receiver whose `protocols` are missing or empty; older ones open none
 * (opentelemetry-operator#4938, merged between v0.150.0 and v0.158.0).
 */
export const emptyProtocolsDefaultedSince = '0.152.0';

/** Type of a component id: `otlp` of `otlp/jaeger`. */
export function componentType(id: string): string {
  const slash = id.indexOf('/');
  return slash < 0 ? id : id.slice(0, slash);
}

/**
 * Port of an endpoint as the operator reads it: the first `:digits`, so that `[::1]:4317` gives 1. Undefined when there is
 * none.
 *
 * Source: opentelemetry-operator v0.158.0 internal/components/component.go.
 */
export function portOfEndpoint(endpoint: string): number | undefined {
  const match = /:(\d+)/.exec(endpoint);
  return match && Number(match[1]) > 0 ? Number(match[1]) : undefined;
}

/** Ids that pipelines (or `service.extensions`) name, sorted; defined or not. */
export function enabledComponents(
  config: UnknownRecord,
  kind: 'receivers' | 'processors' | 'exporters' | 'extensions',
): string[] {
  const named =
    kind === 'extensions'
      ? list(at(config, 'service', 'extensions'))
      : Object.values(record(at(config, 'service', 'pipelines'))).flatMap((pipeline) =>
          list(own(pipeline, kind)),
        );
  return [...new Set(named.filter((id) => typeof id === 'string'))].sort();
}

/** How an operator reads the ports of a receiver type; undefined when it knows no more than its endpoint. */
export function knownReceiverPorts(
  type: string,
  operatorVersion: string,
): ComponentPorts | undefined {
  const older = isAtLeast(operatorVersion, receiverTableSince)
    ? undefined
    : own(olderReceiverPorts, type);
  const known = (older ?? own(receiverPorts, type)) as ComponentPorts | undefined;
  if (!known) return undefined;
  if (known.since !== undefined && !isAtLeast(operatorVersion, known.since)) return undefined;
  if (known.until !== undefined && isAtLeast(operatorVersion, known.until)) return undefined;
  return known;
}

/**
 * Ports that the operator infers for a receiver.
 *
 * Source: opentelemetry-operator v0.158.0 internal/components/{single,multi}_endpoint.go.
 */
export function receiverServicePorts(
  id: string,
  config: unknown,
  operatorVersion: string,
): DerivedPort[] {
  const type = componentType(id);
  if (scrapingReceivers.has(type)) return [];
  const known = knownReceiverPorts(type, operatorVersion);
  if (known?.protocols) return protocolPorts(id, config, known.protocols, operatorVersion);
  if (config === null && overlooksNull(operatorVersion)) return [];
  const single = known?.single;
  if (isRecord(single)) return singlePort(id, config, single as ComponentPort);
  const transport = single === 'udp-from-endpoint' ? 'UDP' : 'TCP';
  return singlePort(id, config, { port: 0, transport, protocol: 'other' });
}

function protocolPorts(
  id: string,
  config: unknown,
  known: Readonly<Record<string, ComponentPort>>,
  operatorVersion: string,
): DerivedPort[] {
  const written = Object.keys(record(own(config, 'protocols')));
  const all = written.length === 0 && isAtLeast(operatorVersion, emptyProtocolsDefaultedSince);
  return (all ? Object.keys(known) : written).flatMap((protocol) => {
    const port = own(known, protocol) as ComponentPort | undefined;
    if (!port) return [];
    const endpoint = endpointOf(at(config, 'protocols', protocol));
    return [derivedPort(`${id}-${protocol}`, id, portOfEndpoint(endpoint) ?? port.port, port)];
  });
}

/** First operator that takes a receiver without settings for one with its defaults again (opentelemetry-operator#3452). */
export const nullReceiversSince = '0.118.0';

/** Whether an operator opens no port for a receiver of which nothing is written but its id. */
function overlooksNull(operatorVersion: string): boolean {
  return (
    isAtLeast(operatorVersion, receiverTableSince) &&
    !isAtLeast(operatorVersion, nullReceiversSince)
  );
}

function singlePort(id: string, config: unknown, known: ComponentPort): DerivedPort[] {
  const port = portOfEndpoint(endpointOf(config)) ?? known.port;
  return port === 0 ? [] : [derivedPort(id, id, port, known)];
}

function endpointOf(config: unknown): string {
  return text(own(config, 'endpoint')) || text(own(config, 'listen_address')) || '';
}

function derivedPort(
  name: string,
  component: string,
  port: number,
  known: ComponentPort,
): DerivedPort {
  return {
    name: inferredPortName(name, port),
    port,
    transport: known.transport ?? 'TCP',
    appProtocol: known.appProtocol,
    protocol: known.protocol,
    component,
  };
}

/** First operator that opens the gRPC port of jaeger_query, where an endpoint is written for it (opentelemetry-operator#4912). */
const queryGrpcSince = '0.152.0';

/** Ports that the operator infers from the enabled extensions; older ones infer none. */
export function inferredExtensionPorts(
  config: UnknownRecord,
  operatorVersion: string = versions.otelOperator,
): DerivedPort[] {
  if (!isAtLeast(operatorVersion, extensionServiceSince)) return [];
  return enabledComponents(config, 'extensions').flatMap((id) => {
    const known = own(extensionPorts, componentType(id)) as ComponentPort | undefined;
    if (!known) return [];
    const settings = at(config, 'extensions', id);
    if (componentType(id) !== 'jaeger_query') return singlePort(id, settings, known);
    const http = singlePort(id, own(settings, 'http'), known);
    const grpcPort = portOfEndpoint(text(at(settings, 'grpc', 'endpoint')) ?? '');
    if (grpcPort === undefined || !isAtLeast(operatorVersion, queryGrpcSince)) return http;
    const grpc = derivedPort(`${id}-2`, id, grpcPort, {
      port: grpcPort,
      protocol: 'jaeger-query-grpc',
    });
    return [...http, grpc];
  });
}

/** First operator that lets readers of the collector's own metrics win over the address (opentelemetry-operator v0.122.0). */
const metricsReadersKnownSince = '0.122.0';

/** First operator that reads the port of such a reader; those before take 8888 for it (opentelemetry-operator#4049). */
const metricsReadersReadSince = '0.137.0';

const defaultMetricsPort = 8888;

/**
 * Port that the operator takes for the collector's own metrics: that of the first Prometheus reader, of the legacy address
 * when there is no reader, else 8888.
 *
 * Source: opentelemetry-operator v0.108.0, v0.122.0 and v0.148.0 apis/v1beta1/config.go MetricsEndpoint, v0.158.0
 * internal/otelconfig/config.go.
 */
export function metricsPort(
  config: UnknownRecord,
  operatorVersion: string = versions.otelOperator,
): number {
  const metrics = at(config, 'service', 'telemetry', 'metrics');
  const readers = list(own(metrics, 'readers'));
  if (readers.length === 0 || !isAtLeast(operatorVersion, metricsReadersKnownSince)) {
    return portOfEndpoint(text(own(metrics, 'address')) ?? '') ?? defaultMetricsPort;
  }
  if (!isAtLeast(operatorVersion, metricsReadersReadSince)) return defaultMetricsPort;
  const reader = readers
    .map((one) => at(one, 'pull', 'exporter', 'prometheus'))
    .find((prometheus) => isRecord(prometheus));
  return number(own(reader, 'port')) || defaultMetricsPort;
}

/** Ports that the operator infers from the enabled receivers. */
export function inferredReceiverPorts(
  config: UnknownRecord,
  operatorVersion: string,
): DerivedPort[] {
  return enabledComponents(config, 'receivers').flatMap((id) =>
    receiverServicePorts(id, at(config, 'receivers', id), operatorVersion),
  );
}

/** Ports that enabled exporters open for Prometheus, which serve what pipelines carry, and nothing of the collector itself. */
export function prometheusPorts(config: UnknownRecord): DerivedPort[] {
  return enabledComponents(config, 'exporters').flatMap((id) =>
    componentType(id) === 'prometheus'
      ? singlePort(id, at(config, 'exporters', id), prometheusExporterPort)
      : [],
  );
}

/**
 * Ports that the operator infers from the enabled receivers and exporters, by name.
 *
 * Source: opentelemetry-operator v0.158.0 internal/manifests/collector/service.go.
 */
export function inferredCollectorPorts(
  config: UnknownRecord,
  operatorVersion: string = versions.otelOperator,
): DerivedPort[] {
  return [...inferredReceiverPorts(config, operatorVersion), ...prometheusPorts(config)].sort(
    (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}
