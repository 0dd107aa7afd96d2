import { provisioningVersionProblem } from '../../../upstream/grafana/provisioning.ts';
import { within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** A provisioning file that Grafana reads in the form of its first release. */
export const apiVersion: Rule = {
  id: 'grafana/api-version',
  severity: 'error',
  rationale:
    'without apiVersion: 1 Grafana reads the file in an older format and skips camelCase keys',
  source: 'grafana#33814, pkg/services/provisioning/datasources/config_reader.go',
  ignoreWhen:
    'another program reads the file, and its configuration has a list of data sources too',
  *check({ grafana }) {
    for (const { source, value } of grafana.files) {
      const problem = provisioningVersionProblem(value);
      if (problem) yield { ...within(source.path, problem), object: source.object };
    }
  },
};
