import { metFaults } from '../../../upstream/collector/broken-releases.ts';
import type { Rule } from '../../rule.ts';

/** A release of the collector that is known to fail with such a configuration. */
export const brokenRelease: Rule = {
  id: 'collector/broken-release',
  severity: 'warning',
  rationale: 'the release has a fault that others met with the same settings, and that is mended',
  source: 'opentelemetry-collector#12661, opentelemetry-collector#6420',
  ignoreWhen: 'the image is a build of that release with the change that mends it',
  visit: () => ({
    *collector({ config, collectorVersion }) {
      if (!config || collectorVersion === undefined) return;
      for (const { path, breaks, until, source } of metFaults(collectorVersion, config.value)) {
        yield {
          ...config.location(...path),
          message: `collector ${collectorVersion} ${breaks}, which ${until} mends (${source})`,
        };
      }
    },
  }),
};
