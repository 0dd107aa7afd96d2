import type { Collector } from '../../../model/collector/instances.ts';
import { v1FlagOf } from '../../../upstream/jaeger/flags.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, record } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import { textValues } from '../../collector/text-values.ts';
import type { Rule } from '../../rule.ts';

/** An environment variable or flag of Jaeger v1 for Jaeger v2, which is configured by its file alone. */
export const v2Environment: Rule = {
  id: 'jaeger/v2-environment',
  severity: 'warning',
  rationale:
    'Jaeger v2 reads only the environment variables that its configuration names, so the setting has no effect',
  source: 'jaeger v2.20.0 cmd/jaeger; documentation 2.20, migration from v1',
  ignoreWhen:
    'a script of the image, or another program in it, reads the variable. Flags of v1 work only with an image of your own',
  visit: () => ({
    *collector(collector) {
      if (collector.distribution !== 'jaeger') return;
      const named = namedVariables(collector);
      for (const { name, path } of collector.env) {
        const message = named.has(name) ? undefined : unreadProblem(name);
        if (message !== undefined) yield { path: [...path, 'name'], message };
      }
      yield* flagProblems(collector);
    },
  }),
};

function unreadProblem(name: string): string | undefined {
  const flag = v1FlagOf(name);
  // names without a prefix may be another program's
  return flag === undefined || !flag.includes('.')
    ? undefined
    : `Jaeger v2 does not read ${name}, which is --${flag} of Jaeger v1, and its configuration does not name it`;
}

/** Variables that the configuration takes. */
function namedVariables({ config }: Collector): Set<string> {
  const names = new Set<string>();
  for (const { value } of textValues(config?.value)) {
    for (const [, name = ''] of value.matchAll(/\$\{(?:env:)?([A-Za-z_]\w*)/g)) names.add(name);
  }
  return names;
}

/** Flags of Jaeger v1 among the arguments, which v2 refuses. */
function* flagProblems(collector: Collector): Iterable<Problem> {
  for (const { name, path } of flagsOf(collector)) {
    // a flag of both
    if (v1FlagOf(name) !== name || name === 'feature-gates') continue;
    yield {
      path,
      message: `Jaeger v2 does not know --${name}, which is a flag of Jaeger v1`,
      severity: 'error',
    };
  }
}

function flagsOf({ object, operated, container }: Collector): { name: string; path: Path }[] {
  if (operated) {
    return Object.keys(record(at(object.value, 'spec', 'args'))).map((name) => ({
      name,
      path: ['spec', 'args', name],
    }));
  }
  return (container?.arguments ?? []).flatMap(({ text, path }) => {
    const name = /^--?([a-z][\w.-]*)/.exec(text)?.[1];
    return name === undefined ? [] : [{ name, path }];
  });
}
