import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FoundText } from '../../lint/clusters.ts';
import { readText } from '../../lint/texts.ts';
import { builtFile } from '../../model/kubernetes/built-file.ts';
import { own, reasonOf } from '../../upstream/values/unknown.ts';
import type { Arranged } from './arrange.ts';
import { type Kustomization, readKustomizations, textOf } from './kustomization.ts';

/** Puts the result of each kustomization that no other one uses in the place of its files. */
export async function built(texts: readonly FoundText[]): Promise<Arranged> {
  const all = readKustomizations(texts);
  if (all.length === 0) return { texts, notes: [], unbuilt: [] };
  const used = new Set(all.flatMap(({ resources }) => resources));
  const roots = all.filter(({ folder, source }) => !used.has(folder) && texts.includes(source));
  const results = await Promise.all(roots.map((root) => result(root, all, texts)));
  const resultOf = new Map(roots.map(({ source }, index) => [source, results[index]?.texts ?? []]));
  const folders = new Set(all.map(({ folder }) => folder));
  const parts = new Set(all.flatMap((one) => one.parts));
  const isOwn = ({ file }: FoundText) => {
    const whole = path.resolve(file);
    return folders.has(path.dirname(whole)) || used.has(whole) || parts.has(whole);
  };
  return {
    texts: texts.flatMap((one) => resultOf.get(one) ?? (isOwn(one) ? [] : [one])),
    notes: results.flatMap((one) => one.notes),
    unbuilt: results.flatMap((one) => one.unbuilt),
  };
}

async function result(
  root: Kustomization,
  all: readonly Kustomization[],
  texts: readonly FoundText[],
): Promise<Arranged> {
  const { source } = root;
  const folder = path.dirname(source.file);
  if (root.isComponent) {
    const note = `left out, because no kustomization uses it: ${source.file}`;
    return { texts: [], notes: [note], unbuilt: [] };
  }
  const foreign = foreignOf(root, all);
  const outcome =
    foreign === undefined ? await build(root.folder) : { problem: `it needs ${foreign}` };
  if ('text' in outcome) {
    return {
      // lines are those of the result
      texts: [{ ...source, file: builtFile(source.file), text: outcome.text }],
      notes: [`read as kubectl kustomize ${folder} builds it`],
      unbuilt: [],
    };
  }
  const missing = missingIn(root, all, texts);
  return {
    texts: unbuilt(root, all, texts),
    notes: missing.map((file) => `${source.file} needs ${file}, which is not there`),
    unbuilt: [`read without the patches of ${source.file}, because ${outcome.problem}`],
  };
}

/** What a kustomization, or one that it uses, would fetch or run. */
function foreignOf(root: Kustomization, all: readonly Kustomization[]): string | undefined {
  return reachedFrom(root, all, new Set()).find(({ foreign }) => foreign !== undefined)?.foreign;
}

function reachedFrom(
  one: Kustomization,
  all: readonly Kustomization[],
  seen: Set<Kustomization>,
): readonly Kustomization[] {
  if (seen.has(one)) return [];
  seen.add(one);
  return [one, ...usedBy(one, all).flatMap((other) => reachedFrom(other, all, seen))];
}

function usedBy({ resources }: Kustomization, all: readonly Kustomization[]): Kustomization[] {
  const folders = new Set(resources);
  return all.filter(({ folder }) => folders.has(folder));
}

/** Files and folders that a kustomization, or one that it uses, names and that are not there. */
function missingIn(
  root: Kustomization,
  all: readonly Kustomization[],
  texts: readonly FoundText[],
): string[] {
  const read = new Set([
    ...texts.map(({ file }) => path.resolve(file)),
    ...all.map(({ folder }) => folder),
  ]);
  return reachedFrom(root, all, new Set())
    .flatMap(({ resources }) => resources)
    .filter((file) => !read.has(file) && !existsSync(file))
    .map((file) => path.relative('', file));
}

type Build = { readonly text: string } | { readonly problem: string };

const mostSeconds = 20;
const mostBytes = 64 * 1024 * 1024;

async function build(folder: string): Promise<Build> {
  const [{ execFile }, { promisify }] = await Promise.all([
    import('node:child_process'),
    import('node:util'),
  ]);
  try {
    const { stdout } = await promisify(execFile)('kubectl', ['kustomize', folder], {
      timeout: mostSeconds * 1000,
      maxBuffer: mostBytes,
    });
    return { text: stdout };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'there is no kubectl';
  if ('killed' in error && error.killed === true) {
    return `kubectl took more than ${mostSeconds} seconds or ${mostBytes / 1024 ** 2} MiB`;
  }
  return `kubectl says: ${('stderr' in error && saidIn(String(error.stderr))) || reasonOf(error)}`;
}

/** What kubectl has said, without the clock and the number of the process that its log begins with, which differ each time. */
function saidIn(log: string): string {
  const line = log.trim().split('\n').at(-1) ?? '';
  const [, quoted] = /^E\d{4} .*? err=(".*")$/.exec(line) ?? [];
  if (quoted === undefined) return line.replace(/^error: /i, '');
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/**
 * Files that a kustomization names, those of a Namespace first, as kustomize sorts them. They count as lying where it does: what two
 * overlays make of one base are two clusters.
 */
function unbuilt(
  root: Kustomization,
  all: readonly Kustomization[],
  texts: readonly FoundText[],
): FoundText[] {
  const byFile = new Map(texts.map((one) => [path.resolve(one.file), one]));
  const files = reachedFrom(root, all, new Set()).flatMap(({ folder, resources }) =>
    // kustomize itself reads no file from outside of the folder
    resources.filter((file) => byFile.has(file) || (isWithin(folder, file) && isFile(file))),
  );
  return [...new Set(files)]
    .map((file) => byFile.get(file) ?? textOf(file))
    .map((one) => ({
      ...one,
      folder: root.source.folder,
      place: path.join(path.dirname(root.source.file), path.basename(one.file)),
    }))
    .sort((a, b) => Number(hasNamespace(b)) - Number(hasNamespace(a)));
}

function isWithin(folder: string, file: string): boolean {
  return file.startsWith(folder + path.sep);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

function hasNamespace(one: FoundText): boolean {
  return readText(one).manifests.some(({ value }) => own(value, 'kind') === 'Namespace');
}
