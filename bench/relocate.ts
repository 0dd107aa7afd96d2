// time to move the largest upstream manifest, against kubectl kustomize with a namespace transformer on the same file
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const pairs = 15;
const upstream = process.env.UPSTREAM_MANIFESTS ?? '../shared/upstream';
const file = process.argv[2] ?? largestIn(upstream);
const folder = mkdtempSync(join(tmpdir(), 'relocate-bench-'));

// a store of certificates that Node reads at each start; kubectl reads none
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

try {
  execFileSync('npm', ['run', '-s', 'tracing', '--', '--help'], { stdio: 'ignore' });
  copyFileSync(file, join(folder, 'manifest.yaml'));
  writeFileSync(
    join(folder, 'kustomization.yaml'),
    'namespace: tracing\nresources: [manifest.yaml]\n',
  );
  report();
} finally {
  rmSync(folder, { recursive: true });
}

function report(): void {
  const ours = ['build/tracing.js', 'relocate', file, '--to', 'tracing'];
  const theirs = ['kustomize', folder];
  const times = { relocate: [] as number[], kustomize: [] as number[] };
  timeOf(process.execPath, ours);
  timeOf('kubectl', theirs);
  for (let pair = 0; pair < pairs; pair++) {
    times.relocate.push(timeOf(process.execPath, ours));
    times.kustomize.push(timeOf('kubectl', theirs));
  }
  const relocate = median(times.relocate);
  const kustomize = median(times.kustomize);
  const ratios = times.relocate.map((time, index) => time / (times.kustomize[index] ?? 0));
  const lines = readFileSync(file, 'utf8').split('\n').length - 1;
  console.log(`${file}: ${lines} lines, ${statSync(file).size} bytes`);
  console.log(`${pairs} interleaved pairs, NODE_EXTRA_CA_CERTS unset, times in ms`);
  console.log(
    `node ${ours.slice(0, 2).join(' ')}: median ${relocate.toFixed(0)}, ${range(times.relocate)}`,
  );
  console.log(`kubectl kustomize: median ${kustomize.toFixed(0)}, ${range(times.kustomize)}`);
  console.log(
    `ratio of the medians ${(relocate / kustomize).toFixed(2)}, median ratio of the pairs ${median(ratios).toFixed(2)}`,
  );
}

function timeOf(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, error, stderr } = spawnSync(command, args, { env, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return performance.now() - start;
}

function largestIn(manifests: string): string {
  const [largest] = readdirSync(manifests)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.ns-tracing.yaml'))
    .map((name) => join(manifests, name))
    .sort((a, b) => statSync(b).size - statSync(a).size);
  if (largest === undefined)
    throw new Error(`UPSTREAM_MANIFESTS must name a folder with manifests, got ${manifests}`);
  return largest;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return ((sorted[middle] ?? 0) + (sorted[sorted.length - 1 - middle] ?? 0)) / 2;
}

function range(times: readonly number[]): string {
  return `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
}
