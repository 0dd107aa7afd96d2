import { thanosDocumentProblems } from '../../../upstream/thanos/settings.ts';
import type { Rule } from '../../rule.ts';
import { labelled } from '../labelled.ts';

/** Tracing settings with keys beside `type` and `config`, or a type that the release does not have. */
export const settings: Rule = {
  id: 'thanos/settings',
  severity: 'error',
  rationale: 'Thanos exits at start with a key other than type and config, or with an unknown type',
  source: 'thanos v0.32.5 and v0.42.4 pkg/tracing/client/factory.go',
  ignoreWhen:
    'never with upstream Thanos, which exits on such settings; a fork may have its own provider',
  visit: () => ({
    *thanos(tracing) {
      if (!tracing.value) return;
      for (const problem of thanosDocumentProblems(tracing.value, tracing.version)) {
        yield labelled(tracing, problem);
      }
    },
  }),
};
