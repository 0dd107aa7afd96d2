// runs in a process of its own, which ends where a series does not: measures one series by its number, and prints what came of it
import { fstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Series, series } from './series.ts';

/** What a run of a command on an input of a size took. */
export interface Cost {
  readonly size: number;
  /** Length of the input in bytes. */
  readonly input: number;
  /** Length of what was printed, in bytes. */
  readonly output: number;
  /** CPU time that the process used itself, in ms. */
  readonly cpu: number;
}

// ms above what V8 needs to compile, below what makes the suite slow
const enough = 500;
const largestInput = 4_000_000;
const rounds = 3;
const doublings = 2;

const [bundles = '', number = '', report = ''] = process.argv.slice(2);
const one = series[Number(number)];
if (one === undefined) throw new Error(`no series ${number}`);
const run = commandOf(one);
const folder = mkdtempSync(path.join(tmpdir(), 'growth-'));
try {
  writeFileSync(report, JSON.stringify(await growth(one)));
} finally {
  rmSync(folder, { recursive: true });
}

/** Costs of an input and of its half and quarter, the largest last: medians of rounds that take one of each. */
async function growth({ text }: Series): Promise<Cost[]> {
  const sizes: number[] = [];
  for (let size = 4; ; size *= 2) {
    const cost = await costOf(text, size);
    sizes.push(size);
    if (cost.cpu > enough || cost.input > largestInput) break;
  }
  const measured = sizes.slice(-doublings - 1);
  const costs: Cost[][] = measured.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, size] of measured.entries()) {
      costs[index]?.push(await costOf(text, size));
    }
  }
  return costs.flatMap((ofSize) => ofSize.toSorted((a, b) => a.cpu - b.cpu)[rounds >> 1] ?? []);
}

async function costOf(text: Series['text'], size: number): Promise<Cost> {
  const input = text(size);
  const file = path.join(folder, 'input.yaml');
  writeFileSync(file, input);
  const before = printed();
  globalThis.gc?.();
  const start = process.cpuUsage();
  await run(file);
  const { user } = process.cpuUsage(start);
  return { size, input: input.length, output: printed() - before, cpu: user / 1000 };
}

/** How much has been printed; both outputs are files. */
function printed(): number {
  return fstatSync(1).size + fstatSync(2).size;
}

function commandOf({ command, options }: Series): (file: string) => Promise<unknown> {
  const load = createRequire(import.meta.url);
  const file = command === 'relocate' ? 'run-relocate.cjs' : 'run-lint.cjs';
  const main = load(path.join(bundles, file));
  switch (command) {
    case 'lint':
      return (file) => main.runLint({ paths: [file], format: 'text', ...options });
    case 'graph':
      return (file) => main.runGraph({ paths: [file], ...options });
    case 'relocate':
      return (file) =>
        main.runRelocate({
          file,
          to: 'observability',
          from: 'tracing',
          image: {},
          namespace: 'drop',
          ...options,
        });
  }
}
