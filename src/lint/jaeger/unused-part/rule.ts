import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { at, isRecord } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A part of the spec that has no effect with this strategy or storage. */
export const unusedPart: Rule = {
  id: 'jaeger/unused-part',
  severity: 'warning',
  rationale: 'the operator does not look at it with this strategy or storage',
  source: 'jaeger-operator v1.65.0 pkg/strategy',
  *check({ jaegers }) {
    for (const jaeger of jaegers) {
      // a rewritten strategy or storage is told as such
      const { strategyProblem, storageProblem } = jaeger.strategy;
      if (strategyProblem !== undefined || storageProblem !== undefined) continue;
      for (const [path, why] of unused(jaeger)) {
        yield {
          object: jaeger.object,
          path,
          message: `${path.slice(1).join('.')} has no effect with ${why}`,
        };
      }
    }
  },
};

/** Parts without effect that are set to something. */
function* unused({ spec, strategy }: Jaeger): Iterable<[Path, string]> {
  const isSet = (path: Path) => {
    const value = at(spec, ...path);
    const empty = isRecord(value) && Object.keys(value).length === 0;
    return value !== undefined && value !== null && value !== false && !empty;
  };
  const { strategy: kind, storage } = strategy;
  const parts: [boolean, Path[], string][] = [
    [kind === 'allInOne', scaling, `strategy ${kind}, which is one pod`],
    [kind === 'allInOne', roleOptions, `strategy ${kind}, whose options stand under allInOne`],
    [kind !== 'streaming', [['ingester']], `strategy ${kind}, only streaming has an ingester`],
    [kind !== 'allInOne', [['allInOne']], `strategy ${kind}`],
    [storage !== 'elasticsearch', elasticsearchParts, `storage ${storage}`],
    [storage !== 'cassandra', [['storage', 'cassandraCreateSchema']], `storage ${storage}`],
    [storage !== 'grpc-plugin', [['storage', 'grpcPlugin']], `storage ${storage}`],
    [
      storage !== 'elasticsearch' && storage !== 'cassandra',
      [['storage', 'dependencies', 'enabled']],
      `storage ${storage}`,
    ],
  ];
  for (const [applies, paths, why] of parts) {
    if (!applies) continue;
    for (const path of paths) if (isSet(path)) yield [['spec', ...path], why];
  }
}

const scaling: Path[] = ['collector', 'query'].flatMap((role) =>
  ['replicas', 'autoscale', 'minReplicas', 'maxReplicas'].map((field) => [role, field]),
);

// query.options.base-path is also that of the Ingress
const roleOptions: Path[] = [['collector', 'options']];

const elasticsearchParts: Path[] = [
  ['storage', 'esIndexCleaner', 'numberOfDays'],
  ['storage', 'esIndexCleaner', 'enabled'],
  ['storage', 'esRollover'],
  ['storage', 'elasticsearch'],
];
