import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import { isSubstituted } from '../values/substituted.ts';
import { samplerTypes } from './sampler-argument.ts';

const signals = ['', 'TRACES_', 'METRICS_', 'LOGS_'];
const otlpSettings = [
  'ENDPOINT',
  'PROTOCOL',
  'HEADERS',
  'TIMEOUT',
  'COMPRESSION',
  'INSECURE',
  'CERTIFICATE',
  'CLIENT_KEY',
  'CLIENT_CERTIFICATE',
];

const batchSettings = [
  'SCHEDULE_DELAY',
  'EXPORT_TIMEOUT',
  'MAX_QUEUE_SIZE',
  'MAX_EXPORT_BATCH_SIZE',
];
const limited = [
  'SPAN_ATTRIBUTE',
  'SPAN_EVENT',
  'SPAN_LINK',
  'EVENT_ATTRIBUTE',
  'LINK_ATTRIBUTE',
  'LOGRECORD_ATTRIBUTE',
];

/** Variables that every SDK reads (opentelemetry-specification configuration/sdk-environment-variables.md, protocol/exporter.md). */
const sdkVariables: ReadonlySet<string> = new Set([
  'OTEL_SDK_DISABLED',
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_PROPAGATORS',
  'OTEL_LOG_LEVEL',
  'OTEL_TRACES_EXPORTER',
  'OTEL_METRICS_EXPORTER',
  'OTEL_LOGS_EXPORTER',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_ATTRIBUTE_COUNT_LIMIT',
  'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_METRIC_EXPORT_INTERVAL',
  'OTEL_METRIC_EXPORT_TIMEOUT',
  // batches of spans, and of log records
  ...['BSP', 'BLRP'].flatMap((batch) => batchSettings.map((setting) => `OTEL_${batch}_${setting}`)),
  ...limited.map((thing) => `OTEL_${thing}_COUNT_LIMIT`),
  'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
  'OTEL_METRICS_EXEMPLAR_FILTER',
  // obsolete, and read by SDKs that had them
  'OTEL_EXPORTER_OTLP_SPAN_INSECURE',
  'OTEL_EXPORTER_OTLP_METRIC_INSECURE',
  ...signals.flatMap((signal) =>
    otlpSettings.map((setting) => `OTEL_EXPORTER_OTLP_${signal}${setting}`),
  ),
]);

/** The variable that a name is a slip of the pen for; undefined for names of others. */
export function meantVariable(name: string): string | undefined {
  if (sdkVariables.has(name) || !/^[A-Z_]{8,}$/.test(name)) return undefined;
  const meant = nearest(name, sdkVariables, name.length > 16 ? 2 : 1);
  // OTEL_EXPORTER_OTLP_… of another signal is a name of its own
  return meant !== undefined && !/^OTEL_EXPORTER_OTLP_PROFILES_/.test(name) ? meant : undefined;
}

/** Whether an SDK exports spans by OTLP, as it does unless `OTEL_TRACES_EXPORTER` names other ways alone. */
export function exportsOtlp(tracesExporter: string | undefined): boolean {
  const names = (tracesExporter ?? '').split(',').map((name) => name.trim());
  // what is not known may be a plug-in, or a slip of the pen
  return names.some((name) => name !== 'jaeger' && !otherExporters.includes(name));
}

const protocols = ['grpc', 'http/protobuf', 'http/json'];
const otherExporters = ['zipkin', 'console', 'logging', 'none'];
const exporters = ['otlp', ...otherExporters];
const propagators = [
  'tracecontext',
  'baggage',
  'b3',
  'b3multi',
  'jaeger',
  'xray',
  'ottrace',
  'none',
];

