import type { Jaeger, JaegerRole } from '../../../model/jaeger/instances.ts';
import { optionOf } from '../../../model/jaeger/instances.ts';
import { showsCluster } from '../../../model/jaeger/platform.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import { kafkaAgreementProblem, kafkaBrokersProblem } from '../../../upstream/jaeger/rules.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A streaming Jaeger whose collector and ingester do not meet in one topic of one Kafka. */
export const kafka: Rule = {
  id: 'jaeger/kafka',
  severity: 'error',
  rationale: 'spans go into a topic that nobody reads, or pods wait for a Kafka that does not come',
  source: 'jaeger-operator v1.51.0 pkg/strategy/streaming.go; jaeger v1.51.0 plugin/storage/kafka',
  *check(model) {
    let strimzi: boolean | undefined;
    for (const jaeger of model.jaegers) {
      if (jaeger.strategy.strategy !== 'streaming') continue;
      const collector = jaeger.roles.find(({ name }) => name === 'collector');
      const ingester = jaeger.roles.find(({ name }) => name === 'ingester');
      if (!collector || !ingester) continue;
      strimzi ??= hasStrimzi(model);
      const provisioned = strimzi || !showsCluster(model, jaeger);
      yield* streamFindings(jaeger, collector, ingester, provisioned);
    }
  },
};

function* streamFindings(
  jaeger: Jaeger,
  collector: JaegerRole,
  ingester: JaegerRole,
  provisioned: boolean,
): Iterable<Finding> {
  // the operator looks into the options of the components only
  const brokersOf = ({ own }: JaegerRole, flag: string) => {
    const value = own.findLast(({ key }) => key === flag)?.value;
    return typeof value === 'string' ? value : value?.join(',');
  };
  const [producer, consumer] = [
    brokersOf(collector, 'kafka.producer.brokers'),
    brokersOf(ingester, 'kafka.consumer.brokers'),
  ];
  const problem = kafkaBrokersProblem(producer, consumer);
  if (problem !== undefined) {
    if (!producer && !consumer && provisioned) return;
    const path = producer
      ? ['spec', 'ingester', 'options', 'kafka', 'consumer', 'brokers']
      : ['spec', 'collector', 'options', 'kafka', 'producer', 'brokers'];
    yield { object: jaeger.object, path, message: problem };
    return;
  }
  yield* agreementFindings(jaeger, collector, ingester, 'topic');
  yield* agreementFindings(jaeger, collector, ingester, 'encoding');
}

/** Whether Strimzi, which provisions Kafka for the operator, is among the manifests. */
function hasStrimzi({ objects, workloads }: Model): boolean {
  return (
    objects.all.some(
      ({ group, name }) => group === 'kafka.strimzi.io' || name.endsWith('.kafka.strimzi.io'),
    ) ||
    workloads.some(({ containers }) =>
      containers.some(({ image }) => image?.includes('strimzi/') ?? false),
    )
  );
}

function* agreementFindings(
  { object }: Jaeger,
  collector: JaegerRole,
  ingester: JaegerRole,
  setting: 'topic' | 'encoding',
): Iterable<Finding> {
  const [producer, consumer] = [`kafka.producer.${setting}`, `kafka.consumer.${setting}`];
  const problem = kafkaAgreementProblem(
    setting,
    collector.options.get(producer),
    ingester.options.get(consumer),
  );
  if (problem === undefined) return;
  const location: Location = optionOf(ingester, consumer) ??
    optionOf(collector, producer) ?? { object, path: ['spec', 'ingester', 'options'] };
  yield { object, path: location.path, message: problem };
}
