import type { Collector } from '../../../model/collector/instances.ts';
import type { EnvVar } from '../../../model/kubernetes/workloads.ts';
import { v1FlagOf } from '../../../upstream/jaeger/flags.ts';
import { at, isRecord } from '../../../upstream/values/unknown.ts';
import { textValues } from '../../collector/text-values.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An environment variable or flag of Jaeger v1 for Jaeger v2, which is configured by its file alone. */
export const v2Environment: Rule = {
  id: 'jaeger/v2-environment',
  severity: 'warning',
  rationale:
    'v2 reads no variables but those that its configuration names, so the setting has no effect',
  source: 'jaeger v2.20.0 cmd/jaeger; documentation 2.20, migration from v1',
  *check({ collectors }) {
    for (const collector of collectors) {
      if (collector.distribution !== 'jaeger') continue;
      const named = namedVariables(collector);
      for (const variable of collector.env) {
        const finding = named.has(variable.name) ? undefined : unread(collector, variable);
        if (finding) yield finding;
      }
      yield* flagFindings(collector);
    }
  },
};

function unread({ object }: Collector, { name, path }: EnvVar): Finding | undefined {
  const flag = v1FlagOf(name);
  // names without a prefix may be another program's
  return flag === undefined || !flag.includes('.')
    ? undefined
    : {
        object,
        path: [...path, 'name'],
        message: `Jaeger v2 does not read ${name}, which is --${flag} of Jaeger v1, and its configuration does not name it`,
      };
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
function* flagFindings({ object, operated, container }: Collector): Iterable<Finding> {
  const args = at(object.value, 'spec', 'args');
  const flags = operated
    ? Object.keys(isRecord(args) ? args : {}).map((name) => ({
        name,
        path: ['spec', 'args', name],
      }))
    : (container?.arguments ?? []).flatMap(({ text, path }) => {
        const name = /^--?([a-z][\w.-]*)/.exec(text)?.[1];
        return name === undefined ? [] : [{ name, path }];
      });
  for (const { name, path } of flags) {
    if (v1FlagOf(name) !== name || name === 'feature-gates') continue;
    yield {
      object,
      path,
      message: `Jaeger v2 does not know --${name}, which is a flag of Jaeger v1`,
      severity: 'error',
    };
  }
}
