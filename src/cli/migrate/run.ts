import { lintManifests } from '../../lint/manifests.ts';
import { type Migration, MigrationError, migrate } from '../../migrate.ts';
import { locate } from '../../model/kubernetes/embedded.ts';
import { type ManifestObject, pathText, readManifests } from '../../model/kubernetes/objects.ts';
import { print, printError, printUnreadable } from '../output.ts';
import { readApplied } from '../project-inputs.ts';
import { checkNewFolder, writeFolderWhole } from '../write-folder.ts';
import { account } from './account.ts';
import { type Format, filesOf, onePiece } from './files.ts';

/** A call of `tracing migrate`. */
export interface MigrateRun {
  readonly paths: readonly string[];
  /**
   * Release of Jaeger v2.
   *
   * @default - the newest that Grafana's data source talks to
   */
  readonly to?: string;
  /**
   * Name of the Jaeger v2.
   *
   * @default - that of v1 with `-v2` behind it
   */
  readonly name?: string;
  /**
   * Namespace of manifests that name none.
   *
   * @default - there is none
   */
  readonly namespace?: string;
  readonly format: Format;
  /**
   * Whether it is an error if something has no equivalent.
   *
   * @default - it is only told
   */
  readonly strict?: true;
  /**
   * Folder to write.
   *
   * @default - standard output
   */
  readonly out?: string;
}

const done = 0;
const hasLosses = 1;
const cannotRead = 2;

/** Migrates and prints or writes what comes of it; the result is the exit code. */
export async function runMigrate(run: MigrateRun): Promise<number> {
  const { paths, format, out, strict, ...options } = run;
  if (out !== undefined) checkNewFolder(out);
  const { texts, unreadable } = await readApplied(paths);
  printUnreadable(unreadable);
  if (unreadable.length > 0) return cannotRead;
  const manifests = texts.flatMap(({ file, text }) => readManifests(text, file));
  const migration = placed(manifests, options);
  printError(account(migration, out));
  const losses = migration.accounts.some(({ entries }) =>
    entries.some(({ fate }) => fate === 'none'),
  );
  if (strict === true && losses) return hasLosses;
  const errors = errorsIn(migration);
  printError(errors);
  if (errors !== '') return hasLosses;
  const files = filesOf(migration, format);
  if (out !== undefined) writeFolderWhole(out, files);
  else print(onePiece(files, format));
  return done;
}

/** What the linter finds an error in, a line each: what v1 did not work with, v2 would not either. */
function errorsIn(migration: Migration): string {
  const texts = [...filesOf(migration, 'yaml')].map(([file, text]) => ({ file, text }));
  return lintManifests(texts)
    .findings.filter(({ severity }) => severity === 'error')
    .map(
      ({ rule, object, path, message }) =>
        `not written, ${object.kind} ${object.name} ${pathText(path)} would be wrong: ${message} (${rule.id})\n`,
    )
    .join('');
}

function placed(
  manifests: readonly ManifestObject[],
  options: Pick<MigrateRun, 'to' | 'name' | 'namespace'>,
): Migration {
  try {
    return migrate(manifests, options);
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const { line, column } = locate(error) ?? { line: 1, column: 1 };
    const file = error.object.origin?.file ?? '';
    throw new Error(`${file}:${line}:${column}: ${error.message}`, { cause: error });
  }
}
