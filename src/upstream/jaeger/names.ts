import type { ServiceNames } from '../operator/derived-service.ts';
import { dnsName, truncate } from '../operator/names.ts';

/** How the Jaeger operator runs an instance. */
export type JaegerStrategy = 'allInOne' | 'production' | 'streaming';

/** Where Jaeger v1 keeps spans (jaeger-operator v1.65.0 apis/v1/jaeger_types.go). */
export type JaegerStorageType =
  | 'memory'
  | 'cassandra'
  | 'elasticsearch'
  | 'kafka'
  | 'badger'
  | 'grpc-plugin';

/** Storage types that the operator knows, spelled as it wants them. */
export const jaegerStorageTypes: readonly JaegerStorageType[] = [
  'memory',
  'cassandra',
  'elasticsearch',
  'kafka',
  'badger',
  'grpc-plugin',
];

const strategies: ReadonlyMap<string, JaegerStrategy> = new Map([
  ['allinone', 'allInOne'],
  ['all-in-one', 'allInOne'],
  ['production', 'production'],
  ['streaming', 'streaming'],
]);

/** What the operator makes of strategy and storage type. */
export interface EffectiveStrategy {
  readonly strategy: JaegerStrategy;
  readonly storage: JaegerStorageType;
  /** Whether the operator knows `spec.strategy`; one that it does not know becomes allInOne. */
  readonly known: boolean;
  /** What is wrong with `spec.strategy`; unset when it runs as written. */
  readonly strategyProblem?: string;
  /** What is wrong with `spec.storage.type`; unset when it is used as written. */
  readonly storageProblem?: string;
}

/**
 * Strategy and storage after the operator's silent rewrites: an unknown strategy becomes allInOne, an unknown storage type
 * becomes memory, and production or streaming without shared storage becomes allInOne.
 *
 * Source: jaeger-operator v1.51.0 apis/v1/deployment_strategy.go and pkg/strategy/controller.go.
 */
export function effectiveStrategy(
  strategy: string | undefined,
  storageType: string | undefined,
): EffectiveStrategy {
  const asked = strategy ? strategies.get(strategy.toLowerCase()) : 'allInOne';
  const known = jaegerStorageTypes.find((type) => type === storageType);
  const storage = known ?? 'memory';
  const shared = storage !== 'memory' && storage !== 'badger';
  const effective = asked !== undefined && (asked === 'allInOne' || shared) ? asked : 'allInOne';
  const strategyProblem =
    asked === undefined
      ? `strategy must be allInOne, production or streaming, got '${strategy}'`
      : asked === effective
        ? undefined
        : `strategy ${asked} needs storage that pods can share (elasticsearch, cassandra, grpc-plugin), got ${storageType ? `'${storageType}'` : 'none'}`;
  const storageProblem =
    storageType && !known
      ? `storage type must be one of ${jaegerStorageTypes.join(', ')}, got '${storageType}'`
      : undefined;
  return {
    strategy: effective,
    storage,
    known: asked !== undefined,
    strategyProblem,
    storageProblem,
  };
}

/** Names of what the Jaeger operator creates for an instance. */
interface JaegerNames {
  /** Deployment of collectors (production, streaming). */
  readonly collectorDeployment: string;
  /** Deployment of query pods (production, streaming). */
  readonly queryDeployment: string;
  /** Deployment of ingesters (streaming). */
  readonly ingesterDeployment: string;
  /** The one Deployment of strategy allInOne. */
  readonly allInOneDeployment: string;
  readonly agentDaemonSet: string;
  readonly collectorService: string;
  readonly collectorHeadlessService: string;
  readonly queryService: string;
  /** Service of agents; created by strategy allInOne only. */
  readonly agentService: string;
  readonly esIndexCleaner: string;
  readonly esRollover: string;
  readonly esLookback: string;
  readonly sparkDependencies: string;
}

