import { batchTimeout, sentBatchSize } from '../../upstream/collector/processors/batch.ts';
import { dropsSpans } from '../../upstream/collector/processors/traces.ts';
import { type BatchSize, batchesOfQueue } from '../../upstream/collector/sending-queue.ts';
import type { CollectorConfig, Component, Pipeline } from './config.ts';

/** The largest batches of spans that an exporter sends, as far as the configuration tells; undefined where it does not. */
export function largestBatch(config: CollectorConfig, exporter: Component): BatchSize | undefined {
  const batches = config
    .pipelinesOf(exporter)
    .filter(({ signal }) => signal === 'traces')
    .flatMap((pipeline) => batchesOfQueue(exporter.settings, batchOf(config, pipeline)) ?? []);
  return batches.toSorted((a, b) => b.spans - a.spans)[0];
}

/** Batches that a pipeline hands on; undefined when it has none, or something takes spans out of them. */
function batchOf(config: CollectorConfig, { processors }: Pipeline): BatchSize | undefined {
  const found = processors.flatMap(({ id }) => config.component('processors', id) ?? []);
  const last = found.findLastIndex(({ type }) => type === 'batch');
  const settings = found[last]?.settings;
  if (!settings || found.slice(last + 1).some(({ type }) => dropsSpans(type))) return undefined;
  const [spans, timeout] = [sentBatchSize(settings), batchTimeout(settings)];
  // without a size or a timeout, spans go on as they come
  return spans && timeout ? { spans, timeout } : undefined;
}
