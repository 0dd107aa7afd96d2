import type { Rule } from '../../rule.ts';
import { collectorExample } from '../example.ts';

const parts = (id: string) =>
  collectorExample({
    exporters: 'debug: {}',
    connectors: `${id}: {}`,
    receivers: `otlp:
  protocols:
    grpc:
      endpoint: 0.0.0.0:4317`,
    service: `pipelines:
  traces/in:
    receivers: [otlp]
    exporters: [${id}]
  traces/out:
    receivers: [${id}]
    exporters: [debug]`,
  });

/** A connector with the id of a receiver or an exporter. */
export const ambiguousId: Rule = {
  id: 'collector/ambiguous-id',
  severity: 'error',
  rationale:
    'pipelines name connectors among receivers and exporters, so a collector does not start with one of the same id',
  source: 'opentelemetry-collector v0.158.0 otelcol/config.go',
  wrong: parts('forward').replace('debug: {}', 'debug: {}\n      forward: {}'),
  right: parts('forward'),
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      for (const { kind, id, object, path } of config.components) {
        if (kind !== 'connectors') continue;
        const other = (['receivers', 'exporters'] as const).find((section) =>
          config.component(section, id),
        );
        if (other === undefined) continue;
        yield {
          object,
          path,
          message: `connector ${id} must not have the id of another component, ${other} define ${id} too`,
          fix: `${id}/connector`,
        };
      }
    }
  },
};
