import type { Edge } from '../../model/edges.ts';
import type { Model } from '../../model/model.ts';
import type { Finding, Rule } from '../rule.ts';
import { exporterExample } from './examples.ts';
import { OwnPods } from './own-pods.ts';
import { type UsedEdge, usedEdges } from './used-edges.ts';

/** An address of the client's own pod, in which nothing listens there. */
export const loopback: Rule = {
  id: 'edge/loopback',
  severity: 'error',
  rationale:
    'localhost is the pod of the client itself, so that without a sidecar nobody takes the spans',
  source:
    'Kubernetes documentation of Pods; opentelemetry-operator v0.158.0 internal/webhook/podmutation',
  wrong: exporterExample(`otlp:
  endpoint: localhost:14317
  tls:
    insecure: true`),
  right: exporterExample(`otlp:
  endpoint: jaeger-collector:4317
  tls:
    insecure: true`),
  *check(model) {
    const edges = usedEdges(model).filter(({ target }) => target.kind === 'loopback');
    if (edges.length === 0) return;
    const pods = new OwnPods(model);
    for (const edge of edges) {
      const finding = findingOf(edge, pods, model);
      if (finding) yield finding;
    }
  },
};

function findingOf(edge: UsedEdge, pods: OwnPods, model: Model): Finding | undefined {
  const { sender, port, client, address } = edge;
  if (port === undefined || address?.scheme === 'unix' || isBrowsers(edge, model)) return undefined;
  // one pod in which nobody takes them is enough to lose spans
  const company = pods.of(edge).find(({ ports }) => !ports.includes(port));
  if (!company) return undefined;
  const ports = [...new Set(company.ports)].sort((a, b) => a - b).join(', ');
  const open = ports
    ? `${company.name} listens on ${ports}`
    : `nothing else runs in ${company.name}`;
  return {
    object: sender.object,
    path: sender.path,
    message: `${client} must not send to localhost:${port}, ${open}`,
  };
}

// a browser asks a data source with direct access, often by way of a forwarded port
function isBrowsers({ sender }: Edge, { grafana }: Model): boolean {
  if (sender.kind !== 'grafana') return false;
  const datasource = grafana.datasources.find(
    ({ object, path }) =>
      object === sender.object && path.every((key, i) => key === sender.path[i]),
  );
  return datasource?.value.access === 'direct';
}
