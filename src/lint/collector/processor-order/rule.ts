import type { CollectorConfig, Component, Pipeline } from '../../../model/collector/config.ts';
import {
  type ProcessorOrder,
  processorOrders,
} from '../../../upstream/collector/processors/order.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Processors in an order in which one undoes the other. */
export const processorOrder: Rule = {
  id: 'collector/processor-order',
  severity: 'warning',
  rationale:
    'processors that make batches of their own lose the connection that spans came over, and batches made before sampling are taken apart',
  source:
    'opentelemetry-collector v0.158.0 batchprocessor, -contrib v0.158.0 tailsamplingprocessor and k8sattributesprocessor, README',
  *check({ collectors }) {
    for (const { config } of collectors) {
      for (const pipeline of config?.pipelines ?? []) {
        if (config) yield* misplaced(config, pipeline);
      }
    }
  },
};

function* misplaced(config: CollectorConfig, pipeline: Pipeline): Iterable<Finding> {
  for (const order of processorOrders) {
    let early: string | undefined;
    for (const { id, object, path } of pipeline.processors) {
      const component = config.component('processors', id);
      if (!component) continue;
      if (early !== undefined && suffers(component, order)) {
        yield {
          object,
          path,
          message: `${id} must come before ${early} in pipeline ${pipeline.id}: ${order.because}`,
        };
      }
      if (order.last.includes(component.type)) early ??= id;
    }
  }
}

function suffers({ type, settings }: Component, order: ProcessorOrder): boolean {
  if (!order.first.includes(type)) return false;
  return !order.byConnection || associatesByConnection(settings.pod_association);
}

/** Whether pods are found by the connection, which is also tried when nothing is set. */
function associatesByConnection(associations: unknown): boolean {
  if (associations === undefined || associations === null) return true;
  return list(associations).some(
    (association) =>
      at(association, 'from') === 'connection' ||
      list(at(association, 'sources')).some((source) => at(source, 'from') === 'connection'),
  );
}
