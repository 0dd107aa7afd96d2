import type { CollectorConfig, Component, Pipeline } from '../../../model/collector/config.ts';
import { edgesByExporter } from '../../../model/collector/flows.ts';
import type { Edge } from '../../../model/model.ts';
import {
  grpcBatchSize,
  sentBatchSize,
  splitsBatches,
} from '../../../upstream/collector/processors/batch.ts';
import { messageSizeFlag } from '../../../upstream/jaeger/ports.ts';
import { settingNumber } from '../../../upstream/values/settings.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Batches of spans that are larger than what a gRPC receiver takes. */
export const grpcBatch: Rule = {
  id: 'collector/grpc-batch-size',
  severity: 'warning',
  rationale:
    'a gRPC receiver rejects messages above 4 MiB, and the sender drops the whole rejected batch',
  source:
    'grpc-go server.go, opentelemetry-collector v0.158.0 config/configgrpc max_recv_msg_size_mib',
  ignoreWhen:
    "your spans are much smaller than 512 bytes, and the exporter's own metrics show no rejected spans",
  visit({ edges }) {
    const outgoing = edgesByExporter(edges);
    return {
      *component(batch, { config }) {
        if (batch.kind !== 'processors' || batch.type !== 'batch') return;
        const size = sentBatchSize(batch.settings);
        if (size === undefined || size <= grpcBatchSize) return;
        const exporter = exportersAfter(config, batch).find((candidate) =>
          outgoing.get(candidate)?.some(takesUsual),
        );
        if (!exporter) return;
        const key = settingNumber(batch.settings.send_batch_max_size)
          ? 'send_batch_max_size'
          : 'send_batch_size';
        yield {
          path: [key],
          message: `${batch.id} builds batches of up to ${size} spans, at 512 bytes each more than the 4 MiB that ${exporter.id} may send over gRPC`,
          fix: `${key}: ${grpcBatchSize}`,
        };
      },
    };
  },
};

/** Exporters that get the spans of a batch processor in its batches. */
function exportersAfter(config: CollectorConfig, batch: Component): Component[] {
  return config
    .pipelinesOf(batch)
    .filter((pipeline) => pipeline.signal === 'traces' && lastBatch(config, pipeline) === batch)
    .flatMap(({ exporters }) =>
      exporters.flatMap(({ id }) => config.component('exporters', id) ?? []),
    );
}

function lastBatch(config: CollectorConfig, { processors }: Pipeline): Component | undefined {
  return processors
    .flatMap(({ id }) => config.component('processors', id) ?? [])
    .findLast(({ type }) => type === 'batch');
}

/** Whether a backend of the manifests takes no larger messages than gRPC does by default. */
function takesUsual({ sender, target }: Edge): boolean {
  if (sender.protocol !== 'otlp-grpc' || target.kind !== 'service') return false;
  if (sender.component && splitsBatches(sender.component.settings)) return false;
  const { service, port } = target;
  if (service.jaeger) {
    return !service.jaeger.roles.some(({ options }) => options.has(messageSizeFlag));
  }
  if (!port?.listener) return false;
  const { component, path } = port.listener;
  const protocol = path.slice(component.path.length);
  const settings = at(component.settings, 'protocols', 'grpc');
  return protocol.includes('grpc') && at(settings, 'max_recv_msg_size_mib') === undefined;
}
