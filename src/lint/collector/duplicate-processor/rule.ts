import type { Rule } from '../../rule.ts';

/** A pipeline that names a processor twice. */
export const duplicateProcessor: Rule = {
  id: 'collector/duplicate-processor',
  severity: 'error',
  rationale: 'a collector does not start with a pipeline that names a processor twice',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go',
  *check({ collectors }) {
    for (const { config } of collectors) {
      for (const { id, processors } of config?.pipelines ?? []) {
        const seen = new Set<string>();
        for (const reference of processors) {
          if (seen.has(reference.id)) {
            const { object, path } = reference;
            yield { object, path, message: `pipeline ${id} names processor ${reference.id} twice` };
          }
          seen.add(reference.id);
        }
      }
    }
  },
};
