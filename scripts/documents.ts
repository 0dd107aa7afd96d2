import { readdirSync, readFileSync } from 'node:fs';
import { readGraph } from '../src/graph/graph.ts';
import { mermaid } from '../src/graph/mermaid.ts';
import { lintManifests } from '../src/lint/manifests.ts';
import { rules } from '../src/lint/rules.ts';
import { rulePage, rulesIndex } from './rule-pages.ts';

const picture = /(<!-- picture -->\n```mermaid\n)[\s\S]*?(```\n<!-- \/picture -->)/;

/** Pages of `docs/rules/`, by file, as the rules have them now. */
export function ruleDocuments(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', rulesIndex(rules)],
    ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
  ]);
}

/** The README with the picture of the default stack as it is now, drawn from its goldens. */
export function readmeDocument(readme: string): string {
  if (!picture.test(readme)) throw new Error('README.md must have a picture between its marks');
  return readme.replace(picture, (_, begin: string, end: string) => begin + drawDefault() + end);
}

function drawDefault(): string {
  const golden = 'test/golden/default';
  const texts = readdirSync(golden)
    .sort()
    .map((file) => ({ file, text: readFileSync(`${golden}/${file}`, 'utf8') }));
  const { model, findings, unreadable } = lintManifests(texts);
  if (unreadable.length > 0)
    throw new Error(`goldens must be YAML, got ${JSON.stringify(unreadable)}`);
  return mermaid(readGraph(model, findings));
}
