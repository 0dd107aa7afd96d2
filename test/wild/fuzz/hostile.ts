import type { Change } from './fields.ts';

/** Values that nobody expects where they are put, with a name for messages. */
const values: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['null', null],
  ['true', true],
  ['0', 0],
  ['-1', -1],
  ['1.5', 1.5],
  ['1e300', 1e300],
  ['2^53', 2 ** 53],
  ['an integer of 60 bits', 10n ** 18n],
  ['empty text', ''],
  ['space', ' '],
  ['line feed', '\n'],
  ['line feed behind a word', 'a:4317\n'],
  ['long word', 'x'.repeat(5000)],
  ['dots', 'a.'.repeat(2000)],
  ['colons', '1:'.repeat(2000)],
  ['slashes', '/'.repeat(3000)],
  ['control characters', 'a\u001b[2Ja\u0007\u009b\u202e'],
  ['workflow command', 'a\n::error::b\r\n##[error]c'],
  ['lone surrogate', 'a\ud800b'],
  ['signs of many scripts', 'é漢字🦊\u202e\u0301'],
  ['broken YAML', 'a: ['],
  ['recursive YAML', '&a [*a]'],
  ['a list in YAML', '- - -'],
  ['several documents', 'a: 1\n---\nb: 2\n'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of collectors
  ['variable', '${X}'],
  ['broken variable', '${env:${a:-'],
  ['dependent variable', '$(X)'],
  ['colon', ':'],
  ['slash', '/'],
  ['slashes of a URL', '://'],
  ['URL of all parts', 'http://u:p@[::1%25lo]:99999/a?b#c'],
  ['IPv6', '[::1]:4317'],
  ['IPv6 left open', '[::1'],
  ['percent', '%zz'],
  ['parent folder', '../../../etc/passwd'],
  ['expression', '(a+)+$'],
  ['bracket of an expression', 'a(b'],
  ['wildcard', '.*'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
  ['toString', 'toString'],
  ['hasOwnProperty', 'hasOwnProperty'],
  ['date', '2024-01-01'],
  ['huge quantity', '1e400Gi'],
  ['duration', '9223372036854775807h'],
  ['huge version', 'v99999999999999999999.0.0'],
  ['image of nothing', ':@sha256:'],
  ['empty list', []],
  ['empty map', {}],
  ['list of null', [null]],
  ['list of lists', [[[]]]],
  ['list of an empty map', [{}]],
  ['list of numbers', [1, 2n ** 60n, true]],
  ['map with an empty key', { '': '' }],
  ['map of null', { name: null, value: null, key: null }],
  [
    'map with keys that objects inherit',
    JSON.parse('{"__proto__": {"kind": "Jaeger"}, "constructor": [], "toString": 1, "length": -1}'),
  ],
  ['map as deep as can be', deep(300)],
]);

/** Keys that nobody expects. */
const keys: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'a\nb',
  'a/b/c//',
  '0',
  '\u001b[2J',
  'x'.repeat(300),
];

/** All that is tried with a field, with a name for messages. */
export const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ...[...values].map(([name, value]): [string, Change] => [name, { value }]),
  ...keys.map((key): [string, Change] => [`the key ${JSON.stringify(key).slice(0, 20)}`, { key }]),
]);

function deep(depth: number): unknown {
  let value: unknown = 'a';
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { a: value };
  return value;
}
