import { componentStatus, distributionNames } from '../../../upstream/collector/releases.ts';
import type { Rule } from '../../rule.ts';

/** A component that the release of the collector's image does not have any more. */
export const removedComponent: Rule = {
  id: 'collector/removed-component',
  severity: 'error',
  rationale: 'a collector does not start with a component that its release does not have any more',
  source: 'opentelemetry-collector-releases v0.80.0 to v0.159.0 distributions',
  *check({ collectors }) {
    for (const { config, distribution, version } of collectors) {
      if (!config || distribution === undefined || version === undefined) continue;
      for (const { kind, type, id, object, path } of config.components) {
        const status = componentStatus(kind, type, distribution, version);
        if (status.status !== 'removed') continue;
        const { since, successor } = status;
        yield {
          object,
          path,
          message: `${kind} ${id} is gone from ${distributionNames[distribution]} since ${since}, the image is ${version}`,
          fix: successor,
        };
      }
    }
  },
};
