/** Kinds of words of the language, as its lexer has them. */
export type TokenKind =
  | 'bytes'
  | 'float'
  | 'int'
  | 'string'
  | 'compare'
  | 'arrow'
  | 'sign'
  | 'times'
  | 'equal'
  | 'mark'
  | 'keyword'
  | 'upper'
  | 'lower'
  | 'underscore'
  | 'end';

/** A word. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins. */
  readonly at: number;
}

/** In the order in which the lexer tries them. */
const kinds: readonly (readonly [TokenKind, string])[] = [
  ['bytes', '0x[a-fA-F0-9]+'],
  ['float', '(?:\\d+\\.\\d*|\\d*\\.\\d+)(?:[eE][-+]?\\d+)?'],
  ['int', '\\d+'],
  ['string', '"(?:\\\\.|[^\\\\"])*"'],
  ['compare', '==|!=|>=|<=|>|<'],
  ['arrow', '=>'],
  ['sign', '[+-]'],
  ['times', '[/*]'],
  ['equal', '='],
  ['mark', '[(){}:,.\\[\\]]'],
  ['keyword', '(?:and|false|nil|not|or|true)\\b'],
  ['upper', '[A-Z][A-Z0-9_]*'],
  ['lower', '[a-z][a-z0-9_]*'],
  ['underscore', '_\\b'],
];
const pattern = new RegExp(kinds.map(([, source]) => `(${source})`).join('|'), 'y');

/**
 * The words of a text, with one behind the last that stands for its end; the place of the first character that begins none.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 pkg/ottl/grammar.go buildLexer.
 */
export function tokensOf(text: string): readonly Token[] | number {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
    if (at === text.length) break;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return at;
    const kind = kinds[match.findIndex((group, index) => index > 0 && group !== undefined) - 1];
    tokens.push({ kind: kind?.[0] ?? 'end', text: match[0], at });
    at += match[0].length;
  }
  return [...tokens, { kind: 'end', text: '', at }];
}
