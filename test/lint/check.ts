import { lint } from '../../src/lint/lint.ts';
import type { Rule } from '../../src/lint/rule.ts';
import { locate } from '../../src/model/kubernetes/embedded.ts';
import { objectName, pathText } from '../../src/model/kubernetes/objects.ts';
import { modelOf } from '../model/model-of.ts';

/** What rules find in manifests, as `Kind/namespace/name path: message`. */
export function check(yaml: string, ...selected: Rule[]): string[] {
  return lint(modelOf(yaml), selected.length > 0 ? selected : undefined).map(
    ({ object, path, message }) => `${objectName(object)} ${pathText(path)}: ${message}`,
  );
}

/** Lines and columns at which rules find something in manifests. */
export function places(yaml: string, ...selected: Rule[]): string[] {
  return lint(modelOf(yaml), selected).map((finding) => {
    const { line, column } = locate(finding) ?? {};
    return `${line}:${column}`;
  });
}

/** What rules say to write instead, one entry for each finding. */
export function fixes(yaml: string, ...selected: Rule[]): (string | undefined)[] {
  return lint(modelOf(yaml), selected).map(({ fix }) => fix);
}
