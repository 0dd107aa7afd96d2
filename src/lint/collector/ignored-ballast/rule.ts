import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** First collector that takes a memory_ballast and does nothing about it (opentelemetry-collector v0.106.0 CHANGELOG). */
const ballastIgnoredSince = '0.106.0';

/** A memory_ballast in a release that ignores it. */
export const ignoredBallast: Rule = {
  id: 'collector/ignored-ballast',
  severity: 'warning',
  rationale: 'memory_ballast has no effect any more, and the next releases do not start with it',
  source: 'opentelemetry-collector v0.106.0 CHANGELOG',
  *check({ collectors }) {
    for (const { config, version } of collectors) {
      // from 0.108.0 on it is gone from the images, which another rule tells
      if (version === undefined || isAtLeast(version, '0.108.0')) continue;
      if (!isAtLeast(version, ballastIgnoredSince)) continue;
      for (const { kind, type, id, object, path } of config?.components ?? []) {
        if (kind !== 'extensions' || type !== 'memory_ballast') continue;
        yield {
          object,
          path,
          message: `${id} has no effect since ${ballastIgnoredSince}, the image is ${version}`,
          fix: 'a memory limit, from which the operator sets GOMEMLIMIT',
        };
      }
    }
  },
};
