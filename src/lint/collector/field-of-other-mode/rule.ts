import { modeFieldProblems } from '../../../upstream/otel-operator/modes.ts';
import type { Rule } from '../../rule.ts';

/** A field that the mode of the collector does not have. */
export const fieldOfOtherMode: Rule = {
  id: 'collector/field-of-other-mode',
  severity: 'error',
  rationale:
    "the operator's webhook rejects a field that the mode does not support, or the operator ignores it",
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go',
  ignoreWhen:
    'a warning: when one template serves collectors of several modes and the field is for the others. An error: never, the webhook rejects the collector',
  visit: () => ({
    *collector({ operated, mode, object }) {
      if (!operated || mode === undefined) return;
      for (const { path, modes, refused } of modeFieldProblems(object.value.spec, mode)) {
        const effect = refused ? 'the webhook rejects it' : 'it has no effect';
        yield {
          path: ['spec', ...path],
          message: `${path.join('.')} is for mode ${modes.join(' or ')}, in mode ${mode} ${effect}`,
          severity: refused ? 'error' : 'warning',
        };
      }
    },
  }),
};
