import { cassandraProblems } from '../../../upstream/jaeger/cassandra.ts';
import { optionMap } from '../../../upstream/jaeger/options.ts';
import type { Rule } from '../../rule.ts';

/** A Cassandra that Jaeger does not find, or whose schema is not created as written. */
export const cassandra: Rule = {
  id: 'jaeger/cassandra',
  severity: 'error',
  rationale:
    'Jaeger looks for Cassandra in its own pod, or the schema job fails or keeps traces for 2 days instead of the configured time',
  source: 'jaeger-operator v1.65.0 pkg/storage/cassandra_dependencies.go; jaeger v1.51.0 create.sh',
  ignoreWhen:
    'the schema job runs an image of your own with other settings, or a proxy in the pods forwards localhost to Cassandra',
  visit: () => ({
    *jaeger({ spec, strategy, storageOptions, roles }) {
      if (strategy.storage !== 'cassandra') return;
      // each component may have the servers by itself
      const own = roles.flatMap((role) => role.own);
      const options = new Map([...optionMap(own), ...optionMap(storageOptions)]);
      for (const problem of cassandraProblems(spec.storage, options)) {
        const { path = [] } = problem;
        const key = path[0] === 'options' ? path.slice(1).join('.') : undefined;
        const written = storageOptions.find((option) => option.key === key)?.path;
        yield { ...problem, path: written ?? ['spec', 'storage', ...path] };
      }
    },
  }),
};
