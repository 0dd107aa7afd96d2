import { fstatSync } from 'node:fs';
import { explain } from '../lint/explain.ts';
import { findRule } from '../lint/find-rule.ts';
import { type LintReport, lintManifests, type ManifestText, passes } from '../lint/manifests.ts';
import { readInputs } from './inputs.ts';
import { githubReport } from './lint-github.ts';
import { jsonReport } from './lint-json.ts';
import { sarifReport } from './lint-sarif.ts';
import { type Colours, textReport } from './lint-text.ts';
import { print } from './output.ts';

/** A call of `tracing lint`. */
export interface LintRun {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  /**
   * Ids of rules that do not count.
   *
   * @default - all rules count
   */
  readonly ignore?: readonly string[];
  /**
   * Warnings that are allowed.
   *
   * @default - any number
   */
  readonly maxWarnings?: number;
}

const clean = 0;
const hasFindings = 1;

/** Lints and prints what it finds to standard output; the result is the exit code. */
export async function runLint({ paths, format, ignore, maxWarnings }: LintRun): Promise<number> {
  const texts = await readInputs(paths);
  const report = lintManifests(texts, ignore === undefined ? {} : { ignore });
  print(await formatted(report, texts, format));
  return passes(report, maxWarnings) ? clean : hasFindings;
}

/** Prints the documentation of a rule; the result is the exit code. */
export function runExplain(id: string): number {
  print(explain(findRule(id)));
  return clean;
}

async function formatted(
  report: LintReport,
  texts: readonly ManifestText[],
  format: LintRun['format'],
): Promise<string> {
  switch (format) {
    case 'text':
      return textReport(report, texts, await colours());
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'github':
      return githubReport(report);
  }
}

async function colours(): Promise<Colours | undefined> {
  // https://no-color.org: a variable that is set to anything but the empty text
  const { NO_COLOR = '', TERM } = process.env;
  // process.stdout and picocolors take some milliseconds to load, and most runs write to a pipe or a file
  if (!fstatSync(1).isCharacterDevice() || NO_COLOR !== '' || TERM === 'dumb') return undefined;
  if (!process.stdout.isTTY) return undefined;
  return (await import('picocolors')).default.createColors(true);
}
