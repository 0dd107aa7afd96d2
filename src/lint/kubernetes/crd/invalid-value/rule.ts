import { pathText } from '../../../../model/kubernetes/objects.ts';
import { schemaProblems } from '../../../../upstream/kubernetes/crd-schema.ts';
import { at } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A value that the schema of the custom resource does not allow. */
export const invalidValue: Rule = {
  id: 'crd/invalid-value',
  severity: 'error',
  rationale: 'the API server rejects an object with a value that its schema does not allow',
  source:
    'kubernetes apiextensions-apiserver, validation; CRDs of opentelemetry-operator and jaeger-operator',
  *check({ customResources }) {
    for (const { object, schema, schemas, kind } of customResources) {
      if (schema === undefined) continue;
      const { spec } = object.value;
      for (const problem of schemaProblems(schema, spec ?? {}, ['spec'])) {
        if (problem.kind !== 'invalid') continue;
        const { path } = problem;
        const value = at(object.value, ...path);
        const other = [...schemas].find(
          ([, candidate]) => candidate !== schema && accepts(candidate, path.slice(1), value),
        )?.[0];
        const hint = other === undefined ? '' : `, which ${kind.group}/${other} takes`;
        yield {
          object,
          path,
          message: `${pathText(path)} of ${object.apiVersion} ${problem.problem}${hint}`,
        };
      }
    }
  },
};

/** Whether a schema has a field at a path and takes a value there. */
function accepts(schema: unknown, path: readonly (string | number)[], value: unknown): boolean {
  if (value === undefined) return false;
  let inner: unknown = schema;
  for (const key of path) {
    inner = typeof key === 'number' ? at(inner, 'items') : at(inner, 'properties', key);
  }
  if (inner === undefined) return false;
  for (const { kind } of schemaProblems(inner, value, [])) if (kind === 'invalid') return false;
  return true;
}
