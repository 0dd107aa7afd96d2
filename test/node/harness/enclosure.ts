import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { track } from '../../cluster/harness/children.ts';
import { removeControlGroups } from './control-groups.ts';

const PREFIX = 'cdk8s-tracing-node-';

/** Variable that tells a module that is enclosed by which process others can enter its namespaces. */
export const ENTRANCE = 'NODE_TEST_ENTRANCE';

/** A folder of this run's own; its name is that of the control group, too. */
export function ownFolder(): { name: string; folder: string } {
  const name = `${PREFIX}${process.pid}`;
  const folder = join(tmpdir(), name);
  mkdirSync(folder, { mode: 0o755 });
  return { name, folder };
}

/**
 * Runs a module in network, mount and process namespaces of its own, all of which the kernel ends with it: when it ends, and
 * when this process does, however that happens. So no container, mount or address outlives a run.
 *
 * @returns its exit code
 */
export async function enclosed(module: string, args: readonly string[]): Promise<number> {
  const inside = [process.execPath, ...process.execArgv, module, ...args];
  const child = track(
    spawn(
      'bash',
      [
        // the namespaces are entered by the process that this becomes
        ...['-c', `exec env ${ENTRANCE}=$$ "$@"`, 'node-test', 'setpriv'],
        // ends with this process
        '--pdeathsig=KILL',
        'unshare',
        ...['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
        // the first process of the namespace inherits the orphans of all others, and a shell buries them
        ...['bash', '-c', '"$@"; exit $?', 'node-test'],
        ...inside,
      ],
      { stdio: 'inherit' },
    ),
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Waits while runs that began before this one are at work: two nodes at once would be too slow for the checks of either. */
export async function awaitTurn(own: string, say: (text: string) => void): Promise<void> {
  const began = (name: string) => statSync(join(tmpdir(), name)).birthtimeMs;
  const since = began(own);
  for (let told = false; ; told = true) {
    const before = readdirSync(tmpdir()).filter((name) => {
      try {
        return name !== own && name.startsWith(PREFIX) && !isLeftover(name) && began(name) < since;
      } catch {
        // it has just ended, and its folder is gone
        return false;
      }
    });
    if (before.length === 0) return;
    if (!told) say(`waiting for another run: ${before.join(', ')}`);
    await sleep(2_000);
  }
}

/** Removes what runs that were killed have left: folders and control groups, in which nothing runs any more. */
export async function removeLeftovers(): Promise<string[]> {
  const left = readdirSync(tmpdir()).filter((name) => isLeftover(name));
  for (const name of left) {
    await removeControlGroups(name);
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  return left;
}

function isLeftover(name: string): boolean {
  if (!name.startsWith(PREFIX)) return false;
  const pid = Number(name.slice(PREFIX.length));
  try {
    return !process.kill(pid, 0);
  } catch {
    // there is no such process
    return true;
  }
}
