import { metricsTelemetryProblems } from '../../../upstream/collector/telemetry.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Settings of the collector's own metrics that its release refuses. */
export const telemetryMetrics: Rule = {
  id: 'collector/telemetry-metrics',
  severity: 'error',
  rationale:
    'readers replaced telemetry.metrics.address: newer collectors fail to start with the address, older ones with both',
  source: 'opentelemetry-collector v0.111.0 to v0.128.0 CHANGELOG',
  ignoreWhen:
    'your registry serves an older release under this tag, one that still accepts the address',
  visit: () => ({
    *collector({ config, collectorVersion }) {
      if (!config) return;
      const section = ['service', 'telemetry', 'metrics'];
      const problems = metricsTelemetryProblems(at(config.value, ...section), collectorVersion);
      for (const { path = [], message, fix } of problems) {
        yield {
          ...config.location(...section, ...path),
          message: `service.telemetry.metrics: ${message}`,
          fix,
        };
      }
    },
  }),
};
