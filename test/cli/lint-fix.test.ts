import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { tracing } from './tracing.ts';

const folder = mkdtempSync(join(tmpdir(), 'lint-fix-'));
const file = join(folder, 'otel.yaml');
const wrong = `# the gateway
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  image: otel/opentelemetry-collector-contrib:0.158.0
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}}
    exporters: {debug: {}} # for now
    service:
      pipelines: {traces: {receivers: [otpl], exporters: [debug]}}
`;
const right = wrong.replace('otpl', 'otlp');

beforeEach(() => writeFileSync(file, wrong));
afterAll(() => rmSync(folder, { recursive: true }));

test('--fix writes what is certain, and reports what is left', async () => {
  const outcome = await tracing(['lint', '--fix', file]);
  expect(readFileSync(file, 'utf8')).toBe(right);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toBe('tracing: wrote 1 fix into 1 file\n');
  expect(outcome.stdout).not.toContain('undefined-component');
});

test('a rule that is ignored is not fixed, and a link stays one', async () => {
  const link = join(folder, 'link.txt');
  symlinkSync(file, link);
  const args = ['lint', '--fix', link, '--ignore', 'collector/undefined-component'];
  expect((await tracing(args)).stderr).toBe('tracing: wrote 0 fixes into 0 files\n');
  expect(readFileSync(file, 'utf8')).toBe(wrong);
  await tracing(['lint', '--fix', link]);
  expect([readFileSync(file, 'utf8'), readFileSync(link, 'utf8')]).toEqual([right, right]);
});

test('standard input cannot be fixed', async () => {
  expect(await tracing(['lint', '--fix', '-'], wrong)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'tracing: --fix must be given files, not standard input\n',
  });
});

test('programs are told where the fix goes', async () => {
  const edit = { line: 11, column: 40, endColumn: 44, text: 'otlp' };
  expect(wrong.split('\n')[edit.line - 1]?.slice(edit.column - 1, edit.endColumn - 1)).toBe('otpl');
  const json = JSON.parse((await tracing(['lint', file, '--format', 'json'])).stdout);
  expect(json.find(({ fix }: { fix?: string }) => fix === 'otlp').edit).toEqual(edit);
  const sarif = JSON.parse((await tracing(['lint', file, '--format', 'sarif'])).stdout);
  const result = sarif.runs[0].results.find(({ fixes }: { fixes?: unknown }) => fixes);
  expect(result.fixes[0].artifactChanges[0].replacements).toEqual([
    {
      deletedRegion: { startLine: 11, startColumn: 40, endLine: 11, endColumn: 44 },
      insertedContent: { text: 'otlp' },
    },
  ]);
  const { driver } = sarif.runs[0].tool;
  expect(driver.rules.length).toBeGreaterThan(0);
  for (const rule of driver.rules) expect(rule.fullDescription.text).toMatch(/\S\.$/);
});
