import { injectionKeys } from '../../../upstream/instrumentation/annotation-keys.ts';
import { dotnetRuntime, pythonPlatform } from '../../../upstream/instrumentation/languages.ts';
import { scalarText } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { annotated } from '../annotated.ts';

/** An annotation for the OpenTelemetry operator whose value nobody can make use of. */
export const annotationValue: Rule = {
  id: 'instrumentation/annotation-value',
  severity: 'error',
  rationale: 'annotations are text, and an empty one asks for nothing',
  source:
    'kubernetes ObjectMeta; opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go',
  *check(model) {
    for (const { object, path, values, read } of annotated(model)) {
      for (const [key, value] of Object.entries(values)) {
        if (!injectionKeys.has(key)) continue;
        const at = { object, path: [...path, key] };
        if (typeof value !== 'string') {
          const text = scalarText(value);
          yield {
            ...at,
            message: `${key} must be text in quotes, got ${text ?? JSON.stringify(value)}`,
            ...(text === undefined ? {} : { fix: `"${text}"` }),
          };
        } else if (read && value.trim() === '') {
          yield { ...at, severity: 'warning', message: `${key} asks for nothing, it is empty` };
        } else if (read) {
          const allowed = choices.get(key);
          if (!allowed || allowed.includes(value)) continue;
          yield { ...at, message: `${key} must be ${allowed.join(' or ')}, got '${value}'` };
        }
      }
    }
  },
};

const choices = new Map<string, readonly string[]>([
  [dotnetRuntime.annotation, Object.values<string>(dotnetRuntime.values)],
  [pythonPlatform.annotation, Object.values<string>(pythonPlatform.values)],
]);
