import { thanosSamplerProblem } from '../../../upstream/thanos/sampling.ts';
import { thanosSamplerSince } from '../../../upstream/thanos/tracing.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, labelledConfig } from '../labelled.ts';

/** A sampler that keeps everything instead of the fraction that is meant. */
export const sampler: Rule = {
  id: 'thanos/sampler',
  severity: 'warning',
  rationale: 'with an unknown sampler, or a ratio that is no fraction, Thanos keeps all traces',
  source: 'thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/otlp.go; thanos#7230',
  ignoreWhen: 'all traces are to be kept for now, and the sampler is written for when that changes',
  since: `thanos ${thanosSamplerSince}`,
  visit: () => ({
    *thanos(tracing) {
      if (!isOtlp(tracing)) return;
      const problem = thanosSamplerProblem(tracing.config, tracing.version);
      if (problem) yield labelledConfig(tracing, problem);
    },
  }),
};
