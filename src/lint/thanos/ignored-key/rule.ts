import { thanosIgnoredKeys } from '../../../upstream/thanos/settings.ts';
import { thanosOtlpSince } from '../../../upstream/thanos/tracing.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, labelledConfig } from '../labelled.ts';

/** A key that has no effect: of another provider, of a newer release, misspelt, or with a value that does nothing. */
export const ignoredKey: Rule = {
  id: 'thanos/ignored-key',
  severity: 'warning',
  rationale:
    'Thanos silently drops keys that type OTLP does not read; with sample_factor it therefore keeps all traces',
  source: 'thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/config_yaml.go',
  ignoreWhen:
    'the same settings are also used for other releases of Thanos or another provider, which read the key',
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
