import { kafkaTopicsSince } from '../../../upstream/jaeger/v2/changes.ts';
import { literal } from '../../../upstream/jaeger/v2/servers.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Components } from '../../collector/components.ts';
import type { MountedSecret } from '../../kubernetes/mounted-secret.ts';
import { type SecretVariable, secretVariables } from '../../kubernetes/secret-variables.ts';
import { serverCa, speaksTls } from '../../kubernetes/server-ca.ts';
import type { KafkaProps } from '../kafka.ts';
import { variable } from './storage/values.ts';

const keys = { username: 'KAFKA_USERNAME', password: 'KAFKA_PASSWORD' } as const;

// what Jaeger v1 writes and reads, a message for each span: a whole batch in one is larger than brokers take
const encoding = 'jaeger_proto';

/** The exporter of what takes spans. */
export function kafkaExporter(props: KafkaProps): Components {
  const { brokers, topic = 'jaeger-spans' } = props;
  return {
    brokers: [...brokers],
    ...access(props),
    traces: { topic, encoding },
    producer: { required_acks: 'all' },
  };
}

/** The receiver of what stores them, for a release of Jaeger. */
export function kafkaReceiver(props: KafkaProps, release: string): Components {
  const { brokers, topic = 'jaeger-spans', groupId = 'jaeger-ingester' } = props;
  return {
    brokers: [...brokers],
    ...access(props),
    group_id: literal(groupId),
    client_id: 'jaeger-ingester',
    initial_offset: 'earliest',
    traces: isAtLeast(release, kafkaTopicsSince)
      ? { topics: [topic], encoding }
      : { topic, encoding },
    message_marking: { after: true },
  };
}

/** What containers need to connect: user and password in the environment, the CA as a file. */
export function kafkaAccess(props: KafkaProps): {
  readonly variables: readonly SecretVariable[];
  readonly secrets: readonly MountedSecret[];
} {
  return {
    variables: secretVariables(props.secretName, Object.values(keys)),
    secrets: [serverCa(props, 'kafka')].filter((ca) => ca !== undefined),
  };
}

function access(props: KafkaProps): Components {
  const { secretName, saslMechanism: mechanism = 'SCRAM-SHA-512' } = props;
  const ca = serverCa(props, 'kafka');
  const sasl = { username: variable(keys.username), password: variable(keys.password), mechanism };
  return {
    tls: speaksTls(props) ? (ca ? { ca_file: ca.file } : { insecure: false }) : undefined,
    auth: secretName === undefined ? undefined : { sasl },
  };
}
