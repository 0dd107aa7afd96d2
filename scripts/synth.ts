// what `cdk8s synth` does, beside a check of the types, into a folder that takes the place of the output only when both are content.
// cdk8s-cli empties the output before it runs the app, which no app can help, and takes longer to load than all the rest to run; so
// the app is run without it, unless it is asked for more than that.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from 'js-yaml';
import { sentenceOf } from './synth/sentence.ts';
import { recover, swap } from './synth/swap.ts';

/** What of `cdk8s.yaml` is read here; `language` and `imports` are for other commands, and all else is for cdk8s-cli. */
interface Config {
  readonly app?: string;
  readonly output?: string;
  readonly language?: unknown;
  readonly imports?: unknown;
}

const { values, tokens } = parseArgs({
  options: {
    app: { type: 'string', short: 'a' },
    output: { type: 'string', short: 'o' },
    stdout: { type: 'boolean', short: 'p' },
  },
  strict: false,
  tokens: true,
});
const config = readConfig();
const { language: _, imports: __, app = '', output: folder = 'dist', ...more } = config;
const output = typeof values.output === 'string' ? values.output : folder;
const command = typeof values.app === 'string' ? values.app : app;
const rest = argumentsWithout('app', 'output');
const running = new Set<ChildProcess>();

mkdirSync(dirname(output), { recursive: true });
recover(output);
const fresh = mkdtempSync(`${output.replace(/\/+$/, '')}-`);
process.on('exit', () => rmSync(fresh, { recursive: true, force: true }));
for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
  process.on(signal, () => {
    stopAll();
    process.exit(code);
  });
}

const types = run('node_modules/.bin/tsc', ['--project', 'tsconfig.synth.json']);
const alone = command !== '' && rest.length === 0 && Object.keys(more).length === 0;
const synth = alone ? runApp() : runCdk8s();
// what they have to say against it
const ofTypes = types.then(({ code, stdout }) => (code === 0 ? undefined : stdout));
const ofSynth = synth.then(({ code, stderr }) => (code === 0 ? undefined : sentenceOf(stderr)));
// nobody waits for the types of an app that fails, nor the other way round
const complaint =
  (await Promise.race([
    ofTypes.then((said) => said ?? ofSynth),
    ofSynth.then((said) => said ?? ofTypes),
  ])) ?? nothingWritten();
if (complaint === undefined) {
  const { stdout, stderr } = await synth;
  process.stderr.write(stderr);
  if (!values.stdout) swap(fresh, output);
  process.stdout.write(alone ? report() : stdout.replaceAll(fresh, output));
} else {
  stopAll();
  process.stderr.write(complaint);
  process.exitCode = 1;
}

function readConfig(): Config {
  const read = existsSync('cdk8s.yaml') ? load(readFileSync('cdk8s.yaml', 'utf8')) : undefined;
  return (read ?? {}) as Config;
}

/** Arguments of this program save some options and their values. */
function argumentsWithout(...names: readonly string[]): string[] {
  const places = new Set(
    tokens.flatMap((token) =>
      token.kind === 'option' && names.includes(token.name)
        ? [token.index, ...(token.inlineValue ? [] : [token.index + 1])]
        : [],
    ),
  );
  return process.argv.slice(2).filter((_, index) => !places.has(index));
}

function runApp(): Promise<Ended> {
  return run(command, [], { shell: true, env: { ...process.env, CDK8S_OUTDIR: fresh } });
}

function runCdk8s(): Promise<Ended> {
  const target = values.stdout ? [] : ['--output', fresh];
  const options = [...(command === '' ? [] : ['--app', command]), ...rest, ...target];
  return run('node_modules/.bin/cdk8s', ['synth', '--no-check-upgrade', ...options]);
}

/** What to say of an app that ended well and wrote nothing, such as one that never calls `app.synth()`. */
function nothingWritten(): string | undefined {
  if (values.stdout || readdirSync(fresh).length > 0) return undefined;
  return `${command} wrote no manifest; does it end with app.synth()? ${output} is as it was\n`;
}

/** What cdk8s-cli says of an output. */
function report(): string {
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' });
  const manifests = files.filter((file) => file.endsWith('.yaml')).sort();
  return [
    'Synthesizing application',
    ...manifests.map((file) => `  - ${join(output, file)}`),
    '',
  ].join('\n');
}

/** What a program has said, and how it ended. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a process group of its own, so that it can be stopped with all that it has started. */
function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  const child = spawn(program, args, {
    ...options,
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
      resolve({ code, stdout, stderr });
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
