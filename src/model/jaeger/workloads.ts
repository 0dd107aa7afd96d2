import type { FlagContext } from '../../upstream/jaeger/flags.ts';
import { jaegerComponentOf } from '../../upstream/jaeger/images.ts';
import type { JaegerStorageType } from '../../upstream/jaeger/names.ts';
import {
  type Container,
  envVar,
  type Flag,
  readFlags,
  type Workload,
} from '../kubernetes/workloads.ts';

/** A component of Jaeger v1 that a workload of the manifests runs, without the operator. */
export interface JaegerContainer {
  readonly workload: Workload;
  readonly container: Container;
  /** What decides which flags it knows; unset when the manifests do not tell its storage. */
  readonly context?: FlagContext;
  readonly flags: readonly Flag[];
}

// values of SPAN_STORAGE_TYPE (jaeger v1.51.0 plugin/storage/factory_config.go and factory.go)
const storages: Readonly<Record<string, JaegerStorageType>> = {
  elasticsearch: 'elasticsearch',
  opensearch: 'elasticsearch',
  cassandra: 'cassandra',
  memory: 'memory',
  badger: 'badger',
  kafka: 'kafka',
  grpc: 'grpc-plugin',
  'grpc-plugin': 'grpc-plugin',
};

/** Containers that run a component of Jaeger v1. */
export function jaegerContainers(workloads: readonly Workload[]): JaegerContainer[] {
  return workloads.flatMap((workload) =>
    workload.containers.flatMap((container): JaegerContainer[] => {
      const component = jaegerComponentOf(container.imageReference?.repository ?? '');
      if (component === undefined || isShell(container)) return [];
      const context = contextOf(component, container);
      const flags = readFlags(workload.object, container);
      return [{ workload, container, flags, ...(context ? { context } : {}) }];
    }),
  );
}

/**
 * Index prefixes that components of Jaeger v1 write under without the operator, at any Elasticsearch; undefined when the
 * manifests do not tell all of them.
 */
export function plainIndexPrefixes(workloads: readonly Workload[]): Set<string> | undefined {
  const prefixes = new Set<string>();
  for (const { container, context, flags } of jaegerContainers(workloads)) {
    if (context && context.storage !== 'elasticsearch') continue;
    for (const flag of ['es.index-prefix', 'es-archive.index-prefix']) {
      const prefix = toldValue(container, flags, flag);
      if (prefix === undefined) return undefined;
      prefixes.add(prefix);
    }
  }
  return prefixes;
}

/** What a flag or its variable says; empty when nothing does, undefined when the manifests do not tell. */
function toldValue(container: Container, flags: readonly Flag[], name: string): string | undefined {
  const flag = flags.findLast((candidate) => candidate.name === name);
  if (flag === undefined && container.value.envFrom !== undefined) return undefined;
  const variable = envVar(container.env, name.toUpperCase().replace(/[.-]/g, '_'));
  const value = flag || variable ? (flag ?? variable)?.value : '';
  return value?.includes('$(') ? undefined : value;
}

function contextOf(
  component: FlagContext['component'],
  container: Container,
): FlagContext | undefined {
  const written = envVar(container.env, 'SPAN_STORAGE_TYPE');
  // components have a default of their own, and several storages may be named
  const usual = component === 'allInOne' ? 'memory' : 'cassandra';
  const type = written ? written.value : usual;
  const storage = type !== undefined && Object.hasOwn(storages, type) ? storages[type] : undefined;
  if (storage === undefined || container.value.envFrom !== undefined) return undefined;
  const metrics = envVar(container.env, 'METRICS_STORAGE_TYPE')?.value;
  return { component, storage, metrics };
}

function isShell({ arguments: words }: Container): boolean {
  return words.some(({ text }) => /^(?:\/\S*\/)?(?:ba|da|a)?sh$/.test(text));
}
