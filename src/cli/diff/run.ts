import { readDifferences } from '../../difference/clusters.ts';
import { jsonText } from '../json-text.ts';
import { print, printUnreadable } from '../output.ts';
import { readState } from '../state.ts';
import { markdownReport } from './markdown.ts';
import { type Report, report } from './report.ts';
import { textReport } from './text.ts';

/** A call of `tracing diff`. */
export interface DiffRun {
  readonly before: string;
  readonly after: string;
  readonly format: 'text' | 'json' | 'markdown';
}

const formats: Readonly<Record<DiffRun['format'], (report: Report) => string>> = {
  text: textReport,
  json: jsonText,
  markdown: markdownReport,
};

const same = 0;
const different = 1;
const cannotRead = 2;

/** Prints what changes to standard output, or nothing where a state cannot be read; the result is the exit code. */
export async function runDiff({ before, after, format }: DiffRun): Promise<number> {
  const [old, now] = [await readState(before), await readState(after)];
  const unreadable = [...old.unreadable, ...now.unreadable];
  if (unreadable.length > 0) {
    // what is in them would pass for new, or for gone
    printUnreadable(unreadable);
    return cannotRead;
  }
  const differences = readDifferences(old.report.clusters, now.report.clusters);
  print(formats[format](report(differences)));
  return differences.every(({ effects }) => effects.length === 0) ? same : different;
}
