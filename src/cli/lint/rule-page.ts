import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RuleDocumentation } from '../../lint/rule.ts';

type Documented = Pick<RuleDocumentation, 'id'>;

/** Page of a rule, as the package ships it. */
export function rulePage(rule: Documented): string {
  return readFileSync(pageFile(rule), 'utf8');
}

/** The page for who reads it in a terminal: its links lead to the other pages of the package. */
export function rulePageHere(rule: Documented): string {
  return rulePage(rule)
    .replace(/^<!--.*?-->\s*/s, '')
    .replace(/\]\((\.[^)]+)\)/g, (_, link) => `](${new URL(link, rulePageUrl(rule)).href})`);
}

/** The page for who has nothing of the package but this: it says what its link to another page would. */
export function rulePageAlone(rule: Documented): string {
  return rulePage(rule).replace(
    '[How](../README.md#ignore-a-finding)',
    `By a comment: \`# tracing-lint-ignore ${rule.id}: reason\``,
  );
}

/** Address of the page of a rule in the installed package, whose rules are those of this release. */
export function rulePageUrl(rule: Documented): string {
  return pathToFileURL(pageFile(rule)).href;
}

function pageFile({ id }: Documented): string {
  return packageFile(`docs/rules/${id}.md`);
}

function packageFile(file: string): string {
  // by package name, so that it is found from src/, from a bundle and from an installed package alike
  const packageJson = createRequire(import.meta.url).resolve('cdk8s-tracing/package.json');
  return path.join(path.dirname(packageJson), file);
}
