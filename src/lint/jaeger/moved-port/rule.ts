import { servicePortProblem } from '../../../upstream/jaeger/servers.ts';
import type { Rule } from '../../rule.ts';

/** A server of Jaeger that does not listen where the operator's Service leads to. */
export const movedPort: Rule = {
  id: 'jaeger/moved-port',
  severity: 'error',
  rationale: 'the Service keeps the usual port, so nothing answers there',
  source: 'jaeger-operator v1.51.0 pkg/service/collector.go and pkg/service/query.go; jaeger#5737',
  *check({ jaegers }) {
    for (const { roles } of jaegers) {
      for (const { own: options } of roles) {
        for (const { key, value, object, path } of options) {
          const problem = typeof value === 'string' ? servicePortProblem(key, value) : undefined;
          if (problem !== undefined) yield { object, path, message: problem };
        }
      }
    }
  },
};
