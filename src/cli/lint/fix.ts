import { realpathSync } from 'node:fs';
import { type FoundText, lintClusters } from '../../lint/clusters.ts';
import type { LintOptions } from '../../lint/manifests.ts';
import { repaired } from '../../lint/repair/write.ts';
import { printError } from '../output.ts';
import { standardInput } from '../read-text.ts';
import { writeFileWhole } from '../write-file.ts';

/**
 * Writes the certain fixes into the files, and tells how many on standard error.
 *
 * @returns the texts as they are then
 * @throws if standard input is among them, or a file cannot be written
 */
export function writeFixes(
  texts: readonly FoundText[],
  options: LintOptions,
): readonly FoundText[] {
  if (texts.some(({ file }) => file === standardInput)) {
    throw new Error('--fix must be given files, not standard input');
  }
  const { texts: fixed, edits } = repaired(texts, (some) => lintClusters(some, options));
  const changed = fixed.filter(({ text }, index) => text !== texts[index]?.text);
  // a link stays one
  for (const { file, text } of changed) writeFileWhole(realpathSync(file), text);
  const [fixes, files] = [edits.length, changed.length];
  printError(
    `tracing: wrote ${fixes} ${fixes === 1 ? 'fix' : 'fixes'} into ${files} ${files === 1 ? 'file' : 'files'}\n`,
  );
  return fixed;
}
