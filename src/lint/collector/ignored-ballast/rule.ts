import { ballastIgnored, successorOf } from '../../../upstream/collector/releases.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A memory_ballast in a release that ignores it. */
export const ignoredBallast: Rule = {
  id: 'collector/ignored-ballast',
  severity: 'warning',
  rationale: 'memory_ballast no longer has an effect, and later releases fail to start with it',
  source: 'opentelemetry-collector v0.106.0 CHANGELOG',
  ignoreWhen:
    'collectors of older releases, where the ballast has an effect, use the same configuration',
  since: `opentelemetry-collector ${ballastIgnored.from}`,
  until: `opentelemetry-collector ${ballastIgnored.until}`,
  visit: () => ({
    *component({ kind, type, id }, { version }) {
      if (kind !== 'extensions' || type !== 'memory_ballast' || version === undefined) return;
      // where it is gone from the images, another rule tells
      if (!isAtLeast(version, ballastIgnored.from) || isAtLeast(version, ballastIgnored.until)) {
        return;
      }
      yield {
        message: `${id} has no effect since ${ballastIgnored.from}, the image is ${version}`,
        fix: successorOf(kind, type),
      };
    },
  }),
};
