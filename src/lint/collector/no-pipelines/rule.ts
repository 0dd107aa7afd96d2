import type { Rule } from '../../rule.ts';

/** A configuration without pipelines. */
export const noPipelines: Rule = {
  id: 'collector/no-pipelines',
  severity: 'error',
  rationale: 'a collector without a pipeline does not start',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go',
  *check({ collectors }) {
    for (const { config, distribution } of collectors) {
      // extensions alone make a Jaeger query service or remote storage
      if (!config || config.pipelines.length > 0 || distribution === 'jaeger') continue;
      yield {
        ...config.location('service', 'pipelines'),
        message: 'service.pipelines must have at least one pipeline, got none',
      };
    }
  },
};
