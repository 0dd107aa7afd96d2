import { groupBy } from '../../model/kubernetes/group.ts';
import type { FoundText } from '../clusters.ts';
import type { Findings, ManifestText, PlacedFinding } from '../manifests.ts';
import { editOf, type TextEdit } from './edits.ts';

/** Lints texts. */
type Find = (texts: readonly FoundText[]) => Findings;

/** Texts after their certain fixes have been written. */
export interface Repaired {
  readonly texts: readonly FoundText[];
  /** Edits that were written, in the order in which that was done. */
  readonly edits: readonly TextEdit[];
}

// a fix may bring to light what was hidden behind the mistake
const mostRounds = 5;

/**
 * Writes the certain fixes of findings into texts, comments and all else as they are. An edit after which its line is not better than
 * before is taken back.
 *
 * @param find - lints the texts; with the same rules each time
 */
export function repaired(texts: readonly FoundText[], find: Find): Repaired {
  let current = texts;
  const edits: TextEdit[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const findings = find(current);
    const wanted = editsOf(findings.findings, current);
    const written = wanted.length === 0 ? [] : accepted(wanted, current, findings, find);
    if (written.length === 0) break;
    current = edited(current, written);
    edits.push(...written);
  }
  return { texts: current, edits };
}

/** Edits of the findings that have a certain one. */
export function editsByFinding(
  findings: readonly PlacedFinding[],
  texts: readonly ManifestText[],
): Map<PlacedFinding, TextEdit> {
  const lines = new Map(texts.map(({ file, text }) => [file, text.split(/\r\n|\n|\r/)]));
  return new Map(
    findings.flatMap((finding) => {
      const edit = editOf(finding, lines.get(finding.file) ?? []);
      return edit ? [[finding, edit]] : [];
    }),
  );
}

/** Edits of findings, one for each place. */
function editsOf(findings: readonly PlacedFinding[], texts: readonly FoundText[]): TextEdit[] {
  const edits = new Map<string, TextEdit>();
  for (const edit of editsByFinding(findings, texts).values()) {
    const place = `${edit.line}:${edit.column} ${edit.file}`;
    if (!edits.has(place)) edits.set(place, edit);
  }
  return [...edits.values()];
}

/** All of some edits where they put things right, or else those that do so one by one. */
function accepted(
  edits: readonly TextEdit[],
  texts: readonly FoundText[],
  before: Findings,
  find: Find,
): readonly TextEdit[] {
  if (isBetter(before, find(edited(texts, edits)), edits)) return edits;
  if (edits.length === 1) return [];
  const kept: TextEdit[] = [];
  let findings = before;
  for (const edit of edits) {
    const after = find(edited(texts, [...kept, edit]));
    if (!isBetter(findings, after, [edit])) continue;
    kept.push(edit);
    findings = after;
  }
  return kept;
}

/**
 * Whether each line that was edited has fewer findings than before, none of them new. What comes to light elsewhere, such as in a
 * receiver that no pipeline had named, was there before.
 */
function isBetter(before: Findings, after: Findings, edits: readonly TextEdit[]): boolean {
  if (after.unreadable.length > before.unreadable.length) return false;
  const [old, left] = [before, after].map(({ findings }) => groupBy(findings, lineOf));
  return edits.every((edit) => {
    const known = (old?.get(lineOf(edit)) ?? []).map(({ rule }) => rule.id);
    const found = (left?.get(lineOf(edit)) ?? []).map(({ rule }) => rule.id);
    return found.length < known.length && found.every((id) => known.includes(id));
  });
}

function lineOf({ file, line }: Pick<TextEdit, 'file' | 'line'>): string {
  return `${line} ${file}`;
}

const lineBreak = /(\r\n|\n|\r)/;

function edited(texts: readonly FoundText[], edits: readonly TextEdit[]): FoundText[] {
  const byFile = groupBy(edits, ({ file }) => file);
  return texts.map((one) => {
    const ofFile = byFile.get(one.file);
    return ofFile ? { ...one, text: withEdits(one.text, ofFile) } : one;
  });
}

function withEdits(text: string, edits: readonly TextEdit[]): string {
  // with the line breaks between them, which stay as they are
  const parts = text.split(lineBreak);
  for (const { line, column, endColumn, text: inserted } of edits.toSorted(backwards)) {
    const index = 2 * (line - 1);
    const whole = parts[index] ?? '';
    parts[index] = whole.slice(0, column - 1) + inserted + whole.slice(endColumn - 1);
  }
  return parts.join('');
}

function backwards(a: TextEdit, b: TextEdit): number {
  return b.line - a.line || b.column - a.column;
}
