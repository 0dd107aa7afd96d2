import { graphSeries } from './graph-series.ts';
import { lintSeries } from './lint-series.ts';
import { relocateSeries } from './relocate-series.ts';
import { textSeries } from './text-series.ts';

/** An input of any size, and the command that reads it. */
export interface Series {
  readonly command: 'lint' | 'graph' | 'relocate';
  /** What there is ever more of. */
  readonly name: string;
  /** A file with so many of it. */
  readonly text: (size: number) => string;
  /** Options of the command. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** All that must be read in time, and answered in length, that grow with the length of the input and no faster. */
export const series: readonly Series[] = [
  ...lintSeries,
  ...textSeries,
  ...graphSeries,
  ...relocateSeries,
];
