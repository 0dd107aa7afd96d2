import type { Problem } from '../../values/problem.ts';
import { goRegexProblem } from '../expressions/go-regex.ts';
import type { Signature } from './language.ts';
import type { Call } from './syntax.ts';

/** What may stand behind a backslash, as in Go. */
const escaped =
  /\\(?:([abfnrtv\\"])|([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs;

/** What is wrong with a text in double quotes. */
export function escapeProblems(text: string): Problem[] {
  for (const match of text.matchAll(escaped)) {
    if (match[6] === undefined) continue;
    const written = match[0];
    const message = `a backslash must be doubled in a string, got '${written}'`;
    return [{ message, fix: `\\${written}` }];
  }
  return [];
}

/** Functions whose patterns are those of file names. */
const globbing = ['replace_match', 'replace_all_matches'];

/**
 * What is wrong with the regular expressions that a function is called with.
 *
 * @param signature - the parameters of the function, of which those called Pattern or RegexPattern are some
 */
export function patternProblems({ name, parameters }: Call, signature: Signature): Problem[] {
  if (globbing.includes(name)) return [];
  return parameters.flatMap(({ name: given, value }, index): Problem[] => {
    const parameter = given?.replaceAll('_', '') ?? signature[index]?.name ?? '';
    if (!/^(?:regex)?pattern$/i.test(parameter) || value.is !== 'text') return [];
    if (escapeProblems(value.text).length > 0) return [];
    const problem = goRegexProblem(unquoted(value.text));
    return problem === undefined ? [] : [{ message: `pattern of ${name}: ${problem}` }];
  });
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unquoted(text: string): string {
  return text
    .slice(1, -1)
    .replace(escaped, (_, letter, octal, hex, short, long) =>
      letter !== undefined
        ? (letters[letter] ?? letter)
        : character(octal ?? hex ?? short ?? long, octal === undefined ? 16 : 8),
    );
}

function character(digits: string, base: number): string {
  const code = Number.parseInt(digits, base);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
