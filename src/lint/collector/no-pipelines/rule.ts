import { noPipelinesGate } from '../../../upstream/collector/sections.ts';
import type { Rule } from '../../rule.ts';

/** A configuration without pipelines. */
export const noPipelines: Rule = {
  id: 'collector/no-pipelines',
  severity: 'error',
  rationale: 'a collector without a pipeline does not start',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go',
  ignoreWhen: 'its pipelines come from a second `--config` file',
  visit: () => ({
    *collector({ config, distribution, featureGates }) {
      // extensions alone make a Jaeger query service or remote storage
      if (!config || config.pipelines.length > 0 || distribution === 'jaeger') return;
      if (featureGates.some((gate) => gate.replace(/^\+/, '') === noPipelinesGate)) return;
      yield {
        ...config.location('service', 'pipelines'),
        message: 'service.pipelines must have at least one pipeline, got none',
      };
    },
  }),
};
