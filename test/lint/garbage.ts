import fc from 'fast-check';
import { parseYaml, printYaml } from '../../src/yaml.ts';

/** Values of every type that JSON has, none of them likely where they are put. */
export const garbage: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e300,
    2 ** 53,
    10n ** 18n,
    '',
    ' ',
    '\n',
    'x'.repeat(5000),
    'a.'.repeat(2000),
    '1:'.repeat(2000),
    'é漢字🦊\u202e\u0301',
    'a: [',
    '- - -',
    '&a [*a]',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of collectors
    '${X}',
    '$(X)',
    ':',
    '/',
    '://',
    '[::1]:4317',
    '%zz',
    '..',
    'constructor',
    '__proto__',
    'toString',
    [],
    {},
    [null],
    [[]],
    [{}],
    { '': '' },
    JSON.parse('{"__proto__": {"kind": "Jaeger"}, "constructor": [], "length": -1}'),
  ),
  fc.string({ unit: 'binary-ascii' }).map(printable),
  fc.jsonValue(),
);

/** One thing that is done to a value somewhere inside. */
export interface Damage {
  /** Which key or item to go into at each step, as a number to divide by how many there are. */
  readonly steps: readonly number[];
  /** Whether the key is replaced instead of its value. */
  readonly atKey: boolean;
  readonly by: unknown;
}

export const damage: fc.Arbitrary<Damage> = fc.record({
  steps: fc.array(fc.nat(), { minLength: 1, maxLength: 14 }),
  atKey: fc.boolean(),
  by: garbage,
});

/** A value with one thing in it replaced; goes into YAML that stands in a text, too. */
export function damaged(value: unknown, { steps, atKey, by }: Damage): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return by;
  const deeper = { steps: rest, atKey, by };
  if (typeof value === 'string') return damagedText(value, deeper);
  if (typeof value !== 'object' || value === null) return by;
  const entries = Object.entries(value);
  const at = step % Math.max(1, entries.length);
  const [key, part] = entries[at] ?? [];
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.with(at, damaged(part, deeper));
  const replaced: [string, unknown] =
    atKey && rest.length === 0 ? [keyOf(by), part] : [key, damaged(part, deeper)];
  // unlike a literal, this makes __proto__ a key like any other
  return Object.fromEntries(entries.with(at, replaced));
}

/** Text that holds YAML, perhaps behind `--flag=`, with something in the YAML replaced. */
function damagedText(text: string, inner: Damage): unknown {
  const flag = /^--[\w.-]+=/.exec(text)?.[0] ?? '';
  if (!text.includes('\n')) return inner.by;
  try {
    const [document] = parseYaml(text.slice(flag.length), '');
    return flag + printYaml([damaged(document?.value, inner)]);
  } catch {
    // an earlier damage has made it no YAML
    return inner.by;
  }
}

function keyOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value;
}

function printable(text: string): string {
  // YAML has no way to write these
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
  return text.replace(/[\u0000-\u001f\u007f]/g, '');
}

/** Characters that are lost from a text, and added to it, at a place. */
export interface Slip {
  /** Place in the text, as a number to divide by its length. */
  readonly at: number;
  readonly lost: number;
  readonly added: string;
}

const signs =
  '\n|\r\n|\t|  |: |- |? |#|"|\'|>|&a |*a|!x |---\n|...\n|%YAML 9.9\n|<<: |{|}|[|]|,|\0|\ufeff|\u2028|\ud800|\uffff|\u0085|@|`|${|🦊|null|0x|1e999|.nan|!!binary ';

/** Slips with the signs that mean something to YAML, or that no text should hold, above all. */
export const slip: fc.Arbitrary<Slip> = fc.record({
  at: fc.nat(),
  lost: fc.nat(20),
  added: fc.oneof(fc.constantFrom('', '|', ...signs.split('|')), fc.string({ unit: 'binary' })),
});
