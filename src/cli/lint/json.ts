import type { Findings, ManifestText } from '../../lint/manifests.ts';
import type { TextEdit } from '../../lint/repair/edits.ts';
import { editsByFinding } from '../../lint/repair/write.ts';
import { shortened } from '../../lint/shortened.ts';
import { type KubeObject, pathText } from '../../model/kubernetes/objects.ts';
import { jsonText } from '../json-text.ts';

/**
 * Findings for programs: an array of plain objects, in the order of application. Files that cannot be read come first, as errors
 * of no rule, whose `ruleId` is null. Their shape: `docs/lint.schema.json`.
 */
export function jsonReport(
  { findings, unreadable }: Findings,
  texts: readonly ManifestText[],
): string {
  const edits = editsByFinding(findings, texts);
  const broken = unreadable.map(({ file, message, line, column }) => ({
    ruleId: null,
    severity: 'error',
    message,
    file,
    line,
    column,
  }));
  const plain = findings.map((finding) => {
    const { rule, severity, message, fix, object, path, file, line, column } = finding;
    return {
      ruleId: rule.id,
      severity,
      message,
      fix,
      edit: editOf(edits.get(finding)),
      object: identity(object),
      path: pathText(path),
      file,
      line,
      column,
    };
  });
  return jsonText([...broken, ...plain]);
}

function editOf(edit: TextEdit | undefined) {
  if (!edit) return undefined;
  const { line, column, endColumn, text } = edit;
  return { line, column, endColumn, text };
}

function identity({ apiVersion, kind, namespace, name }: KubeObject) {
  return {
    apiVersion,
    kind: shortened(kind),
    namespace: shortened(namespace),
    name: shortened(name),
  };
}
