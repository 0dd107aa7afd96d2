import type { Token } from './tokens.ts';
import { Words } from './words.ts';

/** What was read as a value. */
type ValueKind = 'boolean' | 'converter' | 'other';

/** Names that a text uses, which only what runs it knows. */
export interface Names {
  /** Words in capitals that stand for numbers, such as `SPAN_KIND_SERVER`. */
  readonly enums: Token[];
  /** First words of paths, and words that stand alone. */
  readonly roots: Token[];
}

// nobody writes more, and each level is tried in two ways
const deepest = 40;

/** Thrown at what is nested too deep to be read. */
export class TooDeep extends Error {}

/**
 * Reads a text by the grammar of the language, each function one part of it: whether it stands here, and then the place is behind it.
 * It takes what any release takes.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 pkg/ottl/grammar.go.
 */
export class Grammar {
  readonly names: Names = { enums: [], roots: [] };
  private depth = 0;
  private locals: readonly string[] = [];

  private readonly words: Words;

  constructor(tokens: readonly Token[]) {
    this.words = new Words(tokens);
  }

  /** Index of the word that nothing could be made of. */
  get furthest(): number {
    return this.words.furthest;
  }

  /** A condition, and nothing behind it. */
  condition(): boolean {
    return this.or() && this.words.is('end');
  }

  /** A function that changes something, perhaps with a condition, and nothing behind it. */
  statement(): boolean {
    if (!this.editor()) return false;
    return (!this.words.word('where') || this.or()) && this.words.is('end');
  }

  private or(): boolean {
    return this.words.separated(() => this.words.separated(() => this.truth(), 'and'), 'or');
  }

  private truth(): boolean {
    this.words.word('not');
    return this.words.either(
      () => this.comparison(),
      () => this.words.mark('(') && this.nested(() => this.or()) && this.words.mark(')'),
    );
  }

  /** Two values that are compared, or one that is true or false by itself. */
  private comparison(): boolean {
    const kind = this.value();
    if (kind === undefined) return false;
    if (this.words.is('compare')) return this.value() !== undefined;
    return kind !== 'other';
  }

  private value(): ValueKind | undefined {
    const { kind, text } = this.words.token;
    if (text === 'true' || text === 'false') return this.taken('boolean');
    if (kind === 'bytes' || kind === 'string' || text === 'nil') return this.taken('other');
    if (kind === 'mark' && (text === '[' || text === '{')) return this.collection();
    if (this.isLambda()) return this.lambda() ? 'other' : undefined;
    return this.math();
  }

  private math(): ValueKind | undefined {
    const start = this.words.next;
    if (
      !this.words.separatedBy('sign', () => this.words.separatedBy('times', () => this.operand()))
    ) {
      return undefined;
    }
    const [first] = this.words.all.slice(start);
    const alone = first?.kind === 'upper' && this.callEnd === this.words.next;
    return alone ? 'converter' : 'other';
  }

  private callEnd = -1;

  private operand(): boolean {
    this.words.is('sign');
    const { kind } = this.words.token;
    if (kind === 'int' || kind === 'float') return this.words.is(kind);
    if (kind === 'upper') return this.converterOrEnum();
    if (kind === 'lower') return this.path();
    return (
      this.words.mark('(') && this.nested(() => this.math() !== undefined) && this.words.mark(')')
    );
  }

  private converterOrEnum(): boolean {
    const first = this.words.token;
    const single = this.words.all[this.words.next + 1]?.kind !== 'lower';
    this.name();
    if (this.words.mark('(')) {
      const read = this.arguments() && this.keys();
      this.callEnd = this.words.next;
      return read;
    }
    if (single) this.names.enums.push(first);
    return single || this.words.fail();
  }

  private path(): boolean {
    const first = this.words.token;
    if (!this.locals.includes(first.text)) this.names.roots.push(first);
    for (;;) {
      if (!this.words.is('lower') || !this.keys()) return false;
      if (!this.words.mark('.')) return true;
    }
  }

  private keys(): boolean {
    while (this.words.mark('[')) {
      const read = this.words.either(
        () => this.words.is('string') && this.words.mark(']'),
        () => this.nested(() => this.math() !== undefined) && this.words.mark(']'),
      );
      if (!read) return false;
    }
    return true;
  }

  private editor(): boolean {
    return (
      this.words.token.kind === 'lower' && this.name() && this.words.mark('(') && this.arguments()
    );
  }

  private name(): boolean {
    while (this.words.token.kind === 'lower' || this.words.token.kind === 'upper')
      this.words.next++;
    return true;
  }

  /** What stands in the parentheses of a call, and the closing one. */
  private arguments(): boolean {
    if (this.words.mark(')')) return true;
    return this.nested(() => this.words.listed(() => this.argument())) && this.words.mark(')');
  }

  private argument(): boolean {
    const start = this.words.next;
    const named = this.words.token.kind === 'lower' && this.name() && this.words.is('equal');
    if (!named) this.words.next = start;
    // a function, by its name
    if (this.words.token.kind === 'upper' && this.isNameAlone()) return this.name();
    return this.value() !== undefined;
  }

  private isNameAlone(): boolean {
    const behind = this.words.all
      .slice(this.words.next)
      .find(({ kind }) => kind !== 'upper' && kind !== 'lower');
    return behind?.text === ',' || behind?.text === ')';
  }

  private collection(): ValueKind | undefined {
    if (this.words.mark('[')) {
      while (!this.words.mark(']')) {
        // the grammar has commas that may be left out
        this.words.mark(',');
        if (!this.nested(() => this.value() !== undefined)) return undefined;
      }
      return 'other';
    }
    this.words.mark('{');
    while (this.words.is('string')) {
      if (!this.words.mark(':') || !this.nested(() => this.value() !== undefined)) return undefined;
      this.words.mark(',');
    }
    return this.words.mark('}') ? 'other' : undefined;
  }

  /** Whether names in parentheses with an arrow behind them begin here. */
  private isLambda(): boolean {
    if (this.words.token.text !== '(') return false;
    const close = this.words.all.findIndex(
      ({ text }, index) => index > this.words.next && text === ')',
    );
    if (this.words.all[close + 1]?.kind !== 'arrow') return false;
    return this.words.all
      .slice(this.words.next + 1, close)
      .every(({ kind, text }) => kind === 'lower' || kind === 'underscore' || text === ',');
  }

  private lambda(): boolean {
    const outer = this.locals;
    const close = this.words.all.findIndex(
      ({ text }, index) => index > this.words.next && text === ')',
    );
    const own = this.words.all.slice(this.words.next + 1, close).map(({ text }) => text);
    this.locals = [...outer, ...own];
    this.words.next = close + 2;
    const read = this.nested(() =>
      this.words.either(
        () => this.or() && !this.goesOn(),
        () => this.value() !== undefined,
      ),
    );
    this.locals = outer;
    return read;
  }

  private goesOn(): boolean {
    return (
      this.words.token.kind === 'compare' ||
      this.words.token.kind === 'sign' ||
      this.words.token.kind === 'times'
    );
  }

  private taken(kind: ValueKind): ValueKind {
    this.words.next++;
    return kind;
  }

  private nested(part: () => boolean): boolean {
    if (++this.depth > deepest) throw new TooDeep();
    const read = part();
    this.depth--;
    return read;
  }
}
