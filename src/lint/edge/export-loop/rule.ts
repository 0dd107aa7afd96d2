import type { Listener } from '../../../model/collector/listeners.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model, UsedEdge } from '../../../model/model.ts';
import type { Rule } from '../../rule.ts';
import { PipelineGraph } from '../pipeline-graph.ts';

/** An exporter whose spans come back to the pipeline that they leave from. */
export const exportLoop: Rule = {
  id: 'edge/export-loop',
  severity: 'error',
  rationale:
    'spans that return to a collector are sent again without end, until it runs out of memory',
  source: 'opentelemetry-collector v0.158.0 service/pipelines',
  ignoreWhen:
    'a processor in the loop, such as filter or routing, drops everything that has passed here before',
  visit(model) {
    const reached = reachedListeners(model);
    const graph = new PipelineGraph(model, reached);
    return {
      *edge(edge) {
        const listener = reached.get(edge);
        if (!listener || !graph.returns(edge, listener)) return;
        const { sender, client } = edge;
        const own = listener.collector.object === sender.client;
        yield {
          message: `${client} must not send spans back to where they come from, got '${sender.address}', which is ${own ? 'this collector itself' : `collector ${listener.collector.name}, whose spans come here`}`,
        };
      },
    };
  },
};

/** Listeners of collectors that exporters reach, by edge. */
function reachedListeners(model: Model): Map<UsedEdge, Listener> {
  const listeners = groupBy(model.listeners, ({ collector }) => collector.object);
  return new Map(
    model.usedEdges.flatMap((edge): [UsedEdge, Listener][] => {
      const listener = reachedListener(edge, listeners);
      return listener ? [[edge, listener]] : [];
    }),
  );
}

/** The listener of a collector that an exporter reaches, in its own pod or behind a Service. */
function reachedListener(
  { sender, target, port }: UsedEdge,
  listeners: ReadonlyMap<KubeObject, readonly Listener[]>,
): Listener | undefined {
  if (sender.kind !== 'collector') return undefined;
  if (target.kind === 'service') return target.port?.listener;
  if (target.kind !== 'loopback') return undefined;
  return listeners
    .get(sender.client)
    ?.find((listener) => listener.port === port && listener.transport === 'TCP');
}
