import { changedAddress } from '../../../model/edge/used-edges.ts';
import type { Edge } from '../../../model/model.ts';
import { readUiPaths, withoutLastSlash } from '../../../model/ui-paths.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** A URL that a Jaeger data source cannot query: in form, or in its path. */
export const url: Rule = {
  id: 'grafana/url',
  severity: 'error',
  rationale: "only the URL of Jaeger's query service, with its base path, serves traces",
  source: 'grafana v12 pkg/tsdb/jaeger; jaeger v1.51.0 cmd/query/app/flags.go',
  ignoreWhen: 'a proxy in front of Jaeger answers at the URL, and adds or removes the path',
  visit(model) {
    const uiPaths = readUiPaths(model);
    return {
      *sender(edge) {
        if (edge.sender.kind !== 'grafana') return;
        const problem = edge.problem ?? pathProblem(edge, uiPaths);
        if (problem) yield problem;
      },
    };
  },
};

function pathProblem(edge: Edge, uiPaths: ReturnType<typeof readUiPaths>): Problem | undefined {
  const { sender, target, address } = edge;
  if (target.kind !== 'service' || target.port?.protocol !== 'jaeger-query' || !address) {
    return undefined;
  }
  const base = uiPaths(target.service);
  const path = withoutLastSlash(address.path ?? '');
  if (base === undefined || base === path || /[$]/.test(path)) return undefined;
  const meant = base === '' ? 'no path' : `the path ${base}`;
  return {
    message: `url of a Jaeger served under ${base || '/'} must have ${meant}, got '${sender.address}'`,
    fix: changedAddress(edge, { path: base }),
  };
}
