// prints what the linter finds in the goldens of all stacks, a line each; a process of its own, which has read the facts as they are now
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lintManifests } from '../../src/lint/manifests.ts';

const golden = 'test/golden';

for (const folder of clusters(golden)) {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }));
  for (const { rule, severity, message } of lintManifests(texts).findings) {
    const [first] = message.split('\n');
    console.log(`${relative(golden, folder)}: ${severity} ${rule.id}: ${first}`);
  }
}

/** Folders with manifests, each of which is of a cluster of its own. */
function clusters(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true });
  const deeper = inside
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => clusters(join(folder, name)))
    .sort();
  return inside.some(({ name }) => name.endsWith('.yaml')) ? [folder, ...deeper] : deeper;
}
