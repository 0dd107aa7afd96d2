import { readFileSync } from 'node:fs';
import { at, list, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { parseYaml } from '../../yaml.ts';
import { nameOf } from '../props/refuse.ts';

/** An object of a manifest, as far as it is known to be one. */
export interface ManifestObject extends UnknownRecord {
  /** Group and version, `apps/v1`. */
  readonly apiVersion: string;
  /** Kind, `Deployment`. */
  readonly kind: string;
  /** Name, and whatever else the file says. */
  readonly metadata: UnknownRecord & { readonly name: string };
}

/**
 * Reads the Kubernetes objects of a user's file, in the order of the file; the items of a `List` stand in its place.
 *
 * @param file - path, from the working directory
 * @throws if the file is missing, is no YAML, or holds anything but Kubernetes objects as they are written for `kubectl apply`
 */
export function readManifestFile(file: string): ManifestObject[] {
  return parseYaml(readText(file), `manifest ${file}`).flatMap((document) =>
    items(document.value).map((value) => {
      const { line } = document.locateNearest([]);
      return checkObject(value, `manifest ${file}:${line}`);
    }),
  );
}

function readText(file: string): string {
  if (typeof file !== 'string') throw new Error(`manifest must be a file, got ${nameOf(file)}`);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reasons = { ENOENT: 'does not exist', EISDIR: 'is a directory' };
    const reason = reasons[code as keyof typeof reasons] ?? `cannot be read (${code})`;
    const got = `which ${reason}`;
    throw new Error(`manifest must be a file, got '${file}', ${got}`, { cause: error });
  }
}

function items(value: unknown): readonly unknown[] {
  return at(value, 'kind') === 'List' ? list(at(value, 'items')) : [value];
}

function checkObject(value: unknown, where: string): ManifestObject {
  const { apiVersion, kind, metadata } = record(value);
  for (const [field, part] of Object.entries({ apiVersion, kind, name: record(metadata).name })) {
    if (text(part) === undefined) {
      throw new Error(`${where}: document must be a Kubernetes object, got one without ${field}`);
    }
  }
  const own = liveFields.find((field) => record(metadata)[field] !== undefined);
  if (own !== undefined) {
    throw new Error(
      `${where}: ${kind} ${record(metadata).name} must be as it is written for kubectl apply, got metadata.${own} of a live object`,
    );
  }
  return value as ManifestObject;
}

// with these of a moment ago, the API server refuses the object
const liveFields = ['managedFields', 'resourceVersion', 'uid'];
