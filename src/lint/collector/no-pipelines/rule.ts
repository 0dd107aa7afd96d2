import { noPipelinesGate } from '../../../upstream/collector/sections.ts';
import type { Rule } from '../../rule.ts';

/** A configuration without pipelines. */
export const noPipelines: Rule = {
  id: 'collector/no-pipelines',
  severity: 'error',
  rationale: 'the collector fails to start without a pipeline',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go; jaeger v2.13.0 `validate`',
  ignoreWhen: 'its pipelines come from a second `--config` file',
  visit: () => ({
    *collector({ config, distribution, featureGates }) {
      if (!config || config.pipelines.length > 0) return;
      if (featureGates.some((gate) => gate.replace(/^\+/, '') === noPipelinesGate)) return;
      // extensions alone make a Jaeger query service or remote storage
      const nothing = 'one with receivers: [nop] and exporters: [nop]';
      yield {
        ...config.location('service', 'pipelines'),
        message: 'service.pipelines must have at least one pipeline, got none',
        fix: distribution === 'jaeger' ? nothing : undefined,
      };
    },
  }),
};
