import { agentResourcesField } from '../../../upstream/instrumentation/agent-resources.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Resources of an agent under the name that they have for another language. */
export const resourcesField: Rule = {
  id: 'instrumentation/resources-field',
  severity: 'warning',
  rationale:
    'the language does not have this field, so the API server drops it and the default resources apply',
  source: 'opentelemetry-operator v0.88.0 and v0.158.0 apis/v1alpha1/instrumentation_types.go',
  ignoreWhen:
    'your operator is newer than this project knows and has the field; add its CustomResourceDefinition to the manifests, and the finding goes away',
  visit({ customResources }) {
    // where the schema is known, crd/unknown-field tells it
    const exact = new Set(customResources.flatMap((one) => (one.exact ? [one.object] : [])));
    return {
      *instrumentation({ object, languages }) {
        if (exact.has(object)) return;
        for (const { language, path, value } of languages) {
          const fix = agentResourcesField(language);
          const other = fix === 'resources' ? 'resourceRequirements' : 'resources';
          if (own(value, other) === undefined) continue;
          const message = `${language} has no field ${other}, its resources stand in ${fix}`;
          yield { path: [...path, other], message, fix };
        }
      },
    };
  },
};
