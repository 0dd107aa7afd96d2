import { json } from '../../upstream/values/shown.ts';
import type { Sender } from '../edge/senders.ts';
import type { Edge } from '../edge/targets.ts';
import type { Component } from './config.ts';
import type { Listener } from './listeners.ts';
import type { CollectorService } from './services.ts';

/** An edge, perhaps from or to a collector. */
type CollectorEdge = Edge<Sender & { readonly component?: Component }, CollectorService>;

// what the two OTLP ports of one host lead to is one thing
const otlpPorts = [4317, 4318];
const apart: ReadonlySet<string> = new Set(['kafka', 'clickhouse']);
const usualPaths = ['/', '/v1/traces', '/api/v2/spans', '/api/traces'];

/**
 * Where spans end that leave over an edge: the same text for the same backend, whatever name, port or protocol leads there.
 * Tenants that headers, authenticators or paths tell apart are backends of their own. Undefined when that is not known.
 */
export function backendOf(edge: CollectorEdge): string | undefined {
  const { sender, target, address } = edge;
  // what databases and topics tell apart is not told by the address
  if (apart.has(sender.component?.type ?? '') || !sender.component) return undefined;
  const { headers, auth } = sender.component.settings;
  const path = usualPaths.includes(address?.path ?? '/') ? undefined : address?.path;
  const place = placeOf(edge);
  return place === undefined || target.kind === 'unreadable'
    ? undefined
    : json([place, path, headers, auth]);
}

function placeOf({ sender, target, address, port }: CollectorEdge): string | undefined {
  switch (target.kind) {
    case 'service':
      return behind(target.service, target.port?.listener);
    case 'missing':
      return `${target.namespace}/${target.name}`;
    case 'loopback':
    case 'external': {
      const host = address?.host.toLowerCase().replace(/\.$/, '');
      const number = port !== undefined && otlpPorts.includes(port) ? 'otlp' : port;
      return host === undefined || number === undefined
        ? undefined
        : `${target.kind === 'loopback' ? sender.client.order : ''} ${host}:${number}`;
    }
    case 'unreadable':
      return undefined;
  }
}

function behind(
  { owner, namespace, name }: CollectorService,
  listener: Listener | undefined,
): string {
  if (!owner) return `${namespace}/${name}`;
  return `owner ${owner.order} ${listener ? pipelineIds(listener) : ''}`;
}

function pipelineIds({ collector, component }: Listener): string {
  return (collector.config?.pipelinesOf(component) ?? [])
    .map(({ id }) => id)
    .sort()
    .join(' ');
}
