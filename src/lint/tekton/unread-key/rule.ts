import { type TektonTracing, tektonPath } from '../../../model/tekton/tracing.ts';
import {
  tektonConfigTracingSince,
  tektonCredentialsSecretSince,
  tektonOperatorTracesSince,
  tektonTracingKeys,
} from '../../../upstream/tekton/tracing.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { own } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A key that Tekton, or its operator, of this release does not read, or a misspelt one. */
export const unreadKey: Rule = {
  id: 'tekton/unread-key',
  severity: 'error',
  rationale: 'keys that a release does not know are ignored without a word',
  source:
    'tektoncd/pipeline v0.52.0, v0.55.0 and v1.15.0 pkg/apis/config/tracing.go; tektoncd/operator#2931',
  *check({ tekton, versions }) {
    for (const tracing of tekton) {
      yield* releaseFindings(tracing, versions.tektonOperator);
      yield* misspelt(tracing);
    }
  },
};

function* releaseFindings(tracing: TektonTracing, operator: string | undefined): Iterable<Finding> {
  const { object, path, data, prefix, version } = tracing;
  if (version !== undefined && !isAtLeast(version, tektonConfigTracingSince)) {
    const keys = tektonTracingKeys.filter((key) => own(data, `${prefix}${key}`) !== undefined);
    if (keys.length === 0) return;
    const message = `tracing settings are read from Tekton ${tektonConfigTracingSince} on, got ${version}, which is told by OTEL_EXPORTER_JAEGER_ENDPOINT in its controller`;
    yield { object, path, message };
    return;
  }
  const secret = own(data, `${prefix}credentialsSecret`);
  if (secret !== undefined && version && !isAtLeast(version, tektonCredentialsSecretSince)) {
    const message = `${prefix}credentialsSecret is read from Tekton ${tektonCredentialsSecretSince} on, got ${version}`;
    yield { object, path: tektonPath(tracing, 'credentialsSecret'), message };
  }
  if (prefix && operator !== undefined && !isAtLeast(operator, tektonOperatorTracesSince)) {
    const [key] = Object.keys(data).filter((candidate) => candidate.startsWith(prefix));
    if (key === undefined) return;
    const message = `${key} is read from Tekton operator ${tektonOperatorTracesSince} on, got ${operator}`;
    const fix = 'options.configMaps.config-tracing.data';
    yield { object, path: [...path, key], message, fix };
  }
}

function* misspelt({ object, path, data, prefix }: TektonTracing): Iterable<Finding> {
  const known = tektonTracingKeys.map((key) => `${prefix}${key}`);
  for (const key of Object.keys(data)) {
    if (known.includes(key) || (prefix && !key.startsWith(prefix))) continue;
    const near = known.find((other) => simple(other) === simple(key)) ?? nearest(key, known);
    if (near === undefined || own(data, near) !== undefined) continue;
    const message = `${key} is no key of the tracing settings and is ignored`;
    yield { object, path: [...path, key], message, fix: near };
  }
}

// enabled, Enabled, tracing-enabled and credentials-secret mean the same to people
function simple(key: string): string {
  return key
    .toLowerCase()
    .replace(/^traces?\.|^tracing[-_.]?/, '')
    .replace(/[-_]/g, '');
}
