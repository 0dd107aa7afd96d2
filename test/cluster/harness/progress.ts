import pc from 'picocolors';

const HEARTBEAT_MS = 15_000;

/** Whole seconds since `since`, as `75 s`. */
export function elapsed(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

/** Prints one line of what happens now. */
export function say(line: string): void {
  console.log(pc.dim(line));
}

/** Runs a long step; says what it is, that it still runs every 15 seconds, and how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  say(`${title} ...`);
  const heartbeat = setInterval(() => say(`  still ${title} (${elapsed(start)})`), HEARTBEAT_MS);
  try {
    const result = await work();
    say(`${title}: done in ${elapsed(start)}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
