import { isUnspecified } from '../../../model/edge/address.ts';
import type { Sender } from '../../../model/edge/senders.ts';
import { changedPort, portLocation } from '../../../model/edge/used-edges.ts';
import type { Datasource } from '../../../model/grafana/datasources.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { UsedEdge } from '../../../model/model.ts';
import { protocolNames } from '../../../upstream/edge/protocol-names.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Finding, Rule } from '../../rule.ts';
import { type Neighbour, OwnPods } from '../own-pods.ts';

/** An address of the client's own pod, in which nothing listens there, or something for another protocol. */
export const loopback: Rule = {
  id: 'edge/loopback',
  severity: 'error',
  rationale:
    "localhost is the client's own pod, where without a sidecar nothing receives the spans",
  source:
    'Kubernetes documentation of Pods; opentelemetry-operator v0.158.0 internal/webhook/podmutation',
  ignoreWhen:
    'a sidecar outside the manifests receives the spans, such as one that another webhook or an overlay adds; or a process on the node listens there for pods with hostNetwork: true',
  visit(model) {
    const pods = new OwnPods(model);
    const datasources = groupBy(model.grafana.datasources, ({ object }) => object);
    return {
      *edge(edge) {
        const { target, port, address, sender } = edge;
        if (target.kind !== 'loopback' || port === undefined || address?.scheme === 'unix') return;
        if (isBrowsers(sender, datasources.get(sender.object) ?? [])) return;
        for (const pod of pods.of(edge)) {
          const problem = pod.ports.has(port)
            ? protocolProblem(edge, port, pod)
            : silenceProblem(edge, port, pod);
          if (!problem) continue;
          yield problem;
          return;
        }
      },
    };
  },
};

function silenceProblem(
  { client, sender, address }: UsedEdge,
  port: number,
  { name, ports }: Neighbour,
): Problem {
  const open = listed([...ports.keys()].sort((a, b) => a - b));
  const told = open ? `${name} listens on ${open}` : `nothing else runs in ${name}`;
  const host = address && isUnspecified(address.host) ? address.host : 'localhost';
  return {
    message: `${client} must not send to ${host}:${port}, ${told}`,
    // the examples that upstream ships have it, for everybody to put their own brokers in
    severity: sender.protocol === 'kafka' ? 'warning' : undefined,
  };
}

function protocolProblem(
  edge: UsedEdge,
  port: number,
  { name, ports }: Neighbour,
): Finding | undefined {
  const { sender, client } = edge;
  const spoken = sender.protocol ? [sender.protocol] : (sender.possible ?? []);
  const protocol = ports.get(port);
  if (protocol === undefined || protocol === 'other' || spoken.length === 0) return undefined;
  if (spoken.includes(protocol)) return undefined;
  const fits = [...ports].find(([, other]) => other !== undefined && spoken.includes(other));
  const speaks = listed(
    spoken.map((own) => protocolNames[own]),
    ' or ',
  );
  return {
    ...portLocation(edge),
    message: `${client} must reach a port for ${speaks}, port ${port} of ${name} is for ${protocolNames[protocol]}`,
    fix: fits && changedPort(edge, fits[0]),
  };
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
