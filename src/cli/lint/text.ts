import type { ClusterReport, ClustersReport } from '../../lint/clusters.ts';
import { count, type ManifestText, type PlacedFinding } from '../../lint/manifests.ts';
import type { Rule } from '../../lint/rule.ts';
import { shortened } from '../../lint/shortened.ts';
import type { Requirement } from '../../model/needs/requirements.ts';
import type { Severity } from '../../upstream/values/problem.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import { type Colours, plain } from '../colours.ts';
import { Excerpts } from './excerpt.ts';

/** How the report is shown. */
export interface TextStyle {
  /**
   * What it is painted with.
   *
   * @default - plain text
   */
  readonly colours?: Colours;
  /**
   * A text that leads to the page of a rule.
   *
   * @default - the text alone
   */
  readonly link?: (text: string, rule: Rule) => string;
}

/**
 * Findings for people: place, message, the line, what it should be, why, and a summary, which counts the files that cannot be
 * read; why, standard error tells.
 */
export function textReport(
  report: ClustersReport,
  texts: readonly ManifestText[],
  { colours = plain, link = String }: TextStyle = {},
): string {
  const { clusters, findings, unreadable } = report;
  const paint: Readonly<Record<Severity, (text: string) => string>> = {
    error: colours.red,
    warning: colours.yellow,
    info: colours.cyan,
  };
  const excerpts = new Excerpts(texts);

  function block(finding: PlacedFinding): string {
    const { rule, severity, message, fix, object, file, line, column } = finding;
    const number = String(line);
    const { shown, caret } = excerpts.at(file, line, column, object.kind);
    const name = [object.namespace, object.name].filter(Boolean).join('/');
    return [
      `${colours.bold(`${oneLine(file)}:${line}:${column}`)}: ${paint[severity](severity)}: ${oneLine(message)}`,
      `  ${colours.dim(`${number} |`)} ${shown}`,
      `  ${colours.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(caret)}${paint[severity]('^')}`,
      ...(fix === undefined ? [] : [`  should be: ${colours.green(oneLine(fix))}`]),
      `  because ${rule.rationale}`,
      `  ${colours.dim(`${link(rule.id, rule)} in ${oneLine(shortened(`${object.kind} ${name}`))}`)}`,
      '',
    ].join('\n');
  }

  const read = new Set(texts.map(({ file }) => file));
  for (const { file } of unreadable) read.delete(file);
  // nothing was looked at, so that nothing is to be said of findings
  if (read.size === 0 && unreadable.length > 0) return '';
  const left =
    unreadable.length === 0
      ? ''
      : `; ${colours.red(`${counted(unreadable.length, 'file')} cannot be read`)}`;
  const several = clusters.length > 1 ? `${counted(clusters.length, 'cluster')}, ` : '';
  const scope = `${several}${counted(read.size, 'file')}, ${counted(objectCount(clusters), 'object')}${left}`;
  if (findings.length === 0)
    return `${colours.green('no findings')} in ${scope}\n${needs(clusters)}`;
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const found = count(report, severity);
    return found === 0 ? [] : [paint[severity](counted(found, severity))];
  });
  return [
    ...findings.map(block),
    `${counts.join(', ')} in ${scope}; tracing lint --explain RULE tells more\n${needs(clusters)}`,
  ].join('\n');
}

/** Documents, and entries of their Lists, that are objects; a file that belongs to several clusters counts once. */
function objectCount(clusters: readonly ClusterReport[]): number {
  const places = clusters.flatMap(({ model }) =>
    model.objects.all.map(({ origin, root }) =>
      JSON.stringify([origin?.file, origin?.index, root]),
    ),
  );
  return new Set(places).size;
}

/** What is to be there, once for each cluster. */
function needs(clusters: readonly ClusterReport[]): string {
  return clusters
    .map(({ folder, model }) => {
      const names = oneLine(
        model.requirements
          .filter(isTold)
          .map(({ name }) => name)
          .join(', '),
      );
      const which = folder === '' ? '' : ` of ${oneLine(folder)}`;
      return names === '' ? '' : `needs in the cluster${which}: ${names}\n`;
    })
    .join('');
}

/**
 * Whether a need is told here: one that somebody has said, or what pods name. Which namespace and whose kind an object is of stands in it
 * already, and the plan has all needs.
 */
function isTold({ name, said }: Requirement): boolean {
  return said || /^(?:secret|configmap)\//.test(name);
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
