import type { Problem } from '../../values/problem.ts';
import { isVariable, settingNumber } from '../../values/settings.ts';
import { at, isRecord, own, record, text, type UnknownRecord } from '../../values/unknown.ts';
import { attributeActionProblems } from '../processors/attribute-actions.ts';
import { k8sAttributesProblems } from '../processors/k8s-attributes.ts';
import { missing } from './type-check.ts';

const grpcCompressions = ['gzip', 'snappy', 'zstd', 'none', ''];
const httpCompressions = [...grpcCompressions, 'zlib', 'deflate', 'x-snappy-framed', 'lz4'];
const verbosities = ['basic', 'normal', 'detailed'];

/** What is wrong with the settings of a component; `used` is whether a pipeline has it. */
type Check = (settings: UnknownRecord, used: boolean) => Problem[];

const otlpGrpcExporter: Check = (settings) => [
  ...oneOf(settings, ['compression'], grpcCompressions),
  ...missingEndpoint(settings, ['endpoint']),
];

const otlpHttpEndpoints = ['', 'traces_', 'metrics_', 'logs_', 'profiles_'].map(
  (signal) => `${signal}endpoint`,
);

const otlpHttpExporter: Check = (settings) => [
  ...oneOf(settings, ['compression'], httpCompressions),
  ...missingEndpoint(settings, otlpHttpEndpoints),
];

const spanMetrics: Check = (settings) => {
  const dimensions = at(settings, 'events', 'dimensions');
  const none =
    dimensions === undefined ||
    dimensions === null ||
    (Array.isArray(dimensions) && dimensions.length === 0);
  const most = settingNumber(at(settings, 'exemplars', 'max_per_data_point'));
  const path = ['exemplars', 'max_per_data_point'];
  return [
    ...(at(settings, 'events', 'enabled') === true && none
      ? [{ path: ['events'], message: 'events must have dimensions, got none' }]
      : []),
    ...(at(settings, 'exemplars', 'enabled') === true && most !== undefined && most < 0
      ? [{ path, message: `max_per_data_point must be at least 0, got ${most}` }]
      : []),
  ];
};

/** What each component refuses, by kind and type. */
const checks: Readonly<Record<string, Check>> = {
  'connectors/span_metrics': spanMetrics,
  'connectors/spanmetrics': spanMetrics,
  'receivers/jaeger': (settings) => [
    ...remoteSamplingProblems(settings),
    ...portlessProblems(settings),
  ],
  'processors/attributes': (settings, used) => attributeActionProblems(settings, 'actions', used),
  'processors/k8s_attributes': k8sAttributesProblems,
  'processors/k8sattributes': k8sAttributesProblems,
  'processors/probabilistic_sampler': rateProblems,
  'processors/resource': (settings, used) => attributeActionProblems(settings, 'attributes', used),
  'exporters/debug': (settings) => oneOf(settings, ['verbosity'], verbosities, true),
  'exporters/file': (settings) => missing(settings, 'path'),
  'exporters/otlp': otlpGrpcExporter,
  'exporters/otlp_grpc': otlpGrpcExporter,
  'exporters/otlp_http': otlpHttpExporter,
  'exporters/otlphttp': otlpHttpExporter,
  'exporters/prometheus': (settings) => missing(settings, 'endpoint'),
  'exporters/zipkin': (settings) => [
    ...oneOf(settings, ['compression'], httpCompressions),
    ...missingEndpoint(settings, ['endpoint']),
  ],
  'extensions/basicauth': basicAuthProblems,
  'extensions/oauth2client': (settings) => missing(settings, 'token_url'),
};

/**
 * Values that a component refuses in all releases that have the setting, and in builds that nobody here has read.
 *
 * Source: opentelemetry-collector v0.158.0 config/configcompression, config/configgrpc, exporter/{otlp,otlphttp,debug}exporter,
 * exporter/exporterhelper/internal/queuebatch/config.go, -contrib v0.158.0 processor/probabilisticsamplerprocessor.
 *
 * @param component - kind and type, `exporters/otlp`
 * @param used - whether a pipeline has it
 */
export function componentProblems(
  component: string,
  settings: UnknownRecord,
  used: boolean,
): Problem[] {
  const check = Object.hasOwn(checks, component) ? checks[component] : undefined;
  return [
    ...(check?.(settings, used) ?? []),
    ...(component.startsWith('exporters/') ? queueProblems(settings) : []),
  ];
}

/** An endpoint that is taken away: the receiver wants the port of each protocol that it has. */
function portlessProblems({ protocols }: UnknownRecord): Problem[] {
  return Object.entries(record(protocols)).flatMap(([protocol, settings]): Problem[] =>
    own(settings, 'endpoint') === '' || own(settings, 'endpoint') === null
      ? [
          {
            path: ['protocols', protocol, 'endpoint'],
            message: 'endpoint must have a port, got none',
          },
        ]
      : [],
  );
}

function remoteSamplingProblems(settings: UnknownRecord): Problem[] {
  if (own(settings, 'remote_sampling') === undefined) return [];
  return [
    {
      path: ['remote_sampling'],
      message: 'remote_sampling is for the jaegerremotesampling extension, the receiver refuses it',
    },
  ];
}

function basicAuthProblems(settings: UnknownRecord): Problem[] {
  // what a null comes to differs by release
  const used = ['htpasswd', 'client_auth'].filter((key) => isRecord(own(settings, key)));
  const written = ['htpasswd', 'client_auth'].some((key) => Object.hasOwn(settings, key));
  if (used.length === 1 || (used.length === 0 && written)) return [];
  const got = used.length === 0 ? 'none' : 'both';
  return [{ path: [], message: `one of htpasswd and client_auth must be set, got ${got}` }];
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
    const message = `${key} must be more than 0, got ${value}`;
    return [{ path: ['sending_queue', key], message }];
  });
  const batch = record(queue.batch);
  const [least, most] = [settingNumber(batch.min_size), settingNumber(batch.max_size)];
  if (least !== undefined && most !== undefined && most > 0 && most < least) {
    const message = `max_size must be at least min_size, got ${most} and ${least}`;
    problems.push({ path: ['sending_queue', 'batch', 'max_size'], message });
  }
  return problems;
}

function rateProblems(settings: UnknownRecord): Problem[] {
  const written = own(settings, 'sampling_percentage');
  const path = ['sampling_percentage'];
  if (written === undefined || written === null) {
    const message = 'sampling_percentage must be set, the default of 0 drops every trace';
    return [{ path, message, severity: 'warning' }];
  }
  const rate = settingNumber(written);
  if (rate === undefined || rate > 0) return [];
  const effect = rate < 0 ? '' : ' or every trace is dropped,';
  const message = `sampling_percentage must be more than 0,${effect} got ${rate}`;
  return [{ path, message, severity: rate === 0 ? 'warning' : 'error' }];
}
