// whether every Jaeger v1 in folders of manifests becomes a Jaeger v2 that the linter finds no error in
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../src/cli/migrate/files.ts';
import { lintManifests } from '../src/lint/manifests.ts';
import { type Migration, MigrationError, migrate } from '../src/migrate.ts';
import { readManifests } from '../src/model/kubernetes/objects.ts';
import { readModel } from '../src/model/model.ts';
import { YamlError } from '../src/yaml.ts';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  folders.push(
    ...['given', 'controls', 'wild', 'wild-controls'].map((name) => `../shared/corpus/${name}`),
  );
}

const counts = { migrated: 0, refused: 0, 'wrong before already': 0, wrong: 0 };
for (const folder of folders) {
  if (!existsSync(folder)) {
    console.error(`${folder} must be a folder of manifests, there is none`);
    process.exit(2);
  }
  for (const file of filesIn(folder)) judge(file);
}
console.table(counts);
process.exit(counts.wrong === 0 && counts.migrated > 0 ? 0 : 1);

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return filesIn(path);
      return path.endsWith('.yaml') ? [path] : [];
    });
}

/** Migrates the Jaegers of a file one by one, each among the other objects of it. */
function judge(file: string): void {
  const manifests = read(file);
  const { jaegers, jaegerRoles } = readModel(manifests);
  const others = manifests.filter(({ value }) => !isJaeger(value));
  const each = manifests.filter(({ value }) => isJaeger(value)).map((one) => [one, ...others]);
  const plain = jaegerRoles.some(({ workload }) => workload !== undefined);
  const inputs = each.length > 0 && !plain ? each : plain && jaegers.length === 0 ? [others] : [];
  for (const input of inputs) {
    const migration = migrated(file, input);
    if (migration) lint(file, migration);
  }
}

function read(file: string) {
  try {
    return readManifests(readFileSync(file, 'utf8'), file);
  } catch (error) {
    // files that are broken on purpose
    if (error instanceof YamlError) return [];
    throw error;
  }
}

function isJaeger(value: unknown): boolean {
  const { kind, apiVersion } = value as { kind?: unknown; apiVersion?: unknown };
  return kind === 'Jaeger' && `${apiVersion}`.startsWith('jaegertracing.io/');
}

function migrated(file: string, input: ReturnType<typeof read>): Migration | undefined {
  try {
    return migrate(input, { name: 'migrated', namespace: 'tracing' });
  } catch (error) {
    if (!(error instanceof MigrationError)) throw new Error(file, { cause: error });
    counts.refused += 1;
    console.log(`${file}: refused: ${error.message}`);
    return undefined;
  }
}

function lint(file: string, migration: Migration): void {
  const errors = errorsOf([...filesOf(migration, 'yaml')]);
  if (errors.length === 0) {
    counts.migrated += 1;
    return;
  }
  const before = new Set(errorsOf([[file, readFileSync(file, 'utf8')]]).map(({ rule }) => rule.id));
  const added = errors.filter(({ rule }) => !before.has(rule.id));
  counts[added.length === 0 ? 'wrong before already' : 'wrong'] += 1;
  for (const { rule, object, message } of added) {
    console.log(`${file}: ${object.kind} ${object.name}: ${message} (${rule.id})`);
  }
}

function errorsOf(files: readonly (readonly [string, string])[]) {
  const { findings } = lintManifests(files.map(([file, text]) => ({ file, text })));
  return findings.filter(({ severity }) => severity === 'error');
}
