import path from 'node:path';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { githubReport } from '../../src/cli/lint/github.ts';
import { jsonReport } from '../../src/cli/lint/json.ts';
import { junitReport } from '../../src/cli/lint/junit.ts';
import { lineHashes } from '../../src/cli/lint/line-hash.ts';
import { homepageOf, sarifReport } from '../../src/cli/lint/sarif.ts';
import { textReport as clustersReport, type TextStyle } from '../../src/cli/lint/text.ts';
import { findRule } from '../../src/lint/find-rule.ts';
import {
  type LintReport,
  lintManifests,
  type ManifestText,
  type PlacedFinding,
} from '../../src/lint/manifests.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { rules } from '../../src/lint/rules.ts';
import type { KubeObject } from '../../src/model/kubernetes/objects.ts';

const text = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: otel, namespace: tracing }
`;
const file = 'my stack/otel.yaml';
const texts = [{ file, text: 'a: 1\n  exporters: [otpl]\n' }];
const nothing = lintManifests([{ file, text }], { ignore: rules.map(({ id }) => id) });
const rule = findRule('collector/undefined-component');
const finding: PlacedFinding = {
  rule,
  severity: 'error',
  message: "pipeline traces names 'otpl'",
  fix: 'otlp',
  object: nothing.model.objects.all[0] as KubeObject,
  path: ['spec', 'config', 'service', 'pipelines', 'traces', 'exporters', 0],
  file,
  line: 2,
  column: 14,
};
const report: LintReport = { ...nothing, findings: [finding] };

function reported(changes: Partial<PlacedFinding>): LintReport {
  return { ...nothing, findings: [{ ...finding, ...changes }] };
}

/** The report of one cluster. */
function textReport(
  { model, assumptions, ...rest }: LintReport,
  texts: readonly ManifestText[],
  style?: TextStyle,
): string {
  const clusters = [{ folder: '', model, assumptions, findings: rest.findings }];
  return clustersReport({ ...rest, clusters }, texts, style);
}

test('text shows place, message, line, fix, reason, rule and object', () => {
  expect(
    textReport(report, texts),
  ).toBe(`my stack/otel.yaml:2:14: error: pipeline traces names 'otpl'
  2 |   exporters: [otpl]
    |              ^
  should be: otlp
  because ${rule.rationale}
  collector/undefined-component in OpenTelemetryCollector tracing/otel

