import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RuleDocumentation } from '../src/lint/rule.ts';

/** Folder of the linter, whose rooms hold the rules. */
export const lintFolder = fileURLToPath(new URL('../src/lint/', import.meta.url));

/** Manifests that a rule finds fault with, and the same put right. */
export interface Example {
  /** What tells it from others of the rule: empty for `wrong.yaml`, `sidecar` for `wrong.sidecar.yaml`. */
  readonly name: string;
  readonly wrong: string;
  readonly right: string;
}

/** Folders of all rules by id, which is the last two names of the folder. */
export const ruleFolders: ReadonlyMap<string, string> = new Map(
  readdirSync(lintFolder, { recursive: true, encoding: 'utf8' })
    .flatMap((file): [string, string][] => {
      const [, folder, id] = /^((?:.*\/)?([^/]+\/[^/]+))\/rule\.ts$/.exec(file) ?? [];
      return folder && id ? [[id, `${lintFolder}${folder}/`]] : [];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

/**
 * Examples of a rule, the nameless one first.
 *
 * @throws if it has none, or a wrong one without its right one
 */
export function examplesOf({
  id,
}: Pick<RuleDocumentation, 'id'>): readonly [Example, ...Example[]] {
  const folder = ruleFolders.get(id);
  if (folder === undefined) throw new Error(`rule ${id} must have a folder, got none`);
  const [first, ...more] = readdirSync(folder)
    .flatMap((file) => {
      const [whole, name = ''] = /^wrong(?:\.(.+))?\.yaml$/.exec(file) ?? [];
      return whole === undefined ? [] : [name];
    })
    .sort()
    .map((name) => ({
      name,
      wrong: read(folder, 'wrong', name),
      right: read(folder, 'right', name),
    }));
  if (!first) throw new Error(`rule ${id} must have a wrong.yaml, got none`);
  return [first, ...more];
}

/** The first example of a rule. */
export function exampleOf(rule: Pick<RuleDocumentation, 'id'>): Example {
  return examplesOf(rule)[0];
}

function read(folder: string, kind: 'wrong' | 'right', name: string): string {
  return readFileSync(`${folder}${[kind, ...(name ? [name] : []), 'yaml'].join('.')}`, 'utf8');
}
