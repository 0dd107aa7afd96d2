import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FoundText } from '../../lint/clusters.ts';
import { readText } from '../../lint/texts.ts';
import { own } from '../../upstream/values/unknown.ts';
import { reasonOf } from '../read-text.ts';
import type { Arranged } from './arrange.ts';
import { type Kustomization, readKustomizations } from './kustomization.ts';

/** Puts the result of each kustomization that no other one uses in the place of its files. */
export async function built(texts: readonly FoundText[]): Promise<Arranged> {
  const all = readKustomizations(texts);
  if (all.length === 0) return { texts, notes: [] };
  const used = new Set(all.flatMap(({ resources }) => resources.map((one) => path.normalize(one))));
  const roots = all.filter(({ folder }) => !used.has(path.normalize(folder)));
  const results = await Promise.all(roots.map((root) => result(root, all, texts)));
  const resultOf = new Map(roots.map(({ source }, index) => [source, results[index]?.texts ?? []]));
  const folders = all.map(({ folder }) => folder);
  const isOwn = ({ file, folder }: FoundText) =>
    folder !== undefined &&
    (folders.includes(path.dirname(file)) || used.has(path.normalize(file)));
  return {
    texts: texts.flatMap((one) => resultOf.get(one) ?? (isOwn(one) ? [] : [one])),
    notes: results.flatMap((one) => one.notes),
  };
}

async function result(
  root: Kustomization,
  all: readonly Kustomization[],
  texts: readonly FoundText[],
): Promise<Arranged> {
  const { source, folder } = root;
  const foreign = foreignOf(root, all);
  const outcome = foreign === undefined ? await build(folder) : { problem: `it needs ${foreign}` };
  if ('text' in outcome) {
    return {
      // lines are those of the result
      texts: [{ ...source, file: `${source.file} (built)`, text: outcome.text }],
      notes: [`judged as kubectl kustomize ${folder} builds it`],
    };
  }
  return {
    texts: unbuilt(root, all, texts, new Set()),
    notes: [`judged without the patches of ${source.file}, because ${outcome.problem}`],
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
  const folders = new Set(resources.map((one) => path.normalize(one)));
  return all.filter(({ folder }) => folders.has(path.normalize(folder)));
}

type Build = { readonly text: string } | { readonly problem: string };

const mostSeconds = 20;
const mostBytes = 64 * 1024 * 1024;

async function build(folder: string): Promise<Build> {
  try {
    const { stdout } = await promisify(execFile)('kubectl', ['kustomize', folder], {
      timeout: mostSeconds * 1000,
      maxBuffer: mostBytes,
    });
    return { text: stdout };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { problem: missing ? 'there is no kubectl' : `kubectl says: ${reasonOf(error)}` };
  }
}

/** Files that a kustomization names, those of a Namespace first, as kustomize sorts them. */
function unbuilt(
  root: Kustomization,
  all: readonly Kustomization[],
  texts: readonly FoundText[],
  seen: Set<string>,
): FoundText[] {
  const resources = reachedFrom(root, all, new Set()).flatMap((one) => one.resources);
  const found = resources.flatMap((resource) => {
    const file = path.normalize(resource);
    if (seen.has(file)) return [];
    seen.add(file);
    return texts.filter((one) => path.normalize(one.file) === file);
  });
  return found.sort((a, b) => Number(hasNamespace(b)) - Number(hasNamespace(a)));
}

function hasNamespace(one: FoundText): boolean {
  return readText(one).manifests.some(({ value }) => own(value, 'kind') === 'Namespace');
}
