import { expect, test } from 'vitest';
import { lintManifests, passes } from '../../src/lint/manifests.ts';

const text = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: demo
  namespace: shop
spec:
  strategy: production
  storage:
    type: memory
`;
const id = 'jaeger/production-needs-storage';

function found(manifests: string, ignore: string[] = []): string[] {
  const { findings } = lintManifests([{ file: 'demo.yaml', text: manifests }], { ignore });
  return findings.map(({ rule, line, column }) => `${rule.id} ${line}:${column}`);
}

test('a finding tells the object, the path, the file, the line and the column', () => {
  const { findings, model } = lintManifests([
    { file: 'empty.yaml', text: '' },
    { file: 'demo.yaml', text: `---\n${text}` },
  ]);
  expect(model.objects.all.map(({ name }) => name)).toEqual(['demo']);
  expect(findings).toEqual([
    {
      rule: expect.objectContaining({ id }),
      severity: 'error',
      message: expect.stringMatching(/production/),
      object: model.objects.all[0],
      path: ['spec', 'storage', 'type'],
      file: 'demo.yaml',
      line: 10,
      column: 5,
    },
  ]);
});

test('findings come in the order of files, then of lines', () => {
  const { findings } = lintManifests(
    [
      { file: 'b.yaml', text },
      { file: 'a.yaml', text: `${text}---\n${text}` },
    ],
    { ignore: ['object/duplicate'] },
  );
  expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'b.yaml:9',
    'a.yaml:9',
    'a.yaml:19',
  ]);
});

test('a comment on the line or above it ignores a rule for the reason that it gives', () => {
  const line = '    type: memory';
  expect(found(text.replace(line, `${line} # tracing-lint-ignore ${id}: a demo`))).toEqual([]);
  expect(found(text.replace(line, `    # tracing-lint-ignore ${id}: a demo\n${line}`))).toEqual([]);
});

test('a comment on another line, or of another rule, ignores nothing', () => {
  expect(found(`# tracing-lint-ignore ${id}: a demo\n${text}`)).toEqual([`${id} 10:5`]);
  const line = '    type: memory';
  const other = `${line} # tracing-lint-ignore collector/undefined-component: a demo`;
  expect(found(text.replace(line, other))).toEqual([`${id} 9:5`]);
});

test('a comment without a reason or of an unknown rule ignores nothing and is told of', () => {
  const line = '    type: memory';
  expect(found(text.replace(line, `${line} # tracing-lint-ignore ${id}`))).toEqual([
    `${id} 9:5`,
    'ignore/ineffective 9:18',
  ]);
  const { findings } = lintManifests([
    {
      file: 'demo.yaml',
      text: `# tracing-lint-ignore jaeger/production-need-storage: why\n${text}`,
    },
  ]);
  expect(findings[0]).toMatchObject({
    message: "there is no rule 'jaeger/production-need-storage' to ignore",
    fix: id,
    object: { kind: 'Jaeger', name: 'demo' },
    line: 1,
    column: 1,
  });
});

test('rules of the options do not count', () => {
  expect(found(text, [id])).toEqual([]);
  expect(found(`# tracing-lint-ignore x\n${text}`, [id, 'ignore/ineffective'])).toEqual([]);
});

test('an unknown rule in the options is refused', () => {
  expect(() => found(text, ['jaeger/production-need-storage'])).toThrow(
    'no rule jaeger/production-need-storage; did you mean jaeger/production-needs-storage?',
  );
});

test('all texts that are no YAML are named, with line and column, and the others are linted', () => {
  const texts = [
    { file: 'a.yaml', text: 'x: [1' },
    { file: 'b.yaml', text },
    { file: 'c.yaml', text: `${text}---\nx: 1 # tracing-lint-ignore a/b\ny: *z\n` },
  ];
  const report = lintManifests(texts);
  expect(report.unreadable).toEqual([
    { file: 'a.yaml', message: expect.stringMatching(/\S/), line: 1, column: 6 },
    { file: 'c.yaml', message: 'anchor z is not defined', line: 12, column: 4 },
  ]);
  expect(report.findings.map(({ file, line }) => `${file}:${line}`)).toEqual(['b.yaml:9']);
  expect(report.model.objects.all).toHaveLength(1);
});

test('manifests pass when all are read and nothing is found', () => {
  const sound = { file: 'a.yaml', text: 'kind: ConfigMap' };
  expect(passes(lintManifests([sound]))).toBe(true);
  expect(passes(lintManifests([sound, { file: 'b.yaml', text: '{' }]))).toBe(false);
  expect(passes(lintManifests([sound, { file: 'b.yaml', text }]))).toBe(false);
  expect(lintManifests([sound]).unreadable).toEqual([]);
});
