import { servicePortProblem } from '../../../upstream/jaeger/servers.ts';
import type { Rule } from '../../rule.ts';

/** A server of Jaeger that does not listen where the operator's Service leads to. */
export const movedPort: Rule = {
  id: 'jaeger/moved-port',
  severity: 'error',
  rationale: "the operator's Service keeps the default port, where nothing listens any more",
  source: 'jaeger-operator v1.51.0 pkg/service/collector.go and pkg/service/query.go; jaeger#5737',
  ignoreWhen:
    "clients use a Service of your own with the moved port, or a proxy in the pod listens on the default one; the operator's own Service then serves nobody",
  visit: () => ({
    *jaeger({ roles }) {
      for (const { key, value, path } of roles.flatMap(({ own }) => own)) {
        const message = typeof value === 'string' ? servicePortProblem(key, value) : undefined;
        if (message !== undefined) yield { path, message };
      }
    },
  }),
};
