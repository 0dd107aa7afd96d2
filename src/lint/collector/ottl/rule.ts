import { ottlTexts } from '../../../upstream/collector/ottl/places.ts';
import { ottlProblem } from '../../../upstream/collector/ottl/problem.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A condition or a statement that the collector cannot read, or that names what nothing is called. */
export const ottl: Rule = {
  id: 'collector/ottl',
  severity: 'error',
  rationale:
    'a collector does not start with a text of its transformation language (OTTL) that it cannot read',
  source: 'opentelemetry-collector-contrib v0.88.0 to v0.158.0 pkg/ottl, grammar.go and contexts',
  ignoreWhen:
    'a warning, when a newer collector than this project knows has something of that name. An error never, the collector does not start',
  visit: () => ({
    *component(component) {
      const { kind, type, settings } = component;
      for (const { text, form, path } of ottlTexts(`${kind}/${type}`, settings)) {
        const problem = ottlProblem(text, form);
        if (problem) yield settingProblem(component, { ...problem, path });
      }
    },
  }),
};
