import { datasourceUidProblem } from '../../../upstream/grafana/datasource.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A uid that Grafana does not take. */
export const uid: Rule = {
  id: 'grafana/uid',
  severity: 'error',
  rationale: 'with a uid that it does not take Grafana does not start, and no link can name it',
  source: 'grafana-operator v5.24.0 api/v1beta1; grafana pkg/util/shortid_generator.go',
  *check({ grafana }) {
    for (const { object, path, uid: written, by } of grafana.datasources) {
      if (written === undefined || written === '' || written.includes('$')) continue;
      const problem = datasourceUidProblem(written);
      if (problem === undefined) continue;
      const outer = by === 'operator' && own(record(object.value.spec), 'uid') !== undefined;
      yield { object, path: outer ? ['spec', 'uid'] : [...path, 'uid'], message: problem };
    }
  },
};
