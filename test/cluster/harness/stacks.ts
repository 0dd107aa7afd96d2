import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type ManifestFile, readManifests } from './objects.ts';
import { operatorOf } from './operators.ts';
import { step } from './progress.ts';
import { run } from './run-program.ts';

/** A set of manifests that is applied as a whole. */
export interface Stack {
  readonly name: string;
  /** In apply order. */
  readonly files: readonly ManifestFile[];
}

/** Synthesizes the default stack and every example into subfolders of `folder`. */
export async function synthesizeStacks(folder: string): Promise<Stack[]> {
  const examples = readdirSync('examples')
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const apps = ['src/main.ts', ...examples.map((name) => join('examples', name))];
  return step(`synthesizing ${apps.join(', ')}`, async () => {
    const base = await synthesize('src/main.ts', folder);
    const stacks = [base];
    for (const app of apps.slice(1)) stacks.push(standalone(await synthesize(app, folder), base));
    return stacks;
  });
}

/** A stack of manifests that exist already, such as a `dist` folder. */
export function givenStack(folder: string): Stack {
  return { name: basename(resolve(folder)), files: readManifests(folder) };
}

/**
 * A stack that can be applied by itself: one without operators, such as a chart of the user's own, follows the namespace,
 * the CRDs and the operators of another.
 */
export function standalone(stack: Stack, base: Stack): Stack {
  const installs = (file: ManifestFile) =>
    file.objects.some((one) => operatorOf(one) !== undefined);
  if (stack.files.some(installs)) return stack;
  return {
    ...stack,
    files: [...base.files.slice(0, base.files.findIndex(installs) + 1), ...stack.files],
  };
}

async function synthesize(app: string, folder: string): Promise<Stack> {
  const name = app === 'src/main.ts' ? 'default' : basename(app, '.ts');
  const out = join(folder, name);
  mkdirSync(out, { recursive: true });
  await run('tsx', [app], { env: { ...process.env, CDK8S_OUTDIR: out } });
  const files = readManifests(out);
  if (files.length === 0) throw new Error(`${app} wrote no manifest`);
  return { name, files };
}
