import { nearest } from '../../values/nearest.ts';
import type { Problem } from '../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../values/settings.ts';
import { list, own, text, type UnknownRecord } from '../../values/unknown.ts';

const policyTypes = [
  'always_sample',
  'latency',
  'numeric_attribute',
  'probabilistic',
  'status_code',
  'string_attribute',
  'rate_limiting',
  'bytes_limiting',
  'composite',
  'and',
  'not',
  'drop',
  'span_count',
  'trace_state',
  'trace_flags',
  'boolean_attribute',
  'ottl_condition',
];

const statusCodes = ['OK', 'ERROR', 'UNSET'];

/**
 * What is wrong with the settings of a tail_sampling processor.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/tailsamplingprocessor/{config,factory,processor}.go and README.md.
 *
 * @param extensions - types of the configured extensions, which may bring policies of their own
 */
export function tailSamplingProblems(
  settings: UnknownRecord,
  extensions: readonly string[],
): Problem[] {
  return [
    ...positiveProblems(
      settings,
      'num_traces',
      settingNumber,
      'no trace is kept until its decision',
    ),
    ...positiveProblems(
      settings,
      'decision_wait',
      settingDuration,
      'traces are decided on before their spans have come',
    ),
    ...roomProblems(settings),
    ...policyProblems(settings, extensions),
  ];
}

function positiveProblems(
  settings: UnknownRecord,
  key: string,
  read: (value: unknown) => number | undefined,
  otherwise: string,
): Problem[] {
  const value = read(own(settings, key));
  if (value === undefined || value > 0) return [];
  const message = `${key} must be more than 0, or ${otherwise}, got '${own(settings, key)}'`;
  return [{ path: [key], message, severity: 'warning' }];
}

function roomProblems(settings: UnknownRecord): Problem[] {
  const written = own(settings, 'decision_wait');
  const wait = written === undefined ? 30_000 : settingDuration(written);
  const count = own(settings, 'num_traces');
  const room = count === undefined ? 50_000 : settingNumber(count);
  const rate = settingNumber(own(settings, 'expected_new_traces_per_sec'));
  if (wait === undefined || room === undefined || rate === undefined || room <= 0) return [];
  const needed = Math.ceil((wait / 1000) * rate);
  if (room >= needed) return [];
  const message = `num_traces must have room for ${rate} new traces a second during decision_wait, at least ${needed}, got ${room}`;
  return [{ path: count === undefined ? [] : ['num_traces'], message, severity: 'warning' }];
}

function policyProblems(settings: UnknownRecord, extensions: readonly string[]): Problem[] {
  const policies = own(settings, 'policies');
  if (isVariable(policies)) return [];
  if (list(policies).length === 0) {
    const message = 'policies must have at least one entry, without any no trace is sampled';
    return [{ path: policies === undefined ? [] : ['policies'], message, severity: 'warning' }];
  }
  const names = new Set<string>();
  return list(policies).flatMap((policy, index): Problem[] => [
    ...nameProblems(policy, index, names),
    ...typeProblems(policy, index, extensions),
    ...statusCodeProblems(policy, index),
  ]);
}

function nameProblems(policy: unknown, index: number, names: Set<string>): Problem[] {
  const name = text(own(policy, 'name')) ?? '';
  const path = ['policies', index, 'name'];
  if (names.has(name)) {
    return [
      {
        path,
        message: `policies must have names of their own, got '${name}' twice`,
      },
    ];
  }
  names.add(name);
  return [];
}

function typeProblems(policy: unknown, index: number, extensions: readonly string[]): Problem[] {
  const type = text(own(policy, 'type')) ?? '';
  if (isVariable(type) || policyTypes.includes(type) || extensions.includes(type)) return [];
  const near = nearest(type, policyTypes);
  return [
    {
      path: ['policies', index, ...(type === '' ? [] : ['type'])],
      message: `type of a policy must be one of ${policyTypes.join(', ')}, got '${type}'`,
      fix: near,
    },
  ];
}

function statusCodeProblems(policy: unknown, index: number): Problem[] {
  if (own(policy, 'type') !== 'status_code') return [];
  const codes = own(own(policy, 'status_code'), 'status_codes');
  const path = ['policies', index, 'status_code', 'status_codes'];
  if (codes === undefined || (Array.isArray(codes) && codes.length === 0)) {
    return [{ path, message: 'status_codes must have at least one' }];
  }
  return list(codes).flatMap((code, at) =>
    typeof code !== 'string' || isVariable(code) || statusCodes.includes(code)
      ? []
      : [
          {
            path: [...path, at],
            message: `status code must be one of ${statusCodes.join(', ')}, got '${code}'`,
            ...(statusCodes.includes(code.toUpperCase()) ? { fix: code.toUpperCase() } : {}),
          },
        ],
  );
}
