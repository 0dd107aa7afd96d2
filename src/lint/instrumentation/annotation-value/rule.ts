import { injectionKeys } from '../../../upstream/instrumentation/annotation-keys.ts';
import { dotnetRuntime, pythonPlatform } from '../../../upstream/instrumentation/languages.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { json } from '../../../upstream/values/shown.ts';
import { scalarText } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { annotatedVisitor } from '../annotated.ts';

/** An annotation for the OpenTelemetry operator whose value nobody can make use of. */
export const annotationValue: Rule = {
  id: 'instrumentation/annotation-value',
  severity: 'error',
  rationale: 'annotation values are strings, and an empty one requests nothing',
  source:
    'kubernetes ObjectMeta; opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go',
  ignoreWhen:
    'the value is a placeholder that a later step fills in before the manifests are applied, such as a Kustomize overlay',
  visit: () =>
    annotatedVisitor(function* ({ values, read }) {
      for (const [key, value] of Object.entries(values)) {
        const problem = injectionKeys.has(key) ? valueProblem(key, value, read) : undefined;
        if (problem) yield { ...problem, path: [key] };
      }
    }),
};

/** @param read - whether the operator looks for the annotation where it stands */
function valueProblem(key: string, value: unknown, read: boolean): Problem | undefined {
  if (typeof value !== 'string') {
    const text = scalarText(value);
    return {
      message: `${key} must be a string in quotes, got ${text ?? json(value)}`,
      fix: text === undefined ? undefined : `"${text}"`,
    };
  }
  if (!read) return undefined;
  if (value.trim() === '') {
    return { severity: 'warning', message: `${key} is empty and requests nothing` };
  }
  const allowed = choices.get(key);
  return !allowed || allowed.includes(value)
    ? undefined
    : { message: `${key} must be ${allowed.join(' or ')}, got '${value}'` };
}

const choices = new Map<string, readonly string[]>([
  [dotnetRuntime.annotation, Object.values<string>(dotnetRuntime.values)],
  [pythonPlatform.annotation, Object.values<string>(pythonPlatform.values)],
]);
