import { grpcPluginGoneSince, storageReleaseProblem } from '../../../upstream/jaeger/storage.ts';
import type { Rule } from '../../rule.ts';

/** A storage type that the operator knows, but that Jaeger cannot read from, or has no more. */
export const storageType: Rule = {
  id: 'jaeger/storage-type',
  severity: 'error',
  rationale: `query fails to start with storage type kafka, which it cannot read; since ${grpcPluginGoneSince} no component starts with grpc-plugin`,
  source: 'jaeger v1.51.0 plugin/storage/kafka/factory.go; jaeger#5388, jaeger#5741',
  ignoreWhen:
    'only collectors are wanted, which write to Kafka, and query has 0 replicas. A removed type works only with an image of your own',
  visit: () => ({
    *jaeger({ strategy, version }) {
      const message = storageReleaseProblem(strategy.storage, version);
      if (message !== undefined) yield { path: ['spec', 'storage', 'type'], message };
    },
  }),
};
