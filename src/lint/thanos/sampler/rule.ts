import { thanosSamplerProblem } from '../../../upstream/thanos/sampling.ts';
import { thanosSamplerSince } from '../../../upstream/thanos/tracing.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, labelledConfig } from '../labelled.ts';

/** A sampler that keeps everything instead of the fraction that is meant. */
export const sampler: Rule = {
  id: 'thanos/sampler',
  severity: 'warning',
  rationale: 'Thanos keeps all traces when the sampler is unknown, or its ratio is not a fraction',
  source: 'thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/otlp.go; thanos#7230',
  ignoreWhen: 'all traces should be kept for now, and the sampler is written for a later change',
  since: `thanos ${thanosSamplerSince}`,
  visit: () => ({
    *thanos(tracing) {
      if (!isOtlp(tracing)) return;
      const problem = thanosSamplerProblem(tracing.config, tracing.version);
      if (problem) yield labelledConfig(tracing, problem);
    },
  }),
};
