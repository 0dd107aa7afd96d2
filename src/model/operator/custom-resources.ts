import { specSchemas } from '../../upstream/kubernetes/crd-schema.ts';
import { withEmbeddedTypes } from '../../upstream/kubernetes/embedded-types.ts';
import {
  type KnownKind,
  knownKinds,
  knownSpecSchema,
} from '../../upstream/kubernetes/known-kinds.ts';
import { versions as ourVersions } from '../../upstream/operator/versions.ts';
import { at, isRecord, text } from '../../upstream/values/unknown.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import type { Versions } from './versions.ts';

/** An object of a kind that one of the operators brings. */
export interface CustomResource {
  readonly object: KubeObject;
  readonly kind: KnownKind;
  /** Version of `apiVersion`, `v1beta1`. */
  readonly version: string;
  /** Versions that the API server serves: those of the CustomResourceDefinition among the manifests, else all known ones. */
  readonly served: readonly string[];
  /** Schema of `spec`; unset when the version is not served. */
  readonly schema?: unknown;
  /** Schemas of `spec` of all served versions. */
  readonly schemas: ReadonlyMap<string, unknown>;
  /**
   * Whether the cluster has this very schema. If not, a newer release of the operator may have fields that the schema does not
   * have.
   */
  readonly exact: boolean;
  /**
   * Whether its operator is known to be of a release that has no other Kubernetes types than those known here. If not, a newer one
   * may have fields in them that the schema does not have, also where the cluster has this very schema, which leaves them open.
   */
  readonly final: boolean;
}

/** Objects of the operators' kinds, with the schemas that the API server holds against them. */
export function readCustomResources(objects: ObjectIndex, versions: Versions): CustomResource[] {
  return knownKinds.flatMap((kind) => {
    const found = objects.ofKind(kind.kind, kind.group);
    if (found.length === 0) return [];
    const written = writtenSchemas(objects, kind);
    const schemas = written ?? ownSchemas(kind);
    const final = isFinal(kind, versions);
    const exact = written !== undefined || final;
    return found.map((object): CustomResource => {
      const version = object.apiVersion.slice(kind.group.length + 1);
      const schema = schemas.get(version);
      return {
        object,
        kind,
        version,
        served: [...schemas.keys()],
        schema,
        schemas,
        exact,
        final,
      };
    });
  });
}

/** Schemas of a CustomResourceDefinition among the manifests; undefined when there is none, or none that types its fields. */
function writtenSchemas(objects: ObjectIndex, known: KnownKind): Map<string, unknown> | undefined {
  const { kind, group } = known;
  const crd = objects
    .ofKind('CustomResourceDefinition')
    .findLast(
      ({ value }) =>
        at(value, 'spec', 'group') === group && text(at(value, 'spec', 'names', 'kind')) === kind,
    );
  const schemas = specSchemas(crd?.value);
  const typed = [...schemas.values()].every((schema) => isRecord(at(schema, 'properties')));
  if (schemas.size === 0 || !typed) return undefined;
  return new Map(
    [...schemas].map(([version, schema]) => [
      version,
      withEmbeddedTypes(schema, () => knownSpecSchema(group, version, kind)),
    ]),
  );
}

function ownSchemas({ kind, group, versions }: KnownKind): Map<string, unknown> {
  return new Map(versions.map((version) => [version, knownSpecSchema(group, version, kind)]));
}

/** Whether the known schema is the newest that the cluster can have. */
function isFinal({ group }: KnownKind, { otelOperator }: Versions): boolean {
  // the Jaeger operator has had its last release
  if (group === 'jaegertracing.io') return true;
  return otelOperator !== undefined && isAtLeast(ourVersions.otelOperator, otelOperator);
}
