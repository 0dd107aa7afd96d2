import type { Sender } from '../../../model/edge/senders.ts';
import { changedAddress, type UsedEdge } from '../../../model/edge/used-edges.ts';
import type { Datasource } from '../../../model/grafana/datasources.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { protocolNames } from '../../../upstream/edge/protocol-names.ts';
import type { Finding, Rule } from '../../rule.ts';
import { OwnPods } from '../own-pods.ts';

/** An address of the client's own pod, in which nothing listens there, or something for another protocol. */
export const loopback: Rule = {
  id: 'edge/loopback',
  severity: 'error',
  rationale:
    'localhost is the pod of the client itself, so that without a sidecar nobody takes the spans',
  source:
    'Kubernetes documentation of Pods; opentelemetry-operator v0.158.0 internal/webhook/podmutation',
  *check(model) {
    const edges = model.usedEdges.filter(({ target }) => target.kind === 'loopback');
    if (edges.length === 0) return;
    const pods = new OwnPods(model);
    const datasources = groupBy(model.grafana.datasources, ({ object }) => object);
    for (const edge of edges) {
      const finding = findingOf(edge, pods, datasources);
      if (finding) yield finding;
    }
  },
};

function findingOf(
  edge: UsedEdge,
  pods: OwnPods,
  datasources: ReadonlyMap<KubeObject, readonly Datasource[]>,
): Finding | undefined {
  const { sender, port, client, address } = edge;
  if (port === undefined || address?.scheme === 'unix') return undefined;
  if (isBrowsers(sender, datasources.get(sender.object) ?? [])) return undefined;
  const spoken = sender.protocol ? [sender.protocol] : (sender.possible ?? []);
  const place = { object: sender.object, path: sender.path };
  for (const { name, ports } of pods.of(edge)) {
    if (!ports.has(port)) {
      const open = [...ports.keys()].sort((a, b) => a - b).join(', ');
      const told = open ? `${name} listens on ${open}` : `nothing else runs in ${name}`;
      return { ...place, message: `${client} must not send to localhost:${port}, ${told}` };
    }
    const protocol = ports.get(port);
    if (protocol === undefined || protocol === 'other' || spoken.length === 0) continue;
    if (spoken.includes(protocol)) continue;
    const fits = [...ports].find(([, other]) => other !== undefined && spoken.includes(other));
    const fix = fits && changedAddress(edge, { port: fits[0] });
    const speaks = spoken.map((own) => protocolNames[own]).join(' or ');
    return {
      ...place,
      message: `${client} must reach a port for ${speaks}, port ${port} of ${name} is for ${protocolNames[protocol]}`,
      fix,
    };
  }
  return undefined;
}

// a browser asks a data source with direct access, often by way of a forwarded port
function isBrowsers({ kind, path }: Sender, datasources: readonly Datasource[]): boolean {
  return (
    kind === 'grafana' &&
    datasources.some(
      (datasource) =>
        datasource.value.access === 'direct' &&
        datasource.path.every((key, index) => key === path[index]),
    )
  );
}
