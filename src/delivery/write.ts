import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type ManifestText, readText } from '../lint/texts.ts';
import { readModel } from '../model/model.ts';
import { argocdFiles } from '../plan/forms/argocd.ts';
import { fluxFiles } from '../plan/forms/flux.ts';
import { helmFiles } from '../plan/forms/helm.ts';
import { kubectlScript } from '../plan/forms/kubectl.ts';
import { kustomizeFiles } from '../plan/forms/kustomize.ts';
import type { Files } from '../plan/forms/steps.ts';
import { type Plan, readPlan } from '../plan/plan.ts';
import { type Delivery, toolOf } from './props.ts';

/** Script of the delivery by kubectl. */
const script = 'apply.sh';

/** Manifests as cdk8s has written them, under their names in the folder, in the order in which kubectl takes it. */
export function manifestsIn(folder: string): ManifestText[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
}

/** The plan of manifests. */
export function planOf(texts: readonly ManifestText[]): Plan {
  return readPlan(readModel(texts.flatMap((text) => readText(text).manifests)));
}

/**
 * The files of a delivery, by their paths in the output folder.
 *
 * @param outdir - that folder, as the app has it
 * @throws where Flux is to find them in a folder that is not below the current one
 */
export function filesOf(delivery: Delivery, texts: readonly ManifestText[], outdir: string): Files {
  const plan = planOf(texts);
  switch (toolOf(delivery)) {
    case 'kubectl':
      return new Map([
        ...texts.map(({ file, text }) => [file, text] as const),
        [script, run(plan)],
      ]);
    case 'argocd':
      return argocdFiles(plan);
    case 'kustomize':
      return kustomizeFiles(plan);
    case 'helm':
      return helmFiles(plan);
    case 'flux': {
      const place = typeof delivery === 'string' ? undefined : delivery;
      return fluxFiles(plan, {
        source: place?.source ?? { kind: 'GitRepository', name: 'flux-system' },
        path: `./${(place?.path ?? sourceFolder(outdir)).replace(/^\.?\/+/, '')}`,
        namespace: place?.namespace ?? 'flux-system',
      });
    }
  }
}

/** Writes files into a folder. */
export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: name === script ? 0o777 : 0o666 });
  }
}

/** Keeps what cdk8s has written for its plugins. */
export function keepMetadata(from: string, to: string): void {
  const file = 'construct-metadata.json';
  if (existsSync(path.join(from, file))) {
    copyFileSync(path.join(from, file), path.join(to, file));
  }
}

function run(plan: Plan): string {
  return `#!/bin/sh\ncd -- "$(dirname -- "$0")" || exit\n${kubectlScript(plan)}`;
}

/**
 * Folder of the output in a repository. `cdk8s synth` may have the app write to another one for the time being, which stands for `dist`, the default of its
 * output.
 */
function sourceFolder(outdir: string): string {
  const given = process.env.CDK8S_OUTDIR;
  const inGiven = given === undefined ? undefined : path.relative(given, outdir);
  const folder =
    inGiven === undefined || leadsOut(inGiven)
      ? path.relative('', outdir)
      : path.join('dist', inGiven);
  if (!leadsOut(folder)) return folder.split(path.sep).join('/');
  throw new Error(
    `delivery must be flux({ path: … }), the folder of the manifests in the source of Flux, for an output of ${outdir}`,
  );
}

function leadsOut(relative: string): boolean {
  return relative.startsWith('..') || path.isAbsolute(relative);
}
