import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProgramFailed, run } from '../../cluster/harness/run-program.ts';

/** An image of one program. Its files can be read and run by everybody. */
export interface LocalImage {
  /** Full name with the tag, as containerd knows it: Docker Hub's begin with `docker.io/`. */
  readonly name: string;
  /** More names of it. @default - none */
  readonly aliases?: readonly string[];
  /** Path of the program on this machine. */
  readonly program: string;
  /** Path of the program in the image, which is its entry point. */
  readonly entrypoint: string;
  /** More files: paths on this machine, by their paths in the image. @default - none */
  readonly files?: Readonly<Record<string, string>>;
  /** Paths of more files on this machine whose libraries it needs. @default - none */
  readonly linked?: readonly string[];
  /** Arguments when the pod gives none. @default - none */
  readonly command?: readonly string[];
  /** User and group by number, as in upstream's image. */
  readonly user: string;
}

/**
 * Writes an image as `docker save` would: one layer with the program, the libraries that it is linked to and `/tmp`.
 *
 * @param file path of the archive
 */
export async function writeImage(image: LocalImage, file: string): Promise<void> {
  const work = `${file}.work`;
  const root = join(work, 'root');
  mkdirSync(join(root, 'tmp'), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  try {
    const libraries = new Set<string>();
    for (const file of [image.program, ...(image.linked ?? [])]) {
      for (const library of await linkedLibraries(file)) libraries.add(library);
    }
    const files = new Map([
      [image.entrypoint, image.program],
      ...Object.entries(image.files ?? {}),
      ...[...libraries].map((path): [string, string] => [path, path]),
    ]);
    for (const [target, source] of files) {
      mkdirSync(dirname(join(root, target)), { recursive: true });
      copyFileSync(source, join(root, target));
      chmodSync(join(root, target), 0o755);
    }
    await archive(root, join(work, 'layer.tar'));
    const config = JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: {
        User: image.user,
        Entrypoint: [image.entrypoint],
        Cmd: image.command ?? null,
        Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      },
      rootfs: { type: 'layers', diff_ids: [`sha256:${digest(join(work, 'layer.tar'))}`] },
    });
    writeFileSync(join(work, 'config.json'), config);
    const manifest = [{ Config: 'config.json', RepoTags: [image.name], Layers: ['layer.tar'] }];
    writeFileSync(join(work, 'manifest.json'), JSON.stringify(manifest));
    rmSync(root, { recursive: true });
    await archive(work, file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function archive(folder: string, file: string): Promise<void> {
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  await run('tar', [...same, `--directory=${folder}`, '-cf', `${file}.part`, '.']);
  await run('mv', [`${file}.part`, file]);
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Paths of the libraries that a program is linked to, the loader among them; none for a static one. */
async function linkedLibraries(program: string): Promise<string[]> {
  try {
    const { stdout } = await run('ldd', [program]);
    return [...stdout.matchAll(/(?:=> |^\t)(\/\S+) \(0x/gm)].flatMap(([, path]) => path ?? []);
  } catch (error) {
    if (error instanceof ProgramFailed && error.output.stderr.includes('not a dynamic executable'))
      return [];
    throw error;
  }
}
