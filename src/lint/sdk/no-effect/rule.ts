import { environmentValue } from '../../../model/kubernetes/environment.ts';
import { sdkConflict } from '../../../upstream/sdk/conflicts.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';
import { environmentVisitor } from '../environments.ts';

/** A setting that another one beside it leaves without effect. */
export const noEffect: Rule = {
  id: 'sdk/no-effect',
  severity: 'warning',
  rationale: 'an SDK that is disabled, or uses another exporter, sends nothing to the endpoint',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  ignoreWhen:
    'the application reads the variable itself, or starts a second SDK in code that is not disabled',
  visit(model) {
    const isNew = once();
    return environmentVisitor(model, function* ({ values, agents }) {
      const conflict = sdkConflict((...names) => environmentValue(values, ...names), agents);
      const place = conflict && environmentValue(values, conflict.name);
      if (!place || !isNew(place)) return;
      yield { object: place.object, path: place.path, message: conflict.message };
    });
  },
};
