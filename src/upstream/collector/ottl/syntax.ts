import { SyntaxError as ParserError, parse as parseText } from '../../../../imports/ottl.ts';

/** Where a node stands in its text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What the grammar in `ottl.peggy` makes of a text. */
export type Node =
  | { readonly is: 'statement'; readonly call: Call; readonly where: Node | null }
  | Call
  | Path
  | ({ readonly is: 'enum' | 'function'; readonly name: string } & Place)
  | ({ readonly is: 'text'; readonly text: string } & Place)
  | Lambda
  | { readonly is: 'list' | 'map'; readonly of: readonly Node[] }
  | { readonly is: 'all'; readonly of: readonly Node[]; readonly math?: true }
  | { readonly is: 'nil' | 'bool' | 'bytes' | 'float' | 'int' | 'signed' };

/** A call of an editor, `set(…)`, or of a converter, `Concat(…)`. */
export interface Call extends Place {
  readonly is: 'call';
  readonly name: string;
  readonly parameters: readonly { readonly name?: string; readonly value: Node }[];
  readonly keys: readonly Node[];
}

/** A function without a name, `(value) => value > 1`. */
export interface Lambda {
  readonly is: 'lambda';
  readonly names: readonly string[];
  readonly body: Node;
}

/** A path, `resource.attributes["service.name"]`. */
export interface Path extends Place {
  readonly is: 'path';
  readonly fields: readonly { readonly name: string; readonly keys: readonly Node[] }[];
}

/** What a text is read as. */
export type TextKind = 'Statement' | 'Condition' | 'AnyValue';

/** What a text says, or at which place it cannot be read on. */
export type Parsed =
  | { readonly node: Node }
  | { readonly message: string; readonly fix: string | undefined };

// nobody writes as many, and each takes a part of the stack
const deepest = 60;
// nobody writes one as long, and all that was tried in it is kept
const longest = 20_000;

/** Reads a text; undefined where it is too long or nested too deeply to be read. */
export function parseOttl(text: string, kind: TextKind): Parsed | undefined {
  if (text.length > longest || depth(text) > deepest) return undefined;
  try {
    return { node: parseText(text, { startRule: kind }) as Node };
  } catch (error) {
    if (!(error instanceof ParserError)) throw error;
    const { expected, location } = error as unknown as Unread;
    const { offset } = location.start;
    return { message: syntaxMessage(text, offset, expected), fix: slip(text.slice(offset)) };
  }
}

/** What the parser tells where it cannot read on. */
interface Unread {
  readonly expected: readonly Expected[];
  readonly location: { readonly start: { readonly offset: number } };
}

interface Expected {
  readonly type: string;
  readonly text?: string;
  readonly description?: string;
}

/** What somebody meant who writes other languages, too. */
function slip(rest: string): string | undefined {
  if (/^=[^=]/.test(rest)) return '==';
  if (rest.startsWith("'")) return 'double quotes around the string';
  if (rest.startsWith('&&')) return 'and';
  if (rest.startsWith('||')) return 'or';
  if (rest.startsWith('!')) return 'not';
  return /^(?:AND|OR|NOT)\b/.exec(rest)?.[0].toLowerCase();
}

function syntaxMessage(text: string, offset: number, expected: readonly Expected[]): string {
  const wanted = words(expected);
  const before = text.slice(Math.max(0, offset - 30), offset).trimEnd();
  const got = offset < text.length ? `'${text.slice(offset, offset + 20)}'` : 'its end';
  const place = before === '' ? 'at its start' : `after '${before}'`;
  return `expected ${listed(wanted)} ${place}, got ${got}`;
}

/** What may come, in a few words. */
function words(expected: readonly Expected[]): string[] {
  const all = [...new Set(expected.map(expectedText))].filter((one) => one !== '');
  // whatever begins a value
  const named = all.includes('nil') ? ['a value', ...all.filter((one) => endings.has(one))] : all;
  return named.sort();
}

const endings = new Set(["')'", "']'", "'}'", "','", 'not']);

function expectedText({ type, text, description }: Expected): string {
  if (type === 'literal') return `'${text}'`;
  // a blank may stand everywhere, and says nothing
  return description === 'a blank' ? '' : (description ?? '');
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** How deeply brackets are nested, those in texts aside. */
function depth(text: string): number {
  let now = 0;
  let most = 0;
  for (const sign of text.replace(/"(?:\\.|[^\\"])*"/gs, '')) {
    if ('([{'.includes(sign)) most = Math.max(most, ++now);
    else if (')]}'.includes(sign)) now--;
  }
  return most;
}
