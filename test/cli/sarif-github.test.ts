import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { lineHashes } from '../../src/cli/lint/line-hash.ts';
import { mostResults, sarifReport } from '../../src/cli/lint/sarif.ts';
import { lintManifests, type PlacedFinding } from '../../src/lint/manifests.ts';
import { rules } from '../../src/lint/rules.ts';

// what is required of each property: GitHub's documents, "SARIF support for code scanning"; none of the texts may be empty

const file = 'src/lint/collector/undefined-component/wrong.yaml';
const texts = [{ file, text: readFileSync(file, 'utf8') }];
const report = lintManifests(texts);
const [finding] = report.findings as [PlacedFinding];
const ofEachRule = { ...report, findings: rules.map((rule) => ({ ...finding, rule })) };
const log = JSON.parse(sarifReport(ofEachRule, texts));
const [run] = log.runs;

const someText = expect.stringMatching(/\S/);
const atMost = (most: number) => expect.stringMatching(new RegExp(`^\\S[^]{0,${most - 1}}$`));

test('a log is of the version that GitHub takes, and one run of one tool', () => {
  expect(log).toEqual({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [expect.anything()],
  });
  expect(run.tool.driver).toMatchObject({
    name: packageJson.name,
    semanticVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

test.each<{ id: string }>(run.tool.driver.rules)('$id is described as GitHub requires', (rule) => {
  expect(rule).toEqual({
    id: atMost(255),
    shortDescription: { text: atMost(1024) },
    fullDescription: { text: atMost(1024) },
    help: { text: someText, markdown: someText },
    defaultConfiguration: { level: expect.stringMatching(/^(note|warning|error)$/) },
    properties: {
      'problem.severity': expect.stringMatching(/^(error|warning|recommendation)$/),
      // no security-severity, and no tag for it: with one, GitHub takes each result for a hole in security
      precision: expect.stringMatching(/^(very-high|high|medium|low)$/),
      tags: [expect.not.stringMatching(/^security$/)],
    },
  });
});

test('pages of rules lead nowhere that a service cannot follow', () => {
  const links = run.tool.driver.rules.flatMap(({ help }: { help: { markdown: string } }) =>
    Array.from(help.markdown.matchAll(/\]\(([^)]+)\)/g), ([, link]) => link),
  );
  expect(links.filter((link: string) => !link.startsWith('https://'))).toEqual([]);
});

test('a result has all that GitHub requires, in one place of a path from the root', () => {
  for (const [index, result] of run.results.entries()) {
    expect(result).toMatchObject({
      ruleIndex: index,
      ruleId: rules[index]?.id,
      level: expect.stringMatching(/^(note|warning|error)$/),
      message: { text: someText },
      locations: [{ physicalLocation: { artifactLocation: { uri: file } } }],
      partialFingerprints: {
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{1,16}:[1-9]\d*$/),
      },
    });
    const { region } = result.locations[0].physicalLocation;
    const { startLine, startColumn, endLine, endColumn } = region;
    expect([startLine, startColumn]).toEqual([finding.line, finding.column]);
    expect(endLine).toBe(startLine);
    expect(endColumn).toBeGreaterThan(startColumn);
  }
});

test('of more results than GitHub takes of a run, the most severe are kept, and the others counted', () => {
  const info: PlacedFinding = { ...finding, severity: 'info' };
  const error: PlacedFinding = { ...finding, severity: 'error' };
  const findings = [...Array<PlacedFinding>(mostResults + 1).fill(info), error];
  const [run] = JSON.parse(sarifReport({ ...report, findings }, texts)).runs;
  expect(run.results).toHaveLength(25_000);
  expect(run.results[0].level).toBe('error');
  expect(run.invocations).toEqual([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: 'warning', message: { text: expect.stringMatching(/^2 more findings /) } },
      ],
    },
  ]);
});

// the hashes that codeql-action's own test of src/fingerprints.ts names
const greetings = [
  'e9496ae3ebfced30:1',
  'fb7c023a8b9ccb3f:1',
  'ce8ba1a563dcdaca:1',
  'e20e36e16fcb0cc8:1',
  'b3edc88f2938467e:1',
  'c8e28b0b4002a3a0:1',
  'c129715d7a2bc9a3:1',
];
const repeated = 'a7f2ff13bc495cf2';

test.each([
  ['', ['c129715d7a2bc9a3:1']],
  [
    ' a\nb\n  \t\tc\n d',
    ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
  ],
  [' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', greetings],
  [' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', greetings],
  [' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', greetings],
  [
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    [
      ...[1, 2, 3, 4, 5, 6].map((time) => `${repeated}:${time}`),
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
])('the lines of %j have the hashes that GitHub computes', (text, hashes) => {
  const hashOf = lineHashes(text);
  expect([...hashes.keys()].map((index) => hashOf(index + 1))).toEqual(hashes);
  expect(hashOf(hashes.length + 1)).toBeUndefined();
});