/**
 * Names that the operator derives from the name of a Jaeger. Services are cut to 63 characters and made DNS-safe, CronJobs
 * are cut to 52, Deployments are taken as they come.
 *
 * Source: jaeger-operator v1.65.0 pkg/service, pkg/deployment, pkg/cronjob.
 */
export function jaegerNames(name: string): JaegerNames {
  const service = (suffix: string) => dnsName(truncate(63, (part) => `${part}-${suffix}`, name));
  const cronJob = (suffix: string) => truncate(52, (part) => `${part}-${suffix}`, name);
  return {
    collectorDeployment: `${name}-collector`,
    queryDeployment: `${name}-query`,
    ingesterDeployment: `${name}-ingester`,
    allInOneDeployment: name,
    agentDaemonSet: `${name}-agent-daemonset`,
    collectorService: service('collector'),
    collectorHeadlessService: service('collector-headless'),
    queryService: service('query'),
    agentService: service('agent'),
    esIndexCleaner: cronJob('es-index-cleaner'),
    esRollover: cronJob('es-rollover'),
    esLookback: cronJob('es-lookback'),
    sparkDependencies: cronJob('spark-dependencies'),
  };
}

/** Longest name of a Jaeger with which no CronJob's name is cut (`-spark-dependencies` is 19 of 52 characters). */
const longestWithCronJobs = 33;

/** Longest name of a Jaeger with which no Service's name is cut (`-collector-headless` is 19 of 63 characters). */
const longestWithServices = 44;

/** Storages that the operator makes CronJobs for (jaeger-operator v1.65.0 pkg/strategy, pkg/cronjob). */
const storagesWithCronJobs: readonly JaegerStorageType[] = ['elasticsearch', 'cassandra'];

/**
 * What is wrong with the name of a Jaeger; undefined when all derived names are whole and its own.
 *
 * @param what - the thing named in the text, such as `Jaeger name`
 * @param storage - what decides whether it has CronJobs
 * @default storage - it may have
 */
export function jaegerNameProblem(
  what: string,
  name: string,
  storage?: JaegerStorageType,
): string | undefined {
  const jobs = storage === undefined || storagesWithCronJobs.includes(storage);
  const [longest, derived] = jobs
    ? [longestWithCronJobs, 'CronJob']
    : [longestWithServices, 'Service'];
  if (name.length > longest) {
    return `${what} must be at most ${longest} characters, or its ${derived} names are cut, got '${name}' (${name.length})`;
  }
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return `${what} must be lower-case letters, digits and '-', beginning with a letter, got '${name}'`;
  }
  return undefined;
}

/**
 * Labels that the operator takes out of `labels` of the instance, of all-in-one and of query, but not out of those of other
 * components.
 *
 * Source: jaeger-operator v1.51.0 pkg/strategy/controller.go.
 */
export const removedLabels: readonly string[] = [
  'app.kubernetes.io/instance',
  'app.kubernetes.io/managed-by',
];

/**
 * Labels of the pods that the operator creates for a component.
 *
 * Source: jaeger-operator v1.51.0 pkg/util/util.go.
 */
export function jaegerPodLabels(
  name: string,
  component: 'collector' | 'query' | 'ingester' | 'all-in-one',
): Record<string, string> {
  return {
    app: 'jaeger',
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'jaeger-operator',
    'app.kubernetes.io/name': component === 'all-in-one' ? name : `${name}-${component}`,
    'app.kubernetes.io/part-of': 'jaeger',
  };
}

/** Names of Services of Jaegers (jaeger-operator v1.65.0 pkg/service). */
export const jaegerServiceNames: ServiceNames = {
  suffixes: ['collector', 'collector-headless', 'query', 'agent'],
  usual: ['jaeger'],
  roles: ['collector', 'query'],
};

/** Annotation that asks the Jaeger operator for an agent sidecar (jaeger-operator v1.65.0 pkg/inject/sidecar.go). */
export const jaegerAgentAnnotation = 'sidecar.jaegertracing.io/inject';
