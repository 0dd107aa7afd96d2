import type { Rule } from '../../rule.ts';

/** A pipeline that names a processor twice. */
export const duplicateProcessor: Rule = {
  id: 'collector/duplicate-processor',
  severity: 'error',
  rationale: 'the collector fails to start when a pipeline lists a processor twice',
  source: 'opentelemetry-collector v0.158.0 service/pipelines/config.go',
  ignoreWhen:
    'never: the collector exits with an error. To run the same settings twice, define the processor under a second id such as `attributes/again`',
  visit: () => ({
    *pipeline({ id, processors }) {
      const seen = new Set<string>();
      for (const reference of processors) {
        const { object, path } = reference;
        if (seen.has(reference.id)) {
          yield { object, path, message: `pipeline ${id} names processor ${reference.id} twice` };
        }
        seen.add(reference.id);
      }
    },
  }),
};
