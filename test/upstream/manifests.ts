import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { manifestFolder, otelOperatorManifestText } from '../../scripts/upstream-manifest.ts';
import { versions } from '../../src/upstream/operator/versions.ts';

/** An older release of the OpenTelemetry operator, whose manifest is made of its Go module where no file is there. */
const older = /^opentelemetry-operator-v([\d.]+?)(?:\.ns-(.+))?\.yaml$/;

/**
 * Objects of an upstream release manifest, such as `jaeger-operator-v1.65.0.yaml`, from the folder named by
 * `UPSTREAM_MANIFESTS`; of an older release that can be installed, also out of its Go module.
 *
 * @throws when the folder or the file is missing, so that a comparison never passes for want of something to compare
 */
export function upstreamManifest(file: string): unknown[] {
  const make = upstreamFiles().includes(file) ? undefined : makeable(file);
  return make?.() ?? objectsIn(readFileSync(upstreamPath(file), 'utf8'));
}

/** Why there is no manifest of an older release, which is made by Go and kubectl; empty when there is one, or must be one. */
export function cannotHave(file: string): string {
  if (upstreamFiles().includes(file)) return '';
  try {
    makeable(file)?.();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const made = new Map<string, string>();

function makeable(file: string): (() => unknown[]) | undefined {
  const [, release, namespace] = older.exec(file) ?? [];
  if (release === undefined || release === versions.otelOperator) return undefined;
  return () => {
    const text = made.get(file) ?? otelOperatorManifestText(release, namespace);
    made.set(file, text);
    return objectsIn(text);
  };
}

function objectsIn(text: string): unknown[] {
  return loadAll(text).filter((object) => object !== null);
}

/**
 * Path of an upstream release manifest in the folder named by `UPSTREAM_MANIFESTS`.
 *
 * @throws as `upstreamManifest`
 */
export function upstreamPath(file: string): string {
  if (!upstreamFiles().includes(file)) {
    throw new Error(
      `UPSTREAM_MANIFESTS must name a folder with ${file}, got ${manifestFolder} without it`,
    );
  }
  return join(manifestFolder, file);
}

/**
 * Names of the files in the folder named by `UPSTREAM_MANIFESTS`.
 *
 * @throws when the folder is missing
 */
export function upstreamFiles(): string[] {
  try {
    return readdirSync(manifestFolder).sort();
  } catch (cause) {
    throw new Error(
      `UPSTREAM_MANIFESTS must name a folder with upstream's release manifests, got ${manifestFolder}`,
      { cause },
    );
  }
}
