import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseYaml } from '../yaml.ts';
import { isProject, type Project, readProject } from './read.ts';

const names = ['tracing.yaml', 'tracing.yml'];

/** A project file and what it says. */
export interface FoundProject extends Project {
  /** Path of the file. */
  readonly file: string;
}

/**
 * The project file that speaks of paths: `tracing.yaml`, or `tracing.yml`, in the folder of the first of them, or in one above, up to the root of its
 * repository. A manifest of that name is none.
 *
 * @param paths - as a command names them; none, and standard input, are where the command runs
 * @throws for a project file that cannot be read, or says what it must not
 */
export function findProject(paths: readonly string[]): FoundProject | undefined {
  const [first = '-'] = paths;
  for (let folder = folderOf(first); ; folder = path.dirname(folder)) {
    const found = projectIn(folder);
    if (found || existsSync(path.join(folder, '.git')) || folder === path.dirname(folder)) {
      return found;
    }
  }
}

function folderOf(given: string): string {
  if (given === '-' || /[*?[{]/.test(given)) return process.cwd();
  const whole = path.resolve(given);
  return statSync(whole, { throwIfNoEntry: false })?.isDirectory() ? whole : path.dirname(whole);
}

function projectIn(folder: string): FoundProject | undefined {
  const files = names.map((name) => path.join(folder, name)).filter((file) => existsSync(file));
  const [first, second] = files.flatMap((file) => projectOf(file) ?? []);
  if (second !== undefined)
    throw new Error(`there must be one project file, got ${files.join(' and ')}`);
  return first;
}

function projectOf(file: string): FoundProject | undefined {
  const documents = parseYaml(readFileSync(file, 'utf8'), file);
  const [document] = documents;
  if (!document || documents.length > 1 || !isProject(document.value)) return undefined;
  return { file, ...readProject(document, path.dirname(file)) };
}
