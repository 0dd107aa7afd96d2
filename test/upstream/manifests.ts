import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadAll } from 'js-yaml';

const folder = resolve(process.env.UPSTREAM_MANIFESTS ?? '../shared/upstream');

/**
 * Objects of an upstream release manifest, such as `jaeger-operator-v1.65.0.yaml`, from the folder named by
 * `UPSTREAM_MANIFESTS`.
 *
 * @throws when the folder or the file is missing, so that a comparison never passes for want of something to compare
 */
export function upstreamManifest(file: string): unknown[] {
  return loadAll(readFileSync(upstreamPath(file), 'utf8')).filter((object) => object !== null);
}

/**
 * Path of an upstream release manifest in the folder named by `UPSTREAM_MANIFESTS`.
 *
 * @throws as `upstreamManifest`
 */
export function upstreamPath(file: string): string {
  if (!upstreamFiles().includes(file)) {
    throw new Error(`UPSTREAM_MANIFESTS must name a folder with ${file}, got ${folder} without it`);
  }
  return join(folder, file);
}

/**
 * Names of the files in the folder named by `UPSTREAM_MANIFESTS`.
 *
 * @throws when the folder is missing
 */
export function upstreamFiles(): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw new Error(
      `UPSTREAM_MANIFESTS must name a folder with upstream's release manifests, got ${folder}`,
      { cause },
    );
  }
}
