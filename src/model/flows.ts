import type { CollectorConfig, Component, Pipeline } from './collector-config.ts';
import type { Edge } from './edges.ts';
import { groupBy } from './group.ts';

/** Edges of collectors by the exporter that they leave from. */
export function edgesByExporter(edges: readonly Edge[]): ReadonlyMap<Component, readonly Edge[]> {
  const groups = new Map<Component, Edge[]>();
  for (const [component, group] of groupBy(edges, ({ sender }) => sender.component)) {
    if (component) groups.set(component, group);
  }
  return groups;
}

/** Pipelines that a receiver feeds, also by way of connectors. */
export function pipelinesFrom(config: CollectorConfig, receiver: Component): Pipeline[] {
  const reached = new Set(
    config.pipelines.filter((pipeline) => names(pipeline.receivers, receiver)),
  );
  // a set is iterated over what is added on the way, too
  for (const pipeline of reached) {
    for (const { id } of pipeline.exporters) {
      const connector = config.component('connectors', id);
      if (!connector) continue;
      for (const next of config.pipelines) if (names(next.receivers, connector)) reached.add(next);
    }
  }
  return [...reached];
}

/** Receivers whose data come through a pipeline, also by way of connectors. */
export function receiversOf(config: CollectorConfig, pipeline: Pipeline): Component[] {
  const before = new Set([pipeline]);
  for (const current of before) {
    for (const { id } of current.receivers) {
      const connector = config.component('connectors', id);
      if (!connector) continue;
      for (const last of config.pipelines) if (names(last.exporters, connector)) before.add(last);
    }
  }
  const receivers = [...before].flatMap((current) =>
    current.receivers.flatMap(({ id }) => config.component('receivers', id) ?? []),
  );
  return [...new Set(receivers)];
}

function names(references: readonly { readonly id: string }[], { id }: Component): boolean {
  return references.some((reference) => reference.id === id);
}
