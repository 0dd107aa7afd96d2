import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Automatic upgrades of a collector that runs Jaeger v2. */
export const v2Upgrade: Rule = {
  id: 'jaeger/v2-upgrade',
  severity: 'warning',
  rationale:
    "the operator's automatic upgrade rewrites the configuration for a release of the OpenTelemetry Collector, which Jaeger v2 is not",
  source: 'opentelemetry-operator v0.158.0 pkg/collector/upgrade',
  ignoreWhen:
    "you know the rewrites of the operator's releases, and want them for this configuration",
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
