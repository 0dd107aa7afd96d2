import { edgesByExporter, pipelinesFrom } from '../../model/flows.ts';
import type { Rule } from '../rule.ts';
import { collectorExample } from './example.ts';

const parts = (endpoint: string) =>
  collectorExample({
    exporters: `otlp:
  endpoint: ${endpoint}
  tls:
    insecure: true`,
    service: `pipelines:
  traces:
    receivers: [otlp]
    exporters: [otlp]`,
  });

/** An exporter that sends spans back to a receiver that feeds it. */
export const exportLoop: Rule = {
  id: 'collector/export-loop',
  severity: 'error',
  rationale: 'spans go round for ever, until memory or network gives out',
  source:
    'opentelemetry-operator v0.158.0 internal/naming/main.go, Services NAME-collector and NAME-collector-headless',
  wrong: parts('otel-collector:4317'),
  right: parts('traces.example.com:4317'),
  *check({ collectors, edges }) {
    const outgoing = edgesByExporter(edges);
    for (const { config, namespace, name } of collectors) {
      for (const component of config?.components ?? []) {
        for (const { sender, target } of outgoing.get(component) ?? []) {
          const listener = target.kind === 'service' ? target.port?.listener : undefined;
          if (!config || !listener || listener.collector.config !== config) continue;
          const fed = pipelinesFrom(config, listener.component).find(({ exporters }) =>
            exporters.some(({ id }) => id === component.id),
          );
          if (!fed) continue;
          yield {
            object: sender.object,
            path: sender.path,
            message: `${component.id} sends the spans of pipeline ${fed.id} back to receiver ${listener.component.id} of ${name} in ${namespace}, which feeds that pipeline`,
          };
        }
      }
    }
  },
};
