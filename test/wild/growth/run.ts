import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeBundles } from '../../../scripts/bundles.ts';
import type { Cost } from './measure.ts';
import { type Series, series } from './series.ts';

/** Linear and a little, for what sorts and for a machine that is busy. */
export const mostExponent = 1.2;
/** Output grows with the input, and a line number by a digit more. */
export const mostOutputExponent = 1.1;

const patience = 180_000;

export interface Growth extends Series {
  /** The power of the input's length that the CPU time grows with; undefined where it did not end. */
  readonly exponent?: number;
  readonly outputExponent?: number;
  readonly costs: readonly Cost[];
}

/** Measures series one after the other, each in a process of its own. */
export async function* growths(names: RegExp): AsyncGenerator<Growth> {
  const bundles = resolve('build/wild');
  await writeBundles(bundles);
  const program = join(bundles, 'measure.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('measure.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'warning',
  });
  for (const [number, one] of series.entries()) {
    if (!names.test(`${one.command} ${one.name}`)) continue;
    const costs = await measured([program, bundles, String(number)]);
    const [first, last] = [costs[0], costs.at(-1)];
    if (!first || !last) {
      yield { ...one, costs };
      continue;
    }
    const longer = Math.log(last.input / first.input);
    yield {
      ...one,
      costs,
      exponent: Math.log(last.cpu / first.cpu) / longer,
      outputExponent: Math.log((last.output + 1) / (first.output + 1)) / longer,
    };
  }
}

/** Costs that a process measures; none where it does not end in time. */
async function measured(program: readonly string[]): Promise<Cost[]> {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'));
  const output = openSync(join(folder, 'output'), 'a');
  const report = join(folder, 'report.json');
  try {
    const child = spawn(process.execPath, ['--expose-gc', ...program, report], {
      stdio: ['ignore', output, output],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    const code = await new Promise((done) => child.on('close', done));
    clearTimeout(timer);
    if (code !== 0) return [];
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}
