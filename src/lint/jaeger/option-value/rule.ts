import type { Jaeger } from '../../../model/jaeger/instances.ts';
import type { PlacedOption } from '../../../model/jaeger/roles.ts';
import { flagValueProblem } from '../../../upstream/jaeger/flags.ts';
import { optionParts } from '../../../upstream/jaeger/options.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, isRecord, record } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An option whose value the operator refuses or drops, or Jaeger cannot read. */
export const optionValue: Rule = {
  id: 'jaeger/option-value',
  severity: 'error',
  rationale:
    'the operator cannot decode the Jaeger, or drops the option, or Jaeger fails to start with it',
  source: 'jaeger-operator v1.51.0 apis/v1/options.go; jaeger v1.51.0 flags',
  ignoreWhen:
    'a null option is meant to be omitted, which it is, or an image of your own reads the option differently',
  visit: () => ({
    *jaeger(jaeger) {
      for (const location of jaeger.undecodable) {
        yield {
          ...location,
          message:
            'elements of an option list must be strings, or the operator cannot read the whole Jaeger',
        };
      }
      for (const option of allOptions(jaeger)) yield* valueFindings(option);
      yield* nullProblems(jaeger);
    },
  }),
};

function allOptions({ roles, storageOptions }: Jaeger): Set<PlacedOption> {
  return new Set([
    ...storageOptions,
    ...roles.flatMap(({ own, inherited }) => [...inherited, ...own]),
  ]);
}

function* valueFindings({ key, value, object, path }: PlacedOption): Iterable<Finding> {
  for (const single of typeof value === 'string' ? [value] : value) {
    const message = flagValueProblem(key, single);
    if (message === undefined) continue;
    yield { object, path, message };
    return;
  }
}

/** Options that are null are dropped without a word. */
function* nullProblems({ spec }: Jaeger): Iterable<Problem> {
  for (const part of optionParts) {
    for (const path of nulls(record(at(spec, part, 'options')), [])) {
      yield {
        path: ['spec', part, 'options', ...path],
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
