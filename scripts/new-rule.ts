import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nearest } from '../src/upstream/values/nearest.ts';

/** What is said of a rule when its folder is made. */
export interface NewRule {
  /** `area/name`. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What happens in the cluster, in one line, lower-case, without a full stop. */
  readonly rationale: string;
  /** Where the fact comes from. */
  readonly source: string;
}

/** What has been written for a rule. */
export interface CreatedRule {
  /** Its folder. */
  readonly folder: string;
  /** The list that names it. */
  readonly list: string;
}

/**
 * Makes the folder of a rule, with a `rule.ts` that finds nothing yet and examples to be written, and puts it into the list of
 * its area, by id.
 *
 * @param lintFolder - the folder of the linter, whose rooms hold the areas
 * @throws if the id is no `area/name` of an area that there is, or is taken already; nothing is written then
 */
export function createRule(lintFolder: string, rule: NewRule): CreatedRule {
  const [, area, name] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(rule.id) ?? [];
  if (area === undefined || name === undefined) {
    throw new Error(`id must be area/name such as collector/unused-component, got '${rule.id}'`);
  }
  const list = listOf(lintFolder, area);
  const folder = path.join(path.dirname(list), name);
  if (existsSync(folder)) throw new Error(`rule ${rule.id} must be new, got one in ${folder}`);
  const listed = withRule(readFileSync(list, 'utf8'), list, name);
  const root = path.relative(folder, lintFolder);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'rule.ts'), ruleText(rule, camelCase(name), root));
  for (const kind of ['wrong', 'right']) writeFileSync(path.join(folder, `${kind}.yaml`), '');
  writeFileSync(list, listed);
  return { folder, list };
}

function listOf(lintFolder: string, area: string): string {
  const lists = readdirSync(lintFolder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'rules.ts' && path.dirname(file) !== '.',
  );
  const areas = lists.map((file) => path.basename(path.dirname(file)));
  const list = lists[areas.indexOf(area)];
  if (list !== undefined) return path.join(lintFolder, list);
  const near = nearest(area, areas);
  throw new Error(
    `area must be one of ${areas.sort().join(', ')}, got '${area}'${near === undefined ? '' : `, did you mean ${near}?`}`,
  );
}

const importOfRule = /^import \{ (\w+) \} from '\.\/([\w-]+)\/rule\.ts';\n/gm;
const entries = /(: readonly Rule\[\] = \[)[^\]]*\]/;

/** The text of a list with one more rule, by name of the folder. */
function withRule(text: string, list: string, name: string): string {
  if (!entries.test(text)) throw new Error(`${list} must have a list of rules, got none`);
  const known = [...text.matchAll(importOfRule)].map(([, symbol = '', of = '']) => ({
    symbol,
    of,
  }));
  const symbol = camelCase(name);
  const rules = [...known, { symbol, of: name }].sort((a, b) => (a.of < b.of ? -1 : 1));
  return text
    .replace(
      entries,
      (_, start: string) => `${start}${rules.map((rule) => rule.symbol).join(', ')}]`,
    )
    .replace(/^\n(?=\/\*\*)/m, `import { ${symbol} } from './${name}/rule.ts';\n\n`);
}

function ruleText({ id, severity, rationale, source }: NewRule, symbol: string, root: string) {
  return `import type { Rule } from '${root}/rule.ts';

/** What is wrong: ${rationale}. */
export const ${symbol}: Rule = {
  id: ${quoted(id)},
  severity: ${quoted(severity)},
  rationale: ${quoted(rationale)},
  ignoreWhen: '',
  source: ${quoted(source)},
  visit: () => ({
    *object() {},
  }),
};
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
