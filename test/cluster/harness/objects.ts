import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../../src/yaml.ts';

/** Any Kubernetes object. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }[];
  };
  readonly [field: string]: unknown;
}

/** A file of a stack with its objects. */
export interface ManifestFile {
  /** Name without the folder. */
  readonly name: string;
  readonly path: string;
  readonly objects: readonly KubeObject[];
}

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Value at a path of field names and list indexes, undefined where the path leads nowhere.
 */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const part of path) {
    if (Array.isArray(here) && typeof part === 'number') here = here[part];
    else if (isRecord(here) && typeof part === 'string') here = here[part];
    else return undefined;
  }
  return here;
}

/** List at a path, empty where there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/**
 * Text at a path.
 *
 * @throws when there is none
 */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`${path.join('.')} must be a text, got ${found}`);
  return found;
}

/** `Kind namespace/name` of an object. */
export function nameOf(object: KubeObject): string {
  const { name, namespace } = object.metadata;
  return `${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The manifests of a folder, in apply order. */
export function readManifests(folder: string): ManifestFile[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => readManifest(join(folder, name), name));
}

/** One manifest. */
export function readManifest(path: string, name = path): ManifestFile {
  const documents = parseYaml(readFileSync(path, 'utf8'), path);
  return { name, path, objects: documents.map(({ value }) => value as KubeObject) };
}
