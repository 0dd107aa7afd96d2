import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Migration, migrate } from '../../src/migrate.ts';
import { pathText, readManifests } from '../../src/model/kubernetes/objects.ts';
import { rounds } from '../seed.ts';
import { drawnJaeger, leavesOf } from './drawn-jaeger.ts';

function migrated(object: unknown): Migration {
  return migrate([{ value: object }]);
}

test('each value of a Jaeger has one end, and none of them is unknown', () => {
  fc.assert(
    fc.property(drawnJaeger, (jaeger) => {
      const [account] = migrated(jaeger).accounts;
      const ends = account?.entries ?? [];
      for (const { path } of leavesOf(jaeger)) {
        const found = ends.filter((end) => end.path.every((key, index) => key === path[index]));
        expect(
          found.map(({ fate }) => fate),
          pathText(path),
        ).toHaveLength(1);
        expect(found[0]?.text, pathText(path)).not.toBe('Jaeger v1 has no such field');
        expect(found[0]?.text, pathText(path)).not.toBe('');
      }
    }),
    { numRuns: rounds(40) },
  );
});

test.each(readdirSync('test/migrate/inputs'))('each value of %s has one end', (file) => {
  const text = readFileSync(join('test/migrate/inputs', file), 'utf8');
  const { accounts } = migrate(readManifests(text, file));
  for (const { object, entries } of accounts) {
    for (const { path } of leavesOf(object.value)) {
      const found = entries.filter((end) => end.path.every((key, index) => key === path[index]));
      const name = `${object.kind} ${object.name} ${pathText(path)}`;
      expect(found, name).toHaveLength(1);
      expect(found[0]?.text, name).not.toBe('Jaeger v1 has no such field');
    }
  }
});

/** Values that the output has by another name, or as another number of another unit. */
const elsewhere =
  /^(?:apiVersion|kind|metadata\.name|spec\.strategy|spec\.storage\.type)$|numberOfDays$|readTTL$|span-storage\.type|max-message-size|host-port|server-url$|(?:username|password)(?:"\])?$/;

test('what is said to be in an object is in one', () => {
  fc.assert(
    fc.property(drawnJaeger, (jaeger) => {
      const { objects, accounts } = migrated(jaeger);
      const output = JSON.stringify(objects);
      for (const { path, value } of leavesOf(jaeger)) {
        const name = pathText(path);
        const end = accounts[0]?.entries.find((entry) =>
          entry.path.every((key, index) => key === path[index]),
        );
        if (end?.fate !== 'carried' || elsewhere.test(name)) continue;
        for (const token of tokensOf(value)) {
          expect(output.includes(token), `${name}: ${value} → ${end.text}`).toBe(true);
        }
      }
    }),
    { numRuns: rounds(40) },
  );
});

/** What tells a drawn value, wherever it is written; nothing for values that others have too. */
function tokensOf(value: unknown): string[] {
  return `${value}`.match(/w\d{6}|\b3\d{4}\b/g) ?? [];
}
