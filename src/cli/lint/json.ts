import type { LintReport } from '../../lint/manifests.ts';
import { type KubeObject, pathText } from '../../model/kubernetes/objects.ts';

/** Findings for programs: an array of plain objects, in the order of application. */
export function jsonReport({ findings }: LintReport): string {
  const plain = findings.map(
    ({ rule, severity, message, fix, object, path, file, line, column }) => ({
      ruleId: rule.id,
      severity,
      message,
      fix,
      object: identity(object),
      path: pathText(path),
      file,
      line,
      column,
    }),
  );
  return `${JSON.stringify(plain, undefined, 2)}\n`;
}

function identity({ apiVersion, kind, namespace, name }: KubeObject) {
  return { apiVersion, kind, namespace, name };
}
