import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Moves the module by which the operator is built for `test:cluster` to another release. */
export function raiseOperator(before: string, release: string): void {
  const to = folderOf(release);
  if (!existsSync(to)) renameSync(folderOf(before), to);
  const file = join(to, 'go.mod');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replaceAll(`v${before}`, `v${release}`).replaceAll(nameOf(before), nameOf(release)),
  );
}

function folderOf(release: string): string {
  return join('test/cluster/tools', nameOf(release));
}

/** Name of the module, as `test/cluster/harness/programs.ts` has it. */
function nameOf(release: string): string {
  return `opentelemetry-operator-${release.replace(/\.0$/, '')}`;
}
