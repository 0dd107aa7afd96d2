import { componentStatus, distributionNames } from '../../../upstream/collector/releases.ts';
import type { Rule } from '../../rule.ts';

/** A component under an id that it has in other releases only. */
export const componentId: Rule = {
  id: 'collector/component-id',
  severity: 'error',
  rationale:
    'a collector does not start with an id that its release does not know yet, or not any more',
  source: 'opentelemetry-collector and -contrib CHANGELOGs, v0.80.0 to v0.159.0',
  *check({ collectors }) {
    for (const { config, distribution, version } of collectors) {
      if (!config || distribution === undefined || version === undefined) continue;
      for (const { kind, id, type, object, path } of config.components) {
        const status = componentStatus(kind, type, distribution, version);
        if (status.status !== 'id-too-new' && status.status !== 'id-refused') continue;
        const name = `${distributionNames[distribution]} ${version}`;
        const { replacement } = status;
        const since = status.status === 'id-too-new' ? ` before ${status.since}` : '';
        yield {
          object,
          path,
          message: `${kind} ${id}: ${name} calls this component '${replacement}'${since}`,
          fix: `${replacement}${id.slice(type.length)}`,
        };
      }
    }
  },
};
