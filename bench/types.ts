// what the generated types of components cost: the types of the sources are checked with them and with open ones in their place, by turns
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { interleaved, ratioOf, spread } from './cpu.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const generated = 'imports/collector-components.ts';
const text = readFileSync(generated, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'types-'));
try {
  const costs = interleaved(
    { typed: check('typed', text), open: check('open', opened(text)) },
    { rounds: Number(values.rounds), runs: 1 },
  );
  console.log(`types of components: ${spread(costs.typed)} ms of CPU time`);
  console.log(`open ones:           ${spread(costs.open)} ms`);
  console.log(ratioOf(costs.typed, costs.open));
  const packed = gzipSync(text).length;
  console.log(`${generated}: ${kilobytes(text.length)}, ${kilobytes(packed)} packed`);
} finally {
  rmSync(folder, { recursive: true });
}

/** A copy of the sources with a text in place of the generated types, and the command that checks its types. */
function check(name: string, types: string): string[] {
  const copy = join(folder, name);
  mkdirSync(copy);
  for (const part of ['src', 'imports', 'package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    cpSync(part, join(copy, part), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, generated), types);
  return [resolve('node_modules/.bin/tsc'), '--noEmit', '-p', join(copy, 'tsconfig.build.json')];
}

/** The same ids, each with settings that are not looked at: `unknown` would have them looked at where the sources read some. */
function opened(types: string): string {
  const start = types.indexOf('/** Settings of receivers');
  if (start < 0) throw new Error(`${generated} must begin its exports with those of receivers`);
  return types.slice(start).replace(/^( {2}readonly [^:]+): .*;$/gm, '$1: any;');
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
