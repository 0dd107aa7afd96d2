import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { account } from '../../src/cli/migrate/account.ts';
import { filesOf } from '../../src/cli/migrate/files.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import { type Migration, migrate } from '../../src/migrate.ts';
import { readManifests } from '../../src/model/kubernetes/objects.ts';

const inputs = fileURLToPath(new URL('inputs', import.meta.url));
const golden = fileURLToPath(new URL('golden', import.meta.url));
const names = readdirSync(inputs).map((file) => file.replace(/\.yaml$/, ''));

function migrated(name: string): Migration {
  const file = `${name}.yaml`;
  return migrate(readManifests(readFileSync(join(inputs, file), 'utf8'), file));
}

function written(name: string): ReadonlyMap<string, string> {
  const migration = migrated(name);
  return new Map([
    ...filesOf(migration, 'yaml'),
    // by a name that neither the compiler nor the formatter looks at
    ['program.ts.txt', migration.program],
    ['account.txt', account(migration, 'v2')],
  ]);
}

test.each(names)('%s is migrated as reviewed', async (name) => {
  for (const [file, text] of written(name)) {
    await expect(text).toMatchFileSnapshot(join(golden, name, file));
  }
});

test.each(names)('no golden of %s is stale', (name) => {
  const folder = join(golden, name);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const stale = files.filter((file) => !written(name).has(file));
  if (inject('updatesGoldens')) for (const file of stale) rmSync(join(folder, file));
  expect(inject('updatesGoldens') ? [] : stale).toEqual([]);
});

test.each(names)('the linter has nothing to say of what %s becomes', (name) => {
  const texts = [...filesOf(migrated(name), 'yaml')].map(([file, text]) => ({ file, text }));
  const { findings, unreadable } = lintManifests(texts);
  const bad = findings.filter(({ severity }) => severity !== 'info');
  expect(bad.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  expect(unreadable).toEqual([]);
});
