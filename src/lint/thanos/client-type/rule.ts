import { thanosClientTypeProblem } from '../../../upstream/thanos/settings.ts';
import { thanosClientTypeCaseSince, thanosOtlpSince } from '../../../upstream/thanos/tracing.ts';
import { text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, labelledConfig } from '../labelled.ts';

/** A `client_type` that is missing, unknown, or not in lower case for a release that wants it so. */
export const clientType: Rule = {
  id: 'thanos/client-type',
  severity: 'error',
  rationale: `Thanos exits at start with a client_type other than grpc or http, which must be lower case from ${thanosClientTypeCaseSince} on`,
  source: 'thanos v0.39.0 pkg/tracing/otlp/otlp.go',
  ignoreWhen: `the manifests do not show the release, and it is older than ${thanosClientTypeCaseSince}, which accepts upper case`,
  since: `thanos ${thanosOtlpSince}`,
  visit: () => ({
    *thanos(tracing) {
      const { config, version } = tracing;
      const problem = isOtlp(tracing) ? thanosClientTypeProblem(config, version) : undefined;
      if (!problem) return;
      const onlyCase = /^(grpc|http)$/i.test(text(config.client_type) ?? '');
      // older releases take it
      const severity = onlyCase && version === undefined ? 'warning' : undefined;
      yield labelledConfig(tracing, { ...problem, severity });
    },
  }),
};
