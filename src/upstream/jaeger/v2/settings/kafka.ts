import type { Problem } from '../../../values/problem.ts';
import { isVariable } from '../../../values/settings.ts';
import { at, isRecord, own, text, type UnknownRecord } from '../../../values/unknown.ts';
import { isTabled } from './releases.ts';

const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'AWS_MSK_IAM_OAUTHBEARER'];

/** Values that the choices of Kafka's client are made of; an empty text is none of them. */
const words: readonly (readonly [path: readonly string[], words: readonly string[]])[] = [
  [['initial_offset'], ['latest', 'earliest']],
  [['group_rebalance_strategy'], ['', 'range', 'roundrobin', 'sticky']],
  [
    ['producer', 'compression'],
    ['none', 'gzip', 'snappy', 'lz4', 'zstd'],
  ],
];

/**
 * Values of Kafka's receiver and exporter that Jaeger refuses, as far as its release is tabled.
 *
 * Source: opentelemetry-collector-contrib v0.140.1 pkg/kafka/configkafka/config.go.
 */
export function kafkaProblems(settings: UnknownRecord, version: string | undefined): Problem[] {
  if (!isTabled(version, 'contrib')) return [];
  const brokers = own(settings, 'brokers');
  return [
    ...(Array.isArray(brokers) && brokers.length === 0
      ? [{ path: ['brokers'], message: 'brokers must be set, got none' }]
      : []),
    ...protocolProblems(own(settings, 'protocol_version')),
    ...words.flatMap(([path, known]): Problem[] => {
      const value = text(at(settings, ...path));
      if (value === undefined || isVariable(value) || known.includes(value)) return [];
      const choices = known.filter(Boolean).join(', ');
      return [{ path, message: `${path.at(-1)} must be one of ${choices}, got '${value}'` }];
    }),
    ...acknowledgementProblems(at(settings, 'producer', 'required_acks')),
    ...saslProblems(at(settings, 'auth', 'sasl')),
  ];
}

function protocolProblems(value: unknown): Problem[] {
  const protocol = text(value);
  if (protocol === undefined || protocol === '' || isVariable(protocol)) return [];
  if (/^(?:0\.\d+\.\d+\.\d+|[1-9]\d*\.\d+\.\d+)$/.test(protocol)) return [];
  const message = `protocol_version must be a release of Kafka such as 3.6.0, got '${protocol}'`;
  return [{ path: ['protocol_version'], message }];
}

function acknowledgementProblems(value: unknown): Problem[] {
  if (value === undefined || value === null || isVariable(value)) return [];
  if (value === 'all' || value === -1 || value === 0 || value === 1) return [];
  const message = `required_acks must be all, 0 or 1, got '${value}'`;
  return [{ path: ['producer', 'required_acks'], message }];
}

function saslProblems(sasl: unknown): Problem[] {
  if (!isRecord(sasl)) return [];
  const path = ['auth', 'sasl'];
  const mechanism = text(own(sasl, 'mechanism')) ?? '';
  if (isVariable(mechanism)) return [];
  if (!mechanisms.includes(mechanism)) {
    const message = `mechanism must be one of ${mechanisms.join(', ')}, got '${mechanism}'`;
    return [{ path, message }];
  }
  const version = own(sasl, 'version');
  const needed = mechanism.startsWith('AWS') ? [] : ['username', 'password'];
  return [
    ...needed
      .filter((key) => ['', null, undefined].includes(own(sasl, key) as string))
      .map((key) => ({ path, message: `${key} must be set for ${mechanism}, got none` })),
    ...(typeof version === 'number' && (version < 0 || version > 1)
      ? [{ path: [...path, 'version'], message: `version must be 0 or 1, got ${version}` }]
      : []),
  ];
}
