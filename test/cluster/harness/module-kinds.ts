import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { moduleFolder } from './build.ts';
import { built, inputKey, toolsFolder } from './cache.ts';
import type { Kubectl } from './kubectl.ts';

/** Kinds of somebody else, out of a Go module. */
export interface ModuleKinds {
  readonly group: string;
  /** What it is called in the cache, and its folder in `tools/`. */
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Folder of the module with its CRDs, each a file called after group and plural. */
  readonly folder: string;
  readonly plurals: readonly [string, ...string[]];
}

/** Gives a cluster those CRDs. */
export async function createKinds(kubectl: Kubectl, kinds: ModuleKinds): Promise<void> {
  const crds = await definitionsOf(kinds);
  // too long for the annotation that an apply by the client keeps
  await kubectl.run(['create', '-f', crds]);
  await kubectl.run(['wait', '--for=condition=Established', '--timeout=60s', '-f', crds]);
}

/**
 * Folder with those CRDs.
 *
 * @throws {ModuleUnavailable} when Go cannot fetch the module
 */
export async function definitionsOf(kinds: ModuleKinds): Promise<string> {
  const { group, name, module, version, plurals } = kinds;
  const thing = { name: `${name}-crds`, version };
  const key = inputKey(join(toolsFolder, name), plurals);
  return built(thing, key, async (workFolder) => {
    const from = await moduleFolder(name, `${module}@v${version}`);
    const target = join(workFolder, thing.name);
    mkdirSync(target);
    for (const plural of plurals) {
      const file = `${group}_${plural}.yaml`;
      cpSync(join(from, kinds.folder, file), join(target, file));
    }
  });
}
