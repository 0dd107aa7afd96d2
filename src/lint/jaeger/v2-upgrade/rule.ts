import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Automatic upgrades of a collector that runs Jaeger v2. */
export const v2Upgrade: Rule = {
  id: 'jaeger/v2-upgrade',
  severity: 'warning',
  rationale:
    "the operator's upgrades rewrite configurations for releases of the collector, which Jaeger's releases are not",
  source: 'opentelemetry-operator v0.158.0 pkg/collector/upgrade',
  ignoreWhen: "the rewrites of the operator's releases are known and wanted for this configuration",
  visit: () => ({
    *collector({ object, operated, distribution }) {
      if (!operated || distribution !== 'jaeger') return;
      if (at(object.value, 'spec', 'upgradeStrategy') !== 'automatic') return;
      yield {
        path: ['spec', 'upgradeStrategy'],
        message: 'upgradeStrategy must be none for Jaeger v2, got automatic',
        fix: 'none',
      };
    },
  }),
};
