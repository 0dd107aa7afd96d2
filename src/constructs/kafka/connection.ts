import { secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { hostPortProblem } from '../../upstream/values/host-port.ts';
import type { MountedSecret } from '../kubernetes/mounted-secret.ts';
import { type SecretVariable, secretVariables } from '../kubernetes/secret-variables.ts';
import {
  type ServerTlsProps,
  serverCa,
  serverTlsProblems,
  serverTlsShapes,
  speaksTls,
} from '../kubernetes/server-ca.ts';
import { listProblem, oneOfProblem } from '../props/refuse.ts';
import { list, type Shapes, text } from '../props/shape.ts';

/** How to reach an existing Kafka. */
export interface KafkaConnection extends ServerTlsProps {
  /** Brokers, each `host:port`, or `[address]:port` for an address of IPv6. */
  readonly brokers: readonly [string, ...string[]];
  /**
   * Name of a Secret in the namespace of the pods with the keys `KAFKA_USERNAME` and `KAFKA_PASSWORD`, for SASL.
   * Pods read them when they start.
   *
   * @default - no authentication
   */
  readonly secretName?: string;
  /**
   * SASL mechanism for that user and password.
   *
   * @default 'SCRAM-SHA-512'
   */
  readonly saslMechanism?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  /**
   * Kafka release whose protocol is spoken: that of the brokers, or an older one.
   *
   * @default '2.1.0', the oldest that brokers of Kafka 4 speak
   */
  readonly protocolVersion?: string;
}

/** What kinds of values it has. */
export const connectionShapes: Shapes<KafkaConnection> = {
  brokers: list('brokers', text) as Shapes<KafkaConnection>['brokers'],
  secretName: text,
  saslMechanism: text,
  protocolVersion: text,
  ...serverTlsShapes,
};

const saslMechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];

/**
 * Why nobody connects to a Kafka so, undefined entries where somebody does.
 *
 * @param what - the prop named in the text, such as `kafka`
 */
export function connectionProblems(what: string, kafka: KafkaConnection): (string | undefined)[] {
  const { brokers, secretName, saslMechanism, protocolVersion } = kafka;
  const none = listProblem(`${what}.brokers`, brokers, 'brokers');
  if (none !== undefined) return [none];
  return [
    ...brokers.map((broker) => hostPortProblem(`${what}.brokers`, broker, 'kafka.kafka.svc:9092')),
    secretName === undefined ? undefined : secretNameProblem(secretName, `${what}.secretName`),
    oneOfProblem(`${what}.saslMechanism`, saslMechanism, saslMechanisms),
    secretName === undefined && saslMechanism !== undefined
      ? `${what}.saslMechanism needs ${what}.secretName, got '${saslMechanism}' alone`
      : undefined,
    protocolVersion === undefined || /^\d+\.\d+\.\d+$/.test(protocolVersion)
      ? undefined
      : `${what}.protocolVersion must be a release of Kafka such as 2.1.0, got '${protocolVersion}'`,
    ...serverTlsProblems(kafka).map((problem) => problem && `${what}: ${problem}`),
  ];
}

/**
 * Why a topic cannot have a name; undefined when it can.
 *
 * Source: apache/kafka clients Topic.java.
 */
export function topicProblem(what: string, name: string): string | undefined {
  return /^[A-Za-z0-9._-]{1,249}$/.test(name) && !/^\.\.?$/.test(name)
    ? undefined
    : `${what} must be letters, digits, '.', '_' and '-', at most 249 of them, got '${name}'`;
}

const keys = { username: 'KAFKA_USERNAME', password: 'KAFKA_PASSWORD' } as const;

/** Settings that receivers and exporters of Kafka in a collector have in common. */
export function connectionSettings(kafka: KafkaConnection) {
  const { brokers, secretName, saslMechanism: mechanism = 'SCRAM-SHA-512' } = kafka;
  const ca = serverCa(kafka, 'kafka');
  const variable = (name: string) => `\${env:${name}}`;
  const sasl = { username: variable(keys.username), password: variable(keys.password), mechanism };
  return {
    brokers: [...brokers],
    protocol_version: kafka.protocolVersion,
    tls: speaksTls(kafka) ? (ca ? { ca_file: ca.file } : { insecure: false }) : undefined,
    auth: secretName === undefined ? undefined : { sasl },
  };
}

/** What containers need to connect: user and password in the environment, the CA as a file. */
export function kafkaAccess(kafka: KafkaConnection): {
  readonly variables: readonly SecretVariable[];
  readonly secrets: readonly MountedSecret[];
} {
  return {
    variables: secretVariables(kafka.secretName, Object.values(keys)),
    secrets: [serverCa(kafka, 'kafka')].filter((ca) => ca !== undefined),
  };
}
