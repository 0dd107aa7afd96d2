import { hidden, type Span, secretSpans } from '../../lint/secrets.ts';
import { oneLine } from '../../upstream/values/shown.ts';

const widest = 100;

/** The part of a line around a column. */
export interface Excerpt {
  readonly shown: string;
  /** Where the column is in it. */
  readonly caret: number;
}

/** Lines of files as a report shows them: cut, and without passwords and tokens. */
export class Excerpts {
  private readonly texts: ReadonlyMap<string, string>;
  private readonly lines = new Map<string, readonly string[]>();
  // many findings may stand in one long line
  private readonly spans = new Map<string, readonly Span[]>();

  constructor(texts: readonly { readonly file: string; readonly text: string }[]) {
    this.texts = new Map(texts.map(({ file, text }) => [file, text]));
  }

  /**
   * The excerpt around a place.
   *
   * @param kind kind of the object that stands there
   */
  at(file: string, line: number, column: number, kind: string): Excerpt {
    const lines = this.linesOf(file);
    const whole = lines[line - 1] ?? '';
    const key = `${line} ${file}`;
    const spans = this.spans.get(key) ?? secretSpans(lines, line - 1, kind);
    this.spans.set(key, spans);
    return excerpt(whole, column, spans);
  }

  private linesOf(file: string): readonly string[] {
    const known = this.lines.get(file);
    if (known) return known;
    const lines = (this.texts.get(file) ?? '').split(/\r\n|\n|\r/);
    this.lines.set(file, lines);
    return lines;
  }
}

function excerpt(line: string, column: number, spans: readonly Span[]): Excerpt {
  const at = Math.min(column - 1, line.length);
  const start =
    line.length <= widest ? 0 : Math.max(0, Math.min(at - widest / 2, line.length - widest));
  const end = start + widest;
  let shown = '';
  let caret = 0;
  let next = start;
  const show = (until: number) => {
    const part = line.slice(next, until);
    if (at >= next) caret = shown.length + Math.min(at - next, part.length);
    shown += part;
  };
  for (const span of spans.filter((one) => one.end > start && one.start < end)) {
    show(Math.max(next, span.start));
    shown += hidden;
    next = span.end;
  }
  if (next < end) show(end);
  return { shown: oneLine(shown), caret };
}
