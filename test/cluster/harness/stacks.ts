import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type ManifestFile, readManifests } from './objects.ts';
import { operatorOf } from './operators.ts';
import { step } from './progress.ts';
import { run } from './run-program.ts';

/** Namespace, CRDs and operators: what is applied before anything that the operators run. */
export interface Installation {
  /** Name of the first stack that has it. */
  readonly name: string;
  /** In apply order. */
  readonly files: readonly ManifestFile[];
}

const AT_ONCE = 2;

/** A set of manifests that is applied as a whole. */
export interface Stack {
  readonly name: string;
  /** What it is applied on; of several stacks with the same files, the same object. */
  readonly installation: Installation;
  /** All else, in apply order. */
  readonly files: readonly ManifestFile[];
}

/** How stacks are synthesized. */
interface Synthesis {
  /** For the manifests, in subfolders. */
  readonly folder: string;
  /** Path of a certificate in the place of `examples/webhook-ca.crt`, whose key nobody has. */
  readonly certificate: string;
  /** Modules that are loaded before each app. @default - none */
  readonly imports?: readonly string[];
  /** Folder of the workloads that whoever runs the stack has already. @default 'manifests' */
  readonly manifests?: string;
  /** Paths of apps beside the examples. @default - none */
  readonly apps?: readonly string[];
  /** Of each app but the default one, by the name of its file without the ending. @default - all are wanted */
  readonly isWanted?: (app: string) => boolean;
}

/**
 * Synthesizes the default stack and every example. One without operators, such as a chart of a user's own, is applied on the
 * installation of the default stack.
 */
export async function synthesizeStacks({
  folder,
  certificate,
  imports = [],
  manifests = 'manifests',
  apps: more = [],
  isWanted = () => true,
}: Synthesis): Promise<Stack[]> {
  const examples = readdirSync('examples').filter((name) => name.endsWith('.ts'));
  const others = [...examples.sort().map((name) => join('examples', name)), ...more];
  const apps = [
    'test/stacks/default.ts',
    ...others.filter((app) => isWanted(basename(app, '.ts'))),
  ];
  return step(`synthesizing ${apps.join(', ')}`, async () => {
    // apps read their inputs from the folder that they run in
    const work = join(folder, 'work');
    mkdirSync(join(work, 'examples'), { recursive: true });
    symlinkSync(resolve(manifests), join(work, 'manifests'));
    cpSync(certificate, join(work, 'examples/webhook-ca.crt'));
    const names = apps.map((app) => basename(app, '.ts'));
    const queue = apps.entries();
    const synthesize = async (): Promise<void> => {
      for (const [index, app] of queue) {
        const out = join(folder, names[index] ?? '');
        mkdirSync(out);
        const before = imports.flatMap((module) => ['--import', resolve(module)]);
        await run('tsx', [...before, resolve(app)], {
          cwd: work,
          env: { ...process.env, CDK8S_OUTDIR: out },
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, synthesize));
    const stacks: Stack[] = [];
    for (const name of names.flatMap((app) => clustersOf(folder, app))) {
      stacks.push(stackOf(name, readManifests(join(folder, name)), stacks));
    }
    return stacks;
  });
}

/** Names of the stacks that an app has written: its own, or one for each environment, which has a folder of its own. */
function clustersOf(folder: string, app: string): string[] {
  const environments = readdirSync(join(folder, app), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(app, entry.name));
  return environments.length > 0 ? environments.sort() : [app];
}

/**
 * A stack of manifests that exist already.
 *
 * @param others stacks whose installations it may share; one without operators takes that of the first
 */
export function stackOf(
  name: string,
  files: readonly ManifestFile[],
  others: readonly Stack[],
): Stack {
  if (files.length === 0) throw new Error(`${name} has no manifest`);
  const length = files.findIndex(({ objects }) => objects.some((one) => operatorOf(one))) + 1;
  const installing = files.slice(0, length);
  const [first] = others;
  const shared =
    length === 0 && first !== undefined
      ? first.installation
      : others.find(({ installation }) => isSame(installation.files, installing))?.installation;
  return {
    name,
    installation: shared ?? { name, files: installing },
    files: files.slice(length),
  };
}

/** Stacks by what they are applied on, in the order of their first. */
export function byInstallation(stacks: readonly Stack[]): Map<Installation, Stack[]> {
  const groups = new Map<Installation, Stack[]>();
  for (const stack of stacks) {
    const group = groups.get(stack.installation);
    if (group) group.push(stack);
    else groups.set(stack.installation, [stack]);
  }
  return groups;
}

function isSame(files: readonly ManifestFile[], others: readonly ManifestFile[]): boolean {
  const text = (list: readonly ManifestFile[]) =>
    JSON.stringify(list.map(({ objects }) => objects));
  return text(files) === text(others);
}
