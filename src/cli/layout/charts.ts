import path from 'node:path';
import type { FoundText } from '../../lint/clusters.ts';
import type { Arranged } from './arrange.ts';

/** Leaves out the files of Helm charts, which are manifests only when Helm has rendered them; CRDs of a chart are such already. */
export function withoutCharts(texts: readonly FoundText[]): Arranged {
  const charts = texts
    .filter(({ file, folder }) => folder !== undefined && path.basename(file) === 'Chart.yaml')
    .map(({ file }) => path.dirname(file));
  if (charts.length === 0) return { texts, notes: [], unbuilt: [] };
  const isLeft = ({ file, folder }: FoundText) =>
    folder === undefined || !charts.some((chart) => isTemplate(path.relative(chart, file)));
  // a chart in another one is rendered with it
  const outer = charts.filter((chart) => !charts.some((other) => isInside(chart, other)));
  return {
    texts: texts.filter(isLeft),
    notes: outer.map(
      (chart) =>
        `left out, because it is a chart: ${chart} (give what helm template ${chart} prints, by - or as a file)`,
    ),
    unbuilt: [],
  };
}

function isTemplate(relative: string): boolean {
  return !relative.startsWith('..') && !relative.split(path.sep).includes('crds');
}

function isInside(folder: string, other: string): boolean {
  const relative = path.relative(other, folder);
  return relative !== '' && !relative.startsWith('..');
}
