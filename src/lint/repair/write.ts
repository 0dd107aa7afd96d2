import { groupBy } from '../../model/kubernetes/group.ts';
import type { FoundText } from '../clusters.ts';
import type { ManifestText, PlacedFinding } from '../manifests.ts';
import { editOf, type TextEdit } from './edits.ts';

/** Texts after their certain fixes have been written. */
export interface Repaired {
  readonly texts: readonly FoundText[];
  /** Edits that were written, in the order in which that was done. */
  readonly edits: readonly TextEdit[];
}

// a fix may bring to light what was hidden behind the mistake
const mostRounds = 5;

/**
 * Writes the certain fixes of findings into texts, comments and all else as they are. An edit after which its finding is still there, or
 * which makes another one, is taken back.
 *
 * @param find - lints the texts; with the same rules each time
 */
export function repaired(
  texts: readonly FoundText[],
  find: (texts: readonly FoundText[]) => readonly PlacedFinding[],
): Repaired {
  let current = texts;
  const edits: TextEdit[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const findings = find(current);
    const wanted = editsOf(findings, current);
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

/** All of some edits where they leave no new finding, or else those that do so one by one. */
function accepted(
  edits: readonly TextEdit[],
  texts: readonly FoundText[],
  before: readonly PlacedFinding[],
  find: (texts: readonly FoundText[]) => readonly PlacedFinding[],
): readonly TextEdit[] {
  if (isBetter(before, find(edited(texts, edits)), edits.length)) return edits;
  if (edits.length === 1) return [];
  const kept: TextEdit[] = [];
  let findings = before;
  for (const edit of edits) {
    const after = find(edited(texts, [...kept, edit]));
    if (!isBetter(findings, after, 1)) continue;
    kept.push(edit);
    findings = after;
  }
  return kept;
}

/** Whether findings are gone, as many as there were edits, and none has come. */
function isBetter(
  before: readonly PlacedFinding[],
  after: readonly PlacedFinding[],
  edits: number,
): boolean {
  const known = new Map<string, number>();
  for (const finding of before)
    known.set(identity(finding), (known.get(identity(finding)) ?? 0) + 1);
  for (const finding of after) {
    const left = known.get(identity(finding)) ?? 0;
    if (left === 0 && finding.severity !== 'info') return false;
    known.set(identity(finding), left - 1);
  }
  return after.length <= before.length - edits;
}

// an edit may move the column of what stands behind it, and change what a message repeats
function identity({ rule, file, line, object }: PlacedFinding): string {
  return `${rule.id} ${object.order} ${line} ${file}`;
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
