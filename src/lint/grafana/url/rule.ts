import { changedAddress } from '../../../model/edge/used-edges.ts';
import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { optionOf } from '../../../model/jaeger/roles.ts';
import type { Edge } from '../../../model/model.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A URL that a Jaeger data source cannot query: in form, or in its path. */
export const url: Rule = {
  id: 'grafana/url',
  severity: 'error',
  rationale: 'there are no traces at any URL but that of the query service and its base path',
  source: 'grafana v12 pkg/tsdb/jaeger; jaeger v1.51.0 cmd/query/app/flags.go',
  ignoreWhen: 'a proxy in front of Jaeger answers at the URL, and adds or takes away the path',
  visit({ jaegers }) {
    const byObject = new Map(jaegers.map((jaeger) => [jaeger.object, jaeger]));
    return {
      *sender(edge) {
        if (edge.sender.kind !== 'grafana') return;
        const problem = edge.problem ?? pathProblem(edge, byObject);
        if (problem) yield problem;
      },
    };
  },
};

function pathProblem(edge: Edge, jaegers: ReadonlyMap<unknown, Jaeger>): Problem | undefined {
  const { sender, target, address } = edge;
  if (target.kind !== 'service' || !target.service.derived || !address) return undefined;
  const jaeger = jaegers.get(target.service.object);
  const role = jaeger?.roles.find(({ name }) => name === 'query' || name === 'allInOne');
  if (!role) return undefined;
  const base = trimmed(text(optionOf(role, 'query.base-path')?.value) ?? '');
  const path = trimmed(address.path ?? '');
  if (base === path || /[$]/.test(base + path)) return undefined;
  const meant = base === '' ? 'no path' : `the path ${base}`;
  return {
    message: `url of a Jaeger served under ${base || '/'} must have ${meant}, got '${sender.address}'`,
    fix: changedAddress(edge, { path: base }),
  };
}

function trimmed(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}
