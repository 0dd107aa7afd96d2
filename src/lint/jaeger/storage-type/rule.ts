import { grpcPluginGoneSince, storageReleaseProblem } from '../../../upstream/jaeger/storage.ts';
import type { Rule } from '../../rule.ts';

/** A storage type that the operator knows, but that Jaeger cannot read from, or has no more. */
export const storageType: Rule = {
  id: 'jaeger/storage-type',
  severity: 'error',
  rationale: `query cannot read from Kafka, and since ${grpcPluginGoneSince} Jaeger has no gRPC plugins: it does not start`,
  source: 'jaeger v1.51.0 plugin/storage/kafka/factory.go; jaeger#5388, jaeger#5741',
  ignoreWhen:
    'only collectors are wanted, which write to Kafka, and query has 0 replicas; a type that is gone is right for an image of your own alone',
  visit: () => ({
    *jaeger({ strategy, version }) {
      const message = storageReleaseProblem(strategy.storage, version);
      if (message !== undefined) yield { path: ['spec', 'storage', 'type'], message };
    },
  }),
};
