import { thanosClientTypeProblem } from '../../../upstream/thanos/settings.ts';
import { text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, thanosFinding } from '../thanos-finding.ts';

/** A `client_type` that is missing, unknown, or not in lower case for a release that wants it so. */
export const clientType: Rule = {
  id: 'thanos/client-type',
  severity: 'error',
  rationale:
    'with any client_type but grpc or http, from 0.39.0 on in lower case, Thanos exits at start',
  source: 'thanos v0.39.0 pkg/tracing/otlp/otlp.go',
  *check({ thanos }) {
    for (const tracing of thanos) {
      const { config, version } = tracing;
      if (!isOtlp(tracing)) continue;
      const problem = thanosClientTypeProblem(config, version);
      if (!problem) continue;
      const onlyCase = /^(grpc|http)$/i.test(text(config.client_type) ?? '');
      yield {
        ...thanosFinding(tracing, problem, 'config'),
        // older releases take it
        ...(onlyCase && version === undefined ? { severity: 'warning' } : {}),
      };
    }
  },
};
