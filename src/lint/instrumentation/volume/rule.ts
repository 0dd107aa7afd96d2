import { volumeClaimSince } from '../../../upstream/instrumentation/spec.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A language with two volumes for its agent. */
export const volume: Rule = {
  id: 'instrumentation/volume',
  severity: 'error',
  rationale: "the operator's webhook rejects volumeLimitSize beside volumeClaimTemplate",
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  ignoreWhen: 'never for a cluster that runs this operator: its webhook rejects the resource',
  since: `opentelemetry-operator ${volumeClaimSince}`,
  visit: () => ({
    *instrumentation({ languages }) {
      for (const { language, path, value } of languages) {
        const size = own(value, 'volumeLimitSize');
        if (size === undefined || own(value, 'volumeClaimTemplate') === undefined) continue;
        const message = `${language} must have either volumeClaimTemplate or volumeLimitSize, it has both`;
        yield { path: [...path, 'volumeLimitSize'], message };
      }
    },
  }),
};
