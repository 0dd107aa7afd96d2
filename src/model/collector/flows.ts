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
