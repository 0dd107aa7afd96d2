import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Automatic upgrades of a collector that runs Jaeger v2. */
export const v2Upgrade: Rule = {
  id: 'jaeger/v2-upgrade',
  severity: 'warning',
  rationale:
    "the operator's upgrades rewrite configurations for releases of the collector, which Jaeger's releases are not",
  source: 'opentelemetry-operator v0.158.0 pkg/collector/upgrade',
  *check({ collectors }) {
    for (const { object, operated, distribution } of collectors) {
      if (!operated || distribution !== 'jaeger') continue;
      if (at(object.value, 'spec', 'upgradeStrategy') !== 'automatic') continue;
      yield {
        object,
        path: ['spec', 'upgradeStrategy'],
        message: 'upgradeStrategy must be none for Jaeger v2, got automatic',
        fix: 'none',
      };
    }
  },
};
