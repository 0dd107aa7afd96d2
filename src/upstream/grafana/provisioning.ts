import type { Problem } from '../values/problem.ts';
import { json, listed } from '../values/shown.ts';
import { list, record, type UnknownRecord } from '../values/unknown.ts';

/**
 * What is wrong with the `apiVersion` of a provisioning file; undefined when Grafana reads all keys of its data sources.
 * Without one, or with 0, it takes the file for the form of its first releases, which has no camelCase keys.
 *
 * Source: grafana#33814 and pkg/services/provisioning/datasources/config_reader.go.
 */
export function provisioningVersionProblem({
  apiVersion,
  datasources,
}: UnknownRecord): Problem | undefined {
  if (apiVersion === 1 || apiVersion === '1') return undefined;
  const wrong = { path: ['apiVersion'], fix: 'apiVersion: 1' };
  if (apiVersion !== undefined && apiVersion !== null && apiVersion !== 0) {
    const got = json(apiVersion);
    return { ...wrong, message: `apiVersion of a provisioning file must be 1, got ${got}` };
  }
  const keys = list(datasources).flatMap((datasource) => Object.keys(record(datasource)));
  const skipped = new Set(keys.filter((key) => /[a-z][A-Z]/.test(key)));
  if (skipped.size === 0) return undefined;
  const names = listed(skipped);
  return {
    ...wrong,
    message: `a provisioning file must have apiVersion: 1, without it Grafana skips ${names}`,
  };
}
