import { componentType, portOfEndpoint } from '../otel-operator/ports.ts';
import type { Problem } from '../values/problem.ts';
import { at, list, number, own, text } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';

/** First collector that refuses `service.telemetry.metrics.address` (opentelemetry-collector v0.128.0 CHANGELOG). */
export const metricsAddressRefusedSince = '0.128.0';

/** First collector that lets `readers` win over `address` (opentelemetry-collector v0.123.0 CHANGELOG). */
export const metricsReadersWinSince = '0.123.0';

const levels = ['none', 'basic', 'normal', 'detailed'];

/**
 * What is wrong with `service.telemetry.metrics`; paths are those in it.
 *
 * Source: opentelemetry-collector v0.128.0 service/telemetry, CHANGELOG v0.111.0 to v0.128.0.
 *
 * @param version - release of the collector, unset when it is not known
 */
export function metricsTelemetryProblems(metrics: unknown, version: string | undefined): Problem[] {
  const problems: Problem[] = [];
  const level = text(own(metrics, 'level'));
  if (level !== undefined && !level.includes('$') && !levels.includes(level.toLowerCase())) {
    const message = `level must be one of ${levels.join(', ')}, got '${level}'`;
    problems.push({ path: ['level'], message });
  }
  const address = text(own(metrics, 'address'));
  if (address === undefined || version === undefined) return problems;
  const path = ['address'];
  if (isAtLeast(version, metricsAddressRefusedSince)) {
    problems.push({
      path,
      message: `address is rejected since ${metricsAddressRefusedSince}, the release is ${version}`,
      fix: 'readers with a pull exporter for prometheus',
    });
  } else if (!isAtLeast(version, metricsReadersWinSince)) {
    const port = portOfEndpoint(address);
    const ports = readerPorts(metrics);
    if (port !== undefined && ports.includes(port)) {
      const message = `address opens port ${port}, which a reader opens as well`;
      problems.push({ path, message });
    }
  }
  return problems;
}

/** Ports of the Prometheus readers in `service.telemetry.metrics`. */
function readerPorts(metrics: unknown): number[] {
  return list(own(metrics, 'readers')).flatMap(
    (reader) => number(at(reader, 'pull', 'exporter', 'prometheus', 'port')) ?? [],
  );
}

/** A port that the collector itself, or an extension for looking into it, listens on. */
interface OwnPort {
  readonly what: string;
  readonly port: number;
  readonly host: string;
  /** Where it is, or would be, written in the configuration. */
  readonly path: readonly (string | number)[];
}

const diagnosticPorts: Readonly<Record<string, number>> = { pprof: 1777, zpages: 55_679 };

/**
 * Ports of the collector's own metrics, and of pprof and zpages when they are switched on.
 *
 * Source: opentelemetry-collector v0.158.0 service/telemetry/otelconftelemetry, extension/zpagesextension; -contrib v0.158.0
 * extension/pprofextension.
 */
export function ownPorts(config: unknown, version: string | undefined): OwnPort[] {
  const extensions = list(at(config, 'service', 'extensions')).flatMap((id): OwnPort[] => {
    const known = typeof id === 'string' ? own(diagnosticPorts, componentType(id)) : undefined;
    if (typeof id !== 'string' || typeof known !== 'number') return [];
    const path = ['extensions', id, 'endpoint'];
    const endpoint = text(at(config, ...path)) ?? `localhost:${known}`;
    return addressPorts(`extension ${id}`, endpoint, path);
  });
  return [...metricsPorts(config, version), ...extensions];
}

function metricsPorts(config: unknown, version: string | undefined): OwnPort[] {
  const what = 'the metrics of the collector itself';
  const path = ['service', 'telemetry', 'metrics'];
  const metrics = at(config, ...path);
  if (own(metrics, 'level') === 'none') return [];
  const readers = own(metrics, 'readers');
  if (readers !== undefined) {
    return list(readers).flatMap((reader, index): OwnPort[] => {
      const inner = ['pull', 'exporter', 'prometheus'];
      const port = number(at(reader, ...inner, 'port'));
      const host = text(at(reader, ...inner, 'host')) ?? 'localhost';
      return port === undefined
        ? []
        : [{ what, port, host, path: [...path, 'readers', index, ...inner, 'port'] }];
    });
  }
  const address = text(own(metrics, 'address'));
  const refused = version !== undefined && isAtLeast(version, metricsAddressRefusedSince);
  return addressPorts(what, refused ? defaultMetrics : (address ?? defaultMetrics), path);
}

const defaultMetrics = 'localhost:8888';

function addressPorts(what: string, address: string, path: OwnPort['path']): OwnPort[] {
  const [, host = '', port] = /^(.*):(\d+)$/.exec(address) ?? [];
  return port === undefined ? [] : [{ what, port: Number(port), host, path }];
}
