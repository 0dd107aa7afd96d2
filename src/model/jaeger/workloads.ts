import type { JaegerComponent } from '../../upstream/jaeger/flag-table.ts';
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
  readonly component: JaegerComponent;
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
      return [{ workload, container, component, flags, ...(context ? { context } : {}) }];
    }),
  );
}

/**
 * Storage of a component; undefined for a type that is none, or for several.
 *
 * @param type - value of SPAN_STORAGE_TYPE; unset when it is not given
 */
export function toldStorage(
  component: JaegerComponent,
  type: string | undefined,
): JaegerStorageType | undefined {
  // components have a default of their own
  const written = type || (component === 'allInOne' ? 'memory' : 'cassandra');
  return Object.hasOwn(storages, written) ? storages[written] : undefined;
}

function contextOf(
  component: FlagContext['component'],
  container: Container,
): FlagContext | undefined {
  const written = envVar(container.env, 'SPAN_STORAGE_TYPE');
  const known = container.value.envFrom === undefined && !(written && written.value === undefined);
  const storage = known ? toldStorage(component, written?.value) : undefined;
  if (storage === undefined) return undefined;
  const metrics = envVar(container.env, 'METRICS_STORAGE_TYPE')?.value;
  return { component, storage, metrics };
}

function isShell({ arguments: words }: Container): boolean {
  return words.some(({ text }) => /^(?:\/\S*\/)?(?:ba|da|a)?sh$/.test(text));
}
