import { oneLine } from '../../upstream/values/shown.ts';
import { byKind, type Report, summary } from './report.ts';

/** What changes, for a terminal. */
export function textReport({ clusters }: Report): string {
  return clusters
    .map((cluster) => {
      const { folder, effects } = cluster;
      const blocks = byKind(effects).map(([title, some]) => {
        const lines = some.flatMap(({ object, message, action }) => [
          `  ${oneLine(object)}: ${oneLine(message)}`,
          ...(action === undefined ? [] : [`    what to do: ${oneLine(action)}`]),
        ]);
        return [`${title}:`, ...lines, ''].join('\n');
      });
      const heading = folder === '' ? '' : `== ${oneLine(folder)}\n`;
      return `${heading}${[...blocks, `${summary(cluster)}\n`].join('\n')}`;
    })
    .join('\n');
}
