import { type ClustersReport, type FoundText, isEmpty, lintClusters } from '../../lint/clusters.ts';
import { findRule } from '../../lint/find-rule.ts';
import { type LintOptions, type ManifestText, passes } from '../../lint/manifests.ts';
import type { Rule } from '../../lint/rule.ts';
import type { Assumed } from '../../model/releases.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import { isTerminal, terminalColours } from '../colours.ts';
import { arranged } from '../layout/arrange.ts';
import { loadLive } from '../live/load.ts';
import type { LiveTexts } from '../live/run.ts';
import { print, printError, printNotes, printUnreadable } from '../output.ts';
import { readProjectInputs } from '../project-inputs.ts';
import { namesOf } from '../read-text.ts';
import type { KubeChoice } from '../verify/kubeconfig.ts';
import { writeFixes } from './fix.ts';
import { githubReport } from './github.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { notesOfClusters } from './notes.ts';
import { rulePageHere, rulePageUrl } from './rule-page.ts';
import { sarifReport } from './sarif.ts';
import { type TextStyle, textReport } from './text.ts';

/** A call of `tracing lint`. */
export interface LintRun extends KubeChoice {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json' | 'sarif' | 'github' | 'junit';
  /**
   * Ids of rules that do not count.
   *
   * @default - all rules count
   */
  readonly ignore?: readonly string[];
  /**
   * Releases of programs whose images tell none.
   *
   * @default - the newest ones that are known
   */
  readonly assume?: Assumed;
  /**
   * Warnings that are allowed.
   *
   * @default - any number
   */
  readonly maxWarnings?: number;
  /**
   * Whether certain fixes are written into the files first.
   *
   * @default - files are only read
   */
  readonly fix?: true;
  /**
   * Whether what the cluster has is linted, with the files laid over it.
   *
   * @default - the files alone
   */
  readonly cluster?: true;
}

const nothingLive: LiveTexts = { texts: [], notes: [] };
const clean = 0;
const hasFindings = 1;
const cannotRead = 2;

/** Lints and prints what it finds to standard output, and what it cannot read to standard error; the result is the exit code. */
export async function runLint({
  paths,
  format,
  ignore,
  assume,
  maxWarnings,
  fix,
  cluster,
  ...choice
}: LintRun): Promise<number> {
  const inputs = await readProjectInputs(paths, { ignore, assume });
  const { unreadable, options } = inputs;
  const found = [...inputs.texts, ...inputs.elsewhere];
  const {
    texts: files,
    notes: arrangements,
    unbuilt,
  } = await arranged(fix === true ? await withFixes(found, options) : found);
  const live = cluster ? await (await loadLive()).readLive(choice, files) : nothingLive;
  const texts = [...live.texts, ...files];
  const notes = [...arrangements, ...unbuilt, ...live.notes];
  const linted = lintClusters(texts, options);
  const report = { ...linted, unreadable: [...unreadable, ...linted.unreadable] };
  print(await formatted(report, texts, format));
  tell([...notes, ...notesOfClusters(report.clusters)], format);
  printUnreadable(report.unreadable);
  if (report.unreadable.length > 0) return cannotRead;
  if (isEmpty(report.clusters)) {
    printError(
      `tracing: no Kubernetes object in ${oneLine(namesOf(paths) || 'the cluster')}, nothing was judged\n`,
    );
    return cannotRead;
  }
  return passes(report, maxWarnings) ? clean : hasFindings;
}

/** Prints the documentation of a rule; the result is the exit code. */
export function runExplain(id: string): number {
  print(rulePageHere(findRule(id)));
  return clean;
}

/** Texts after the certain fixes have been written into the files that are judged as they are; what is built of others is not. */
async function withFixes(
  found: readonly FoundText[],
  options: LintOptions,
): Promise<readonly FoundText[]> {
  const { texts } = await arranged(found);
  const written = writeFixes(
    texts.filter((text) => found.includes(text)),
    options,
  );
  const fixed = new Map(written.map((text) => [text.file, text]));
  return found.map((text) => fixed.get(text.file) ?? text);
}

/** Formats for programs have no place for what is no finding, which goes to standard error with them. */
function tell(notes: readonly string[], format: LintRun['format']): void {
  if (format === 'text') print(notes.map((note) => `${oneLine(note)}\n`).join(''));
  else printNotes(notes);
}

async function formatted(
  report: ClustersReport,
  texts: readonly ManifestText[],
  format: LintRun['format'],
): Promise<string> {
  switch (format) {
    case 'text':
      return textReport(report, texts, await style());
    case 'json':
      return jsonReport(report, texts);
    case 'sarif':
      return sarifReport(report, texts);
    case 'github':
      return githubReport(report);
    case 'junit':
      return junitReport(
        report,
        texts.map(({ file }) => file),
      );
  }
}

async function style(): Promise<TextStyle> {
  if (!isTerminal()) return {};
  const { createSupportsHyperlinks } = await import('supports-hyperlinks');
  return {
    colours: await terminalColours(),
    link: createSupportsHyperlinks(process.stdout) ? linked : undefined,
  };
}

/** A text that a terminal opens the page of a rule for: OSC 8, as terminals agreed on it. */
function linked(text: string, rule: Rule): string {
  return `\u001b]8;;${rulePageUrl(rule)}\u001b\\${text}\u001b]8;;\u001b\\`;
}
