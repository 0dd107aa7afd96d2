// `cdk8s synth` beside a check of the types, into a folder that takes the place of the output only when both are content:
// cdk8s-cli itself empties the output before it runs the app, which no app can help
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from 'js-yaml';
import { sentenceOf } from './synth/sentence.ts';
import { swap } from './synth/swap.ts';

const { values, tokens } = parseArgs({
  options: {
    output: { type: 'string', short: 'o' },
    stdout: { type: 'boolean', short: 'p' },
  },
  strict: false,
  tokens: true,
});
const places = new Set(
  tokens.flatMap((token) =>
    token.kind === 'option' && token.name === 'output'
      ? [token.index, ...(token.inlineValue ? [] : [token.index + 1])]
      : [],
  ),
);
const rest = process.argv.slice(2).filter((_, index) => !places.has(index));
const output = typeof values.output === 'string' ? values.output : configuredOutput();
const running = new Set<ChildProcess>();

mkdirSync(dirname(output), { recursive: true });
const fresh = mkdtempSync(`${output.replace(/\/+$/, '')}-`);
process.on('exit', () => rmSync(fresh, { recursive: true, force: true }));
for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
  process.on(signal, () => {
    stopAll();
    process.exit(code);
  });
}

const target = values.stdout ? [] : ['--output', fresh];
const types = run('tsc', ['--project', 'tsconfig.synth.json']);
const synth = run('cdk8s', ['synth', '--no-check-upgrade', ...rest, ...target]);
// nobody waits for the types of an app that fails, nor the other way round
const failed = await Promise.race([
  types.then(({ code }) => (code === 0 ? synth : types)),
  synth.then(({ code }) => (code === 0 ? types : synth)),
]);
if (failed.code === 0) {
  const { stdout, stderr } = await synth;
  process.stderr.write(stderr);
  if (!values.stdout) swap(fresh, output);
  process.stdout.write(stdout.replaceAll(fresh, output));
} else {
  stopAll();
  process.stderr.write(failed.program === 'cdk8s' ? sentenceOf(failed.stderr) : failed.stdout);
  process.exitCode = 1;
}

function configuredOutput(): string {
  const config = existsSync('cdk8s.yaml') ? load(readFileSync('cdk8s.yaml', 'utf8')) : undefined;
  return (config as { readonly output?: string } | undefined)?.output ?? 'dist';
}

/** What a program has said, and how it ended. */
interface Ended {
  readonly program: string;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of a dependency in a process group of its own, so that it can be stopped with all that it has started. */
function run(program: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(`node_modules/.bin/${program}`, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ program, code, stdout, stderr });
    });
  });
}

function stopAll(): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid);
    } catch (error) {
      // it has ended by itself meanwhile
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}
