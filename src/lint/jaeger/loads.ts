import { loadAnnotation, readLoad } from '../../annotations/load.ts';
import type { CollectorConfig, Component } from '../../model/collector/config.ts';
import { edgesByExporter, takesAllSpans } from '../../model/collector/flows.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import { own } from '../../upstream/values/unknown.ts';
import { receiverOf, sendsBatches } from './queues.ts';

/** What comes to an object, as is said on the collectors that send it. */
export interface Incoming {
  readonly spansPerSecond: number;
  /** Those of the smallest. */
  readonly spanBytes: number;
}

/** Loads by the objects that collectors send all of them to, and keep them for while they are away. */
export function loadsOf({ collectors, usedEdges }: Model): ReadonlyMap<KubeObject, Incoming> {
  const outgoing = edgesByExporter(usedEdges);
  const loads = new Map<KubeObject, Incoming>();
  for (const { object, operated, config } of collectors) {
    const annotation = operated ? object.annotations[loadAnnotation] : undefined;
    const load = annotation === undefined ? undefined : readLoad(annotation);
    if (!load || !config) continue;
    const exporters = config.components.filter((one) => keepsAll(config, one));
    const edges = exporters.flatMap((exporter) => outgoing.get(exporter) ?? []);
    for (const to of new Set(edges.map(receiverOf))) {
      if (to) loads.set(to, joined(load, loads.get(to)));
    }
  }
  return loads;
}

/** Whether all spans come to an exporter, which keeps them in a queue. */
function keepsAll(config: CollectorConfig, one: Component): boolean {
  if (one.kind !== 'exporters' || !sendsBatches(one.type)) return false;
  const isOfSpans = config.pipelinesOf(one).some(({ signal }) => signal === 'traces');
  const isKept = own(own(one.settings, 'sending_queue'), 'enabled') !== false;
  return isOfSpans && isKept && takesAllSpans(config, one);
}

function joined(load: Incoming, other: Incoming | undefined): Incoming {
  if (!other) return load;
  return {
    spansPerSecond: load.spansPerSecond + other.spansPerSecond,
    spanBytes: Math.min(load.spanBytes, other.spanBytes),
  };
}
