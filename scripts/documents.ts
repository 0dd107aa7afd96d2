import { readdirSync, readFileSync } from 'node:fs';
import { readGraph } from '../src/graph/graph.ts';
import { mermaid } from '../src/graph/mermaid.ts';
import { explainAll } from '../src/lint/explain.ts';
import { lintManifests } from '../src/lint/manifests.ts';
import { rules } from '../src/lint/rules.ts';

const picture = /(<!-- picture -->\n```mermaid\n)[\s\S]*?(```\n<!-- \/picture -->)/;

/** `docs/rules.md` as the rules have it now. */
export function rulesDocument(): string {
  return explainAll(rules);
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
  const { model, findings } = lintManifests(texts);
  return mermaid(readGraph(model, findings));
}
