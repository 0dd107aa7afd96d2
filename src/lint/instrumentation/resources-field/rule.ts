import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Resources of an agent under the name that they have for another language. */
export const resourcesField: Rule = {
  id: 'instrumentation/resources-field',
  severity: 'warning',
  rationale: 'the API server drops a field that the language does not have, and defaults apply',
  source: 'opentelemetry-operator v0.88.0 and v0.158.0 apis/v1alpha1/instrumentation_types.go',
  *check({ instrumentations, customResources }) {
    // where the schema is known, crd/unknown-field tells it
    const exact = new Set(customResources.flatMap((one) => (one.exact ? [one.object] : [])));
    for (const { object, languages } of instrumentations) {
      if (exact.has(object)) continue;
      for (const { language, path, value } of languages) {
        const [field, other] =
          language === 'java'
            ? ['resources', 'resourceRequirements']
            : ['resourceRequirements', 'resources'];
        if (own(value, other) === undefined) continue;
        yield {
          object,
          path: [...path, other],
          message: `${language} has no field ${other}, its resources are ${field}`,
          fix: field,
        };
      }
    }
  },
};
