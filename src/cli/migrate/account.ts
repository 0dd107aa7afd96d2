import { type Entry, emptiness } from '../../migrate/account/ledger.ts';
import type { Account, Migration } from '../../migrate.ts';
import { locate } from '../../model/kubernetes/embedded.ts';
import { pathText } from '../../model/kubernetes/objects.ts';

/**
 * What became of the input, and the way from Jaeger v1 to v2.
 *
 * @param folder - that the files are written to
 */
export function account(migration: Migration, folder: string | undefined): string {
  const { accounts, notes, cutOver } = migration;
  const carried = accounts.flatMap(({ entries }) =>
    entries.filter(({ fate }) => fate === 'carried'),
  );
  const [first] = accounts;
  const what =
    accounts.length === 1 && first
      ? `${first.object.kind} ${first.object.name}`
      : `${accounts.length} objects`;
  const lines = [
    `${what}: ${carried.length} values are in Jaeger v2 ${migration.name}`,
    ...told(accounts, 'none', 'has no equivalent, because'),
    ...told(accounts, 'dropped', 'dropped, no effect:'),
    ...hollow(accounts),
    ...notes.map((note) => `different from before: ${note}`),
    '',
    'To get there without losing a span:',
    ...cutOver.steps.flatMap(({ title, commands }, index) => [
      `${index + 1}. ${title}`,
      ...commands.map(
        (command) => `     ${command.replaceAll('{folder}', folder ?? migration.name)}`,
      ),
    ]),
    ...(folder === undefined ? [`The files are written by --out ${migration.name}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function told(accounts: readonly Account[], fate: Entry['fate'], words: string): string[] {
  return accounts.flatMap(({ object, entries }) =>
    entries
      .filter((entry) => entry.fate === fate && entry.text !== emptiness)
      .map(({ path, text }) => {
        const { line, column } = locate({ object, path }) ?? { line: 1, column: 1 };
        // of one object alone, the place says which one it is
        const name =
          accounts.length > 1 || path.length === 0 ? `${object.kind} ${object.name}` : '';
        const what = `${name} ${pathText(path)}`.trim();
        return `${object.origin?.file}:${line}:${column}: ${what} ${words} ${text}`;
      }),
  );
}

/** Fields with nothing in them, which an operator has written: many, and hardly worth a line each. */
function hollow(accounts: readonly Account[]): string[] {
  const names = accounts.flatMap(({ entries }) =>
    entries.filter(({ text }) => text === emptiness).map(({ path }) => pathText(path)),
  );
  return names.length === 0
    ? []
    : [`dropped, no effect, since ${emptiness}: ${[...new Set(names)].join(', ')}`];
}
