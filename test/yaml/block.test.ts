import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBlockDocuments } from '../../src/yaml/block.ts';
import { parseYaml, printYaml } from '../../src/yaml.ts';

/** What the reader of all YAML makes of a text: a tab, also in a comment, keeps the quick reader away. */
function readWhole(text: string): unknown {
  return outcome(`#\t\n${text}`);
}

function outcome(text: string): unknown {
  try {
    return parseYaml(text, 'file').map(({ value, index }) => ({ value, index }));
  } catch (error) {
    if (error instanceof Error && /^file:\d+:\d+: /.test(error.message)) return 'no YAML';
    throw error;
  }
}

test.each([
  ['', []],
  ['# nothing\n\n', []],
  ['---\n', [null]],
  ['---\n---\na: 1\n', [null, { a: 1 }]],
  ['a: 1\n--- # next\nb: 2\n', [{ a: 1 }, { b: 2 }]],
  ['a: 1\nb:\nc: # no\nd: x # y\n', [{ a: 1, b: null, c: null, d: 'x' }]],
  ['a:\n- 1\n- b: 2\n  c: 3\n-\n- - x\n  - z\n', [{ a: [1, { b: 2, c: 3 }, null, ['x', 'z']] }]],
  ['a:\n  - b:\n    - c\n', [{ a: [{ b: ['c'] }] }]],
  ['on: yes\n0644: 0644\n"on": "yes"\n', [{ true: true, 420: 420, on: 'yes' }]],
  ['a: \'it\'\'s\'\nb: "x\\n\\"y\\""\nc: {}\nd: []\n', [{ a: "it's", b: 'x\n"y"', c: {}, d: [] }]],
  [
    'a: http://x:1/y#z\nb: -1\nc: --d=e\nf: :80\n',
    [{ a: 'http://x:1/y#z', b: -1, c: '--d=e', f: ':80' }],
  ],
  [
    'a: |\n  x\n   y\n\n  z\nb: |-\n  x\nc: |+\n  x\n\nd: 1\n',
    [{ a: 'x\n y\n\nz\n', b: 'x', c: 'x\n\n', d: 1 }],
  ],
  ['- |\n  # no comment\n# a comment\n- x\n', [['# no comment\n', 'x']]],
])('%j is read line by line', (text, expected) => {
  expect(readBlockDocuments(text)).toEqual(expected);
  expect(outcome(text)).toEqual(readWhole(text));
});

test.each([
  'a: [1]\n',
  'a: {b: 1}\n',
  'a: &x 1\n',
  'a: *x\n',
  'a: !!str 1\n',
  'a: >\n  x\n',
  'a: |2\n  x\n',
  'a: |\n  x',
  'a: x\n  y\n',
  'a: "x\n  y"\n',
  'a: "\\x41"\n',
  'a: b: c\n',
  'a: .inf\n',
  'a: 1\na: 2\n',
  'a: 1\n  b: 2\n',
  ' a: 1\nb: 2\n',
  '? a\n: b\n',
  'a\n',
  '<<: 1\n',
  '__proto__: 1\n',
  'null: 1\n',
  '--- a\n',
  'a: 1\n...\n',
  '%YAML 1.1\n---\na: 1\n',
  'a:\t1\n',
  'a: 1\r\n',
  '\ufeffa: 1\n',
  'a: \u0007\n',
  `${'- '.repeat(300)}a\n`,
])('%j is left to the reader of all YAML', (text) => {
  expect(readBlockDocuments(text)).toBeUndefined();
});

test('everything that we synthesize is read line by line, to the same values', () => {
  const files = readdirSync('test/golden', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.join('test/golden', file));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect(readBlockDocuments(text), file).toBeDefined();
    expect(outcome(text), file).toEqual(readWhole(text));
  }
});

// more of them find more
const runs = Number(process.env.FUZZ_RUNS ?? 1000);

const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    1,
    '',
    'a b',
    'multi\nline\n',
    'tail\n\n',
    '\n\nx',
    'x\n  y\n z',
    null,
    true,
  ),
  fc.constantFrom<unknown>(
    {},
    [],
    'yes',
    '- a',
    'a: b',
    ' lead',
    'a #b',
    "it's",
    '0.0.0.0:4317',
    '@x',
  ),
);
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'b/c.d', 'on', '0', 'x-y', 'k k', '"', '$ref'),
      tie('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
}));
const bits = fc.constantFrom(
  ...[
    ' ',
    '  ',
    '\n',
    ':',
    ': ',
    '- ',
    '-',
    '#',
    ' #',
    '|',
    '|-',
    '|+',
    '>',
    '"',
    "'",
    '{}',
    '[]',
    '[a]',
  ],
  ...[
    '&a ',
    '*a',
    '!!str ',
    '---',
    '--- ',
    '...',
    '%TAG',
    '? ',
    '\t',
    '0',
    'null',
    '~',
    '\\',
    '\u00a0',
  ],
  ...[
    '\u2028',

    '@',
    ',',
    '}',
    ']',
    '<<',
    '\n\n',
    '\n  ',
    '\n    ',
    '\n- ',
    ' : ',
    '::',
    '-1',
    '\r',
  ],
);
const edits = fc.array(fc.tuple(fc.nat(), bits, fc.nat({ max: 3 })), { maxLength: 3 });

test('what is read line by line is what the reader of all YAML makes of it', () => {
  let quick = 0;
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 2 }), edits, (documents, changes) => {
      const text = changes.reduce((before, [at, bit, gone]) => {
        const place = at % (before.length + 1);
        return before.slice(0, place) + bit + before.slice(place + gone);
      }, printYaml(documents));
      const read = readBlockDocuments(text);
      if (read === undefined) return;
      quick++;
      const found = read.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
      expect(found).toEqual(readWhole(text));
    }),
    { numRuns: runs },
  );
  expect(quick / runs).toBeGreaterThan(0.05);
});
