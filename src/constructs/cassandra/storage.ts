import { secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { longestDays } from '../../upstream/values/duration.ts';
import { portProblem } from '../../upstream/values/port-number.ts';
import { type SecretVariable, secretVariables } from '../kubernetes/secret-variables.ts';
import {
  type ServerCa,
  type ServerTlsProps,
  serverCa,
  serverTlsProblems,
  serverTlsShapes,
} from '../kubernetes/server-ca.ts';
import { listProblem, making, nameOf, refuse, wholeNumberProblem } from '../props/refuse.ts';
import { argumentProblem, count, flag, list, required, type Shapes, text } from '../props/shape.ts';

/** A Cassandra that exists already, and how Jaeger uses it. */
export interface CassandraProps extends ServerTlsProps {
  /** Host names or addresses of nodes, without port; Jaeger v2 takes no host name without a dot in it. */
  readonly servers: readonly [string, ...string[]];
  /**
   * Port of the nodes.
   *
   * @default 9042
   */
  readonly port?: number;
  /** Datacenter whose nodes are asked, and in which rows are kept. */
  readonly datacenter: string;
  /**
   * Keyspace, of letters, digits and `_`, at most 48 of them.
   *
   * @default - `jaeger_v1_<datacenter>`, the same as upstream's schema job, with `_` for what it may not hold
   */
  readonly keyspace?: string;
  /**
   * Whether Jaeger makes keyspace and tables where they are not there yet.
   *
   * @default true
   */
  readonly createSchema?: boolean;
  /**
   * Copies of each row, at least 1, of tables that Jaeger makes.
   *
   * @default - Jaeger's own: v1 2, v2 1
   */
  readonly replicationFactor?: number;
  /**
   * Whole days that spans are kept, 1 to 106751, in tables that Jaeger makes.
   *
   * @default - Jaeger's own, 2
   */
  readonly retentionDays?: number;
  /**
   * Name of a Secret in Jaeger's namespace with the keys `CASSANDRA_USERNAME` and `CASSANDRA_PASSWORD`. Pods read them
   * when they start.
   *
   * @default - no authentication
   */
  readonly secretName?: string;
}

/** Storage that has been checked; made by `cassandra()`. */
export interface CassandraStorage extends CassandraProps {
  /** Kind of storage, in Jaeger's words. */
  readonly type: 'cassandra';
}

const shapes: Shapes<CassandraProps & { readonly type: string }> = {
  ...serverTlsShapes,
  servers: required(list('host names', text)) as Shapes<CassandraProps>['servers'],
  port: count,
  datacenter: required(text),
  keyspace: text,
  createSchema: flag,
  replicationFactor: count,
  retentionDays: count,
  secretName: text,
  type: text,
};

/**
 * Storage on an existing Cassandra.
 *
 * @throws if a server is no host name, a name is malformed, a number is out of range, or settings contradict each other
 */
export function cassandra(props: CassandraProps): CassandraStorage {
  making('cassandra', () => check(props));
  return { ...props, type: 'cassandra' };
}

/** Environment variables of user and password. */
export function cassandraCredentials({ secretName }: CassandraStorage): SecretVariable[] {
  return secretVariables(secretName, ['CASSANDRA_USERNAME', 'CASSANDRA_PASSWORD']);
}

/** The CA of the nodes in containers that connect to them; undefined where none is named. */
export function cassandraCa(storage: CassandraStorage): ServerCa | undefined {
  return serverCa(storage, 'cassandra');
}

/** The keyspace that a storage comes to. */
export function keyspaceOf({ keyspace, datacenter }: CassandraStorage): string {
  return keyspace ?? `jaeger_v1_${datacenter}`.replaceAll(/[^A-Za-z0-9_]/g, '_').slice(0, 48);
}

function serverProblem(server: string): string | undefined {
  return /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(server)
    ? undefined
    : `servers must be host names without port, such as cassandra.db.svc, got ${nameOf(server)}`;
}

function check(props: CassandraProps): void {
  refuse(argumentProblem('props', shapes, props));
  const { servers, port, datacenter, keyspace, secretName, createSchema } = props;
  refuse(listProblem('servers', servers, 'host names'));
  const made = (prop: 'replicationFactor' | 'retentionDays') =>
    createSchema === false && props[prop] !== undefined
      ? `${prop} must not be set with createSchema false, where Jaeger makes no tables, got ${props[prop]}`
      : undefined;
  refuse(
    ...servers.map(serverProblem),
    port === undefined ? undefined : portProblem('port', port),
    /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(datacenter)
      ? undefined
      : `datacenter must be letters, digits, '_', '-' and '.', got ${nameOf(datacenter)}`,
    keyspace === undefined || /^[A-Za-z][A-Za-z0-9_]{0,47}$/.test(keyspace)
      ? undefined
      : `keyspace must be letters, digits and '_', at most 48 of them, got ${nameOf(keyspace)}`,
    wholeNumberProblem('replicationFactor', props.replicationFactor, 1),
    wholeNumberProblem('retentionDays', props.retentionDays, 1, longestDays),
    made('replicationFactor'),
    made('retentionDays'),
    secretName === undefined ? undefined : secretNameProblem(secretName),
    ...serverTlsProblems(props),
  );
}
