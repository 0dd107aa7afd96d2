import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { scalarText, text, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import {
  thanosParentBasedSince,
  thanosSamplerParamProblem,
  thanosSamplerSince,
  thanosSamplerType,
} from './tracing.ts';

const roots = ['alwayssample', 'neversample', 'traceidratiobased'];
const modern = [...roots, ...roots.map((root) => `parentbased${root}`)];

/**
 * Why a sampler does not do what is written; undefined when it does, or when that hangs on an unknown release.
 *
 * Source: thanos v0.32.5 and v0.42.4 pkg/tracing/otlp/otlp.go.
 *
 * @param version - release of Thanos; unset when it is not known
 */
export function thanosSamplerProblem(
  config: UnknownRecord,
  version: string | undefined,
): Problem | undefined {
  // keys that a release does not read at all are told elsewhere
  if (version !== undefined && !isAtLeast(version, thanosSamplerSince)) return undefined;
  const type = text(config.sampler_type) ?? '';
  const param = scalarText(config.sampler_param);
  const sampling = thanosSamplerType(version ?? thanosParentBasedSince, type);
  if (!sampling) return unknownType(type, version);
  if (sampling.root === 'ratio') {
    const message = thanosSamplerParamProblem(param ?? '');
    return message === undefined ? undefined : { path: ['sampler_param'], message };
  }
  if (param === undefined || param === '') return undefined;
  return {
    path: ['sampler_param'],
    message: `sampler_param '${param}' has no effect with sampler_type '${type}', a ratio alone reads it`,
    ...(type === '' ? { fix: 'sampler_type: traceidratiobased' } : {}),
  };
}

function unknownType(type: string, version: string | undefined): Problem {
  const parentBased = modern.includes(type.toLowerCase());
  const known = parentBased ? roots : modern;
  const near = parentBased
    ? type.toLowerCase().replace('parentbased', '')
    : nearest(type.toLowerCase().replaceAll(/[_-]/g, ''), modern);
  const fix = near ?? known.find((name) => name === type.toLowerCase().replaceAll(/[_-]/g, ''));
  return {
    path: ['sampler_type'],
    message: parentBased
      ? `sampler_type ${type} needs Thanos ${thanosParentBasedSince} or newer, older ones sample everything, got ${version}`
      : `sampler_type must be one of ${known.join(', ')}, or everything is sampled, got '${type}'`,
    fix,
  };
}
