import { thanosIgnoredKeys } from '../../../upstream/thanos/settings.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, thanosFinding } from '../thanos-finding.ts';

/** A key that has no effect: of another provider, of a newer release, misspelt, or with a value that does nothing. */
export const ignoredKey: Rule = {
  id: 'thanos/ignored-key',
  severity: 'warning',
  rationale:
    'keys that type OTLP does not read are dropped without a word; with sample_factor, all traces are kept',
  source: 'thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/config_yaml.go',
  *check({ thanos }) {
    for (const tracing of thanos) {
      if (!isOtlp(tracing)) continue;
      for (const problem of thanosIgnoredKeys(tracing.config, tracing.version)) {
        yield thanosFinding(tracing, problem, 'config');
      }
    }
  },
};
