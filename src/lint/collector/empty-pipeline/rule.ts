import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A pipeline without receivers or without exporters. */
export const emptyPipeline: Rule = {
  id: 'collector/empty-pipeline',
  severity: 'error',
  rationale: 'a collector does not start with a pipeline that nothing comes into or goes out of',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go',
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      for (const { id } of config.pipelines) {
        for (const section of ['receivers', 'exporters'] as const) {
          const path = ['service', 'pipelines', id, section];
          const value = at(config.value, ...path);
          const none = value === undefined || value === null;
          if (!none && !(Array.isArray(value) && value.length === 0)) continue;
          yield {
            ...config.location(...path),
            message: `pipeline ${id} must have at least one of ${section}, got none`,
          };
        }
      }
    }
  },
};
