import { storageReleaseProblem } from '../../../upstream/jaeger/storage.ts';
import type { Rule } from '../../rule.ts';

/** A storage type that the operator knows, but that Jaeger cannot read from, or has no more. */
export const storageType: Rule = {
  id: 'jaeger/storage-type',
  severity: 'error',
  rationale:
    'query cannot read from Kafka, and since 1.58.0 Jaeger has no gRPC plugins: it does not start',
  source: 'jaeger v1.51.0 plugin/storage/kafka/factory.go; jaeger#5388, jaeger#5741',
  *check({ jaegers }) {
    for (const { object, strategy, version } of jaegers) {
      const problem = storageReleaseProblem(strategy.storage, version);
      if (problem !== undefined) {
        yield { object, path: ['spec', 'storage', 'type'], message: problem };
      }
    }
  },
};
