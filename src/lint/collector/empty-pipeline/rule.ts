import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A pipeline without receivers or without exporters. */
export const emptyPipeline: Rule = {
  id: 'collector/empty-pipeline',
  severity: 'error',
  rationale: 'the collector fails to start when a pipeline has no receivers or no exporters',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go',
  ignoreWhen:
    'the manifest is a base, and an overlay or a second `--config` file fills its pipelines. Lint the merged result: no collector starts with the base alone',
  visit: () => ({
    *pipeline({ id }, { config }) {
      for (const section of ['receivers', 'exporters']) {
        if (!isEmpty(at(config.value, 'service', 'pipelines', id, section))) continue;
        const message = `pipeline ${id} must have at least one entry in ${section}, got none`;
        yield { path: [section], message };
      }
    },
  }),
};

function isEmpty(section: unknown): boolean {
  return (
    section === undefined || section === null || (Array.isArray(section) && section.length === 0)
  );
}
