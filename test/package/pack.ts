import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import packageJson from '../../package.json' with { type: 'json' };

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the packed package. */
    tarball: string;
  }
}

const { cdk8s, constructs, 'cdk8s-plus-27': plus } = packageJson.devDependencies;
const peers = { cdk8s, constructs, 'cdk8s-plus-27': plus };
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs the package once for all test files. */
export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-packed-'));
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  provide('tarball', join(folder, packed.trim()));
  return () => rmSync(folder, { recursive: true });
}

/** Makes a project of its own around the packed package, and installs it. */
export function install(tarball: string, files: URL, manifest: object): string {
  const project = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-package-'));
  cpSync(files, project, { recursive: true });
  cpSync(new URL('../../packages/empty', import.meta.url), join(project, 'empty'), {
    recursive: true,
  });
  const own = { dependencies: {}, ...manifest };
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      private: true,
      ...own,
      // cdk8s-plus-27 lists a release tool by mistake; overrides of a dependency do not reach its users
      dependencies: {
        ...own.dependencies,
        // peers are optional, for those who only lint; who synthesizes names them, as docs/package.md says
        ...peers,
        backport: 'file:empty',
        'cdk8s-tracing': `file:${tarball}`,
      },
      overrides: { backport: '$backport' },
    }),
  );
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], { cwd: project });
  return project;
}
