import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CrdFile } from '../../upstream/operator/manifest.ts';

/** API group of an operator whose CRDs are kept in `imports/crds/`. */
export type CrdGroup = 'opentelemetry.io' | 'jaegertracing.io';

/** One version of a CustomResourceDefinition. */
interface CrdVersion {
  /** Name of the version, such as `v1beta1`. */
  readonly name: string;
  /** Whether the API server answers requests for this version. */
  readonly served: boolean;
  /** Whether objects are stored in this version; true for exactly one. */
  readonly storage: boolean;
  /** Schema that the API server prunes, defaults and validates with. */
  readonly schema: { readonly openAPIV3Schema: Readonly<Record<string, unknown>> };
  /** Printer columns, subresources, deprecation. */
  readonly [field: string]: unknown;
}

/** A CustomResourceDefinition without what an installation adds: labels, annotations, conversion webhook. */
export interface Crd {
  /** Always `apiextensions.k8s.io/v1`. */
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  /** Always `CustomResourceDefinition`. */
  readonly kind: 'CustomResourceDefinition';
  /** The name only, `<plural>.<group>`. */
  readonly metadata: { readonly name: string };
  /** Group, names, scope and versions. */
  readonly spec: {
    /** API group of the resource. */
    readonly group: CrdGroup;
    /** Kind, plural, singular and short names. */
    readonly names: { readonly kind: string; readonly plural: string } & Readonly<
      Record<string, unknown>
    >;
    /** All CRDs here are of namespaced resources. */
    readonly scope: 'Namespaced';
    /** Versions, the stored one first, because `cdk8s import` gives the first the plain class name. */
    readonly versions: readonly CrdVersion[];
  };
}

/**
 * Reads the CRDs of an operator from `imports/crds/`, freshly at each call, so that a caller may change what it gets.
 *
 * @param name - of the file, without its ending
 * @throws when the file holds anything but CRDs of one group
 */
export function crdsOf(name: CrdFile): Crd[] {
  const group = name.startsWith('opentelemetry.io') ? 'opentelemetry.io' : 'jaegertracing.io';
  // by package name, so that it is found from src/, from a bundle in build/ and from an installed package alike
  const file = createRequire(import.meta.url).resolve(`cdk8s-tracing/imports/crds/${name}.json`);
  const documents: unknown[] = JSON.parse(readFileSync(file, 'utf8'));
  return documents.map((document, index) => {
    if (!isCrdOf(group, document)) {
      throw new Error(`document ${index + 1} of ${file} must be a CRD of the group ${group}`);
    }
    return document;
  });
}

function isCrdOf(group: CrdGroup, document: unknown): document is Crd {
  const crd = document as Partial<Crd> | null;
  return crd?.kind === 'CustomResourceDefinition' && crd.spec?.group === group;
}
