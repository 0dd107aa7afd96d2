import { optionOf } from '../../../model/jaeger/roles.ts';
import { type Location, objectName } from '../../../model/kubernetes/objects.ts';
import {
  consumerProtocolFlag,
  oldProtocolsGoneSince,
  usualProtocolVersion,
} from '../../../upstream/jaeger/kafka.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { type OldProtocol, oldProtocols } from '../protocols.ts';

/** An ingester of Jaeger v1 that asks brokers of Kafka 4 in a protocol which they have forgotten. */
export const kafkaProtocol: Rule = {
  id: 'jaeger/kafka-protocol',
  severity: 'error',
  rationale:
    'by default an ingester speaks a Kafka protocol older than 0.11, which Kafka 4 brokers reject: it reads nothing, reports no error and is ready',
  source:
    'jaeger v1.65.0 and v1.76.0 pkg/kafka/consumer/config.go; bsm/sarama-cluster v2.1.13 config.go; Shopify/sarama v1.33.0 client.go, consumer.go; Apache Kafka KIP-896; seen with Jaeger 1.65.0 and Kafka 4.1.0',
  ignoreWhen:
    'never. For brokers without a Strimzi Kafka and its version in the manifests, only the summary says this',
  *check(model) {
    for (const one of oldProtocols(model)) {
      const { role, spoken, brokers } = one;
      if (!brokers || !isAtLeast(brokers.release, oldProtocolsGoneSince)) continue;
      const { jaeger, label } = role;
      const who = jaeger ? `ingester of Jaeger ${jaeger.name}` : `container ${label}`;
      yield {
        ...placeOf(one),
        message: `${who} speaks the protocol of Kafka ${spoken}, which ${objectName(brokers.object)} of release ${brokers.release} rejects, so it reads nothing`,
        fix: `${jaeger ? `${consumerProtocolFlag}: ` : `--${consumerProtocolFlag}=`}${usualProtocolVersion}`,
      };
    }
  },
};

function placeOf({ role }: OldProtocol): Location {
  const { object, path } = optionOf(role, consumerProtocolFlag) ?? role;
  return { object, path };
}
