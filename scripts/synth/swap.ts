import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Puts a folder in the place of another one, which need not be there. Whoever looks sees the one or the other, whole; when
 * several do this at once, each succeeds and one of them is the last.
 */
export function swap(fresh: string, output: string): void {
  const before = `${fresh}-before`;
  // what mkdtemp makes is closed to all others
  chmodSync(fresh, 0o777 & ~process.umask());
  for (;;) {
    moved(output, before);
    const done = moved(fresh, output);
    // another run may have put it back
    rmSync(before, { recursive: true, force: true });
    if (done) return;
  }
}

/** Puts back an output that `swap` has moved away, and was killed before it put another one there. */
export function recover(output: string): void {
  if (existsSync(output)) return;
  const [folder, name] = [dirname(output), basename(output)];
  const before = readdirSync(folder).find(
    (file) => file.startsWith(name) && /^-\w{6}-before$/.test(file.slice(name.length)),
  );
  if (before !== undefined) moved(join(folder, before), output);
}

// false when there is nothing to move, or another one has come into the place meanwhile
function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    throw error;
  }
}
