import { oneLine } from '../../upstream/values/shown.ts';
import { byKind, type Report, summary, titles } from './report.ts';

/** What changes, for a pull request: objects that change are folded, all else is open. */
export function markdownReport({ clusters }: Report): string {
  const sections = clusters.map((cluster) => {
    const { folder, effects } = cluster;
    const parts = byKind(effects).map(([title, some]) => {
      const items = some.map(({ object, message, action }) => {
        const todo = action === undefined ? '' : ` **What to do:** ${code(action)}`;
        return `- ${code(object)}: ${escaped(message)}.${todo}`;
      });
      return title === titles.changes
        ? `<details><summary>${title} (${some.length})</summary>\n\n${items.join('\n')}\n\n</details>\n`
        : `#### ${title}\n\n${items.join('\n')}\n`;
    });
    const heading = folder === '' ? '' : `### ${escaped(folder)}\n\n`;
    return `${heading}${[`${summary(cluster)}.\n`, ...parts].join('\n')}`;
  });
  return `## What changes for the cluster\n\n${sections.join('\n')}`;
}

// names come from anybody's manifests; GitHub takes HTML, links, mentions and the like in texts for markup
function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#+!|~&@$]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** A text as code, whatever backticks it has. */
function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = longest > 0 ? ' ' : '';
  return `${fence}${room}${line}${room}${fence}`;
}
