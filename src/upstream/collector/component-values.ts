import type { Problem } from '../values/problem.ts';
import { isVariable, settingNumber } from '../values/settings.ts';
import { at, isRecord, own, record, text, type UnknownRecord } from '../values/unknown.ts';
import { attributeActionProblems } from './processors/attribute-actions.ts';
import { k8sAttributesProblems } from './processors/k8s-attributes.ts';

const grpcCompressions = ['gzip', 'snappy', 'zstd', 'none', ''];
const httpCompressions = [...grpcCompressions, 'zlib', 'deflate', 'x-snappy-framed', 'lz4'];
const verbosities = ['basic', 'normal', 'detailed'];

const grpcExporters = ['exporters/otlp', 'exporters/otlp_grpc'];
const otlpHttpExporters = ['exporters/otlphttp', 'exporters/otlp_http'];
const httpExporters = [...otlpHttpExporters, 'exporters/zipkin'];

/** Settings that a component does not start without, by kind and type. */
const required: Readonly<Record<string, readonly string[]>> = {
  'exporters/file': ['path'],
  'exporters/prometheus': ['endpoint'],
  'extensions/oauth2client': ['token_url'],
};

/**
 * Values that a component of these releases refuses, beside the types that its settings have.
 *
 * Source: opentelemetry-collector v0.158.0 config/configcompression, config/configgrpc, exporter/{otlp,otlphttp,debug}exporter,
 * exporter/exporterhelper/internal/queuebatch/config.go, -contrib v0.158.0 processor/probabilisticsamplerprocessor.
 *
 * @param component - kind and type, `exporters/otlp`
 * @param used - whether a pipeline has it
 */
export function componentValueProblems(
  component: string,
  settings: UnknownRecord,
  used: boolean,
): Problem[] {
  const problems: Problem[] = [];
  if (grpcExporters.includes(component)) {
    problems.push(
      ...oneOf(settings, ['compression'], grpcCompressions),
      ...missingEndpoint(settings, ['endpoint']),
    );
  }
  if (httpExporters.includes(component)) {
    problems.push(...oneOf(settings, ['compression'], httpCompressions));
  }
  if (otlpHttpExporters.includes(component)) {
    const keys = ['', 'traces_', 'metrics_', 'logs_', 'profiles_'].map((part) => `${part}endpoint`);
    problems.push(...missingEndpoint(settings, keys));
  } else if (component === 'exporters/zipkin') {
    problems.push(...missingEndpoint(settings, ['endpoint']));
  }
  if (component.startsWith('exporters/')) problems.push(...queueProblems(settings));
  if (component === 'exporters/debug') {
    problems.push(...oneOf(settings, ['verbosity'], verbosities, true));
  }
  if (component === 'receivers/jaeger' && own(settings, 'remote_sampling') !== undefined) {
    problems.push({
      path: ['remote_sampling'],
      message: 'remote_sampling is for the jaegerremotesampling extension, the receiver refuses it',
    });
  }
  if (component === 'processors/probabilistic_sampler') problems.push(...rateProblems(settings));
  if (component === 'processors/attributes') {
    problems.push(...attributeActionProblems(settings, 'actions', used));
  } else if (component === 'processors/resource') {
    problems.push(...attributeActionProblems(settings, 'attributes', used));
  }
  if (/^processors\/k8s_?attributes$/.test(component)) {
    problems.push(...k8sAttributesProblems(settings));
  }
  if (Object.hasOwn(required, component)) {
    for (const key of required[component] ?? []) problems.push(...missing(settings, key));
  }
  return problems;
}

function oneOf(
  settings: UnknownRecord,
  path: readonly string[],
  values: readonly string[],
  anyCase = false,
): Problem[] {
  const value = text(at(settings, ...path));
  if (value === undefined || isVariable(value)) return [];
  if (values.includes(anyCase ? value.toLowerCase() : value)) return [];
  const known = values.filter(Boolean).join(', ');
  return [{ path, message: `${path.at(-1)} must be one of ${known}, got '${value}'` }];
}

function missing(settings: UnknownRecord, key: string): Problem[] {
  const value = own(settings, key);
  if (value !== undefined && value !== null && value !== '') return [];
  return [{ path: [], message: `${key} must be set, got none` }];
}

function missingEndpoint(settings: UnknownRecord, keys: readonly string[]): Problem[] {
  if (keys.some((key) => own(settings, key) !== undefined && own(settings, key) !== '')) return [];
  return [{ path: [], message: 'endpoint must be set, got none' }];
}

function queueProblems(settings: UnknownRecord): Problem[] {
  const queue = own(settings, 'sending_queue');
  if (!isRecord(queue) || queue.enabled === false) return [];
  const problems = ['num_consumers', 'queue_size'].flatMap((key): Problem[] => {
    const value = settingNumber(queue[key]);
    if (value === undefined || value > 0) return [];
    const problem = `${key} must be more than 0, got ${value}`;
    return [{ path: ['sending_queue', key], message: problem }];
  });
  const batch = record(queue.batch);
  const [least, most] = [settingNumber(batch.min_size), settingNumber(batch.max_size)];
  if (least !== undefined && most !== undefined && most > 0 && most < least) {
    const problem = `max_size must be at least min_size, got ${most} and ${least}`;
    problems.push({ path: ['sending_queue', 'batch', 'max_size'], message: problem });
  }
  return problems;
}

function rateProblems(settings: UnknownRecord): Problem[] {
  const written = own(settings, 'sampling_percentage');
  const path = ['sampling_percentage'];
  if (written === undefined || written === null) {
    const problem = 'sampling_percentage must be set, the default of 0 drops every trace';
    return [{ path, message: problem, severity: 'warning' }];
  }
  const rate = settingNumber(written);
  if (rate === undefined || rate > 0) return [];
  const effect = rate < 0 ? '' : ' or every trace is dropped,';
  const problem = `sampling_percentage must be more than 0,${effect} got ${rate}`;
  return [{ path, message: problem, severity: rate === 0 ? 'warning' : 'error' }];
}
