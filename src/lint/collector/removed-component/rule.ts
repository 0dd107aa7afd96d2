import { componentStatus, distributionNames } from '../../../upstream/collector/releases.ts';
import type { Rule } from '../../rule.ts';

/** A component that the release of the collector's image does not have any more. */
export const removedComponent: Rule = {
  id: 'collector/removed-component',
  severity: 'error',
  rationale: 'the collector fails to start with a component that its release has removed',
  source: 'opentelemetry-collector-releases v0.80.0 to v0.159.0 distributions',
  ignoreWhen:
    'a build of your own under the name of a distribution still contains the component, with code from an older release',
  visit: () => ({
    *component({ kind, type, id }, { distribution, version }) {
      if (distribution === undefined || version === undefined) return;
      const status = componentStatus(kind, type, distribution, version);
      if (status.status !== 'removed') return;
      const { since, successor } = status;
      yield {
        message: `${kind} ${id} was removed from ${distributionNames[distribution]} in ${since}, the image is ${version}`,
        fix: successor,
      };
    },
  }),
};
