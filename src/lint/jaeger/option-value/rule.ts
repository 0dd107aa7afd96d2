import type { Jaeger, PlacedOption } from '../../../model/jaeger/instances.ts';
import { flagValueProblem } from '../../../upstream/jaeger/flags.ts';
import { isRecord } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An option whose value the operator refuses or drops, or Jaeger cannot read. */
export const optionValue: Rule = {
  id: 'jaeger/option-value',
  severity: 'error',
  rationale:
    'the operator cannot decode the Jaeger, drops the option, or Jaeger does not start with it',
  source: 'jaeger-operator v1.51.0 apis/v1/options.go; jaeger v1.51.0 flags',
  *check({ jaegers }) {
    for (const jaeger of jaegers) {
      for (const { object, path } of jaeger.undecodable) {
        yield {
          object,
          path,
          message:
            'elements of an option list must be texts, or the operator cannot read the whole Jaeger',
        };
      }
      for (const option of allOptions(jaeger)) yield* valueFindings(option);
      yield* nullFindings(jaeger);
    }
  },
};

function allOptions({ roles, storageOptions }: Jaeger): Set<PlacedOption> {
  return new Set([
    ...storageOptions,
    ...roles.flatMap(({ own, inherited }) => [...inherited, ...own]),
  ]);
}

function* valueFindings({ key, value, object, path }: PlacedOption): Iterable<Finding> {
  for (const single of typeof value === 'string' ? [value] : value) {
    const problem = flagValueProblem(key, single);
    if (problem === undefined) continue;
    yield { object, path, message: problem };
    return;
  }
}

/** Options that are null are dropped without a word. */
function* nullFindings({ object, spec }: Jaeger): Iterable<Finding> {
  for (const block of ['storage', 'allInOne', 'collector', 'query', 'ingester', 'agent']) {
    const part = spec[block];
    if (!isRecord(part) || !isRecord(part.options)) continue;
    for (const path of nulls(part.options, [])) {
      yield {
        object,
        path: ['spec', block, 'options', ...path],
        message: `option ${path.join('.')} has no value, the operator drops it`,
        severity: 'warning',
      };
    }
  }
}

function* nulls(value: unknown, path: Path): Iterable<Path> {
  if (value === null) yield path;
  if (!isRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) yield* nulls(inner, [...path, key]);
}
