import { clientName } from '../../../model/edge/used-edges.ts';
import { thanosOtlpSince } from '../../../upstream/thanos/tracing.ts';
import type { Rule } from '../../rule.ts';

/** An `endpoint` with a scheme, with a path, or without a port. */
export const endpoint: Rule = {
  id: 'thanos/endpoint',
  severity: 'error',
  rationale:
    'with a scheme or a path in the endpoint every export fails, while Thanos itself runs on',
  source: 'thanos v0.42.4 pkg/tracing/otlp/otlp.go; opentelemetry-go#5706 and #7180',
  ignoreWhen:
    'the scheme belongs to another gRPC resolver, such as xds or unix, which a service mesh serves',
  since: `thanos ${thanosOtlpSince}`,
  visit: () => ({
    *sender({ sender, problem }) {
      if (sender.kind !== 'thanos' || !problem) return;
      yield { message: `${clientName([sender])}: ${problem.message}`, fix: problem.fix };
    },
  }),
};
