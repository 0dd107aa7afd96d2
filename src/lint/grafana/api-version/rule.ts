import { list, own, record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A provisioning file that Grafana reads in the form of its first release. */
export const apiVersion: Rule = {
  id: 'grafana/api-version',
  severity: 'error',
  rationale:
    'without apiVersion: 1 Grafana takes the file for an older form and skips camelCase keys',
  source: 'grafana#33814, pkg/services/provisioning/datasources/config_reader.go',
  *check({ grafana }) {
    for (const { source, value } of grafana.files) {
      const { object, path } = source;
      const version = own(value, 'apiVersion');
      if (version === 1 || version === '1') continue;
      const location = { object, path: [...path, 'apiVersion'] };
      if (version !== undefined && version !== null && version !== 0) {
        yield {
          ...location,
          message: `apiVersion of a provisioning file must be 1, got ${JSON.stringify(version)}`,
          fix: 'apiVersion: 1',
        };
        continue;
      }
      const skipped = list(value.datasources)
        .flatMap((datasource) => Object.keys(record(datasource)))
        .filter((key) => /[a-z][A-Z]/.test(key));
      if (skipped.length === 0) continue;
      yield {
        ...location,
        message: `a provisioning file must have apiVersion: 1, without it Grafana skips ${[...new Set(skipped)].join(', ')}`,
        fix: 'apiVersion: 1',
      };
    }
  },
};
