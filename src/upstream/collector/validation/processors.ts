import type { Problem } from '../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../values/settings.ts';
import { at, list, own, text, type UnknownRecord } from '../../values/unknown.ts';
import { k8sAttributesChecks } from './k8s-attributes.ts';
import { metricsTransformChecks } from './metrics-transform.ts';
import {
  type Asked,
  isFixed,
  isNone,
  missing,
  negative,
  other,
  shown,
  type TypeCheck,
  told,
} from './type-check.ts';

const statusCodes = ['Ok', 'Error', 'Unset'];

/** What a span processor is made of; what no pipeline has is not looked at. */
const span: TypeCheck = (section, { used }) => {
  if (!used) return [];
  const [from, rules] = [
    at(section, 'name', 'from_attributes'),
    at(section, 'name', 'to_attributes', 'rules'),
  ];
  const idle = [from, rules].every((value) => Array.isArray(value ?? []) && isEmpty(value ?? []));
  return idle && !Object.hasOwn(section, 'status')
    ? told('', 'name.from_attributes, name.to_attributes or status must be set, got none')
    : [];
};

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

const spanStatus: TypeCheck = (section, { used }) => {
  const code = own(section, 'code') ?? '';
  if (!used || text(code) === undefined || isVariable(code)) return [];
  if (!statusCodes.includes(`${code}`)) {
    return told('code', `code must be one of ${statusCodes.join(', ')}, got '${code}'`);
  }
  return code !== 'Error' && isFixed(section, 'description')
    ? told('description', `description must not be set with code ${code}`)
    : [];
};

const groupByTrace: TypeCheck = (section, { used }) =>
  ['store_on_disk', 'discard_orphans'].flatMap((key) =>
    used && own(section, key) === true ? told(key, `${key} is not supported, got true`) : [],
  );

const memoryLimiter: TypeCheck = (section, asked) => {
  const pairs = [
    ['min_gc_interval_when_soft_limited', 'min_gc_interval_when_hard_limited', '0.121.0'],
    ['max_gc_interval_when_soft_limited', 'min_gc_interval_when_soft_limited', '0.156.0'],
    ['max_gc_interval_when_hard_limited', 'min_gc_interval_when_hard_limited', '0.156.0'],
    ['max_gc_interval_when_soft_limited', 'max_gc_interval_when_hard_limited', '0.156.0'],
  ] as const;
  const longest = pairs.map(([key]) => key).filter((key) => key.startsWith('max'));
  return [
    ...(asked.since('0.156.0')
      ? [...new Set(longest)].flatMap((key) => negative(section, key))
      : []),
    ...pairs.flatMap(([key, least, first]) =>
      asked.since(first) ? shorter(section, key, least, asked) : [],
    ),
  ];
};

/** A pause that is shorter than another; a longest one of 0 is none. */
function shorter(section: UnknownRecord, key: string, least: string, { usual }: Asked): Problem[] {
  const written = [key, least].filter((one) => Object.hasOwn(section, one));
  const [pause, other] = [key, least].map((one) => own(section, one) ?? usual(one) ?? 0);
  const [time, bound] = [settingDuration(pause), settingDuration(other)];
  if (written.length === 0 || time === undefined || bound === undefined || time >= bound) return [];
  if (key.startsWith('max') && time <= 0) return [];
  const message = `${key} must be at least ${least}, got ${shown(pause)} and ${shown(other)}`;
  return told(written[0] ?? '', message);
}

const metricTypes = ['sum', 'histogram', 'exponentialhistogram'];

const matchMetrics: TypeCheck = (section, { since }) => {
  if (!since('0.158.0')) return [];
  const kind = isNone(section, 'match_type');
  const wrong = list(section.metric_types).findIndex(
    (type) => !isVariable(type) && !metricTypes.includes(`${type}`.toLowerCase()),
  );
  return [
    ...(kind && list(section.metrics).length > 0
      ? told('', 'match_type must be set with metrics, got none')
      : []),
    ...(isFixed(section, 'match_type') && isNone(section, 'metrics')
      ? told('', 'metrics must be set with match_type, got none')
      : []),
    ...(wrong < 0
      ? []
      : told(['metric_types', wrong], `metric_types must be ${metricTypes.join(' or ')}`)),
  ];
};

/** Bytes of a key that each hash asks for. */
const keyBytes: Readonly<Record<string, number>> = { 'hmac-sha256': 32, 'hmac-sha512': 64 };

const redaction: TypeCheck = (section, { since }) => {
  const least = keyBytes[`${section.hash_function}`.toLowerCase()];
  if (least === undefined || !since('0.158.0')) return [];
  if (!isFixed(section, 'hmac_key')) return missing(section, 'hmac_key');
  const bytes = new TextEncoder().encode(`${section.hmac_key}`).length;
  return bytes < least ? told('hmac_key', `hmac_key must have ${least} bytes, got ${bytes}`) : [];
};

const sampler: TypeCheck = (section, { since }) => {
  const precision = settingNumber(section.sampling_precision);
  if (!since('0.158.0')) return [];
  return [
    ...other(section, 'attribute_source', ['', 'traceID', 'record']),
    // a negative one passes
    ...(precision !== undefined && (precision === 0 || precision > 14)
      ? told('sampling_precision', `sampling_precision must be from 1 to 14, got ${precision}`)
      : []),
  ];
};

const hostnameSources = ['os', 'dns', 'cname', 'lookup'];

const systemDetector: TypeCheck = (section, { since }) =>
  list(section.hostname_sources).flatMap((source, index) =>
    !since('0.158.0') || isVariable(source) || hostnameSources.includes(`${source}`)
      ? []
      : told(
          ['hostname_sources', index],
          `hostname_sources must be ${hostnameSources.join(' or ')}, got '${source}'`,
        ),
  );

/**
 * What processors refuse.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 and v0.158.0 processor/{span,groupbytrace}processor/factory.go, v0.158.0
 * processor/{cumulativetodelta,probabilisticsampler,redaction,resourcedetection}processor; opentelemetry-collector v0.121.0 and
 * v0.156.0 internal/memorylimiter/config.go.
 */
export const processorChecks: Readonly<Record<string, TypeCheck>> = {
  ...k8sAttributesChecks,
  ...metricsTransformChecks,
  'contrib:processor/cumulativetodeltaprocessor.MatchMetrics': matchMetrics,
  'contrib:processor/groupbytraceprocessor.Config': groupByTrace,
  'contrib:processor/probabilisticsamplerprocessor.Config': sampler,
  'contrib:processor/redactionprocessor.Config': redaction,
  'contrib:processor/resourcedetectionprocessor/internal/system.Config': systemDetector,
  'contrib:processor/spanprocessor.Config': span,
  'contrib:processor/spanprocessor.Status': spanStatus,
  'core:internal/memorylimiter.Config': memoryLimiter,
};
