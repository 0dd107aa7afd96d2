import type { Jaeger } from '../../../model/jaeger/instances.ts';
import type { PlacedOption } from '../../../model/jaeger/roles.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import { isStorageFlag } from '../../../upstream/jaeger/flags.ts';
import { storagePrefixes } from '../../../upstream/jaeger/options.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** An option of the storage that does not begin with the prefix of its type. */
export const droppedOption: Rule = {
  id: 'jaeger/dropped-option',
  severity: 'error',
  rationale: 'the operator silently drops the option, and Jaeger runs with the default',
  source: 'jaeger-operator v1.51.0 apis/v1/options.go',
  ignoreWhen: 'the option is a leftover of another storage type and should have no effect',
  visit: () => ({
    *jaeger(jaeger) {
      // with an unknown type all options are dropped, and with memory those of a shared storage: the type is told then
      const { strategyProblem, storageProblem } = jaeger.strategy;
      if (strategyProblem !== undefined || storageProblem !== undefined) return;
      const blocks = groupBy(jaeger.droppedOptions, ({ path }) => path[3]);
      for (const options of blocks.values()) yield droppedProblem(jaeger, options);
    },
  }),
};

function droppedProblem({ strategy, spec }: Jaeger, options: readonly PlacedOption[]): Problem {
  const prefix = storagePrefixes[strategy.storage];
  const [first] = options;
  const path = options.length === 1 ? first?.path : first?.path.slice(0, 4);
  const keys = options.map(({ key }) => key);
  const type = spec.storage ? strategy.storage : 'memory';
  const [only] = keys.length === 1 ? keys : [];
  return {
    path: path ?? ['spec', 'storage', 'options'],
    message: `options of storage ${type} must begin with '${prefix}.', the operator drops ${listed(keys)}`,
    fix: only === undefined ? undefined : prefixed(prefix, only, strategy.storage),
  };
}

/** The flag that was meant: with the prefix put before it, or in place of its first part. */
function prefixed(prefix: string, key: string, storage: Jaeger['strategy']['storage']) {
  return [`${prefix}.${key}`, `${prefix}${key.slice(key.indexOf('.'))}`].find((candidate) =>
    isStorageFlag(candidate, storage),
  );
}
