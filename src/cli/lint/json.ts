import type { Findings } from '../../lint/manifests.ts';
import { shortened } from '../../lint/shortened.ts';
import { type KubeObject, pathText } from '../../model/kubernetes/objects.ts';
import { jsonText } from '../json-text.ts';

/**
 * Findings for programs: an array of plain objects, in the order of application. Files that cannot be read come first, as errors
 * of no rule, whose `ruleId` is null.
 */
export function jsonReport({ findings, unreadable }: Findings): string {
  const broken = unreadable.map(({ file, message, line, column }) => ({
    ruleId: null,
    severity: 'error',
    message,
    file,
    line,
    column,
  }));
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
  return jsonText([...broken, ...plain]);
}

function identity({ apiVersion, kind, namespace, name }: KubeObject) {
  return {
    apiVersion,
    kind: shortened(kind),
    namespace: shortened(namespace),
    name: shortened(name),
  };
}
