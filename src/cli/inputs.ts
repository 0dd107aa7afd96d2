import { type Dirent, existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FoundText } from '../lint/clusters.ts';
import type { UnreadableFile } from '../lint/manifests.ts';
import { fileReason, readText, standardInput } from './read-text.ts';

/** What the arguments of a command name. */
export interface Inputs {
  readonly texts: readonly FoundText[];
  /** Files and folders that are there and cannot be read. */
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * Reads what the arguments of a command name, in the order in which `kubectl apply` would take it: arguments as given, the
 * entries of a folder by name. A file that is named twice, or that several links lead to, is read once.
 *
 * @param paths files; folders, searched for `*.yaml`, `*.yml`, `*.json` and `Kustomization` at any depth save in `node_modules` and hidden
 * folders; globs; `-` for standard input
 * @throws if a path names nothing
 */
export async function readInputs(paths: readonly string[]): Promise<Inputs> {
  const texts: FoundText[] = [];
  const unreadable: UnreadableFile[] = [];
  const seen = new Set<string>();
  const cannotRead = (file: string, error: unknown) =>
    unreadable.push({ file, message: `cannot be read: ${fileReason(error)}` });
  const read = async (file: string, folder: string | undefined): Promise<void> => {
    const name = file === '-' ? standardInput : file;
    try {
      texts.push({ file: name, text: await readText(file), folder });
    } catch (error) {
      cannotRead(name, error);
    }
  };
  for (const given of paths) {
    const folder = given !== '-' && isFolder(given) ? given : undefined;
    for (const file of given === '-' ? ['-'] : await filesOf(given, cannotRead)) {
      const key = file === '-' ? file : identityOf(file);
      if (!seen.has(key)) await read(file, folder);
      seen.add(key);
    }
  }
  return { texts, unreadable };
}

/** What tells a file from others, whatever path leads to it. */
function identityOf(file: string): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    // reading it will tell
    return path.resolve(file);
  }
}

type CannotRead = (folder: string, error: unknown) => void;

async function filesOf(given: string, cannotRead: CannotRead): Promise<string[]> {
  if (isFolder(given)) {
    let whole = true;
    const files = filesIn(given, (folder, error) => {
      whole = false;
      cannotRead(folder, error);
    });
    if (files.length === 0 && whole) throw new Error(`no YAML or JSON file in folder ${given}`);
    return files;
  }
  if (existsSync(given)) return [given];
  const link = lstatSync(given, { throwIfNoEntry: false });
  if (link?.isSymbolicLink()) throw new Error(`${given} is a link that leads to no file`);
  if (!/[*?[{]/.test(given)) throw new Error(`no such file or folder: ${given}`);
  // loaded for globs only, because shells expand them before we are asked
  const { glob } = await import('tinyglobby');
  const matches = await glob(given, { expandDirectories: false, absolute: path.isAbsolute(given) });
  const found = matches.filter((file) => !inModules(file) || inModules(given));
  if (found.length === 0) throw new Error(`no file matches ${given}`);
  return found.sort(byEntry);
}

function isFolder(given: string): boolean {
  return statSync(given, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function filesIn(folder: string, cannotRead: CannotRead): string[] {
  return entriesOf(folder, cannotRead)
    .sort((a, b) => order(a.name, b.name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        const skipped = entry.name === 'node_modules' || entry.name.startsWith('.');
        return skipped ? [] : filesIn(file, cannotRead);
      }
      return /\.(?:ya?ml|json)$|^Kustomization$/.test(entry.name) && mayBeFile(file) ? [file] : [];
    });
}

function entriesOf(folder: string, cannotRead: CannotRead): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    cannotRead(folder, error);
    return [];
  }
}

/** Whether something is a file, or a link to one that is not there, which reading it will tell. */
function mayBeFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return true;
  }
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
