import type { Listener } from '../../../model/collector/listeners.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Edge } from '../../../model/model.ts';
import type { Rule } from '../../rule.ts';
import { PipelineGraph } from '../pipeline-graph.ts';

/** An exporter whose spans come back to the pipeline that they leave from. */
export const exportLoop: Rule = {
  id: 'edge/export-loop',
  severity: 'error',
  rationale:
    'spans that come back are sent again, without end, until the collector is out of memory',
  source: 'opentelemetry-collector v0.158.0 service/pipelines',
  *check(model) {
    const listeners = groupBy(model.listeners, ({ collector }) => collector.object);
    const exports = model.usedEdges.flatMap((edge) => {
      const listener = reachedListener(edge, listeners);
      return listener ? [{ edge, listener }] : [];
    });
    if (exports.length === 0) return;
    const graph = new PipelineGraph(model, exports);
    for (const { edge, listener } of exports) {
      if (!graph.returns(edge, listener)) continue;
      const own = listener.collector.object === edge.sender.client;
      yield {
        object: edge.sender.object,
        path: edge.sender.path,
        message: `${edge.client} must not send spans back to where they come from, got '${edge.sender.address}', which is ${own ? 'this collector itself' : `collector ${listener.collector.name}, whose spans come here`}`,
      };
    }
  },
};

/** The listener of a collector that an exporter reaches, in its own pod or behind a Service. */
function reachedListener(
  { sender, target, port }: Edge,
  listeners: ReadonlyMap<KubeObject, readonly Listener[]>,
): Listener | undefined {
  if (sender.kind !== 'collector') return undefined;
  if (target.kind === 'service') return target.port?.listener;
  if (target.kind !== 'loopback') return undefined;
  return listeners
    .get(sender.client)
    ?.find((listener) => listener.port === port && listener.transport === 'TCP');
}
