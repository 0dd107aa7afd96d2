import { expect, test } from 'vitest';
import { tracing } from './tracing.ts';

test('a size is told with its assumptions', async () => {
  const outcome = await tracing(['size', '--spans-per-second', '5000']);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toMatch(/^5000 spans a second of 500 bytes, kept for 7 days\n/);
  expect(outcome.stdout).toContain('\nassumptions\n  - measured: ');
});

test('JSON is for programs', async () => {
  const args = ['size', '--spans-per-second', '5000', '--format', 'json'];
  const { stdout } = await tracing(args);
  expect(JSON.parse(stdout)).toMatchObject({
    load: { spansPerSecond: 5000, spanBytes: 500, retentionDays: 7 },
    collectors: { replicas: 2 },
  });
});

test.each([
  [['size'], "error: required option '--spans-per-second <number>' not specified"],
  [['size', '--spans-per-second', 'many'], 'It must be a number in digits, such as 5000.'],
  [['size', '--spans-per-second', '0'], 'tracing: spansPerSecond must be a number above 0, got 0'],
])('%j is bad usage', async (args, message) => {
  const { code, stdout, stderr } = await tracing(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
