import { groupBy } from '../../../model/kubernetes/group.ts';
import { type ThanosTracing, thanosLocation } from '../../../model/thanos/tracing.ts';
import { thanosParentBasedSince, thanosSamplerType } from '../../../upstream/thanos/tracing.ts';
import { scalarText, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp } from '../labelled.ts';

/** Components that keep different shares of the traces and do not follow the decision of their caller. */
export const samplingDiffers: Rule = {
  id: 'thanos/sampling-differs',
  severity: 'warning',
  rationale:
    "a component that ignores its caller's sampling decision keeps other traces than the caller, so traces have gaps",
  source: 'thanos v0.42.4 pkg/tracing/otlp/otlp.go; thanos#7231',
  ignoreWhen: 'the components do not call each other, so no trace runs through both of them',
  since: `thanos ${thanosParentBasedSince}`,
  *check({ thanos }) {
    const groups = groupBy(
      thanos.flatMap((tracing) => share(tracing) ?? []),
      ({ tracing }) => tracing.namespace,
    );
    for (const group of groups.values()) {
      const ratios = new Set(group.map(({ ratio }) => ratio));
      if (ratios.size < 2) continue;
      for (const { tracing, ratio, follows } of group) {
        const other = group.find((candidate) => candidate.ratio !== ratio);
        if (follows || !other) continue;
        yield {
          ...thanosLocation(tracing, 'config', 'sampler_type'),
          message: `${tracing.label}: a sampler that ignores its caller must have the same ratio as the others, got ${ratio} and ${other.ratio} in ${other.tracing.label}`,
          fix: `parentbased${text(tracing.config.sampler_type)?.toLowerCase()}`,
        };
      }
    }
  },
};

interface Share {
  readonly tracing: ThanosTracing;
  /** Share of new traces that is kept. */
  readonly ratio: number;
  /** Whether the decision of the caller counts first. */
  readonly follows: boolean;
}

/** What a component keeps; undefined when the manifests do not tell, or another rule finds fault with it. */
function share(tracing: ThanosTracing): Share | undefined {
  const { config, version } = tracing;
  if (!isOtlp(tracing) || version === undefined) return undefined;
  const sampling = thanosSamplerType(version, text(config.sampler_type) ?? '');
  if (!sampling) return undefined;
  const { root, parentBased } = sampling;
  const param = Number(scalarText(config.sampler_param) || Number.NaN);
  const ratio = root === 'ratio' ? Math.min(param, 1) : root === 'always' ? 1 : 0;
  return Number.isNaN(ratio) ? undefined : { tracing, ratio, follows: parentBased };
}
