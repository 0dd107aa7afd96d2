import { renameSync, rmSync } from 'node:fs';

/**
 * Puts a folder in the place of another one, which need not be there. Whoever looks sees the one or the other, whole; when
 * several do this at once, each succeeds and one of them is the last.
 */
export function swap(fresh: string, output: string): void {
  const before = `${fresh}-before`;
  for (;;) {
    if (moved(output, before)) rmSync(before, { recursive: true });
    if (moved(fresh, output)) return;
  }
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
