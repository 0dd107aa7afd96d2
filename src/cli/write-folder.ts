import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { writeReason } from './read-text.ts';

/**
 * Checks that a folder can be made.
 *
 * @throws if there is a file of that name, or the folder has something in it
 */
export function checkNewFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory())
    throw new Error(`--out must be a folder, got the file ${folder}`);
  const [first] = readdirSync(folder).sort();
  if (first !== undefined) {
    throw new Error(
      `--out must be an empty folder, or not be there yet; there is ${path.join(folder, first)}`,
    );
  }
}

/**
 * Makes a folder of files so that either all of them are there or none.
 *
 * @param files texts by name, or by a path in the folder
 * @throws if the folder cannot be written
 */
export function writeFolderWhole(folder: string, files: ReadonlyMap<string, string>): void {
  const parent = path.dirname(path.resolve(folder));
  let draft: string | undefined;
  try {
    mkdirSync(parent, { recursive: true });
    draft = mkdtempSync(path.join(parent, `.${path.basename(folder)}.`));
    for (const [name, text] of files) {
      mkdirSync(path.dirname(path.join(draft, name)), { recursive: true });
      writeFileSync(path.join(draft, name), text);
    }
    // what mkdtemp makes is closed to all others
    chmodSync(draft, 0o777 & ~process.umask());
    // takes the place of an empty folder too
    renameSync(draft, folder);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { recursive: true, force: true });
    throw new Error(`cannot write ${folder}: ${writeReason(error)}`, { cause: error });
  }
}
