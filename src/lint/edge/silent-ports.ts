import type { Component } from '../../model/collector/config.ts';
import type { Collector } from '../../model/collector/instances.ts';
import type { Listener } from '../../model/collector/listeners.ts';
import { groupBy } from '../../model/kubernetes/group.ts';
import { runningContainers } from '../../model/kubernetes/workloads.ts';
import {
  diagnosticPorts,
  silentExtensions,
} from '../../upstream/collector/extensions/listening.ts';
import { metricsPort, portOfEndpoint } from '../../upstream/otel-operator/ports.ts';
import {
  extensionAddresses,
  receiverPorts,
  scrapingReceivers,
} from '../../upstream/otel-operator/receivers.ts';
import {
  at,
  isRecord,
  list,
  own,
  record,
  scalarText,
  text,
} from '../../upstream/values/unknown.ts';

/** Tells on which ports nothing in the pod of a collector listens. */
export class SilentPorts {
  private readonly listeners: ReadonlyMap<Collector, readonly Listener[]>;

  constructor(listeners: readonly Listener[]) {
    this.listeners = groupBy(listeners, ({ collector }) => collector);
  }

  /** Ports that a collector listens on, as far as they are known, in order. */
  open(collector: Collector): readonly number[] {
    const ports = (this.listeners.get(collector) ?? []).map(({ port }) => port);
    return [...new Set(ports)].sort((a, b) => a - b);
  }

  /** Whether it is certain that nothing of a collector listens on a port. */
  isSilent(collector: Collector, port: number): boolean {
    const { config } = collector;
    if (!config || port === metricsPort(config.value) || isOfMesh(port)) return false;
    // a whole section may be in a file of its own
    if (sections.some((one) => typeof config.value[one] === 'string')) return false;
    const enabled = config.components.filter((component) => config.isEnabled(component));
    if (!enabled.every(isKnown) || this.open(collector).includes(port)) return false;
    const written = [
      at(config.value, 'service', 'telemetry'),
      ...enabled.filter(mayListen).map((component) => config.written(component)),
    ].flatMap((settings) => portsIn(settings));
    if (written.includes('unknown') || written.includes(port)) return false;
    return !enabled.some((component) => diagnosticPort(component) === port);
  }
}

const sections = ['receivers', 'exporters', 'extensions', 'service'];

/** Whether a component listens, or may: of exporters one does, and a processor that hands out what it sees. */
function mayListen({ kind, type }: Component): boolean {
  return kind === 'exporters' ? type === 'prometheus' : kind !== 'connectors';
}

/** Settings that tell where something listens, or have those in them that do. */
const addressSettings: ReadonlySet<string> = new Set([
  'endpoint',
  'listen_address',
  'port',
  'protocols',
  'grpc',
  'http',
]);

/** Ports that settings may have something listen on, wherever they stand; unknown where a variable tells. */
function portsIn(value: unknown, key: unknown = 'endpoint'): (number | 'unknown')[] {
  if (Array.isArray(value)) return value.flatMap((one) => portsIn(one, ''));
  if (isRecord(value)) return Object.entries(value).flatMap(([name, one]) => portsIn(one, name));
  const written = scalarText(value) ?? '';
  const port = /(?:^|:)(\d+)$/.exec(written)?.[1];
  if (port !== undefined) return [Number(port)];
  const isAddress = typeof key === 'string' && addressSettings.has(key);
  return isAddress && written.includes('$') ? ['unknown'] : [];
}

/** Whether it is known of a component on which ports it listens. */
function isKnown({ kind, type }: Component): boolean {
  if (kind === 'receivers')
    return Object.hasOwn(receiverPorts, type) || scrapingReceivers.has(type);
  if (kind !== 'extensions') return true;
  return (
    [extensionAddresses, diagnosticPorts].some((table) => Object.hasOwn(table, type)) ||
    silentExtensions.includes(type)
  );
}

function diagnosticPort({ kind, type, settings }: Component): number | undefined {
  if (kind !== 'extensions' || !Object.hasOwn(diagnosticPorts, type)) return undefined;
  return portOfEndpoint(text(settings.endpoint) ?? '') ?? diagnosticPorts[type];
}

/** Ports that proxies of a mesh listen on in each pod (istio.io, ops/deployment/application-requirements; linkerd.io, reference/proxy-configuration). */
function isOfMesh(port: number): boolean {
  return (port >= 15_000 && port < 15_100) || [4140, 4143, 4190, 4191].includes(port);
}

/** Whether another container may listen in the pods of a collector. */
export function hasNeighbours({ mode, workload, object }: Collector): boolean {
  if (mode === 'sidecar') return true;
  if (workload) return runningContainers(workload).length > 1;
  const spec = record(object.value.spec);
  return (
    list(spec.additionalContainers).length > 0 ||
    list(spec.initContainers).some((one) => own(one, 'restartPolicy') === 'Always')
  );
}
