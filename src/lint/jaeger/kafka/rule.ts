import { parseAddress, serviceHost } from '../../../model/edge/address.ts';
import { showsCluster } from '../../../model/jaeger/platform.ts';
import {
  type JaegerRole,
  optionOf,
  optionValue,
  type RunningRole,
} from '../../../model/jaeger/roles.ts';
import type { Model } from '../../../model/model.ts';
import {
  kafkaAgreementProblem,
  kafkaBrokersProblem,
  kafkaTlsProblem,
} from '../../../upstream/jaeger/rules.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A streaming Jaeger whose collector and ingester do not meet in one topic of one Kafka. */
export const kafka: Rule = {
  id: 'jaeger/kafka',
  severity: 'error',
  rationale:
    'the collector writes to a topic that nobody reads, or pods wait for a Kafka that is never created',
  source: 'jaeger-operator v1.51.0 pkg/strategy/streaming.go; jaeger v1.51.0 plugin/storage/kafka',
  ignoreWhen:
    'Strimzi runs in the cluster but is not in the manifests, or programs of your own read the first topic and write the second',
  visit(model) {
    const strimzi = hasStrimzi(model);
    return {
      *jaeger(jaeger) {
        if (jaeger.strategy.strategy !== 'streaming') return;
        const collector = jaeger.roles.find(({ name }) => name === 'collector');
        const ingester = jaeger.roles.find(({ name }) => name === 'ingester');
        if (!collector || !ingester) return;
        const provisioned = strimzi || !showsCluster(model, jaeger);
        yield* streamProblems(collector, ingester, provisioned);
      },
      *jaegerRole(role) {
        yield* plainFindings(role);
        if (role.jaeger || role.name !== 'ingester') return;
        const finding = unreadFinding(role, model.jaegerRoles);
        if (finding) yield finding;
      },
    };
  },
};

function* streamProblems(
  collector: JaegerRole,
  ingester: JaegerRole,
  provisioned: boolean,
): Iterable<Problem> {
  const producer = brokersOf(collector, 'kafka.producer.brokers');
  const consumer = brokersOf(ingester, 'kafka.consumer.brokers');
  const message = kafkaBrokersProblem(producer, consumer);
  if (message === undefined) {
    for (const setting of ['topic', 'encoding'] as const) {
      const problem = agreementProblem(collector, ingester, setting);
      if (problem) yield problem;
    }
  } else if (producer || consumer || !provisioned) {
    const path = producer
      ? ['spec', 'ingester', 'options', 'kafka', 'consumer', 'brokers']
      : ['spec', 'collector', 'options', 'kafka', 'producer', 'brokers'];
    yield { path, message };
  }
}

// the operator looks into the options of the components only
function brokersOf({ own }: JaegerRole, flag: string): string | undefined {
  const value = own.findLast(({ key }) => key === flag)?.value;
  return typeof value === 'string' ? value : value?.join(',');
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

function agreementProblem(
  collector: JaegerRole,
  ingester: JaegerRole,
  setting: 'topic' | 'encoding',
): Problem | undefined {
  const [producer, consumer] = [`kafka.producer.${setting}`, `kafka.consumer.${setting}`];
  const message = kafkaAgreementProblem(
    setting,
    collector.options.get(producer),
    ingester.options.get(consumer),
  );
  if (message === undefined) return undefined;
  const written = optionOf(ingester, consumer) ?? optionOf(collector, producer);
  return { path: written?.path ?? ['spec', 'ingester', 'options'], message };
}

/** An ingester of a workload that reads none of the topics which collectors of workloads write to its Kafka. */
function unreadFinding(ingester: RunningRole, roles: readonly RunningRole[]): Finding | undefined {
  const brokers = brokerNames(ingester, 'kafka.consumer.brokers');
  const writers = roles.filter(
    (role) =>
      role.storage === 'kafka' &&
      brokerNames(role, 'kafka.producer.brokers').some((broker) => brokers.includes(broker)),
  );
  for (const setting of ['topic', 'encoding'] as const) {
    const [producer, consumer] = [`kafka.producer.${setting}`, `kafka.consumer.${setting}`];
    const read = optionValue(ingester, consumer);
    const problems = writers.map((writer) => {
      const sent = optionValue(writer, producer);
      return read === undefined || sent === undefined
        ? undefined
        : kafkaAgreementProblem(setting, sent || undefined, read || undefined);
    });
    const [message] = problems;
    if (message === undefined || problems.includes(undefined)) continue;
    const [writer] = writers;
    const { object, path } =
      optionOf(ingester, consumer) ?? (writer && optionOf(writer, producer)) ?? ingester;
    return { object, path, message };
  }
  return undefined;
}

function brokerNames(role: RunningRole, flag: string): string[] {
  const { namespace } = role;
  return (role.options.get(flag) ?? '').split(',').flatMap((broker) => {
    const { host, port = 9092 } = parseAddress(broker.trim()) ?? {};
    if (host === undefined) return [];
    const service = serviceHost(host);
    return [`${service ? `${service.name}.${service.namespace ?? namespace}` : host}:${port}`];
  });
}

/** Sides whose login over TLS the release sends without TLS. */
function* plainFindings(role: RunningRole): Iterable<Finding> {
  for (const side of ['kafka.producer', 'kafka.consumer']) {
    const authentication = optionOf(role, `${side}.authentication`);
    const message = kafkaTlsProblem(side, role.options, role.version ?? role.jaeger?.version);
    if (!authentication || message === undefined) continue;
    yield { object: authentication.object, path: authentication.path, message };
  }
}
