import type { CollectorConfig, Component, Pipeline } from '../../../model/collector/config.ts';
import { associatesByConnection } from '../../../upstream/collector/processors/k8s-attributes.ts';
import {
  type ProcessorOrder,
  processorOrders,
} from '../../../upstream/collector/processors/order.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Processors in an order in which one undoes the other. */
export const processorOrder: Rule = {
  id: 'collector/processor-order',
  severity: 'warning',
  rationale:
    'processors that batch lose the client connection that k8s_attributes needs, and sampling after batch splits the batches again',
  source:
    'opentelemetry-collector v0.158.0 batchprocessor, -contrib v0.158.0 tailsamplingprocessor and k8sattributesprocessor, README',
  ignoreWhen:
    'spans carry `k8s.pod.ip`, which identifies their pod without the connection; or a second batch processor after the sampler builds full batches again',
  visit: () => ({
    *pipeline(pipeline, { config }) {
      for (const order of processorOrders) yield* misplaced(config, pipeline, order);
    },
  }),
};

function* misplaced(
  config: CollectorConfig,
  pipeline: Pipeline,
  order: ProcessorOrder,
): Iterable<Finding> {
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

function suffers({ type, settings }: Component, order: ProcessorOrder): boolean {
  return order.first.includes(type) && (!order.byConnection || associatesByConnection(settings));
}
