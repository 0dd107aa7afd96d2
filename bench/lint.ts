// what linting costs: the default stack against a bare `node -e 0`, and ever more objects in one call, in CPU time (user and system)
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClusterShape, cluster } from './cluster.ts';
import { interleaved, measuredEnv, ratioOf, spread } from './cpu.ts';

const rounds = 12;
const runsARound = 5;
const sizes = [1250, 2500, 5000, 10_000];
const shapes: Readonly<Record<string, ClusterShape>> = {
  'a namespace a stack': { crowded: false, mistaken: false },
  'one namespace': { crowded: true, mistaken: false },
  'one namespace, mistakes in all stacks': { crowded: true, mistaken: true },
};
// what the command itself has used, told when it ends, apart from what it says on its own
const account = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('node:fs').writeSync(3, JSON.stringify({ cpu: userCPUTime + systemCPUTime, maxRSS }));
});
require('./lib/tracing.cjs');`;

const folder = mkdtempSync(join(tmpdir(), 'lint-bench-'));

try {
  execFileSync('npm', ['run', '-s', 'build:bundles'], { stdio: 'ignore' });
  const dist = join(folder, 'dist');
  execFileSync('npm', ['run', '-s', 'synth', '--', '--output', dist], { stdio: 'ignore' });
  ratio(['lib/tracing.cjs', 'lint', dist]);
  for (const [name, shape] of Object.entries(shapes)) growth(name, shape);
} finally {
  rmSync(folder, { recursive: true });
}

function ratio(lint: readonly string[]): void {
  const { bare, linted } = interleaved(
    { bare: [process.execPath, '-e', '0'], linted: [process.execPath, ...lint] },
    { rounds, runs: runsARound },
  );
  console.log(
    `the default stack, CPU ms a run, ${rounds} interleaved rounds of ${runsARound} runs, NODE_EXTRA_CA_CERTS unset`,
  );
  console.log(`node -e 0: ${spread(bare)}`);
  console.log(`node lib/tracing.cjs lint dist: ${spread(linted)}`);
  console.log(ratioOf(linted, bare));
}

function growth(name: string, shape: ClusterShape): void {
  console.log(`\n${name}`);
  const rows = sizes.map((objects) => {
    const file = join(folder, 'cluster.yaml');
    writeFileSync(file, cluster(objects, shape));
    const { seconds, mebibytes, findings } = run(file);
    return {
      objects,
      findings,
      'CPU s': seconds.toFixed(2),
      'ms an object': ((1000 * seconds) / objects).toFixed(2),
      MiB: mebibytes.toFixed(0),
      'KiB an object': ((1024 * mebibytes) / objects).toFixed(0),
    };
  });
  console.table(rows);
}

function run(file: string): { seconds: number; mebibytes: number; findings: number } {
  const args = ['-e', account, '--', 'lint', '--format', 'json', file];
  const { stdout, output } = spawnSync(process.execPath, args, {
    env: measuredEnv,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const { cpu, maxRSS } = JSON.parse(output[3] ?? '');
  return { seconds: cpu / 1e6, mebibytes: maxRSS / 1024, findings: JSON.parse(stdout).length };
}
