// CPU time (user and system) of commands, compared in interleaved rounds
import { spawnSync } from 'node:child_process';

// a store of certificates that Node reads at each start
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** The environment that commands are measured in. */
export const measuredEnv: NodeJS.ProcessEnv = env;

/** CPU time of a run of a command in ms, on average of some runs; the shell accounts for its children to the hundredth of a second. */
export function cpu(command: readonly string[], runs = 1): number {
  const lines = Array.from({ length: runs }, () => '"$@" > /dev/null || exit').join('\n');
  const script = [`${lines}\ntimes`, 'sh', ...command];
  const { status, stdout, stderr } = spawnSync('sh', ['-c', ...script], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} exited with ${status}: ${stderr}`);
  const ofChildren = stdout.trim().split('\n').at(-1) ?? '';
  const seconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => 60 * Number(minutes) + Number(rest),
  );
  return (1000 * seconds.reduce((sum, part) => sum + part, 0)) / runs;
}

/** CPU times of commands by name, a run of each before a round is counted. */
export function interleaved<Name extends string>(
  commands: Readonly<Record<Name, readonly string[]>>,
  { rounds, runs }: { readonly rounds: number; readonly runs: number },
): Record<Name, number[]> {
  const entries = Object.entries<readonly string[]>(commands);
  for (const [, command] of entries) cpu(command);
  const costs = Object.fromEntries(entries.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of entries) costs[name]?.push(cpu(command, runs));
  }
  return costs as Record<Name, number[]>;
}

/** The middle one of the values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Middle, least and most of the values, as text. */
export function spread(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `median ${median(values).toFixed(0)}, ${least.toFixed(0)} to ${most.toFixed(0)}`;
}

/** Ratio of the medians of two costs, and the median of the ratios of their rounds, as text. */
export function ratioOf(costs: readonly number[], of: readonly number[]): string {
  const ratios = costs.map((cost, round) => cost / (of[round] ?? 0));
  const whole = median(costs) / median(of);
  return `ratio of the medians ${whole.toFixed(2)}, median ratio of the rounds ${median(ratios).toFixed(2)}`;
}
