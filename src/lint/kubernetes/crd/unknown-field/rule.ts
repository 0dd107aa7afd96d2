import { pathText } from '../../../../model/kubernetes/objects.ts';
import { schemaProblems } from '../../../../upstream/kubernetes/crd-schema.ts';
import { renamedCollectorField } from '../../../../upstream/otel-operator/renamed-fields.ts';
import type { Rule } from '../../../rule.ts';

/** A field that the custom resource does not have. */
export const unknownField: Rule = {
  id: 'crd/unknown-field',
  severity: 'error',
  rationale:
    'kubectl refuses a field that the schema does not have, and the API server drops it without a word for every other client',
  source:
    'kubernetes apiextensions-apiserver, pruning; CRDs of opentelemetry-operator and jaeger-operator',
  *check({ customResources }) {
    for (const { object, schema, schemas, kind, exact } of customResources) {
      for (const problem of schemaProblems(schema, object.value.spec, ['spec'])) {
        if (problem.kind !== 'unknown') continue;
        const { path } = problem;
        const renamed =
          kind.kind === 'OpenTelemetryCollector' && path.length === 2
            ? renamedCollectorField(object.apiVersion.slice(kind.group.length + 1), String(path[1]))
            : undefined;
        const meant = renamed ?? problem.meant;
        const elsewhere = [...schemas].find(
          ([, other]) => other !== schema && hasField(other, path.slice(1)),
        )?.[0];
        // a newer operator may have a field that nobody here knows
        if (!exact && meant === undefined && elsewhere === undefined) continue;
        const where = elsewhere === undefined ? '' : `, only ${kind.group}/${elsewhere} has it`;
        yield {
          object,
          path,
          message: `${pathText(path)} is no field of ${kind.kind} ${object.apiVersion}${where}: it is refused or dropped`,
          fix: meant,
        };
      }
    }
  },
};

function hasField(schema: unknown, path: readonly (string | number)[]): boolean {
  for (const { kind } of schemaProblems(schema, nested(path), [])) {
    if (kind === 'unknown') return false;
  }
  return path.length > 0;
}

/** A value that has nothing but a field at a path. */
function nested(path: readonly (string | number)[]): unknown {
  return path.reduceRight<unknown>(
    (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
    null,
  );
}
