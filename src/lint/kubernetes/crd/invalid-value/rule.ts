import { pathText } from '../../../../model/kubernetes/objects.ts';
import type { CustomResource } from '../../../../model/operator/custom-resources.ts';
import { schemaProblems } from '../../../../upstream/kubernetes/crd-schema.ts';
import { at } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Rule } from '../../../rule.ts';

/** A value that the schema of the custom resource does not allow. */
export const invalidValue: Rule = {
  id: 'crd/invalid-value',
  severity: 'error',
  rationale: 'the API server rejects an object with a value that its schema does not allow',
  source:
    'kubernetes apiextensions-apiserver, validation; CRDs of opentelemetry-operator and jaeger-operator',
  ignoreWhen:
    'the CustomResourceDefinition of the cluster is newer than those that this project knows, and allows the value; add it to the manifests, and the finding goes away',
  visit: () => ({
    *customResource(resource) {
      const { object, schema, kind } = resource;
      if (schema === undefined) return;
      for (const problem of schemaProblems(schema, object.value.spec ?? {}, ['spec'])) {
        if (problem.kind !== 'invalid') continue;
        const { path } = problem;
        const other = versionThatTakes(resource, path);
        const hint = other === undefined ? '' : `, which ${kind.group}/${other} takes`;
        const message = `${pathText(path)} of ${object.apiVersion} ${problem.message}${hint}`;
        yield { path, message };
      }
    },
  }),
};

/** Another served version whose schema has a field at a path and takes its value. */
function versionThatTakes(
  { object, schema, schemas }: CustomResource,
  path: Path,
): string | undefined {
  const value = at(object.value, ...path);
  return [...schemas].find(
    ([, candidate]) => candidate !== schema && accepts(candidate, path.slice(1), value),
  )?.[0];
}

function accepts(schema: unknown, path: Path, value: unknown): boolean {
  if (value === undefined) return false;
  let inner: unknown = schema;
  for (const key of path) {
    inner = typeof key === 'number' ? at(inner, 'items') : at(inner, 'properties', key);
  }
  if (inner === undefined) return false;
  for (const { kind } of schemaProblems(inner, value, [])) if (kind === 'invalid') return false;
  return true;
}
