import {
  tektonConfigTracingSince,
  tektonEnabledProblem,
} from '../../../upstream/tekton/tracing.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { json } from '../../../upstream/values/shown.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An `enabled` that Tekton does not read as true or false, or that is missing beside an endpoint. */
export const enabled: Rule = {
  id: 'tekton/enabled',
  severity: 'error',
  rationale:
    'the controller exits at start when Go cannot parse enabled as a boolean; without enabled nothing is traced',
  source:
    'tektoncd/pipeline v1.15.0 pkg/apis/config/tracing.go; tektoncd/operator v0.81.1 tektonpipeline_types.go',
  ignoreWhen:
    'tracing should stay off for now, and the endpoint is only kept. A value that Go cannot parse as a boolean: never',
  since: `tektoncd/pipeline ${tektonConfigTracingSince}`,
  visit: () => ({
    *tekton({ data, prefix }) {
      const key = `${prefix}enabled`;
      const value = own(data, key);
      if (value !== undefined) {
        // the operator's field is a boolean, a ConfigMap's is text
        const problem = prefix === '' ? textProblem(value) : booleanProblem(key, value);
        if (problem) yield { ...problem, path: [key] };
      } else if (own(data, `${prefix}endpoint`) !== undefined) {
        const endpoint = `${prefix}endpoint`;
        const message = `${key} must be set beside ${endpoint}, or nothing is traced`;
        const fix = prefix === '' ? `${key}: "true"` : `${key}: true`;
        yield { path: [endpoint], message, fix, severity: 'warning' };
      }
    },
  }),
};

function booleanProblem(key: string, value: unknown): Problem | undefined {
  if (typeof value === 'boolean') return undefined;
  return {
    message: `${key} must be true or false without quotes, got ${json(value)}`,
    fix: /^["']?(true|false)/i.exec(text(value) ?? '')?.[1]?.toLowerCase(),
  };
}

function textProblem(value: unknown): Problem | undefined {
  const written = text(value);
  const message = written === undefined ? undefined : tektonEnabledProblem(written);
  if (message === undefined) return undefined;
  const isYes = /^(yes|on|y|enabled?)$/i.test(written ?? '');
  return { message, fix: isYes ? '"true"' : undefined };
}
