import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeReason } from './read-text.ts';

/**
 * Writes a file so that it is either whole or as it was before.
 *
 * @throws if the file cannot be written
 */
export function writeFileWhole(file: string, text: string): void {
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    // a device or a pipe is written to, not replaced
    if (existing !== undefined && !existing.isFile()) writeFileSync(file, text);
    else replace(file, text, existing?.mode);
  } catch (error) {
    throw new Error(`cannot write ${file}: ${writeReason(error)}`, { cause: error });
  }
}

function replace(file: string, text: string, mode: number | undefined): void {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(draft, text, { flag: 'wx', mode });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
