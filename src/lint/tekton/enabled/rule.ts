import { type TektonTracing, tektonPath } from '../../../model/tekton/tracing.ts';
import { tektonEnabledProblem } from '../../../upstream/tekton/tracing.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An `enabled` that Tekton does not read as true or false, or that is missing beside an endpoint. */
export const enabled: Rule = {
  id: 'tekton/enabled',
  severity: 'error',
  rationale:
    'at start the controller exits on an enabled that Go does not read as a boolean; without one, nothing is traced',
  source:
    'tektoncd/pipeline v1.15.0 pkg/apis/config/tracing.go; tektoncd/operator v0.81.1 tektonpipeline_types.go',
  *check({ tekton }) {
    for (const tracing of tekton) {
      const finding = findingOf(tracing);
      if (finding) yield finding;
    }
  },
};

function findingOf(tracing: TektonTracing): Finding | undefined {
  const { object, data, prefix, path } = tracing;
  const key = `${prefix}enabled`;
  const value = own(data, key);
  const place = { object, path: tektonPath(tracing, 'enabled') };
  if (value === undefined) {
    const endpoint = `${prefix}endpoint`;
    if (own(data, endpoint) === undefined) return undefined;
    const message = `${key} must be set beside ${endpoint}, or nothing is traced`;
    const fix = prefix ? `${key}: true` : `${key}: "true"`;
    return { object, path: [...path, endpoint], message, fix, severity: 'warning' };
  }
  // the operator's field is a boolean, a ConfigMap's is text
  if (prefix) {
    if (typeof value === 'boolean') return undefined;
    const message = `${key} must be true or false without quotes, got ${JSON.stringify(value)}`;
    const fix = /^["']?(true|false)/i.exec(String(value))?.[1]?.toLowerCase();
    return { ...place, message, fix };
  }
  const written = text(value);
  const problem = written === undefined ? undefined : tektonEnabledProblem(written);
  if (problem === undefined) return undefined;
  const meant = /^(yes|on|y|enabled?)$/i.test(written ?? '') ? '"true"' : undefined;
  return { ...place, message: problem, fix: meant };
}
