import { thanosSamplerProblem } from '../../../upstream/thanos/sampling.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, thanosFinding } from '../thanos-finding.ts';

/** A sampler that keeps everything instead of the fraction that is meant. */
export const sampler: Rule = {
  id: 'thanos/sampler',
  severity: 'warning',
  rationale: 'with an unknown sampler, or a ratio that is no fraction, Thanos keeps all traces',
  source: 'thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/otlp.go; thanos#7230',
  *check({ thanos }) {
    for (const tracing of thanos) {
      if (!isOtlp(tracing)) continue;
      const problem = thanosSamplerProblem(tracing.config, tracing.version);
      if (problem) yield thanosFinding(tracing, problem, 'config');
    }
  },
};
