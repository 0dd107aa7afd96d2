import { componentStatus, distributionNames } from '../../../upstream/collector/releases.ts';
import type { Rule } from '../../rule.ts';

/** A component under an id that it has in other releases only. */
export const componentId: Rule = {
  id: 'collector/component-id',
  severity: 'error',
  rationale:
    'the collector fails to start when its release does not know a component id yet, or no longer knows it',
  source: 'opentelemetry-collector and -contrib CHANGELOGs, v0.80.0 to v0.159.0',
  ignoreWhen:
    'your registry serves another release under this tag, such as a build that is tagged with the release it started from',
  visit: () => ({
    *component({ kind, id, type }, { distribution, version }) {
      if (distribution === undefined || version === undefined) return;
      const status = componentStatus(kind, type, distribution, version);
      if (status.status !== 'id-too-new' && status.status !== 'id-refused') return;
      const name = `${distributionNames[distribution]} ${version}`;
      const { replacement } = status;
      const since = status.status === 'id-too-new' ? ` before ${status.since}` : '';
      yield {
        message: `${kind} ${id}: ${name} calls this component '${replacement}'${since}`,
        fix: `${replacement}${id.slice(type.length)}`,
      };
    },
  }),
};
