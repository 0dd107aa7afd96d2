import { datasourceUidProblem } from '../../../upstream/grafana/datasource.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A uid that Grafana does not take. */
export const uid: Rule = {
  id: 'grafana/uid',
  severity: 'error',
  rationale: 'Grafana fails to start with a uid that it rejects, and no link can refer to it',
  source: 'grafana-operator v5.24.0 api/v1beta1; grafana pkg/util/shortid_generator.go',
  ignoreWhen:
    'your Grafana is an old one that does not check the characters of a uid, and will not be upgraded',
  visit: () => ({
    *datasource({ object, path, uid: written = '', by }) {
      const message =
        written === '' || written.includes('$') ? undefined : datasourceUidProblem(written);
      if (message === undefined) return;
      const outer = by === 'operator' && at(object.value, 'spec', 'uid') !== undefined;
      yield { object, path: outer ? ['spec', 'uid'] : [...path, 'uid'], message };
    },
  }),
};
