import { at } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';
import { undeletedWriters } from '../../undeleted.ts';

/** A Jaeger v1 whose index cleaner is switched off, with nothing else that deletes its indices. */
export const undeleted: Rule = {
  id: 'storage/undeleted',
  severity: 'info',
  rationale:
    'every day adds new indices; unless something deletes old ones, the disk fills up one day',
  source:
    'jaeger-operator v1.65.0 pkg/cronjob/es_index_cleaner.go and pkg/strategy/controller.go; jaeger v1.65.0 cmd/es-index-cleaner',
  ignoreWhen:
    'something outside the manifests deletes old indices, such as a lifecycle policy of the storage. For a Jaeger v2, for which no operator creates the job, only the summary says this',
  visit(model) {
    const writers = undeletedWriters(model);
    return {
      *jaeger(jaeger) {
        const path = ['spec', 'storage', 'esIndexCleaner', 'enabled'];
        if (at(jaeger.object.value, ...path) !== false) return;
        if (!writers.some((writer) => writer.jaeger === jaeger)) return;
        yield {
          path,
          message: `nothing among the manifests deletes old indices of Jaeger ${jaeger.name}, as its index cleaner is off`,
          fix: 'enabled: true, and numberOfDays for how long they are kept',
        };
      },
    };
  },
};