1 error in 1 file, 1 object; tracing lint --explain RULE tells more
`);
});

test('text without findings is one line', () => {
  expect(textReport(nothing, texts)).toBe('no findings in 1 file, 1 object\n');
});

test('text ends with what the cluster must have', () => {
  const requirements = ['cert-manager', 'namespace/a\u001b[31m'].map((name) => ({
    name,
    said: true,
    objects: [],
  }));
  const needing = { ...nothing, model: { ...nothing.model, requirements } };
  const needs = 'needs in the cluster: cert-manager, namespace/a [31m\n';
  expect(textReport(needing, texts)).toBe(`no findings in 1 file, 1 object\n${needs}`);
  const text = textReport({ ...needing, findings: [finding] }, texts);
  expect(text.endsWith(`RULE tells more\n${needs}`)).toBe(true);
  expect(
    [jsonReport(needing, texts), sarifReport(needing, texts), githubReport(needing)].join(),
  ).not.toContain('namespace/a');
});

test('text counts each severity', () => {
  const findings = (['error', 'warning', 'warning', 'info'] as const).map((severity) => ({
    ...finding,
    severity,
  }));
  expect(textReport({ ...nothing, findings }, texts)).toMatch(
    /^1 error, 2 warnings, 1 info in 1 file, 1 object; /m,
  );
});

test('text is coloured only when asked for', () => {
  const colours = pc.createColors(true);
  expect(textReport(report, texts, { colours })).toContain('\u001b[31merror\u001b[39m');
  expect(textReport(report, texts)).not.toContain('\u001b');
  const link = (text: string, { id }: Rule) => `<${text}|${id}>`;
  const [finding] = report.findings;
  expect(textReport(report, texts, { link })).toContain(
    `<${finding?.rule.id}|${finding?.rule.id}> in `,
  );
});

test('text shows the part of a long line around the column', () => {
  const long = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
  const lines = textReport(reported({ line: 1, column: 501 }), [
    { file: finding.file, text: long },
  ]).split('\n');
  expect(lines[1]).toMatch(/^ {2}1 \| x+HEREy+$/);
  expect(lines[1]).toHaveLength('  1 | '.length + 100);
  expect(lines[2]?.indexOf('^')).toBe(lines[1]?.indexOf('HERE'));
});

test('control characters of manifests do not reach the terminal', () => {
  const text = textReport(
    reported({ message: 'a\u001b[2Jb', file: 'x\u0007.yaml', line: 1, column: 99 }),
    [{ file: 'x\u0007.yaml', text: '\u001b[31mred' }],
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  expect(text).toContain('a [2Jb');
});

test('JSON is an array of plain findings, without a fix where there is none', () => {
  expect(JSON.parse(jsonReport(report, texts))).toEqual([
    {
      ruleId: 'collector/undefined-component',
      severity: 'error',
      message: "pipeline traces names 'otpl'",
      fix: 'otlp',
      object: {
        apiVersion: 'opentelemetry.io/v1beta1',
        kind: 'OpenTelemetryCollector',
        namespace: 'tracing',
        name: 'otel',
      },
      path: 'spec.config.service.pipelines.traces.exporters[0]',
      file: 'my stack/otel.yaml',
      line: 2,
      column: 14,
    },
  ]);
  expect(JSON.parse(jsonReport(reported({ fix: undefined }), texts))[0]).not.toHaveProperty('fix');
  expect(jsonReport(nothing, texts)).toBe('[]\n');
});

test('workflow commands escape what would end a property or the command', () => {
  expect(
    githubReport(
      reported({ file: 'a:b,c%.yaml', message: '50 %\nlost: all, ever', fix: undefined }),
    ),
  ).toBe(
    '::error file=a%3Ab%2Cc%25.yaml,line=2,col=14,title=collector/undefined-component::50 %25 lost: all, ever\n',
  );
});

test.each([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'notice'],
] as const)('a finding of severity %s is the workflow command %s', (severity, command) => {
  expect(githubReport(reported({ severity }))).toMatch(new RegExp(`^::${command} file=`));
  expect(githubReport(nothing)).toBe('');
});

test('SARIF holds what version 2.1.0 asks for', () => {
  const sarif = JSON.parse(sarifReport(report, texts));
  expect(sarif).toMatchObject({ version: '2.1.0', runs: [{ columnKind: 'utf16CodeUnits' }] });
  const [{ tool, results }] = sarif.runs;
  expect(tool.driver).toMatchObject({ name: 'cdk8s-tracing', semanticVersion: expect.any(String) });
  expect(tool.driver.rules).toHaveLength(1);
  expect(results).toEqual([
    {
      ruleId: rule.id,
      ruleIndex: expect.any(Number),
      level: 'error',
      message: { text: "pipeline traces names 'otpl'; should be: otlp" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20stack/otel.yaml' },
            // to the end of the line
            region: { startLine: 2, startColumn: 14, endLine: 2, endColumn: 20 },
          },
          logicalLocations: [
            {
              fullyQualifiedName:
                'OpenTelemetryCollector/tracing/otel/spec.config.service.pipelines.traces.exporters[0]',
            },
          ],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: lineHashes(texts[0]?.text ?? '')(2) },
    },
  ]);
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe(rule.id);
});

const unreadable = [
  { file: 'a b.yaml', message: 'duplicate key "x"', line: 2, column: 3 },
  { file: 'c.yaml', message: 'cannot be read: permission denied' },
];
const partial: LintReport = { ...report, unreadable };

test('text counts what cannot be read', () => {
  const whole = [...texts, { file: 'a b.yaml', text: 'x: 1\nx: 2\n' }];
  expect(textReport(partial, whole)).toContain(
    '\n1 error in 1 file, 1 object; 2 files cannot be read; tracing lint --explain RULE tells more\n',
  );
  expect(textReport({ ...nothing, unreadable }, whole)).toBe(
    'no findings in 1 file, 1 object; 2 files cannot be read\n',
  );
  expect(textReport({ ...nothing, unreadable }, [])).toBe('');
});

test('JSON tells what cannot be read as errors of no rule', () => {
  const [first, second, ...findings] = JSON.parse(jsonReport(partial, texts));
  expect(first).toEqual({ ruleId: null, severity: 'error', ...unreadable[0] });
  expect(second).toEqual({ ruleId: null, severity: 'error', ...unreadable[1] });
  expect(findings).toEqual(JSON.parse(jsonReport(report, texts)));
});

test('workflow commands tell what cannot be read', () => {
  expect(githubReport(partial)).toBe(
    `::error file=a b.yaml,line=2,col=3,title=unreadable::duplicate key "x"
