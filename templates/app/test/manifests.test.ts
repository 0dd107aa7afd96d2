import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const snapshots = fileURLToPath(new URL('snapshots', import.meta.url));
const outdir = mkdtempSync(join(tmpdir(), 'tracing-manifests-'));

beforeAll(async () => {
  process.env.CDK8S_OUTDIR = outdir;
  await import('../main.ts');
});

afterAll(() => rmSync(outdir, { recursive: true }));

test('the manifests are those that were reviewed', async () => {
  const files = filesIn(outdir);
  expect(files).not.toEqual([]);
  for (const file of files) {
    const text = readFileSync(join(outdir, file), 'utf8');
    await expect(text).toMatchFileSnapshot(join(snapshots, file));
  }
});

test('each snapshot is of a manifest; `npm run snapshots` removes the others', () => {
  const written = filesIn(outdir);
  expect(filesIn(snapshots).filter((file) => !written.includes(file))).toEqual([]);
});

function filesIn(folder: string): string[] {
  // the first snapshots are written when all tests have run
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort();
}
