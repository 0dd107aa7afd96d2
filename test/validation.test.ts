import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TracingValidation, type TracingValidationProps } from '../src/validation.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-validation-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function jaeger(name: string, storage: string): string {
  return `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: ${name}
  namespace: shop
spec:
  strategy: production
  storage:
    type: ${storage}
    options: { es: { server-urls: 'http://elasticsearch.logging.svc:9200' } }
  ingress: { enabled: false }
`;
}

function write(file: string, text: string): string {
  const whole = path.join(folder, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

async function validate(manifests: string[], props?: TracingValidationProps) {
  const violations: unknown[] = [];
  const submitted: unknown[] = [];
  await new TracingValidation(props).validate({
    manifests,
    report: {
      addViolation: (violation) => violations.push(violation),
      submit: (...summary) => submitted.push(summary),
    },
  });
  return { violations, submitted };
}

test('a finding is a violation that tells the resource, the file and the place', async () => {
  const file = write('a.k8s.yaml', jaeger('demo', 'memory'));
  expect(await validate([file])).toEqual({
    violations: [
      {
        ruleName: 'jaeger/production-needs-storage',
        recommendation: expect.stringContaining('production'),
        fix: 'see npx tracing lint --explain jaeger/production-needs-storage',
        violatingResources: [
          {
            resourceName: 'demo',
            manifestPath: file,
            locations: ['error at line 9, column 5: spec.storage.type'],
          },
        ],
      },
    ],
    submitted: [['failure', { errors: '1', warnings: '0' }]],
  });
});

test('a stack without findings succeeds', async () => {
  expect(await validate([write('a.k8s.yaml', jaeger('demo', 'elasticsearch'))])).toEqual({
    violations: [],
    submitted: [['success', { errors: '0', warnings: '0' }]],
  });
});

test('the project file above the output counts', async () => {
  const file = write('dist/a.k8s.yaml', jaeger('demo', 'memory'));
  write('.git/HEAD', '');
  write('tracing.yaml', 'ignore: [{ rule: jaeger/production-needs-storage, reason: a demo }]\n');
  expect(await validate([file])).toMatchObject({ violations: [], submitted: [['success', {}]] });
  write('tracing.yaml', 'exclude: [dist]\n');
  expect(await validate([file])).toMatchObject({ violations: [] });
  write('tracing.yaml', 'exclud: [dist]\n');
  await expect(validate([file])).rejects.toThrow('did you mean exclude?');
});

test('an object that shares its name is named in full, since cdk8s knows constructs by name alone', async () => {
  const files = [
    write('b.k8s.yaml', jaeger('demo', 'memory')),
    write(
      'a.k8s.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: demo, namespace: shop }\n',
    ),
  ];
  const { violations } = await validate(files);
  expect(violations).toMatchObject([
    { violatingResources: [{ resourceName: 'Jaeger/shop/demo' }] },
  ]);
});

test('warnings fail a synthesis only when there are more than allowed', async () => {
  const annotated = jaeger('demo', 'elasticsearch').replace(
    'spec:',
    '  annotations: { cdk8s-tracing/ignore: no/rule }\nspec:',
  );
  const file = write('a.k8s.yaml', annotated);
  expect(await validate([file])).toMatchObject({ submitted: [['success', { warnings: '1' }]] });
  expect(await validate([file], { maxWarnings: 0 })).toMatchObject({
    submitted: [['failure', {}]],
  });
});

test('a file that is no YAML is a violation, and the others are linted', async () => {
  const files = [
    write('a.k8s.yaml', jaeger('demo', 'elasticsearch')),
    write('b.k8s.yaml', 'x: 1\ny: *z\n'),
    write('c.k8s.yaml', jaeger('other', 'memory')),
  ];
  const { violations, submitted } = await validate(files);
  expect(violations).toMatchObject([
    { ruleName: 'jaeger/production-needs-storage' },
    {
      ruleName: 'unreadable',
      recommendation: 'anchor z is not defined',
      violatingResources: [
        {
          resourceName: 'b.k8s.yaml',
          manifestPath: files[1],
          locations: ['error at line 2, column 4'],
        },
      ],
    },
  ]);
  expect(submitted).toEqual([['failure', { errors: '2', warnings: '0' }]]);
  expect(await validate(files.slice(0, 2))).toMatchObject({ submitted: [['failure', {}]] });
});

test('rules of the properties do not count', async () => {
  const file = write('a.k8s.yaml', jaeger('demo', 'memory'));
  const ignore = ['jaeger/production-needs-storage'];
  expect(await validate([file], { ignore })).toMatchObject({ violations: [] });
});

test.each([
  ['construct-metadata.json', 'a.k8s.yaml'],
  ['construct-metadata.json', 'chart/a.k8s.yaml'],
])('%s is removed from beside or above %s when that is asked for', async (metadata, manifest) => {
  const written = write(metadata, '{}');
  const file = write(manifest, jaeger('demo', 'elasticsearch'));
  await validate([file]);
  expect(existsSync(written)).toBe(true);
  await validate([file], { dropMetadata: true });
  expect(existsSync(written)).toBe(false);
});

test.each([
  [
    { ignored: [] },
    'properties of TracingValidation are ignore, maxWarnings, dropMetadata, got ignored',
  ],
  [{ ignore: 'a/b' }, 'ignore must be a list of rules, got "a/b"'],
  [{ maxWarnings: -1 }, 'maxWarnings must be a whole number of at least 0, got -1'],
  [{ maxWarnings: '1' }, 'maxWarnings must be a whole number of at least 0, got 1'],
  [{ dropMetadata: 'yes' }, 'dropMetadata must be true or false, got "yes"'],
])('properties %j are refused', (props, message) => {
  expect(() => new TracingValidation(props as TracingValidationProps)).toThrow(message);
});