const exporterSlips: Readonly<Record<string, string>> = {
  grpc: 'otlp',
  http: 'otlp',
  'http/protobuf': 'otlp',
  'otlp-grpc': 'otlp',
  'otlp-http': 'otlp',
  otlphttp: 'otlp',
  otel: 'otlp',
  'otlp/grpc': 'otlp',
  'otlp/http': 'otlp',
};
const samplerSlips: Readonly<Record<string, string>> = {
  alwayson: 'always_on',
  alwaysoff: 'always_off',
  on: 'always_on',
  off: 'always_off',
  always: 'always_on',
  never: 'always_off',
  const: 'always_on',
  probabilistic: 'parentbased_traceidratio',
  ratio: 'traceidratio',
  traceidratiobased: 'traceidratio',
  trace_id_ratio: 'traceidratio',
  traceid_ratio: 'traceidratio',
  parentbased: 'parentbased_always_on',
  parentbased_trace_id_ratio: 'parentbased_traceidratio',
  parentbasedtraceidratio: 'parentbased_traceidratio',
  parentbasedtraceidratiobased: 'parentbased_traceidratio',
};
const propagatorSlips: Readonly<Record<string, string>> = {
  w3c: 'tracecontext',
  'trace-context': 'tracecontext',
  trace_context: 'tracecontext',
  traceparent: 'tracecontext',
  'b3-multi': 'b3multi',
  b3_multi: 'b3multi',
  b3single: 'b3',
  uber: 'jaeger',
};

/**
 * What is wrong with the value of a variable that an SDK reads; undefined for values that some SDK may know.
 *
 * Source: opentelemetry-specification configuration/sdk-environment-variables.md, protocol/exporter.md.
 */
export function sdkValueProblem(name: string, value: string): Problem | undefined {
  if (value.trim() === '' || /\$[({]/.test(value)) return undefined;
  if (/^OTEL_EXPORTER_OTLP_([A-Z]+_)?PROTOCOL$/.test(name)) return protocolProblem(name, value);
  if (/^OTEL_EXPORTER_OTLP_([A-Z]+_)?HEADERS$/.test(name)) return headersProblem(name, value);
  switch (name) {
    case 'OTEL_TRACES_EXPORTER':
      return listed(name, value, exporters, exporterSlips);
    case 'OTEL_TRACES_SAMPLER':
      return listed(name, value, samplerTypes, samplerSlips);
    case 'OTEL_PROPAGATORS':
      return listed(name, value, propagators, propagatorSlips);
    default:
      return undefined;
  }
}

function protocolProblem(name: string, value: string): Problem | undefined {
  if (protocols.includes(value)) return undefined;
  const slips: Record<string, string> = { http: 'http/protobuf', 'http/proto': 'http/protobuf' };
  const lower = value.toLowerCase();
  const fix = protocols.includes(lower)
    ? lower
    : ((Object.hasOwn(slips, lower) ? slips[lower] : undefined) ?? nearest(lower, protocols));
  return { message: `${name} must be ${protocols.join(', ')}, got '${value}'`, fix };
}

/** A header as HTTP writes it; a word and a colon alone may be what a webhook or a script knows a secret by. */
const writtenHeader = /^([\w-]+\s*:\s|(authorization|x-[\w-]+|[\w-]*(key|token))\s*:)/i;

// what is a login is not shown; source: opentelemetry-specification protocol/exporter.md, opentelemetry-go otlptracegrpc v1.45.0
// internal/envconfig stringToHeader, opentelemetry-api 1.27.0 of Python util/re.py
function headersProblem(name: string, value: string): Problem | undefined {
  const written = value.trim();
  const colon = writtenHeader.test(written);
  if (isSubstituted(value) || !(colon || /^\{\s*["']/.test(written))) return undefined;
  const got = colon ? 'a header with a colon' : 'a mapping';
  return { message: `${name} must be key=value, with commas between several, got ${got}` };
}

/** A list may hold names of plug-ins, so that only what is close to a known one is wrong. */
function listed(
  name: string,
  value: string,
  known: readonly string[],
  slips: Readonly<Record<string, string>>,
): Problem | undefined {
  const parts = value.split(',');
  for (const [index, part] of parts.entries()) {
    const word = part.trim();
    if (known.includes(word)) continue;
    const lower = word.toLowerCase();
    const meant = known.includes(lower)
      ? lower
      : Object.hasOwn(slips, lower)
        ? slips[lower]
        : nearest(word, known, word.length > 8 ? 2 : 1);
    if (meant === undefined || word.length < 2) continue;
    const fix = parts.with(index, meant).join(',');
    return { message: `${name} must be of ${known.join(', ')}, got '${word}'`, fix };
  }
  return undefined;
}
