import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

let engine: typeof RE2JS | undefined;

/** What is wrong with a regular expression as Go reads it; undefined where nothing is. */
export function goRegexProblem(expression: string): string | undefined {
  // a quarter of a megabyte, which most manifests have no need of
  engine ??= (createRequire(import.meta.url)('re2js') as { RE2JS: typeof RE2JS }).RE2JS;
  try {
    engine.compile(expression);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error.message.replace(/^error parsing regexp: /, '');
    const missing = absent.find(([syntax]) => syntax.test(reason))?.[1];
    const which = missing === undefined ? '' : `, which has no ${missing}`;
    return `a regular expression must be one that Go supports${which}, got ${reason}`;
  }
}

/** What other engines have and Go has not, by what is told of it (Go regexp/syntax). */
const absent: readonly (readonly [RegExp, string])[] = [
  [/`\(\?<?[=!]/, 'look-around'],
  [/`\(\?>/, 'atomic groups'],
  [/`\\[1-9k]/, 'back-references'],
];
