import { optionOf, optionValue, type RunningRole } from '../../../model/jaeger/roles.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import {
  consumerProtocolFlag,
  defaultProtocolVersion,
  usualProtocolVersion,
} from '../../../upstream/jaeger/kafka.ts';
import { isAtLeast, parseVersion } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** An ingester of Jaeger v1 that speaks a protocol which brokers of Kafka 4 have forgotten. */
export const kafkaProtocol: Rule = {
  id: 'jaeger/kafka-protocol',
  severity: 'info',
  rationale:
    'brokers of Kafka 4 refuse what an ingester asks in the protocol of a release before 2.1, upon which it reads nothing, says nothing and is ready all the same',
  source:
    'jaeger v1.65.0 and v1.76.0 pkg/kafka/consumer/config.go; Shopify/sarama v1.37.2 config.go; Apache Kafka KIP-896; seen with Jaeger 1.65.0 and Kafka 4.1.0',
  ignoreWhen: 'the brokers are of Kafka 3 or older, and stay so',
  *check({ jaegerRoles }) {
    for (const role of jaegerRoles) {
      const spoken = protocolOf(role);
      if (spoken === undefined || isAtLeast(spoken, usualProtocolVersion)) continue;
      const { jaeger, label } = role;
      const who = jaeger ? `ingester of Jaeger ${jaeger.name}` : `container ${label}`;
      yield {
        ...placeOf(role),
        message: `${who} speaks the protocol of Kafka ${spoken}, in which it reads nothing from brokers of 4.0 or newer, should these be some`,
        fix: `${jaeger ? `${consumerProtocolFlag}: ` : `--${consumerProtocolFlag}=`}${usualProtocolVersion}`,
      };
    }
  },
};

/** Release of Kafka whose protocol an ingester speaks; undefined for others, and where the manifests do not tell. */
function protocolOf(role: RunningRole): string | undefined {
  if (role.name !== 'ingester') return undefined;
  const value = optionValue(role, consumerProtocolFlag, defaultProtocolVersion) ?? '';
  return parseVersion(value) && value;
}

function placeOf(role: RunningRole): Location {
  const { object, path } = optionOf(role, consumerProtocolFlag) ?? role;
  return { object, path };
}
