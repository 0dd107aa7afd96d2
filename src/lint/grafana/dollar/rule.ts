import {
  doubledDollarProblem,
  provisioningDollarProblem,
} from '../../../upstream/grafana/datasource.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A variable of a query whose dollar Grafana takes for one of the environment, or does not. */
export const dollar: Rule = {
  id: 'grafana/dollar',
  severity: 'error',
  rationale:
    'in provisioning files Grafana replaces $NAME by the environment, in resources nothing',
  source: 'grafana#86604, grafana#64659',
  *check({ grafana }) {
    for (const { object, path, value, by } of grafana.datasources) {
      const problemOf = by === 'provisioning' ? provisioningDollarProblem : doubledDollarProblem;
      for (const leaf of texts(value.jsonData, [...path, 'jsonData'])) {
        const message = problemOf(leaf.text);
        if (message !== undefined) yield { object, path: leaf.path, message };
      }
    }
  },
};

function* texts(value: unknown, path: Path): Generator<{ text: string; path: Path }> {
  const seen = new Set<object>();
  const stack: { value: unknown; path: Path }[] = [{ value, path }];
  for (let item = stack.pop(); item; item = stack.pop()) {
    if (typeof item.value === 'string') yield { text: item.value, path: item.path };
    else if (typeof item.value === 'object' && item.value !== null && !seen.has(item.value)) {
      seen.add(item.value);
      const { path: outer } = item;
      const numbered = Array.isArray(item.value);
      for (const [key, inner] of Object.entries(item.value)) {
        stack.push({ value: inner, path: [...outer, numbered ? Number(key) : key] });
      }
    }
  }
}
