import type { Problem } from '../values/problem.ts';
import { json, listed } from '../values/shown.ts';
import { isRecord, own, record, scalarText, text, type UnknownRecord } from '../values/unknown.ts';

/**
 * What is wrong with `tracingConfig` of a Prometheus, which is the settings of Prometheus itself; paths are those in `spec`.
 *
 * Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1/types.go, prometheus v3 tracing/tracing.go.
 */
export function prometheusTracingProblems(spec: UnknownRecord): Problem[] {
  const config = record(spec.tracingConfig);
  const path = ['tracingConfig'];
  if (Object.keys(config).length === 0) return [];
  if (!text(config.endpoint)) {
    const secret = config.name !== undefined || config.key !== undefined;
    const got = secret ? 'a Secret' : 'none';
    const message = `tracingConfig of Prometheus must have an endpoint, got ${got}`;
    return [{ path, message, fix: secret ? 'spec.thanos.tracingConfig' : undefined }];
  }
  const problems: Problem[] = [];
  const client = config.clientType;
  // also in capitals from prometheus-operator#8192 on
  if (client !== undefined && !/^(?:grpc|http|GRPC|HTTP)$/.test(String(client))) {
    const message = `clientType must be grpc or http, got ${json(client)}`;
    problems.push({ path: [...path, 'clientType'], message });
  }
  const fraction = scalarText(config.samplingFraction);
  if (fraction !== undefined && !(Number(fraction) >= 0 && Number(fraction) <= 1)) {
    const message = `samplingFraction must be a fraction from 0 to 1, got '${fraction}'`;
    problems.push({ path: [...path, 'samplingFraction'], message });
  }
  if (fraction === undefined) {
    const message =
      'tracingConfig should have a samplingFraction, without which no trace begins in Prometheus';
    problems.push({ path, message, fix: 'samplingFraction: "1"', severity: 'warning' });
  }
  return problems;
}

/**
 * What is wrong with `tracingConfig` of a ThanosRuler or of the Thanos of a Prometheus, which names a key of a Secret with the
 * settings; undefined when it is all right, or not there.
 *
 * Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1 and pkg/prometheus/server/statefulset.go.
 *
 * @param spec - what holds it; paths are those in it
 */
export function thanosTracingProblem(spec: UnknownRecord): Problem | undefined {
  const path = ['tracingConfig'];
  const config = spec.tracingConfig ?? undefined;
  if (config === undefined) return undefined;
  if (!text(own(config, 'name')) || !text(own(config, 'key'))) {
    const got = isRecord(config) ? listed(Object.keys(config)) || 'nothing' : 'text';
    const message = `tracingConfig of Thanos must have name and key of a Secret with the settings, got ${got}`;
    return { path, message };
  }
  if (!text(spec.tracingConfigFile)) return undefined;
  const message = 'tracingConfig has no effect beside tracingConfigFile, which comes first';
  return { path, message, severity: 'warning' };
}
