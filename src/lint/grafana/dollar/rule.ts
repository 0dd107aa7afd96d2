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
  aboutVariables: true,
  rationale:
    'in provisioning files Grafana replaces $NAME by the environment variable; in a GrafanaDatasource nothing is replaced',
  source: 'grafana#86604, grafana#64659',
  ignoreWhen:
    'the environment of Grafana has a variable whose name begins with two underscores, and its value is meant',
  visit: () => ({
    *datasource({ value, by }) {
      const problemOf = by === 'provisioning' ? provisioningDollarProblem : doubledDollarProblem;
      for (const { text, path } of texts(value.jsonData, ['jsonData'])) {
        const message = problemOf(text);
        if (message !== undefined) yield { path, message };
      }
    },
  }),
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
