import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Generated sources that apps may import, by their names in `imports/`, without extension. */
export const generated: readonly string[] = readdirSync('imports')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.basename(file, '.ts'));

/** Sources of all that apps import, as `exports` in `package.json` has it, without extension: in `lib/` they have the same names. */
export const entries: readonly string[] = [
  'src/index',
  'src/lint/manifests',
  'src/validation',
  ...generated.map((name) => `imports/${name}`),
];
