import type { TektonTracing } from '../../../model/tekton/tracing.ts';
import { tektonTracingOptions } from '../../../upstream/tekton/operator.ts';
import {
  tektonConfigTracingSince,
  tektonCredentialsSecretSince,
  tektonOperatorTracesSince,
  tektonTracingKeys,
} from '../../../upstream/tekton/tracing.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { own } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A key that Tekton, or its operator, of this release does not read, or a misspelt one. */
export const unreadKey: Rule = {
  id: 'tekton/unread-key',
  severity: 'error',
  rationale: 'Tekton silently ignores keys that its release does not know',
  source:
    'tektoncd/pipeline v0.52.0, v0.55.0 and v1.15.0 pkg/apis/config/tracing.go; tektoncd/operator#2931',
  ignoreWhen:
    'the key is for a newer Tekton, which the cluster will get soon, and nothing depends on it until then',
  visit: ({ versions: { tektonOperator } }) => ({
    *tekton(tracing) {
      yield* ofNewerRelease(tracing);
      yield* ofNewerOperator(tracing, tektonOperator);
      yield* misspelt(tracing);
    },
  }),
};

function* ofNewerRelease({ data, prefix, version }: TektonTracing): Iterable<Problem> {
  if (version === undefined) return;
  if (!isAtLeast(version, tektonConfigTracingSince)) {
    if (!tektonTracingKeys.some((key) => own(data, `${prefix}${key}`) !== undefined)) return;
    const message = `tracing settings are read from Tekton ${tektonConfigTracingSince} on, got ${version}, which reads OTEL_EXPORTER_JAEGER_ENDPOINT of its controller instead`;
    yield { message };
    return;
  }
  const key = `${prefix}credentialsSecret`;
  if (own(data, key) === undefined || isAtLeast(version, tektonCredentialsSecretSince)) return;
  const message = `${key} is read from Tekton ${tektonCredentialsSecretSince} on, got ${version}`;
  yield { path: [key], message };
}

function* ofNewerOperator(
  { data, prefix, version }: TektonTracing,
  operator: string | undefined,
): Iterable<Problem> {
  if (prefix === '' || operator === undefined) return;
  // a Tekton that reads none of it is told already
  if (version !== undefined && !isAtLeast(version, tektonConfigTracingSince)) return;
  const key = Object.keys(data).find((candidate) => candidate.startsWith(prefix));
  if (key === undefined || isAtLeast(operator, tektonOperatorTracesSince)) return;
  const message = `${key} is read from Tekton operator ${tektonOperatorTracesSince} on, got ${operator}`;
  yield { path: [key], message, fix: tektonTracingOptions.join('.') };
}

function* misspelt({ data, prefix }: TektonTracing): Iterable<Problem> {
  const known = tektonTracingKeys.map((key) => `${prefix}${key}`);
  for (const key of Object.keys(data)) {
    if (known.includes(key) || (prefix && !key.startsWith(prefix))) continue;
    const fix = known.find((other) => simple(other) === simple(key)) ?? nearest(key, known);
    if (fix === undefined || own(data, fix) !== undefined) continue;
    yield {
      path: [key],
      message: `${key} is not a key of the tracing settings and is ignored`,
      fix,
    };
  }
}

// enabled, Enabled, tracing-enabled and credentials-secret mean the same to people
function simple(key: string): string {
  return key
    .toLowerCase()
    .replace(/^traces?\.|^tracing[-_.]?/, '')
    .replace(/[-_]/g, '');
}
