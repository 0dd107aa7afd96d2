import type { PageContents, PageNode } from '../contents.ts';

/** Finds nodes by what is written in them, at their arrows and in their findings. */
export class Search {
  private readonly texts: readonly string[];

  constructor({ nodes, arrows, problems }: PageContents) {
    const written = nodes.map((node) => [wordsOf(node)]);
    for (const { from, to, says } of arrows) {
      for (const end of new Set([from, to])) written[end]?.push(says.join(' '));
    }
    this.texts = written.map((texts, index) => {
      const found = (nodes[index]?.problems ?? []).flatMap((place) => problems[place] ?? []);
      const rules = found.map(({ ruleId, message }) => `${ruleId} ${message}`);
      return [...texts, ...rules].join('\n').toLowerCase();
    });
  }

  /** Places of the nodes that have all words of a text; undefined for a text without words. */
  find(text: string): ReadonlySet<number> | undefined {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return undefined;
    const found = this.texts.flatMap((written, index) =>
      words.every((word) => written.includes(word)) ? index : [],
    );
    return new Set(found);
  }
}

function wordsOf({ what, name, place, facts, parts }: PageNode): string {
  const inside = parts.flatMap(({ title, columns }) => [title, ...columns.flat()]);
  return [what, name, place, ...facts, ...inside].join(' ');
}
