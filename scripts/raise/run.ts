import { spawnSync } from 'node:child_process';

/** A step that was done. */
export interface Step {
  /** What it is, with the end of what it said; unset when it went well. */
  readonly failure?: string;
}

/** Lines of a step that failed which are shown. */
const shown = 25;

/** Runs a program, and says so. */
export function run(what: string, program: string, args: readonly string[], cwd = '.'): Step {
  console.log(`… ${what}`);
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return {};
  const said = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trimEnd().split('\n');
  return { failure: [`${what}: ${program} ${args.join(' ')}`, ...said.slice(-shown)].join('\n  ') };
}
