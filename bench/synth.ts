// what synthesizing costs, in CPU time (user and system): the app against helm and kustomize, `npm run synth` against a bare cdk8s-cli,
// and ever more collectors and Jaegers. `--chart DIR` and `--kustomization DIR` measure originals in place of restated ones.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cpu, interleaved, median, ratioOf, spread } from './cpu.ts';
import { writeChart, writeKustomization } from './operator-chart.ts';
import { fetchPeers, type Peers } from './peers.ts';

const rounds = 10;
const sizes = [1, 10, 100, 1000];

const { values: originals } = parseArgs({
  options: { chart: { type: 'string' }, kustomization: { type: 'string' } },
});
const folder = mkdtempSync(join(tmpdir(), 'synth-bench-'));

try {
  // so that the app is bundled as synth bundles it, and both runs of the type check are warm
  execFileSync('npm', ['run', '-s', 'synth', '--', '--output', join(folder, 'dist')]);
  const peers = fetchPeers(folder);
  if (typeof peers === 'string') console.log(peers);
  console.log(`CPU ms a run, ${rounds} interleaved rounds, NODE_EXTRA_CA_CERTS unset`);
  compare(typeof peers === 'string' ? {} : templating(peers));
  growth();
} finally {
  rmSync(folder, { recursive: true });
}

/** What a peer is called, and the command that the app is compared with. */
function templating({ helm, kubectl }: Peers): Record<string, readonly string[]> {
  const chart = originals.chart ?? join(folder, 'chart');
  const kustomization = originals.kustomization ?? join(folder, 'kustomization');
  if (originals.chart === undefined) writeChart(chart);
  if (originals.kustomization === undefined) writeKustomization(kustomization);
  const image = 'manager.collectorImage.repository=otel/opentelemetry-collector';
  return {
    'helm template': [helm, 'template', 'operator', chart, '-n', 'tracing', '--set', image],
    'kubectl kustomize': [kubectl, 'kustomize', kustomization],
  };
}

function compare(peers: Readonly<Record<string, readonly string[]>>): void {
  const bare = 'cdk8s synth of nothing';
  const nothing = join(folder, 'nothing');
  const touch = `mkdir -p ${nothing} && touch ${nothing}/nothing.yaml`;
  const dist = join(folder, 'dist');
  const commands = {
    app: ['env', `CDK8S_OUTDIR=${dist}`, process.execPath, 'build/main.cjs'],
    ...peers,
    'npm run synth': ['npm', 'run', '-s', 'synth', '--', '--output', dist],
    [bare]: ['node_modules/.bin/cdk8s', 'synth', '--no-check-upgrade', '-a', touch, '-o', nothing],
  };
  const costs: Record<string, number[]> = interleaved(commands, { rounds, runs: 1 });
  for (const [name, values] of Object.entries(costs)) console.log(`${name}: ${spread(values)}`);
  for (const [name, of] of [
    ...Object.keys(peers).map((peer) => ['app', peer] as const),
    ['npm run synth', bare] as const,
  ]) {
    console.log(`${name} against ${of}: ${ratioOf(costs[name] ?? [], costs[of] ?? [])}`);
  }
}

function growth(): void {
  const bundle = join('build', 'bench-pairs.cjs');
  mkdirSync('build', { recursive: true });
  const options = ['--bundle', '--packages=external', '--platform=node', '--format=cjs'];
  const url = '--define:import.meta.url=__filename';
  const out = ['--log-level=warning', `--outfile=${bundle}`];
  execFileSync('node_modules/.bin/esbuild', ['bench/pairs.ts', ...options, url, ...out]);
  const output = `CDK8S_OUTDIR=${join(folder, 'pairs')}`;
  const cost = (pairs: number, level: string) =>
    median(
      [1, 2, 3].map(() => cpu(['env', output, process.execPath, bundle, String(pairs), level])),
    );
  console.log('\npairs of a collector and a Jaeger');
  console.table(
    sizes.map((pairs) => {
      const [guarded, plain] = [cost(pairs, 'error'), cost(pairs, 'off')];
      return {
        pairs,
        'CPU ms': guarded.toFixed(0),
        'ms a pair': (guarded / pairs).toFixed(2),
        'CPU ms without guard': plain.toFixed(0),
        ratio: (guarded / plain).toFixed(2),
      };
    }),
  );
}
