import type { DerivedObject } from '../operator/derived-object.ts';
import { truncate } from '../operator/names.ts';
import { at, own, record, text, type UnknownRecord } from '../values/unknown.ts';
import { effectiveStrategy, type JaegerStrategy, jaegerNames } from './names.ts';
import { flattenOptions, optionMap } from './options.ts';
import { derivedJaegerServices } from './ports.ts';

/**
 * Kinds of which the operator deletes what carries the labels of an instance and is not what it would create for it.
 *
 * Source: jaeger-operator v1.51.0 pkg/controller/jaeger.
 */
export const deletedKinds: readonly string[] = [
  'Service',
  'Deployment',
  'DaemonSet',
  'ConfigMap',
  'CronJob',
  'Ingress',
  'HorizontalPodAutoscaler',
  'Secret',
  'ServiceAccount',
];

/**
 * Names of all that the operator may create for an instance, whatever the kind and the platform.
 *
 * Source: jaeger-operator v1.65.0 pkg/service, pkg/deployment, pkg/cronjob, pkg/config, pkg/account.
 */
export function createdNames(name: string): ReadonlySet<string> {
  return new Set([
    ...Object.values(jaegerNames(name)),
    name,
    `${name}-ui-configuration`,
    `${name}-sampling-configuration`,
    `${name}-ui-proxy`,
  ]);
}

interface Instance {
  readonly name: string;
  readonly spec: UnknownRecord;
  readonly strategy: JaegerStrategy;
  readonly storage: string;
  readonly storageOptions: ReadonlyMap<string, string>;
}

/**
 * All that the Jaeger operator creates for an instance on plain Kubernetes, apart from what other operators would have to
 * turn into something (Kafka, Elasticsearch).
 *
 * Source: jaeger-operator v1.65.0 pkg/strategy, pkg/cronjob, pkg/storage, pkg/deployment.
 */
export function derivedJaegerObjects(name: string, spec: UnknownRecord): DerivedObject[] {
  const { strategy, storage } = effectiveStrategy(
    text(spec.strategy),
    text(at(spec, 'storage', 'type')),
  );
  const storageOptions = optionMap(flattenOptions(at(spec, 'storage', 'options')).options);
  const instance = { name, spec, strategy, storage, storageOptions };
  return [
    { kind: 'ServiceAccount', name },
    ...configMaps(instance),
    ...workloads(instance),
    ...derivedJaegerServices({ name, namespace: '', strategy }).map((service) => ({
      kind: 'Service',
      name: service.name,
    })),
    ...(at(spec, 'ingress', 'enabled') === false
      ? []
      : [{ kind: 'Ingress', name: `${name}-query` }]),
    ...jobs(instance),
  ];
}

function configMaps(instance: Instance): DerivedObject[] {
  const { name, spec, strategy } = instance;
  const receiving = strategy === 'allInOne' ? 'allInOne' : 'collector';
  const flags = optionMap(flattenOptions(at(spec, receiving, 'options')).options);
  const found: DerivedObject[] = [];
  if (hasUiConfiguration(instance))
    found.push({ kind: 'ConfigMap', name: `${name}-ui-configuration` });
  if (!flags.has('sampling.strategies-file')) {
    found.push({ kind: 'ConfigMap', name: `${name}-sampling-configuration` });
  }
  return found;
}

/** The operator writes settings of the user interface when there are any, and to hide a tab or to show one. */
function hasUiConfiguration(instance: Instance): boolean {
  const { spec, storage, storageOptions } = instance;
  const archive = ['es-archive.enabled', 'cassandra-archive.enabled'];
  return (
    Object.keys(record(at(spec, 'ui', 'options'))).length > 0 ||
    archive.some((flag) => isTrue(storageOptions.get(flag))) ||
    (storage !== 'memory' && !hasSparkDependencies(instance))
  );
}

function workloads({ name, spec, strategy }: Instance): DerivedObject[] {
  const names = jaegerNames(name);
  const found: DerivedObject[] = [];
  if (strategy === 'allInOne') found.push({ kind: 'Deployment', name: names.allInOneDeployment });
  else {
    found.push(
      { kind: 'Deployment', name: names.collectorDeployment },
      { kind: 'Deployment', name: names.queryDeployment },
      ...autoscaler(spec.collector, names.collectorDeployment),
    );
  }
  if (strategy === 'streaming') {
    found.push(
      { kind: 'Deployment', name: names.ingesterDeployment },
      ...autoscaler(spec.ingester, names.ingesterDeployment),
    );
  }
  if (text(at(spec, 'agent', 'strategy'))?.toLowerCase() === 'daemonset') {
    found.push({ kind: 'DaemonSet', name: names.agentDaemonSet });
  }
  return found;
}

/** Replicas that an autoscaler goes up to unless told otherwise (jaeger-operator v1.65.0 pkg/deployment/autoscale.go). */
export const defaultMaxReplicas = 100;

function autoscaler(role: unknown, name: string): DerivedObject[] {
  const fixed = (own(role, 'replicas') ?? undefined) !== undefined;
  return fixed || own(role, 'autoscale') === false
    ? []
    : [{ kind: 'HorizontalPodAutoscaler', name }];
}

function jobs(instance: Instance): DerivedObject[] {
  const { name, spec, storage, storageOptions } = instance;
  const names = jaegerNames(name);
  const found: DerivedObject[] = [];
  if (hasSparkDependencies(instance) && ['elasticsearch', 'cassandra'].includes(storage)) {
    found.push({ kind: 'CronJob', name: names.sparkDependencies });
  }
  if (storage === 'elasticsearch') {
    if (at(spec, 'storage', 'esIndexCleaner', 'enabled') !== false) {
      found.push({ kind: 'CronJob', name: names.esIndexCleaner });
    }
    if (isTrue(storageOptions.get('es.use-aliases'))) {
      found.push(
        { kind: 'CronJob', name: names.esRollover },
        { kind: 'CronJob', name: names.esLookback },
        { kind: 'Job', name: truncate(63, (part) => `${part}-es-rollover-create-mapping`, name) },
      );
    }
  }
  if (
    storage === 'cassandra' &&
    at(spec, 'storage', 'cassandraCreateSchema', 'enabled') !== false
  ) {
    found.push({
      kind: 'Job',
      name: truncate(63, (part) => `${part}-cassandra-schema-job`, name),
    });
  }
  return found;
}

/** Whether the job that draws the dependency graph is on; unset, it follows from the storage. */
function hasSparkDependencies({ spec, storage, storageOptions }: Instance): boolean {
  const enabled = at(spec, 'storage', 'dependencies', 'enabled') ?? undefined;
  if (enabled !== undefined) return enabled === true;
  const provisions = storage === 'elasticsearch' && !storageOptions.has('es.server-urls');
  const tls =
    isTrue(storageOptions.get('es.tls')) ||
    isTrue(storageOptions.get('es.tls.skip-host-verify')) ||
    (storageOptions.get('es.tls.ca') ?? '') !== '';
  return ['elasticsearch', 'cassandra'].includes(storage) && !provisions && !tls;
}

function isTrue(flag: string | undefined): boolean {
  return flag?.toLowerCase() === 'true';
}
