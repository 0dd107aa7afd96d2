import type { Token, TokenKind } from './tokens.ts';

/** The words of a text, and the place among them: what stands there is taken where it is as it must be. */
export class Words {
  /** Index of the word that nothing could be made of. */
  furthest = 0;
  /** Index of the word that comes next. */
  next = 0;
  readonly all: readonly Token[];

  constructor(all: readonly Token[]) {
    this.all = all;
  }

  get token(): Token {
    return this.all[this.next] ?? { kind: 'end', text: '', at: 0 };
  }

  is(kind: TokenKind): boolean {
    if (this.token.kind !== kind) return this.fail();
    this.next++;
    return true;
  }

  mark(text: string): boolean {
    if (this.token.kind !== 'mark' || this.token.text !== text) return this.fail();
    this.next++;
    return true;
  }

  word(text: string): boolean {
    if (this.token.text !== text) return this.fail();
    this.next++;
    return true;
  }

  fail(): false {
    this.furthest = Math.max(this.furthest, this.next);
    return false;
  }

  either(first: () => boolean, second: () => boolean): boolean {
    const start = this.next;
    if (first()) return true;
    this.next = start;
    return second();
  }

  separated(part: () => boolean, word: string): boolean {
    do {
      if (!part()) return false;
    } while (this.word(word));
    return true;
  }

  separatedBy(kind: TokenKind, part: () => boolean): boolean {
    do {
      if (!part()) return false;
    } while (this.is(kind));
    return true;
  }

  listed(part: () => boolean): boolean {
    do {
      if (!part()) return false;
    } while (this.mark(','));
    return true;
  }
}
