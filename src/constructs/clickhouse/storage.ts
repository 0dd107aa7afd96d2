import { secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { longestDays } from '../../upstream/values/duration.ts';
import { hostPortProblem } from '../../upstream/values/host-port.ts';
import {
  type ServerTlsProps,
  serverTlsProblems,
  serverTlsShapes,
} from '../kubernetes/server-ca.ts';
import {
  listProblem,
  making,
  nameOf,
  oneOfProblem,
  refuse,
  wholeNumberProblem,
} from '../props/refuse.ts';
import { argumentProblem, count, flag, list, required, type Shapes, text } from '../props/shape.ts';

/** A ClickHouse that exists already, and how Jaeger v2 uses it. */
export interface ClickHouseProps extends ServerTlsProps {
  /** Servers, each `host:port`. */
  readonly addresses: readonly [string, ...string[]];
  /**
   * Protocol that the ports speak.
   *
   * @default 'native'
   */
  readonly protocol?: 'native' | 'http';
  /**
   * Database, which must be there.
   *
   * @default 'jaeger'
   */
  readonly database?: string;
  /**
   * Whether Jaeger makes the tables where they are not there yet.
   *
   * @default true
   */
  readonly createSchema?: boolean;
  /**
   * Whole days that spans are kept, 1 to 106751, in tables that Jaeger makes.
   *
   * @default - for ever
   */
  readonly retentionDays?: number;
  /**
   * Name of a Secret in Jaeger's namespace with the keys `CLICKHOUSE_USERNAME` and `CLICKHOUSE_PASSWORD`. Pods read
   * them when they start.
   *
   * @default - no authentication
   */
  readonly secretName?: string;
}

/** Storage that has been checked; made by `clickhouse()`. */
export interface ClickHouseStorage extends ClickHouseProps {
  /** Kind of storage, in Jaeger's words. */
  readonly type: 'clickhouse';
}

const shapes: Shapes<ClickHouseProps & { readonly type: string }> = {
  ...serverTlsShapes,
  addresses: required(list('addresses', text)) as Shapes<ClickHouseProps>['addresses'],
  protocol: text,
  database: text,
  createSchema: flag,
  retentionDays: count,
  secretName: text,
  type: text,
};

/**
 * Storage on an existing ClickHouse, for Jaeger v2.
 *
 * @throws if an address is not `host:port`, a name is malformed, or a number is out of range
 */
export function clickhouse(props: ClickHouseProps): ClickHouseStorage {
  making('clickhouse', () => check(props));
  return { ...props, type: 'clickhouse' };
}

function check(props: ClickHouseProps): void {
  refuse(argumentProblem('props', shapes, props));
  const { addresses, database, secretName } = props;
  refuse(listProblem('addresses', addresses, 'addresses'));
  refuse(
    ...addresses.map((address) => hostPortProblem('addresses', address, 'clickhouse.db.svc:9000')),
    oneOfProblem('protocol', props.protocol, ['native', 'http']),
    database === undefined || /^[A-Za-z_][A-Za-z0-9_]*$/.test(database)
      ? undefined
      : `database must be letters, digits and '_', got ${nameOf(database)}`,
    wholeNumberProblem('retentionDays', props.retentionDays, 1, longestDays),
    props.createSchema === false && props.retentionDays !== undefined
      ? `retentionDays must not be set with createSchema false, where Jaeger makes no tables, got ${props.retentionDays}`
      : undefined,
    secretName === undefined ? undefined : secretNameProblem(secretName),
    ...serverTlsProblems(props),
  );
}
