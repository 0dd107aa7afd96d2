import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A pipeline without receivers or without exporters. */
export const emptyPipeline: Rule = {
  id: 'collector/empty-pipeline',
  severity: 'error',
  rationale: 'a collector does not start with a pipeline that nothing comes into or goes out of',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go',
  ignoreWhen:
    'the manifest is a base whose pipelines an overlay or a second `--config` file fills. Lint what comes of them together: as it is, no collector starts with it',
  visit: () => ({
    *pipeline({ id }, { config }) {
      for (const section of ['receivers', 'exporters']) {
        if (!isEmpty(at(config.value, 'service', 'pipelines', id, section))) continue;
        const message = `pipeline ${id} must have at least one of ${section}, got none`;
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
