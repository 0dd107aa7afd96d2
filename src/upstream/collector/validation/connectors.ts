import type { Problem } from '../../values/problem.ts';
import { isVariable, settingNumber } from '../../values/settings.ts';
import { isRecord, list, own, record, text, type UnknownRecord } from '../../values/unknown.ts';
import {
  type Asked,
  isFixed,
  isNone,
  negative,
  notPositive,
  type TypeCheck,
  told,
} from './type-check.ts';

const spanMetrics: TypeCheck = (section, asked) => [
  ...dimensionProblems(section, ['dimensions'], asked),
  ...(asked.since('0.120.0') ? flushing(section, asked) : []),
  ...(asked.since('0.140.1') ? negative(section, 'aggregation_cardinality_limit') : []),
  ...(asked.since('0.158.0')
    ? [
        ...negative(section, 'series_expiration'),
        ...dimensionProblems(section, ['calls_dimensions'], asked),
      ]
    : []),
];

function flushing(section: UnknownRecord, asked: Asked): Problem[] {
  const isDelta = section.aggregation_temporality === 'AGGREGATION_TEMPORALITY_DELTA';
  const events = record(section.events);
  return [
    ...negative(section, 'metrics_flush_interval'),
    ...negative(section, 'metrics_expiration'),
    ...(isDelta ? notPositive(section, 'metric_timestamp_cache_size') : []),
    ...(events.enabled === true ? dimensionProblems(section, ['events', 'dimensions'], asked) : []),
  ];
}

const histogram: TypeCheck = (section, asked) => {
  const kinds = ['explicit', 'exponential'].map((key) => own(section, key));
  const both = kinds.every((kind) => isRecord(kind) && (own(kind, 'enabled') ?? true) === true);
  return [
    ...(both ? told('exponential', 'exponential must not be set beside explicit, got both') : []),
    ...(asked.since('0.158.0') ? dimensionProblems(section, ['dimensions'], asked) : []),
  ];
};

// what each metric has anyway
const usualDimensions = ['service.name', 'span.kind', 'status.code', 'span.name'];

function dimensionProblems(
  section: UnknownRecord,
  path: readonly string[],
  { since }: Asked,
): Problem[] {
  const [first = '', second] = path;
  const written = second === undefined ? own(section, first) : own(own(section, first), second);
  const seen = new Set<string>(usualDimensions);
  return list(written).flatMap((one, index) => {
    const dimension = record(one);
    const name = text(own(dimension, 'name')) ?? '';
    if (isVariable(name)) return [];
    if (name !== '' && seen.has(name)) {
      return told([...path, index], `dimensions must be different, got ${name} twice`);
    }
    seen.add(name);
    return since('0.158.0') ? globProblems(dimension, [...path, index]) : [];
  });
}

function globProblems(dimension: UnknownRecord, path: readonly (string | number)[]): Problem[] {
  const names = ['name', 'glob'].filter((key) => !isNone(dimension, key));
  const fixed = names.filter((key) => isFixed(dimension, key));
  if (names.length === 0) return told(path, 'name or glob must be set, got none');
  if (fixed.length === 2) return told(path, 'glob must not be set beside name, got both');
  return fixed[0] === 'glob' && typeof dimension.default === 'string'
    ? told([...path, 'default'], 'default must not be set with glob, got both')
    : [];
}

const serviceGraph: TypeCheck = (section, { since }) => {
  const [key, buckets] = ['exponential_histogram_max_size', 'latency_histogram_buckets'];
  const size = settingNumber(own(section, key));
  if (!since('0.158.0') || size === undefined) return [];
  if (list(own(section, buckets)).length > 0) {
    return size > 0 ? told(key, `${key} must not be set beside ${buckets}, got both`) : [];
  }
  return Object.hasOwn(section, buckets) ? [] : negative(section, key);
};

const countAttribute: TypeCheck = (section, { since }) =>
  since('0.158.0') && isNone(section, 'key') ? told('', 'key must be set, got none') : [];

const count: TypeCheck = (section, { since }) => {
  if (!since('0.158.0')) return [];
  return [
    ...Object.entries(section).flatMap(([signal, metrics]) =>
      isRecord(metrics) && Object.hasOwn(metrics, '')
        ? told(signal, 'a metric must have a name, got none')
        : [],
    ),
    ...Object.entries(record(section.metrics)).flatMap(([name, metric]) =>
      list(own(metric, 'attributes')).length > 0
        ? told(['metrics', name, 'attributes'], 'attributes are not for metrics, got some')
        : [],
    ),
  ];
};

/**
 * What connectors refuse.
 *
 * Source: opentelemetry-collector-contrib v0.88.0, v0.120.0, v0.140.1 and v0.158.0 connector/spanmetricsconnector/config.go, v0.158.0
 * connector/{count,servicegraph}connector/config.go.
 */
export const connectorChecks: Readonly<Record<string, TypeCheck>> = {
  'contrib:connector/countconnector.AttributeConfig': countAttribute,
  'contrib:connector/countconnector.Config': count,
  'contrib:connector/servicegraphconnector.Config': serviceGraph,
  'contrib:connector/spanmetricsconnector.Config': spanMetrics,
  'contrib:connector/spanmetricsconnector.HistogramConfig': histogram,
};
