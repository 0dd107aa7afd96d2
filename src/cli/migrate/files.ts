import type { Migration } from '../../migrate.ts';
import { printYaml } from '../../yaml.ts';

/** How a migration is written. */
export type Format = 'yaml' | 'typescript';

/** The files that a migration comes to: text by name, in the order of application. */
export function filesOf(migration: Migration, format: Format): ReadonlyMap<string, string> {
  if (format === 'typescript') return new Map([[`${migration.name}.ts`, migration.program]]);
  return new Map(
    [...migration.cutOver.files].map(([step, file]) => [
      file,
      printYaml(migration.objects.filter((one) => one.step === step).map(({ object }) => object)),
    ]),
  );
}

/** Files one after the other. */
export function onePiece(files: ReadonlyMap<string, string>, format: Format): string {
  if (format === 'typescript') return [...files.values()].join('');
  return [...files].map(([file, text]) => `# ${file}\n${text}`).join('---\n');
}
