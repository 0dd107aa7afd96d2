import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Migration, MigrationError, migrate } from '../../src/migrate.ts';
import { readManifests } from '../../src/model/kubernetes/objects.ts';
import { parseYaml } from '../../src/yaml.ts';
import { samplesFolder } from '../samples.ts';
import { runScript } from '../stacks.ts';

// in the repository, so that programs find the packages that they import
const folder = resolve('build/test/migrate');

const inputs = [...filesIn('test/migrate/inputs'), ...filesIn(join(samplesFolder, 'jaeger'))];
const migrations = new Map(
  inputs.flatMap((file): [string, Migration][] => {
    const migration = migrated(file);
    return migration ? [[file, migration]] : [];
  }),
);

function filesIn(folder: string): string[] {
  return readdirSync(folder).map((file) => join(folder, file));
}

function migrated(file: string): Migration | undefined {
  const manifests = readManifests(readFileSync(file, 'utf8'), file);
  try {
    return migrate(manifests, { namespace: 'tracing' });
  } catch (error) {
    if (error instanceof MigrationError || /there is no Jaeger/.test(`${error}`)) return undefined;
    throw error;
  }
}

function scriptOf(file: string): string {
  return join(folder, `${file.replaceAll(/[^a-z-]+/g, '-')}.ts`);
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const [file, { program }] of migrations) {
    const text = program.replace("'cdk8s-tracing'", "'../../../src/index.ts'");
    writeFileSync(scriptOf(file), text);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

test('nearly all inputs can be migrated', () => {
  expect(migrations.size).toBeGreaterThan(25);
});

test('the programs compile', { timeout: 120_000 }, () => {
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ extends: resolve('tsconfig.json'), include: ['*.ts'] }));
  execFileSync('node_modules/.bin/tsc', ['-p', config], { encoding: 'utf8' });
});

test.each([...migrations])(
  'the program of %s synthesizes the same objects',
  async (file, migration) => {
    const written = await runScript(scriptOf(file));
    const objects = [...written].flatMap(([name, text]) =>
      parseYaml(text, name).map(({ value }) => value),
    );
    const expected = migration.objects.map(({ object }) => object);
    expect(sorted(objects)).toEqual(sorted(expected));
  },
);

function sorted(objects: readonly unknown[]): unknown[] {
  const key = (object: unknown) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string } };
    return `${kind} ${metadata.name}`;
  };
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
