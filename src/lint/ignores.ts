import { ignoreAnnotation } from '../annotations/ignore.ts';
import type { KubeObject } from '../model/kubernetes/objects.ts';

/** Word that begins a comment which keeps findings about a line out of the report. */
export const ignoreComment = 'tracing-lint-ignore';

/** One rule that is to be ignored. */
export interface Ignore {
  /** Rule as written. */
  readonly ruleId: string;
  /** Why; empty when nobody says, and then nothing is ignored. */
  readonly reason: string;
}

/** A comment `# tracing-lint-ignore rule: reason; rule: reason`. */
export interface IgnoreComment {
  readonly ignores: readonly Ignore[];
  /** Line of the comment, from 1. */
  readonly line: number;
  /** Column of its `#`, from 1. */
  readonly column: number;
  /** Line that it speaks of: its own, or the next one that is not a comment when it stands alone. */
  readonly target: number;
}

/** Rules that the annotation of an object ignores. */
export function annotatedIgnores({ annotations }: KubeObject): Ignore[] {
  return Object.hasOwn(annotations, ignoreAnnotation)
    ? readIgnores(annotations[ignoreAnnotation] ?? '')
    : [];
}

/** Comments of a file, also those in YAML that stands in a block scalar. */
export function ignoreComments(text: string): IgnoreComment[] {
  if (!text.includes(ignoreComment)) return [];
  const lines = text.split(/\r\n|\n|\r/);
  const targets = lines.map((_, index) => index);
  for (let index = lines.length - 2; index >= 0; index--) {
    if (/^\s*#/.test(lines[index] ?? '')) targets[index] = targets[index + 1] ?? index;
  }
  return lines.flatMap((line, index) => {
    const match = /^(.*?)#\s*tracing-lint-ignore(?:\s+(.*))?$/s.exec(line);
    if (!match) return [];
    const [, before = '', written = ''] = match;
    const target = targets[index] ?? index;
    const ignores = readIgnores(written);
    return [{ ignores, line: index + 1, column: before.length + 1, target: target + 1 }];
  });
}

function readIgnores(written: string): Ignore[] {
  const entries = written
    .split(/[;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return (entries.length === 0 ? [''] : entries).map((entry) => {
    const colon = entry.indexOf(':');
    const ruleId = colon < 0 ? entry : entry.slice(0, colon).trim();
    return { ruleId, reason: colon < 0 ? '' : entry.slice(colon + 1).trim() };
  });
}
