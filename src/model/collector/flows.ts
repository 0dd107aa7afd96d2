import { batchTimeout, sentBatchSize } from '../../upstream/collector/processors/batch.ts';
import { dropsSpans } from '../../upstream/collector/processors/traces.ts';
import { type BatchSize, batchesOfQueue } from '../../upstream/collector/sending-queue.ts';
import { settingNumber } from '../../upstream/values/settings.ts';
import { own } from '../../upstream/values/unknown.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { CollectorConfig, Component, Pipeline } from './config.ts';

/** Edges of collectors by the exporter that they leave from. */
export function edgesByExporter<E extends { readonly sender: { readonly component?: Component } }>(
  edges: readonly E[],
): ReadonlyMap<Component, readonly E[]> {
  const groups = new Map<Component, E[]>();
  for (const [component, group] of groupBy(edges, ({ sender }) => sender.component)) {
    if (component) groups.set(component, group);
  }
  return groups;
}

/** Pipelines by the ids that they name among their receivers, or their exporters. */
export function pipelinesBy(
  { pipelines }: CollectorConfig,
  section: 'receivers' | 'exporters',
): ReadonlyMap<string, readonly Pipeline[]> {
  const named = new Map<string, Pipeline[]>();
  for (const pipeline of pipelines) {
    for (const id of new Set(pipeline[section].map((reference) => reference.id))) {
      const group = named.get(id);
      if (group) group.push(pipeline);
      else named.set(id, [pipeline]);
    }
  }
  return named;
}

/** Receivers whose data come through pipelines, also by way of connectors. */
export function receiversOf(
  config: CollectorConfig,
  pipelines: readonly Pipeline[],
): readonly Component[] {
  const exporting = pipelinesBy(config, 'exporters');
  const before = new Set(pipelines);
  for (const current of before) {
    for (const { id } of current.receivers) {
      if (!config.component('connectors', id)) continue;
      for (const last of exporting.get(id) ?? []) before.add(last);
    }
  }
  const receivers = [...before].flatMap((current) =>
    current.receivers.flatMap(({ id }) => config.component('receivers', id) ?? []),
  );
  return [...new Set(receivers)];
}

/** Batches of spans that the pipelines of a configuration hand on, as far as it tells. */
export function batchesOf(config: CollectorConfig): ReadonlyMap<Pipeline, BatchSize | undefined> {
  const traces = config.pipelines.filter(({ signal }) => signal === 'traces');
  return new Map(traces.map((pipeline) => [pipeline, batchOf(config, pipeline)]));
}

/**
 * The largest batches of spans that an exporter sends; undefined where the configuration does not tell.
 *
 * @param given - batches that pipelines hand on
 */
export function largestBatch(
  config: CollectorConfig,
  exporter: Component,
  given: ReturnType<typeof batchesOf>,
): BatchSize | undefined {
  const batches = config
    .pipelinesOf(exporter)
    .filter((pipeline) => given.has(pipeline))
    .flatMap((pipeline) => batchesOfQueue(exporter.settings, given.get(pipeline)) ?? []);
  return batches.toSorted((a, b) => b.spans - a.spans)[0];
}

/** Undefined when it has none, or something takes spans out of them. */
function batchOf(config: CollectorConfig, { processors }: Pipeline): BatchSize | undefined {
  const found = processors.flatMap(({ id }) => config.component('processors', id) ?? []);
  const last = found.findLastIndex(({ type }) => type === 'batch');
  const settings = found[last]?.settings;
  if (!settings || found.slice(last + 1).some(({ type }) => dropsSpans(type))) return undefined;
  const [spans, timeout] = [sentBatchSize(settings), batchTimeout(settings)];
  // without a size or a timeout, spans go on as they come
  return spans && timeout ? { spans, timeout } : undefined;
}

/** Whether all spans that a configuration receives come to an exporter, as far as it tells: no processor takes any out, and no connector chooses. */
export function takesAllSpans(config: CollectorConfig, exporter: Component): boolean {
  const traces = config.pipelines.filter(({ signal }) => signal === 'traces');
  const named = new Set(config.pipelinesOf(exporter));
  const leading = traces.filter((pipeline) => named.has(pipeline));
  const taken = new Set(leading.flatMap(({ receivers }) => receivers.map(({ id }) => id)));
  const received = traces.flatMap(({ receivers }) =>
    receivers.flatMap(({ id }) => config.component('receivers', id)?.id ?? []),
  );
  const drops = leading.some(({ processors }) =>
    processors.some(({ id }) => dropsSpans(config.component('processors', id)?.type ?? '')),
  );
  const chooses = [...taken].some((id) => config.component('connectors', id) !== undefined);
  return !drops && !chooses && received.every((id) => taken.has(id));
}

/**
 * Most spans that the written queue of an exporter holds; undefined where none is written, it is off, or the configuration does not tell.
 *
 * @param spanBytes - bytes of a span, for a queue that counts bytes
 */
export function mostQueued(
  config: CollectorConfig,
  exporter: Component,
  spanBytes: number,
): number | undefined {
  const queue = own(exporter.settings, 'sending_queue');
  const size = settingNumber(own(queue, 'queue_size'));
  if (own(queue, 'enabled') === false || size === undefined || size <= 0) return undefined;
  switch (own(queue, 'sizer') ?? 'requests') {
    case 'items':
      return size;
    case 'bytes':
      return Math.ceil(size / spanBytes);
    case 'requests': {
      const pipelines = config.pipelinesOf(exporter);
      const batches = pipelines.map((pipeline) => largestOf(config, pipeline));
      if (batches.length === 0 || batches.includes(undefined)) return undefined;
      return size * Math.max(...batches.map((spans) => spans ?? 0));
    }
    default:
      return undefined;
  }
}

/** Most spans of a request that a pipeline hands on; undefined where nothing bounds them. */
function largestOf(config: CollectorConfig, { processors }: Pipeline): number | undefined {
  const last = processors
    .flatMap(({ id }) => config.component('processors', id) ?? [])
    .findLast(({ type }) => type === 'batch');
  const largest = settingNumber(own(last?.settings, 'send_batch_max_size'));
  return largest !== undefined && largest > 0 ? largest : undefined;
}
