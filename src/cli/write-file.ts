import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from '../upstream/values/unknown.ts';

/**
 * Writes a file so that it is either whole or as it was before.
 *
 * @throws if the file cannot be written
 */
export function writeFileWhole(file: string, text: string): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  // a device or a pipe is written to, not replaced
  if (existing !== undefined && !existing.isFile()) {
    writeFileSync(file, text);
    return;
  }
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: existing?.mode });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const reason = reasonOf(error);
    throw new Error(`cannot write ${file}: ${reason}`, { cause: error });
  }
}
