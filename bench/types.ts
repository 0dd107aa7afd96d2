// what the generated types of components cost: sources and package with them and with open ones in their place, checked by turns and packed
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { interleaved, ratioOf, spread } from './cpu.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const generated = 'imports/collector-components.ts';
const text = readFileSync(generated, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'types-'));
try {
  const [typed, open] = [copied('typed', text), copied('open', opened(text))];
  const costs = interleaved(
    { typed: check(typed), open: check(open) },
    { rounds: Number(values.rounds), runs: 1 },
  );
  console.log(`types of components: ${spread(costs.typed)} ms of CPU time`);
  console.log(`open ones:           ${spread(costs.open)} ms`);
  console.log(ratioOf(costs.typed, costs.open));
  console.log(`package with types:  ${packed(typed)}`);
  console.log(`with open ones:      ${packed(open)}`);
} finally {
  rmSync(folder, { recursive: true });
}

/** A copy of the repository's files with a text in place of the generated types. */
function copied(name: string, types: string): string {
  const copy = join(folder, name);
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' });
  for (const file of files.split('\0').filter(Boolean)) cpSync(file, join(copy, file));
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, generated), types);
  return copy;
}

/** The command that checks the types of a copy. */
function check(copy: string): string[] {
  return [resolve('node_modules/.bin/tsc'), '--noEmit', '-p', join(copy, 'tsconfig.build.json')];
}

/** How large the package of a copy is, built and packed there. */
function packed(copy: string): string {
  const args = ['pack', '--json', '--pack-destination', folder];
  const told = execFileSync('npm', args, { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
  // the build may have said something before
  const [{ size, unpackedSize }] = JSON.parse(told.slice(told.search(/^\[$/m)));
  return `${kilobytes(size)}, ${kilobytes(unpackedSize)} unpacked`;
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
