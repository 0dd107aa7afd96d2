import type { DerivedPort, DerivedService } from '../operator/derived-service.ts';
import { versions } from '../operator/versions.ts';
import { list, number, own, text, type UnknownRecord } from '../values/unknown.ts';
import { collectorNames, servesSidecars } from './collector-names.ts';
import type { CollectorMode } from './modes.ts';
import { inferredCollectorPorts, inferredExtensionPorts, metricsPort } from './ports.ts';

/** An OpenTelemetryCollector, as far as its Services depend on it. */
interface CollectorServicesInput {
  readonly name: string;
  readonly namespace: string;
  /** @default 'deployment' */
  readonly mode?: CollectorMode;
  /** The parsed collector configuration. */
  readonly config: UnknownRecord;
  /**
   * `spec.ports` as written.
   *
   * @default - none
   */
  readonly ports?: unknown;
  /**
   * Whether `spec.targetAllocator.enabled` is set.
   *
   * @default false
   */
  readonly targetAllocator?: boolean;
  /** @default - the operator this project installs */
  readonly operatorVersion?: string;
}

/**
 * Ports of the collector's Service: those of `spec.ports`, then the inferred ones by name. A written port hides the
 * inferred one of the same number; an inferred one of the same name becomes `port-<n>`.
 *
 * Source: opentelemetry-operator v0.158.0 internal/manifests/collector/service.go.
 */
export function collectorServicePorts(
  config: UnknownRecord,
  ports: unknown,
  operatorVersion: string = versions.otelOperator,
): DerivedPort[] {
  const written = list(ports).flatMap(writtenPort);
  const names = new Set(written.map((port) => port.name));
  const numbers = new Set(written.map((port) => `${port.port}/${port.transport}`));
  const inferred = inferredCollectorPorts(config, operatorVersion);
  const kept = inferred.flatMap((port) => {
    if (numbers.has(`${port.port}/${port.transport}`)) return [];
    if (!names.has(port.name)) return [port];
    const name = `port-${port.port}`;
    return names.has(name) ? [] : [{ ...port, name }];
  });
  const protocols = new Map(inferred.map((port) => [`${port.port}/${port.transport}`, port]));
  return [
    ...written.map((port) => {
      const listener = protocols.get(`${port.targetPort}/${port.transport}`);
      const { targetPort: _, ...rest } = port;
      return listener
        ? { ...rest, protocol: listener.protocol, component: listener.component }
        : rest;
    }),
    ...kept,
  ];
}

function writtenPort(entry: unknown): (DerivedPort & { targetPort: number })[] {
  const port = number(own(entry, 'port'));
  if (port === undefined) return [];
  const appProtocol = text(own(entry, 'appProtocol'));
  const hostPort = number(own(entry, 'hostPort'));
  return [
    {
      name: text(own(entry, 'name')) ?? '',
      port,
      transport: own(entry, 'protocol') === 'UDP' ? 'UDP' : 'TCP',
      appProtocol,
      protocol: 'other',
      // a host port of 0 is none
      ...(hostPort ? { hostPort } : {}),
      targetPort: number(own(entry, 'targetPort')) ?? port,
    },
  ];
}

/**
 * Services that the operator creates for a collector; one without ports has its monitoring Service alone.
 *
 * Source: opentelemetry-operator v0.88.0, v0.148.0 and v0.158.0 internal/manifests/collector/collector.go and service.go.
 */
export function derivedCollectorServices(input: CollectorServicesInput): DerivedService[] {
  const operatorVersion = input.operatorVersion ?? versions.otelOperator;
  const names = collectorNames(input.name);
  const service = (
    role: DerivedService['role'],
    name: string,
    ports: readonly DerivedPort[],
  ): DerivedService => ({
    name,
    namespace: input.namespace,
    role,
    headless: role === 'headless',
    ports,
  });
  const services: DerivedService[] = [];
  if (input.mode !== 'sidecar' || servesSidecars(operatorVersion)) {
    const ports = collectorServicePorts(input.config, input.ports, operatorVersion);
    if (ports.length > 0) {
      services.push(service('collector', names.service, ports));
      services.push(service('headless', names.headless, ports));
    }
    const port = metricsPort(input.config, operatorVersion);
    const monitoring: DerivedPort = {
      name: 'monitoring',
      port,
      transport: 'TCP',
      protocol: 'metrics',
    };
    services.push(service('monitoring', names.monitoring, [monitoring]));
    const extensions = inferredExtensionPorts(input.config, operatorVersion);
    if (extensions.length > 0) services.push(service('extension', names.extension, extensions));
  }
  if (input.targetAllocator) {
    const port: DerivedPort = {
      name: 'targetallocation',
      port: 80,
      transport: 'TCP',
      protocol: 'other',
    };
    services.push(service('target-allocator', names.targetAllocator, [port]));
  }
  return services;
}
