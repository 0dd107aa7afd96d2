import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { FoundText } from '../lint/clusters.ts';
import type { Inputs } from './inputs.ts';
import { decoded, fileReason } from './read-text.ts';
import type { Revision } from './revision.ts';

const mostBytes = 1 << 30;

/**
 * Reads what a revision has at a path: a file, or the `*.yaml`, `*.yml` and `*.json` of a folder, at any depth.
 *
 * @throws if there is no git, no such revision, or nothing at that path in it, or a kustomization, which a history cannot build
 */
export function readRevision({ revision, path: place }: Revision): Inputs {
  const name = `${revision}:${place}`;
  const type = git('cat-file', '-t', name).toString().trim();
  if (type === 'blob') return { texts: [text(name, name)], unreadable: [] };
  if (type !== 'tree') throw new Error(`${name} must be a file or a folder, got a ${type}`);
  const files = git('ls-tree', '-r', '-z', '--name-only', '--full-tree', name)
    .toString()
    .split('\0')
    .filter((file) => /\.(?:ya?ml|json)$|(?:^|\/)Kustomization$/.test(file) && !isHidden(file));
  if (files.length === 0) throw new Error(`no YAML or JSON file in folder ${name}`);
  const built = files.find((file) => /(?:^|\/)kustomization(?:\.ya?ml)?$/i.test(file));
  if (built !== undefined) {
    throw new Error(
      `${joined(name, built)} is built from files: give what kubectl kustomize prints`,
    );
  }
  return {
    texts: files.map((file) => text(joined(name, file), joined(name, file), name)),
    unreadable: [],
  };
}

function joined(name: string, file: string): string {
  return name.endsWith(':') ? `${name}${file}` : path.posix.join(name, file);
}

function isHidden(file: string): boolean {
  return file.split('/').some((part) => part === 'node_modules' || part.startsWith('.'));
}

function text(file: string, object: string, folder?: string): FoundText {
  const bytes = git('cat-file', 'blob', object);
  try {
    return { file, text: decoded(bytes), folder };
  } catch (error) {
    throw new Error(`cannot read ${file}: ${fileReason(error)}`, { cause: error });
  }
}

function git(...args: readonly string[]): Buffer {
  try {
    return execFileSync('git', args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: mostBytes });
  } catch (error) {
    throw new Error(`git ${args.join(' ')}: ${saidBy(error)}`, { cause: error });
  }
}

function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  return said.split('\n')[0]?.replace(/^fatal: /, '') || error.message;
}
