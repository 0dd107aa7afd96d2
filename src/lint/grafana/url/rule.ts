import type { Edge } from '../../../model/edge/targets.ts';
import { type Jaeger, optionOf } from '../../../model/jaeger/instances.ts';
import { text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A URL that a Jaeger data source cannot query: in form, or in its path. */
export const url: Rule = {
  id: 'grafana/url',
  severity: 'error',
  rationale: 'there are no traces at any URL but that of the query service and its base path',
  source: 'grafana v12 pkg/tsdb/jaeger; jaeger v1.51.0 cmd/query/app/flags.go',
  *check(model) {
    const jaegers = new Map(model.jaegers.map((jaeger) => [jaeger.object, jaeger]));
    for (const edge of model.edges) {
      if (edge.sender.kind !== 'grafana') continue;
      const found = urlProblem(edge) ?? pathProblem(edge, jaegers);
      if (found) yield { object: edge.sender.object, path: edge.sender.path, ...found };
    }
  },
};

type Problem = Pick<Finding, 'message' | 'fix'>;

function urlProblem({ problem }: Edge): Problem | undefined {
  if (!problem) return undefined;
  return { message: problem.message, fix: problem.fix };
}

function pathProblem(
  { sender, target, address }: Edge,
  jaegers: ReadonlyMap<unknown, Jaeger>,
): Problem | undefined {
  if (target.kind !== 'service' || !target.service.derived || !address) return undefined;
  const jaeger = jaegers.get(target.service.object);
  const role = jaeger?.roles.find(({ name }) => name === 'query' || name === 'allInOne');
  if (!role) return undefined;
  const base = trimmed(text(optionOf(role, 'query.base-path')?.value) ?? '');
  const path = trimmed(address.path ?? '');
  if (base === path || /[$]/.test(base + path)) return undefined;
  const meant = base === '' ? 'no path' : `the path ${base}`;
  const root = sender.address.replace(/^(\w+:\/\/[^/]+).*$/, '$1');
  return {
    message: `url of a Jaeger served under ${base || '/'} must have ${meant}, got '${sender.address}'`,
    fix: `${root}${base}`,
  };
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}
