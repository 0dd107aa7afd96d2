import { jsonDataProblems } from '../../../upstream/grafana/json-data.ts';
import { within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** A setting for links between traces and logs, metrics or profiles of a form that Grafana does not read. */
export const setting: Rule = {
  id: 'grafana/setting',
  severity: 'warning',
  aboutVariables: true,
  rationale:
    'Grafana silently ignores settings of another form, and shows no links between signals',
  source:
    'grafana v12 packages/grafana-o11y-ds-frontend TraceToLogsSettings.tsx; grafana#64659, grafana#88919',
  ignoreWhen: 'your release of Grafana reads this form',
  visit: () => ({
    *datasource({ value }) {
      for (const problem of jsonDataProblems(value.jsonData)) yield within(['jsonData'], problem);
    },
  }),
};
