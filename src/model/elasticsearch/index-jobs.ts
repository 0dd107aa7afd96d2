import type { IndexJobKind } from '../../upstream/elasticsearch/index-jobs.ts';
import { optionMap } from '../../upstream/jaeger/options.ts';
import { at, own } from '../../upstream/values/unknown.ts';
import type { Jaeger } from '../jaeger/instances.ts';

/** A job that the operator creates for a Jaeger. */
export interface OperatedIndexJob {
  readonly kind: IndexJobKind;
  /** Path of its part of the spec. */
  readonly path: readonly string[];
  /** That part; nothing in it has been checked. */
  readonly value: unknown;
  /** Whether it runs without being asked for. */
  readonly byDefault: boolean;
}

/**
 * Index jobs that the operator creates for a Jaeger on Elasticsearch.
 *
 * Source: jaeger-operator v1.65.0 pkg/strategy/controller.go and pkg/storage/elasticsearch_dependencies.go.
 */
export function operatedIndexJobs(jaeger: Jaeger): OperatedIndexJob[] {
  const { spec, storageOptions, strategy } = jaeger;
  if (strategy.storage !== 'elasticsearch') return [];
  const options = optionMap(storageOptions);
  const job = (kind: IndexJobKind, field: string, byDefault: boolean): OperatedIndexJob[] => {
    const value = at(spec, 'storage', field);
    const enabled = own(value, 'enabled');
    const runs = enabled === true || ((enabled ?? null) === null && byDefault);
    return runs
      ? [{ kind, path: ['spec', 'storage', field], value, byDefault: enabled !== true }]
      : [];
  };
  const isTrue = (key: string) => options.get(key)?.toLowerCase() === 'true';
  // `es.tls` is the flag of old releases; the operator does not look at `es.tls.enabled`
  const sparkByDefault =
    options.has('es.server-urls') &&
    !isTrue('es.tls') &&
    !isTrue('es.tls.skip-host-verify') &&
    !options.get('es.tls.ca');
  return [
    ...job('index-cleaner', 'esIndexCleaner', true),
    ...(isTrue('es.use-aliases')
      ? [
          {
            kind: 'rollover' as const,
            path: ['spec', 'storage', 'esRollover'],
            value: at(spec, 'storage', 'esRollover'),
            byDefault: false,
          },
        ]
      : []),
    ...job('spark-dependencies', 'dependencies', sparkByDefault),
  ];
}
