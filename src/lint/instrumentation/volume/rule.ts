import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A language with two volumes for its agent. */
export const volume: Rule = {
  id: 'instrumentation/volume',
  severity: 'error',
  rationale: 'the webhook of the operator rejects a size for a volume that a claim describes',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  *check({ instrumentations }) {
    for (const { object, languages } of instrumentations) {
      for (const { language, path, value } of languages) {
        const size = own(value, 'volumeLimitSize');
        if (size === undefined || own(value, 'volumeClaimTemplate') === undefined) continue;
        yield {
          object,
          path: [...path, 'volumeLimitSize'],
          message: `${language} must have either volumeClaimTemplate or volumeLimitSize, it has both`,
        };
      }
    }
  },
};
