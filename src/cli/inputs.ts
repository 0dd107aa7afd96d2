import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ManifestText } from '../lint/manifests.ts';
import { readText, standardInput } from './read-text.ts';

/**
 * Reads what the arguments of a command name, in the order in which `kubectl apply` would take it: arguments as given, the
 * entries of a folder by name. A file that is named twice is read once.
 *
 * @param paths files; folders, searched for `*.yaml`, `*.yml` and `*.json` at any depth save in `node_modules` and hidden
 * folders; globs; `-` for standard input
 * @throws if a path names nothing, or something that cannot be read
 */
export async function readInputs(paths: readonly string[]): Promise<ManifestText[]> {
  const inputs = new Map<string, ManifestText>();
  for (const given of paths) {
    for (const file of given === '-' ? ['-'] : await filesOf(given)) {
      const key = file === '-' ? file : path.resolve(file);
      if (!inputs.has(key)) inputs.set(key, await readInput(file));
    }
  }
  return [...inputs.values()];
}

async function readInput(file: string): Promise<ManifestText> {
  return { file: file === '-' ? standardInput : file, text: await readText(file) };
}

async function filesOf(given: string): Promise<string[]> {
  const stats = statSync(given, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    const files = filesIn(given);
    if (files.length === 0) throw new Error(`no YAML or JSON file in folder ${given}`);
    return files;
  }
  if (stats) return [given];
  if (!/[*?[{]/.test(given)) throw new Error(`no such file or folder: ${given}`);
  // loaded for globs only, because shells expand them before we are asked
  const { glob } = await import('tinyglobby');
  const matches = await glob(given, { expandDirectories: false, absolute: path.isAbsolute(given) });
  const found = matches.filter((file) => !inModules(file) || inModules(given));
  if (found.length === 0) throw new Error(`no file matches ${given}`);
  return found.sort(byEntry);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => order(a.name, b.name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesIn(file);
      }
      return /\.(?:ya?ml|json)$/.test(entry.name) && statSync(file).isFile() ? [file] : [];
    });
}

function inModules(file: string): boolean {
  return file.split('/').includes('node_modules');
}

/** The order in which folders are walked: entry by entry, each by its bytes. */
function byEntry(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  const fork = left.findIndex((entry, index) => entry !== right[index]);
  return fork < 0 ? left.length - right.length : order(left[fork] ?? '', right[fork] ?? '');
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
