import type { EffectiveStrategy } from './names.ts';

type PartPath = readonly string[];

/**
 * Parts of the spec of a Jaeger that have an `image` of Jaeger's.
 *
 * Source: jaeger-operator v1.65.0 apis/v1/jaeger_types.go.
 */
export const imageParts: readonly PartPath[] = [
  ['allInOne'],
  ['collector'],
  ['query'],
  ['ingester'],
  ['agent'],
  ['storage', 'esIndexCleaner'],
  ['storage', 'esRollover'],
];

/**
 * Parts of the spec of a Jaeger that have `options`, which become flags.
 *
 * Source: jaeger-operator v1.65.0 apis/v1/jaeger_types.go.
 */
export const optionParts: readonly string[] = [
  'storage',
  'allInOne',
  'collector',
  'query',
  'ingester',
  'agent',
];

/** A part of the spec that has no effect. */
interface UnusedPart {
  readonly path: PartPath;
  /** Strategy or storage that makes it so, as the end of a sentence. */
  readonly why: string;
}

const scaling: readonly PartPath[] = ['collector', 'query'].flatMap((role) =>
  ['replicas', 'autoscale', 'minReplicas', 'maxReplicas'].map((field) => [role, field]),
);

// query.options.base-path is also that of the Ingress
const roleOptions: readonly PartPath[] = [['collector', 'options']];

const elasticsearchParts: readonly PartPath[] = [
  ['storage', 'esIndexCleaner', 'numberOfDays'],
  ['storage', 'esIndexCleaner', 'enabled'],
  ['storage', 'esRollover'],
  ['storage', 'elasticsearch'],
];

/**
 * Parts of the spec that the operator does not look at with a strategy and a storage.
 *
 * Source: jaeger-operator v1.65.0 pkg/strategy.
 */
export function unusedParts({ strategy, storage }: EffectiveStrategy): UnusedPart[] {
  const parts: readonly (readonly [boolean, readonly PartPath[], string])[] = [
    [strategy === 'allInOne', scaling, `strategy ${strategy}, which is one pod`],
    [
      strategy === 'allInOne',
      roleOptions,
      `strategy ${strategy}, whose options stand under allInOne`,
    ],
    [
      strategy !== 'streaming',
      [['ingester']],
      `strategy ${strategy}, only streaming has an ingester`,
    ],
    [strategy !== 'allInOne', [['allInOne']], `strategy ${strategy}`],
    [storage !== 'elasticsearch', elasticsearchParts, `storage ${storage}`],
    [storage !== 'cassandra', [['storage', 'cassandraCreateSchema']], `storage ${storage}`],
    [storage !== 'grpc-plugin', [['storage', 'grpcPlugin']], `storage ${storage}`],
    [
      storage !== 'elasticsearch' && storage !== 'cassandra',
      [['storage', 'dependencies', 'enabled']],
      `storage ${storage}`,
    ],
  ];
  return parts.flatMap(([applies, paths, why]) =>
    applies ? paths.map((path) => ({ path, why })) : [],
  );
}
