import { clientName } from '../../../model/edge/used-edges.ts';
import type { Rule } from '../../rule.ts';

/** An `endpoint` with a scheme, with a path, or without a port. */
export const endpoint: Rule = {
  id: 'thanos/endpoint',
  severity: 'error',
  rationale: 'with a scheme or a path, every export fails while Thanos itself runs on',
  source: 'thanos v0.42.4 pkg/tracing/otlp/otlp.go; opentelemetry-go#5706 and #7180',
  *check({ edges }) {
    for (const { sender, problem } of edges) {
      if (sender.kind !== 'thanos' || !problem) continue;
      yield {
        object: sender.object,
        path: sender.path,
        message: `${clientName([sender])}: ${problem.message}`,
        fix: problem.fix,
      };
    }
  },
};
