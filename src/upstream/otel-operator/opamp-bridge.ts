import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { isRecord, own, record, text } from '../values/unknown.ts';

const capabilities = [
  'ReportsStatus',
  'AcceptsRemoteConfig',
  'ReportsEffectiveConfig',
  'ReportsOwnTraces',
  'ReportsOwnMetrics',
  'ReportsOwnLogs',
  'AcceptsOpAMPConnectionSettings',
  'AcceptsOtherConnectionSettings',
  'AcceptsRestartCommand',
  'ReportsHealth',
  'ReportsRemoteConfig',
];

/**
 * What is wrong with an OpAMPBridge; paths are those in its spec.
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/opampbridge_webhook.go, apis/v1alpha1/opampbridge_capabilities.go.
 */
export function opampBridgeProblems(spec: unknown): Problem[] {
  const problems: Problem[] = [];
  const endpoint = text(own(spec, 'endpoint'));
  if (endpoint !== undefined && endpoint.trim() === '') {
    const message = `endpoint must name the OpAMP server, got '${endpoint}'`;
    problems.push({ path: ['endpoint'], message });
  }
  const tls = own(spec, 'tls');
  if (isRecord(tls) && tls.insecure === true && tls.insecure_skip_verify === true) {
    const message = 'insecure_skip_verify must not come with insecure';
    problems.push({ path: ['tls', 'insecure_skip_verify'], message });
  }
  for (const key of Object.keys(record(own(spec, 'capabilities')))) {
    const fix = capabilities.includes(key) ? undefined : nearest(key, capabilities);
    if (fix === undefined) continue;
    const message = `'${key}' is not a capability`;
    problems.push({ path: ['capabilities', key], message, fix, severity: 'warning' });
  }
  return problems;
}
