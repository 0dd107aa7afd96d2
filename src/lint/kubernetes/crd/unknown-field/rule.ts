import { pathText } from '../../../../model/kubernetes/objects.ts';
import type { CustomResource } from '../../../../model/operator/custom-resources.ts';
import { schemaProblems } from '../../../../upstream/kubernetes/crd-schema.ts';
import { renamedCollectorField } from '../../../../upstream/otel-operator/renamed-fields.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Rule } from '../../../rule.ts';

/** A field that the custom resource does not have. */
export const unknownField: Rule = {
  id: 'crd/unknown-field',
  severity: 'error',
  rationale:
    'kubectl rejects a field that the schema does not have; for other clients the API server or the operator silently drops it',
  source:
    "kubernetes apiextensions-apiserver, pruning; CRDs of opentelemetry-operator and jaeger-operator; Kubernetes' OpenAPI for the types that these embed",
  ignoreWhen:
    'your operator is newer than this project knows, and has a field that only resembles another one; add its CustomResourceDefinition to the manifests, and the finding goes away',
  visit: () => ({
    *customResource(resource) {
      const { object, schema } = resource;
      for (const problem of schemaProblems(schema, object.value.spec, ['spec'])) {
        if (problem.kind !== 'unknown') continue;
        const { path, type } = problem;
        const fix = renamed(resource, path) ?? problem.fix;
        const other = versionWith(resource, path);
        // a newer operator may have a field that nobody here knows
        const certain = type === undefined ? resource.exact : resource.final;
        if (!certain && fix === undefined && other === undefined) continue;
        yield { path, message: unknownMessage(resource, path, type, other), fix };
      }
    },
  }),
};

function unknownMessage(
  { object, kind }: CustomResource,
  path: Path,
  type: string | undefined,
  other: string | undefined,
): string {
  const whose = type === undefined ? '' : ` ${type} in`;
  const where = other === undefined ? '' : `, only ${kind.group}/${other} has it`;
  return `${pathText(path)} is not a field of${whose} ${kind.kind} ${object.apiVersion}${where}: it is rejected or dropped`;
}

/** The field that has its place in the version of the resource. */
function renamed({ kind, version }: CustomResource, path: Path): string | undefined {
  return kind.kind === 'OpenTelemetryCollector' && path.length === 2
    ? renamedCollectorField(version, String(path[1]))
    : undefined;
}

/** Another served version that has a field at a path. */
function versionWith({ schema, schemas }: CustomResource, path: Path): string | undefined {
  return [...schemas].find(([, other]) => other !== schema && hasField(other, path.slice(1)))?.[0];
}

function hasField(schema: unknown, path: Path): boolean {
  for (const { kind } of schemaProblems(schema, nested(path), [])) {
    if (kind === 'unknown') return false;
  }
  return path.length > 0;
}

/** A value that has nothing but a field at a path. */
function nested(path: Path): unknown {
  return path.reduceRight<unknown>(
    (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
    null,
  );
}
