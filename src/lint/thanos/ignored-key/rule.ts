import { thanosIgnoredKeys } from '../../../upstream/thanos/settings.ts';
import { thanosOtlpSince } from '../../../upstream/thanos/tracing.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, labelledConfig } from '../labelled.ts';

/** A key that has no effect: of another provider, of a newer release, misspelt, or with a value that does nothing. */
export const ignoredKey: Rule = {
  id: 'thanos/ignored-key',
  severity: 'warning',
  rationale:
    'keys that type OTLP does not read are dropped without a word; with sample_factor, all traces are kept',
  source: 'thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/config_yaml.go',
  ignoreWhen:
    'the same settings go to Thanos of several releases, or will go to another provider, and the key is for those',
  since: `thanos ${thanosOtlpSince}`,
  visit: () => ({
    *thanos(tracing) {
      if (!isOtlp(tracing)) return;
      for (const problem of thanosIgnoredKeys(tracing.config, tracing.version)) {
        yield labelledConfig(tracing, problem);
      }
    },
  }),
};
