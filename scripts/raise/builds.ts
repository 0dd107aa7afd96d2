import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Step } from './run.ts';

const tools = 'test/cluster/tools';
const builds = ['otelcol', 'otelcol-tracing'];
const builder = 'go.opentelemetry.io/collector/cmd/builder';
/** What the builder writes that is kept. */
const kept = ['builder.yaml', 'go.mod', 'go.sum'];

/** Modules of the builds of the collector that Go cannot have at a release, sorted. */
export function missingModules(release: string): string[] {
  const modules = new Set(builds.flatMap((build) => componentModules(manifestOf(build))));
  return [...modules, builder].sort().filter((path) => !exists(path, release));
}

/** Modules of components in a manifest of the builder; the providers have numbers of their own. */
export function componentModules(manifest: string): string[] {
  return [...manifest.matchAll(/gomod: (\S+) v0\./g)].map(([, path = '']) => path);
}

function manifestOf(build: string): string {
  return readFileSync(join(tools, build, 'builder.yaml'), 'utf8');
}

function exists(path: string, release: string): boolean {
  return spawnSync('go', ['list', '-m', `${path}@v${release}`], { cwd: tools }).status === 0;
}

/** A manifest of the builder for another release. */
export function raisedManifest(manifest: string, release: string, stable: string): string {
  return manifest
    .replace(/^( {2}version: ).*$/m, `$1${release}`)
    .replaceAll(/(gomod: \S+) v0\.\S+/g, `$1 v${release}`)
    .replaceAll(/(gomod: \S+) v1\.\S+/g, `$1 v${stable}`);
}

/** Has the builder write `go.mod` and `go.sum` of the builds anew, and pins the builder itself. */
export function raiseBuilds(release: string): Step[] {
  const stable = stableRelease(release);
  const pinned = join(tools, 'collector-builder');
  return [
    run('the builder', 'go', ['get', `${builder}@v${release}`], pinned),
    run('the builder, tidied', 'go', ['mod', 'tidy'], pinned),
    ...builds.map((build) => {
      const folder = join(tools, build);
      writeFileSync(
        join(folder, 'builder.yaml'),
        raisedManifest(manifestOf(build), release, stable),
      );
      const args = [
        'run',
        `${builder}@v${release}`,
        '--config',
        'builder.yaml',
        '--skip-compilation',
      ];
      const step = run(`modules of ${build}`, 'go', args, folder);
      for (const file of readdirSync(folder)) {
        if (!kept.includes(file)) rmSync(join(folder, file), { recursive: true });
      }
      return step;
    }),
  ];
}

/** Number of the stable modules, such as the providers, that goes with a release. */
function stableRelease(release: string): string {
  const told = execFileSync(
    'go',
    ['mod', 'download', '-json', `go.opentelemetry.io/collector/exporter/otlpexporter@v${release}`],
    { cwd: tools, encoding: 'utf8' },
  );
  const required = readFileSync(JSON.parse(told).GoMod, 'utf8');
  const stable = /go\.opentelemetry\.io\/collector\/component v(\S+)/.exec(required)?.[1];
  if (stable === undefined) throw new Error(`otlpexporter ${release} must require component`);
  return stable;
}
