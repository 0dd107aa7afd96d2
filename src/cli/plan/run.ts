import { existsSync } from 'node:fs';
import path from 'node:path';
import { deletionOf } from '../../plan/deletion.ts';
import { argocdFiles } from '../../plan/forms/argocd.ts';
import { fluxFiles } from '../../plan/forms/flux.ts';
import type { FluxSource } from '../../plan/forms/flux-source.ts';
import { helmFiles } from '../../plan/forms/helm.ts';
import { kubectlScript } from '../../plan/forms/kubectl.ts';
import { kustomizeFiles } from '../../plan/forms/kustomize.ts';
import type { Files } from '../../plan/forms/steps.ts';
import { type Plan, readPlan } from '../../plan/plan.ts';
import { print } from '../output.ts';
import { checkNewFolder, writeFolderWhole } from '../write-folder.ts';
import { deletionJson, planJson } from './json.ts';
import { readManifests } from './manifests.ts';
import { deletionText, planText } from './text.ts';

/** A call of `tracing plan`. */
export interface PlanRun {
  readonly paths: readonly string[];
  /** Whether to plan the way back. */
  readonly delete?: true;
  readonly format: 'text' | 'json' | 'kubectl' | 'kustomize' | 'flux' | 'argocd' | 'helm';
  /** Folder to write, for the formats that are folders. */
  readonly out?: string;
  /** Where Flux finds the files. */
  readonly source: FluxSource;
  /** Folder of the files in that. */
  readonly path?: string;
  readonly fluxNamespace: string;
}

const done = 0;
const cannotRead = 2;

const texts = { text: planText, json: planJson, kubectl: kubectlScript } as const;
const folders = {
  kustomize: kustomizeFiles,
  argocd: argocdFiles,
  helm: helmFiles,
  flux: (plan: Plan, { out = '', source, path: place, fluxNamespace }: PlanRun): Files =>
    fluxFiles(plan, {
      source,
      path: inSource(place ?? inRepository(out)),
      namespace: fluxNamespace,
    }),
} as const;

/** Prints the plan of manifests to standard output, or writes a folder; the result is the exit code. */
export async function runPlan(run: PlanRun): Promise<number> {
  const { format, out } = run;
  checkUsage(run);
  const manifests = await readManifests(run.paths);
  if (!manifests) return cannotRead;
  const plan = readPlan(manifests.model);
  if (run.delete) print((format === 'json' ? deletionJson : deletionText)(deletionOf(plan)));
  else if (format in texts) print(texts[format as keyof typeof texts](plan));
  else writeFolderWhole(out ?? '', folders[format as keyof typeof folders](plan, run));
  return done;
}

/** @throws for options that do not go together, and a folder that cannot be written */
function checkUsage({ paths, format, out, delete: isDeletion }: PlanRun): void {
  const isFolder = format in folders;
  if (isFolder && out === undefined) throw new Error(`--format ${format} needs --out, a folder`);
  if (!isFolder && out !== undefined)
    throw new Error(`--format ${format} must not have --out: it is printed`);
  if (isDeletion && format !== 'text' && format !== 'json') {
    throw new Error(`--delete must have --format text or json, got ${format}`);
  }
  if (format === 'kubectl' && paths.includes('-')) {
    throw new Error('--format kubectl must be given files, not standard input');
  }
  if (out !== undefined) checkNewFolder(out);
}

/**
 * A folder as it lies in its repository, or else in the folder where the command runs.
 *
 * @throws if it lies in neither, so that nothing tells where the source of Flux has it
 */
function inRepository(folder: string): string {
  const whole = path.resolve(folder);
  const place = path.relative(repositoryOf(whole) ?? '', whole);
  if (place.startsWith('..') || path.isAbsolute(place)) {
    throw new Error(
      `--out ${folder} is in no git repository: give --path, its folder in the source of Flux`,
    );
  }
  return place.split(path.sep).join('/');
}

/** The folder of the repository that something lies in. */
function repositoryOf(file: string): string | undefined {
  const folder = path.dirname(file);
  if (existsSync(path.join(folder, '.git'))) return folder;
  return folder === file ? undefined : repositoryOf(folder);
}

/** A path as Flux takes it, from the top of its source. */
function inSource(place: string): string {
  return `./${place.replace(/^\.?\/+/, '')}`;
}