::error file=c.yaml,title=unreadable::cannot be read: permission denied
${githubReport(report)}`,
  );
});

test('SARIF tells what cannot be read as notifications of a run that failed', () => {
  const [run] = JSON.parse(sarifReport(partial, texts)).runs;
  expect(run.invocations).toEqual([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: 'error',
          message: { text: 'duplicate key "x"' },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'a%20b.yaml' },
                region: { startLine: 2, startColumn: 3, endLine: 2 },
              },
            },
          ],
        },
        {
          level: 'error',
          message: { text: 'cannot be read: permission denied' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'c.yaml' } } }],
        },
      ],
    },
  ]);
  expect(run.results).toHaveLength(1);
  expect(JSON.parse(sarifReport(report, texts)).runs[0]).not.toHaveProperty('invocations');
});

test.each([
  ['/tmp/a b.yaml', 'file:///tmp/a%20b.yaml'],
  [path.resolve('a/b.yaml'), 'a/b.yaml'],
  ['../a.yaml', '../a.yaml'],
  ['<stdin>', '%3Cstdin%3E'],
])('SARIF names file %s by the URI %s', (file, uri) => {
  const [run] = JSON.parse(sarifReport(reported({ file }), texts)).runs;
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
});

test('what kustomize builds has no lines in the repository', () => {
  const built = reported({ file: 'a/kustomization.yaml (built)', line: 7 });
  const [run] = JSON.parse(sarifReport(built, texts)).runs;
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'a/kustomization.yaml' },
    region: { startLine: 1, startColumn: 1, endLine: 1 },
  });
  expect(run.results[0]).not.toHaveProperty('partialFingerprints');
  expect(githubReport(built)).toContain('file=a/kustomization.yaml,line=1,col=1,');
});

test('SARIF of no finding holds no rule, and no address of this machine', () => {
  expect(JSON.parse(sarifReport(nothing, texts)).runs[0].tool.driver.rules).toEqual([]);
  expect(sarifReport(report, texts)).not.toContain('file://');
});

test('SARIF describes the rule of a finding, in text and Markdown', () => {
  const findings = rules.map((one) => ({ ...finding, rule: one }));
  const [run] = JSON.parse(sarifReport({ ...nothing, findings }, texts)).runs;
  for (const [index, { id, rationale }] of rules.entries()) {
    expect(run.tool.driver.rules[index]).toMatchObject({
      id,
      shortDescription: { text: rationale },
      fullDescription: { text: expect.stringContaining(rationale) },
      help: {
        text: expect.stringContaining(rationale),
        markdown: expect.stringContaining(`\n# ${id}\n`),
      },
      defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) },
    });
  }
});

test('JUnit has a suite a file and a case a finding, of which errors fail', () => {
  const findings: PlacedFinding[] = [
    { ...finding, message: 'a < b' },
    { ...finding, severity: 'warning', line: 3 },
  ];
  const unreadable = [{ file: 'broken.yaml', message: 'no YAML', line: 1, column: 2 }];
  const xml = junitReport({ findings, unreadable }, [file, 'fine.yaml', 'broken.yaml']);
  expect(xml.split('\n').map((line) => line.trim())).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="tracing lint" tests="4" failures="1" errors="1">',
    '<testsuite name="my stack/otel.yaml" tests="2" failures="1" errors="0">',
    '<testcase classname="my stack/otel.yaml" name="collector/undefined-component at 2:14">',
    '<failure type="collector/undefined-component" message="error: a &lt; b">my stack/otel.yaml:2:14: error: a &lt; b',
    'should be: otlp',
    `because ${rule.rationale}`,
    'in OpenTelemetryCollector/tracing/otel spec.config.service.pipelines.traces.exporters[0]</failure>',
    '</testcase>',
    '<testcase classname="my stack/otel.yaml" name="collector/undefined-component at 3:14">',
    "<system-out>my stack/otel.yaml:3:14: warning: pipeline traces names 'otpl'",
    'should be: otlp',
    `because ${rule.rationale}`,
    'in OpenTelemetryCollector/tracing/otel spec.config.service.pipelines.traces.exporters[0]</system-out>',
    '</testcase>',
    '</testsuite>',
    '<testsuite name="fine.yaml" tests="1" failures="0" errors="0">',
    '<testcase classname="fine.yaml" name="no findings"/>',
    '</testsuite>',
    '<testsuite name="broken.yaml" tests="1" failures="0" errors="1">',
    '<testcase classname="broken.yaml" name="can be read">',
    '<error type="unreadable" message="no YAML">broken.yaml:1:2: no YAML</error>',
    '</testcase>',
    '</testsuite>',
    '</testsuites>',
    '',
  ]);
});

test.each([
  [
    { homepage: 'https://example.com/x', repository: 'https://example.com/y' },
    'https://example.com/x',
  ],
  [{ repository: { type: 'git', url: 'git+https://example.com/y.git' } }, 'https://example.com/y'],
  [{ repository: 'https://example.com/y' }, 'https://example.com/y'],
  [{ repository: 'github:somebody/y' }, undefined],
  [{}, undefined],
])('SARIF names the home of the package as %j says', (packageFile, home) => {
  expect(homepageOf(packageFile)).toBe(home);
});
