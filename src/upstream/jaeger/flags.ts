import { durationProblem } from '../values/duration.ts';
import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { type FlagOwner, flagTable, type JaegerComponent } from './flag-table.ts';
import type { JaegerStorageType } from './names.ts';

/** What a component runs with, as far as its flags depend on it. */
export interface FlagContext {
  readonly component: JaegerComponent;
  /** Storage that it is given by SPAN_STORAGE_TYPE. */
  readonly storage: JaegerStorageType;
  /** Storage of metrics, `prometheus` or none. */
  readonly metrics?: string;
}

interface FlagFacts {
  readonly owner: FlagOwner;
  readonly type: string;
}

const flags = new Map<string, FlagFacts>(
  flagTable.flatMap(([owner, prefix, names]) =>
    names.split(' ').map((word): [string, FlagFacts] => {
      const type = /[#?~%]$/.exec(word)?.[0] ?? '';
      const name = type ? word.slice(0, -1) : word;
      return [prefix ? `${prefix}.${name}` : name, { owner, type }];
    }),
  ),
);

/** From this release on, flags have the names that they have today (jaeger CHANGELOG). */
export const flagsNamedSince = '1.22.0';

/** Flags that were renamed, all by then. */
const renamed: Readonly<Record<string, string>> = {
  'admin-http-port': 'admin.http.host-port',
  'collector.grpc-port': 'collector.grpc-server.host-port',
  'collector.grpc.tls.client.ca': 'collector.grpc.tls.client-ca',
  'collector.host-port': 'collector.http-server.host-port',
  'collector.http-port': 'collector.http-server.host-port',
  'collector.zipkin.http-port': 'collector.zipkin.host-port',
  'es.max-num-spans': 'es.max-doc-count',
  'health-check-http-port': 'admin.http.host-port',
  'jaeger.tags': 'agent.tags',
  'query.host-port': 'query.http-server.host-port',
  'query.port': 'query.http-server.host-port',
  ...Object.fromEntries(
    ['cassandra', 'collector.grpc', 'es', 'kafka.consumer', 'kafka.producer', 'reporter.grpc'].map(
      (prefix) => [`${prefix}.tls`, `${prefix}.tls.enabled`],
    ),
  ),
};

/**
 * What is wrong with the name of a flag; undefined when the component knows it. A component does not start with a flag that it
 * does not know.
 *
 * Source: jaeger v1.51.0 and v1.76.0, `help` of each component with each storage.
 */
export function flagProblem(key: string, context: FlagContext): Problem | undefined {
  const known = flags.get(key);
  const { component } = context;
  if (known && isOwner(known.owner, context)) return undefined;
  if (known) return { message: `${component} does not know ${key}, ${whose(known.owner)}` };
  const ofContext = [...flags].flatMap(([name, { owner }]) =>
    isOwner(owner, context) ? [name] : [],
  );
  const fix = Object.hasOwn(renamed, key) ? renamed[key] : nearest(key, ofContext);
  return { message: `${component} does not know ${key}`, fix };
}

function isOwner(owner: FlagOwner, { component, storage, metrics }: FlagContext): boolean {
  if (owner === 'prometheus')
    return metrics === 'prometheus' && (component === 'query' || component === 'allInOne');
  if (typeof owner !== 'string') return owner.includes(component);
  return component !== 'agent' && owner === storage;
}

function whose(owner: FlagOwner): string {
  if (owner === 'prometheus') return 'which query knows with metricsStorage.type prometheus';
  if (typeof owner !== 'string') return `which is a flag of ${owner.join(' and ')}`;
  return `which is a flag of storage ${owner}`;
}

/**
 * What is wrong with the value of a flag; undefined when Jaeger can read it, and for a flag that is not known. A component does
 * not start with a value that it cannot read.
 */
export function flagValueProblem(key: string, value: string): string | undefined {
  switch (flags.get(key)?.type) {
    case '#':
      return /^[+-]?(?:\d+|0x[\da-f]+)$/i.test(value)
        ? undefined
        : `${key} must be a whole number, got '${value}'`;
    case '?':
      return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)
        ? undefined
        : `${key} must be true or false, got '${value}'`;
    case '~':
      return durationProblem(key, value);
    case '%':
      return value.trim() === '' || Number.isNaN(Number(value))
        ? `${key} must be a number, got '${value}'`
        : undefined;
    default:
      return undefined;
  }
}

/** Whether a flag is one that is on when it stands alone. */
export function isBooleanFlag(key: string): boolean {
  return flags.get(key)?.type === '?';
}

/** Whether a flag is one that components know with a storage. */
export function isStorageFlag(key: string, storage: JaegerStorageType): boolean {
  return flags.get(key)?.owner === storage;
}

let byVariable: ReadonlyMap<string, string> | undefined;

/** Flags by their names, and by those of their variables. Most runs ask for none, and it takes longer than all other tables. */
function flagsByVariable(): ReadonlyMap<string, string> {
  byVariable ??= new Map<string, string>([
    ...[...flags.keys()].flatMap((name): [string, string][] => [
      [name, name],
      [variableOf(name), name],
    ]),
    ['SPAN_STORAGE_TYPE', 'span-storage.type'],
  ]);
  return byVariable;
}

function variableOf(flag: string): string {
  return flag.toUpperCase().replace(/[.-]/g, '_');
}

/**
 * The flag of Jaeger v1 that a name is, or that an environment variable of that name sets; undefined for any other name.
 *
 * Source: jaeger v1.51.0 pkg/config, which reads a flag from its name in upper case with `_` for `.` and `-`.
 */
export function v1FlagOf(name: string): string | undefined {
  return flagsByVariable().get(name);
}

/**
 * The environment variable that was meant by one which a component does not read; undefined for one that it reads, and for one
 * that is not nearly the name of a flag.
 */
export function meantVariable(name: string, context: FlagContext): string | undefined {
  if (!/_/.test(name) || flagsByVariable().has(name)) return undefined;
  const variables = [...flags].flatMap(([flag, { owner }]) =>
    isOwner(owner, context) && flag.includes('.') ? [variableOf(flag)] : [],
  );
  return nearest(name, variables);
}
