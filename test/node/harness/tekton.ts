import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, lackOfTime } from '../../cluster/harness/build.ts';
import { built, inputKey, toolsFolder } from '../../cluster/harness/cache.ts';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { run } from '../../cluster/harness/run-program.ts';
import type { LocalImage } from './images.ts';
import { tektonController, tektonEntrypoint, tektonModule } from './programs.ts';

export const tektonNamespace = 'tekton-pipelines';
const CONTROLLER = 'deployment/tekton-pipelines-controller';
const USER = '65532:65532';

/** Tekton's controller, and what runs the steps of a task; empty where there is no time to build it. */
export interface TektonParts {
  readonly images: readonly LocalImage[];
  /** Folder with upstream's manifests. */
  readonly manifests?: string;
  /** Why there is none. */
  readonly lacking?: string;
}

/** Builds or finds Tekton. */
export async function tektonParts(): Promise<TektonParts> {
  const lacking = lackOfTime(tektonController);
  if (lacking !== undefined) return { images: [], lacking };
  const image = async (program: typeof tektonController, entrypoint: string) => ({
    name: imageOf(program.mainPackage),
    program: await goProgram(program),
    entrypoint,
    user: USER,
  });
  return {
    images: [
      await image(tektonController, '/ko-app/controller'),
      await image(tektonEntrypoint, '/ko-app/entrypoint'),
    ],
    manifests: await tektonManifests(),
  };
}

/** Installs it, as its release manifest would, and waits until it works. */
export async function installTekton(kubectl: Kubectl, manifests: string): Promise<void> {
  for (const name of readdirSync(manifests).sort()) await kubectl.apply(join(manifests, name));
  const scope = ['-n', tektonNamespace];
  await kubectl.run([...scope, 'rollout', 'status', '--timeout=180s', CONTROLLER]);
}

/**
 * Upstream's manifests out of its Go module, which its release has in one file, with images that are here. Its webhook is left out: the
 * controller sets defaults itself, and objects of v1 need no conversion.
 */
async function tektonManifests(): Promise<string> {
  const { version, tool } = tektonController;
  const folder = join(toolsFolder, tool);
  const thing = { name: 'tekton-manifests', version };
  return built(thing, inputKey(folder, ['1']), async (workFolder) => {
    await run('go', ['mod', 'download', tektonModule], { cwd: folder });
    const list = ['list', '-m', '-f', '{{.Dir}}', tektonModule];
    const config = join((await run('go', list, { cwd: folder })).stdout.trim(), 'config');
    const target = join(workFolder, thing.name);
    mkdirSync(target);
    for (const path of ['100-namespace', '.', '300-crds'].flatMap((one) => filesIn(config, one))) {
      const text = readFileSync(join(config, path), 'utf8');
      const name = path.split('/').at(-1) ?? path;
      writeFileSync(
        join(target, name),
        text.replaceAll(/ko:\/\/([\w./-]+)/g, (_, at) => imageOf(at)),
      );
    }
  });
}

const LEFT_OUT = /webhook|^events|^config-leader-election-events/;

function filesIn(config: string, folder: string): string[] {
  return readdirSync(join(config, folder))
    .filter((name) => name.endsWith('.yaml') && !LEFT_OUT.test(name))
    .map((name) => join(folder, name));
}

function imageOf(mainPackage: string): string {
  return `localhost/tekton-${mainPackage.split('/').at(-1)}:${tektonController.version}`;
}
