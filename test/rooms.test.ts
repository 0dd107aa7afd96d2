import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

const files = globSync('src/{upstream,constructs,model,lint,graph}/**/*.ts').sort();

/** Room of a file: the folder in a storey, or the file that stands there beside the rooms. */
function roomOf(file: string): string {
  return file.split('/').slice(0, 3).join('/');
}

function storeyOf(file: string): string | undefined {
  return file.split('/')[1];
}

/** Files of the same storey that a file imports. */
function neighboursOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)'/g)]
    .map(([, path = '']) => join(dirname(file), path))
    .filter((imported) => storeyOf(imported) === storeyOf(file));
}

test('no two rooms of a storey import each other', () => {
  const arrows = new Set(
    files.flatMap((file) =>
      neighboursOf(file).map((imported) => `${roomOf(file)} ${roomOf(imported)}`),
    ),
  );
  const mutual = [...arrows].filter((arrow) => {
    const [from, to] = arrow.split(' ');
    return from !== to && arrows.has(`${to} ${from}`);
  });
  expect(arrows.size).toBeGreaterThan(50);
  expect(mutual).toEqual([]);
});

test('releases of upstream are known on the ground floor alone', () => {
  const typed = files
    .filter((file) => ['model', 'graph'].includes(storeyOf(file) ?? ''))
    .flatMap((file) => readFileSync(file, 'utf8').match(/['"`]v?\d+\.\d+\.\d+['"`]/g) ?? []);
  expect(typed).toEqual([]);
});
