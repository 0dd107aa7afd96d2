import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly resolved?: string; readonly name?: string }>
  >;
}

const { packages }: Lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

test('the lock file names no place that packages come from, but folders of the repository', () => {
  const resolved = Object.values(packages).flatMap((entry) => entry.resolved ?? []);
  expect(resolved).toEqual(['packages/empty']);
  expect(resolved.filter((folder) => !existsSync(folder))).toEqual([]);
});

test("no stranger's package stands in for another", () => {
  const renamed = Object.entries(packages).filter(
    ([path, { name }]) => path !== '' && name !== undefined && !path.endsWith(`/${name}`),
  );
  expect(renamed.map(([path]) => path)).toEqual([]);
});
