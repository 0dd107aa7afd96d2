import {
  count,
  type LintReport,
  type ManifestText,
  type PlacedFinding,
} from '../lint/manifests.ts';
import type { Severity } from '../upstream/values/problem.ts';

/** What the report is painted with; picocolors has these. */
export type Colours = Readonly<
  Record<'red' | 'yellow' | 'cyan' | 'green' | 'bold' | 'dim', (text: string) => string>
>;

const plain: Colours = {
  red: String,
  yellow: String,
  cyan: String,
  green: String,
  bold: String,
  dim: String,
};

/**
 * Findings for people: place, message, the line, what it should be, why, and a summary.
 *
 * @param colours - plain text without them
 */
export function textReport(
  report: LintReport,
  texts: readonly ManifestText[],
  colours: Colours = plain,
): string {
  const { findings, model } = report;
  const paint: Readonly<Record<Severity, (text: string) => string>> = {
    error: colours.red,
    warning: colours.yellow,
    info: colours.cyan,
  };
  const lines = new Map<string, readonly string[]>();

  function lineOf({ file, line }: PlacedFinding): string {
    let ofFile = lines.get(file);
    if (ofFile === undefined) {
      ofFile = texts.find((text) => text.file === file)?.text.split(/\r\n|\n|\r/) ?? [];
      lines.set(file, ofFile);
    }
    return ofFile[line - 1] ?? '';
  }

  function block(finding: PlacedFinding): string {
    const { rule, severity, message, fix, object, file, line, column } = finding;
    const number = String(line);
    const { shown, caret } = excerpt(lineOf(finding), column);
    const name = [object.namespace, object.name].filter(Boolean).join('/');
    return [
      `${colours.bold(`${printable(file)}:${line}:${column}`)}: ${paint[severity](severity)}: ${printable(message)}`,
      `  ${colours.dim(`${number} |`)} ${shown}`,
      `  ${colours.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(caret)}${paint[severity]('^')}`,
      ...(fix === undefined ? [] : [`  should be: ${colours.green(printable(fix))}`]),
      `  because ${rule.rationale}`,
      `  ${colours.dim(`${rule.id} in ${printable(`${object.kind} ${name}`)}`)}`,
      '',
    ].join('\n');
  }

  const scope = `${counted(texts.length, 'file')}, ${counted(model.objects.all.length, 'object')}`;
  if (findings.length === 0) return `${colours.green('no findings')} in ${scope}\n${needs(model)}`;
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const found = count(report, severity);
    return found === 0 ? [] : [paint[severity](counted(found, severity))];
  });
  return [
    ...findings.map(block),
    `${counts.join(', ')} in ${scope}; tracing lint --explain RULE tells more\n${needs(model)}`,
  ].join('\n');
}

function needs({ requirements }: LintReport['model']): string {
  const names = requirements.map(({ name }) => printable(name));
  return names.length === 0 ? '' : `needs in the cluster: ${names.join(', ')}\n`;
}

const widest = 100;

/** The part of a line around a column, and where the column is in it. */
function excerpt(line: string, column: number): { shown: string; caret: number } {
  const at = Math.min(column - 1, line.length);
  const start =
    line.length <= widest ? 0 : Math.max(0, Math.min(at - widest / 2, line.length - widest));
  const shown = line.slice(start, start + widest);
  return { shown: printable(shown), caret: at - start };
}

// manifests are somebody else's text, which must not move the cursor or change colours
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
