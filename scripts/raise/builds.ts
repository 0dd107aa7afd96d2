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
  const wanted = [...modules, builder].sort().map((path) => `${path}@v${release}`);
  // a module may have a number and no source, so the source is what is asked for; it exits with 1 where one lacks
  const { stdout, stderr, error } = spawnSync('go', ['mod', 'download', '-json', ...wanted], {
    cwd: tools,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const told = downloadsIn(stdout ?? '');
  if (told.length < wanted.length) {
    throw new Error(`go must tell of ${wanted.length} modules, got ${error?.message ?? stderr}`);
  }
  return told.flatMap(({ Path, Error: problem }) => (problem === undefined ? [] : [Path]));
}

/** A module as `go mod download -json` tells of it. */
interface Download {
  readonly Path: string;
  /** Why it cannot be had. */
  readonly Error?: string;
}

/** What `go mod download -json` printed: an object for each module. */
export function downloadsIn(printed: string): Download[] {
  return printed
    .split(/(?<=^\})\n/m)
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one));
}

/** Modules of components in a manifest of the builder; the providers have numbers of their own. */
export function componentModules(manifest: string): string[] {
  return [...manifest.matchAll(/gomod: (\S+) v0\./g)].map(([, path = '']) => path);
}

function manifestOf(build: string): string {
  return readFileSync(join(tools, build, 'builder.yaml'), 'utf8');
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
      const step = written(run(`modules of ${build}`, 'go', args, folder), build, folder);
      for (const file of readdirSync(folder)) {
        if (!kept.includes(file)) rmSync(join(folder, file), { recursive: true });
      }
      return step;
    }),
  ];
}

/**
 * What a step of the builder comes to. When `go.mod` is tidy, the builder downloads all that it names, also modules that only other systems
 * need, which the proxy may lack: what counts is that the source of every package of the build is there.
 */
function written(step: Step, build: string, folder: string): Step {
  if (!step.failure?.includes('failed to download go modules')) return step;
  return run(`packages of ${build}`, 'go', ['list', '-deps', '.'], folder);
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
