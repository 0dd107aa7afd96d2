import type { CollectorConfig, Component, Pipeline } from '../../../model/collector/config.ts';
import { edgesByExporter } from '../../../model/collector/flows.ts';
import type { Edge } from '../../../model/model.ts';
import { grpcBatchSize, sentBatchSize } from '../../../upstream/collector/processors/batch.ts';
import { settingNumber } from '../../../upstream/values/settings.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Batches of spans that are larger than what a gRPC receiver takes. */
export const grpcBatch: Rule = {
  id: 'collector/grpc-batch-size',
  severity: 'warning',
  rationale: 'a gRPC receiver refuses messages above 4 MiB, and a refused batch is dropped whole',
  source:
    'grpc-go server.go, opentelemetry-collector v0.158.0 config/configgrpc max_recv_msg_size_mib',
  *check({ collectors, edges }) {
    const outgoing = edgesByExporter(edges);
    for (const { config } of collectors) {
      if (!config) continue;
      const checked = new Set<Component>();
      for (const pipeline of config.pipelines) {
        const batch = pipeline.signal === 'traces' ? lastBatch(config, pipeline) : undefined;
        const size = batch && sentBatchSize(batch.settings);
        if (!batch || size === undefined || size <= grpcBatchSize || checked.has(batch)) continue;
        const exporter = pipeline.exporters.find(({ id }) => {
          const component = config.component('exporters', id);
          return component && outgoing.get(component)?.some((edge) => takesUsual(edge));
        });
        if (!exporter) continue;
        checked.add(batch);
        const key = settingNumber(batch.settings.send_batch_max_size)
          ? 'send_batch_max_size'
          : 'send_batch_size';
        yield {
          object: batch.object,
          path: [...batch.path, key],
          message: `${batch.id} sends up to ${size} spans at once, at 512 bytes each more than the 4 MiB that ${exporter.id} may send over gRPC`,
          fix: `${key}: ${grpcBatchSize}`,
        };
      }
    }
  },
};

function lastBatch(config: CollectorConfig, { processors }: Pipeline): Component | undefined {
  return processors
    .flatMap(({ id }) => config.component('processors', id) ?? [])
    .findLast(({ type }) => type === 'batch');
}

/** Whether a backend of the manifests takes no larger messages than gRPC does by default. */
function takesUsual({ sender, target }: Edge): boolean {
  if (sender.protocol !== 'otlp-grpc' || target.kind !== 'service' || splits(sender.component)) {
    return false;
  }
  const { service, port } = target;
  if (service.jaeger) {
    return !service.jaeger.roles.some(({ options }) => options.has(jaegerMessageSize));
  }
  if (!port?.listener) return false;
  const { component, path } = port.listener;
  const protocol = path.slice(component.path.length);
  const settings = at(component.settings, 'protocols', 'grpc');
  return protocol.includes('grpc') && at(settings, 'max_recv_msg_size_mib') === undefined;
}

const jaegerMessageSize = 'collector.otlp.grpc.max-message-size';

/** Whether an exporter makes smaller batches of its own. */
function splits(exporter: Component | undefined): boolean {
  const most = settingNumber(at(exporter?.settings, 'sending_queue', 'batch', 'max_size'));
  return most !== undefined && most > 0;
}
