import type { Problem } from '../../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../../values/settings.ts';
import { at, isRecord, list, own, text, type UnknownRecord } from '../../../values/unknown.ts';
import { isAtLeast } from '../../../values/version.ts';
import { basePathProblem } from '../../servers.ts';
import { cassandraServerProblem } from '../servers.ts';
import { kafkaProblems } from './kafka.ts';
import { rotationSince } from './releases.ts';
import { storeTraps } from './traps.ts';

/** What is wrong with the values of a part; `version` is the release, when it is known. */
type Check = (settings: UnknownRecord, version: string | undefined) => Problem[];

const checks: Readonly<Record<string, Check>> = {
  elasticsearch: elasticsearchProblems,
  opensearch: elasticsearchProblems,
  cassandra: cassandraProblems,
  clickhouse: (settings) => [
    ...required(settings, ['addresses']),
    ...oneOf(settings, 'protocol', ['native', 'http']),
    ...lifetimeProblems(settings),
  ],
  memory: memoryProblems,
  grpc: schemeProblems,
  'extensions/jaeger_query': queryProblems,
  prometheus: (settings) => emptied(settings, ['endpoint']),
  'receivers/kafka': kafkaProblems,
  'exporters/kafka': kafkaProblems,
  'exporters/jaeger_storage_exporter': queueProblems,
  'extensions/healthcheckv2': healthProblems,
  'extensions/remote_sampling': samplingProblems,
  'extensions/remote_storage': (settings) => required(settings, ['storage']),
  'extensions/storage_cleaner': (settings) => required(settings, ['trace_storage']),
};

/**
 * Values that Jaeger v2 refuses, and settings that it cannot do without.
 *
 * Source: `Validate` of jaeger v2.13.0 to v2.20.0 cmd/jaeger/internal, internal/storage, internal/config/promcfg;
 * opentelemetry-collector-contrib v0.140.1 internal/healthcheck/config.go.
 *
 * @param part - a storage by its type, or a component by kind and type
 */
export function refusedValues(
  part: string,
  settings: unknown,
  version: string | undefined,
): Problem[] {
  const check = Object.hasOwn(checks, part) ? checks[part] : undefined;
  const given = settings ?? {};
  return check === undefined || !isRecord(given) ? [] : check(given, version);
}

function required(settings: UnknownRecord, path: readonly string[]): Problem[] {
  const value = at(settings, ...path);
  const missing = [undefined, null, ''].includes(value as string) || isEmptyList(value);
  return missing ? [{ path: [], message: `${path.join('.')} must be set, got none` }] : [];
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => one === '' || one === null);
}

/** For a setting that has a default, which can be taken away. */
function emptied(settings: UnknownRecord, path: readonly string[]): Problem[] {
  const value = at(settings, ...path);
  return value === '' || (Array.isArray(value) && value.length === 0)
    ? [{ path, message: `${path.join('.')} must not be empty` }]
    : [];
}

function oneOf(settings: UnknownRecord, key: string, words: readonly string[]): Problem[] {
  const value = text(own(settings, key));
  if (value === undefined || value === '' || isVariable(value) || words.includes(value)) return [];
  return [{ path: [key], message: `${key} must be one of ${words.join(', ')}, got '${value}'` }];
}

function elasticsearchProblems(settings: UnknownRecord, version: string | undefined): Problem[] {
  const managed =
    settings.use_ilm === true && version !== undefined && !isAtLeast(version, rotationSince);
  return [
    ...emptied(settings, ['server_urls']),
    ...serverProblems(settings),
    ...storeTraps(settings, version),
    ...(managed && settings.use_aliases !== true
      ? [{ path: ['use_ilm'], message: 'use_ilm needs use_aliases, got none' }]
      : []),
    ...(managed && settings.create_mappings !== false
      ? [
          {
            path: ['use_ilm'],
            message: 'use_ilm needs create_mappings: false, as es-rollover makes the templates',
          },
        ]
      : []),
  ];
}

/** One server may stand without a list; those of a list are read as addresses elsewhere. */
function serverProblems(settings: UnknownRecord): Problem[] {
  const url = text(own(settings, 'server_urls'));
  if (url === undefined || url === '' || isVariable(url) || /^https?:\/\/./i.test(url)) return [];
  return [
    { path: ['server_urls'], message: `server_urls must have scheme and host, got '${url}'` },
  ];
}

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

function cassandraProblems(settings: UnknownRecord): Problem[] {
  const lifetimes = ['trace_ttl', 'dependencies_ttl'].flatMap((key): Problem[] => {
    const path = ['schema', key];
    const duration = settingDuration(at(settings, ...path));
    if (duration === undefined || duration === 0 || duration >= SECOND_MS) return [];
    return [{ path, message: `${key} must be 0 or at least 1s, got ${at(settings, ...path)}` }];
  });
  const path = ['schema', 'compaction_window'];
  const written = at(settings, ...path);
  // what is written as null is no time at all
  const window = written === null ? 0 : settingDuration(written);
  return [
    ...emptied(settings, ['connection', 'servers']),
    ...list(at(settings, 'connection', 'servers')).flatMap((server, index): Problem[] => {
      const message = typeof server === 'string' ? cassandraServerProblem(server) : undefined;
      return message === undefined ? [] : [{ path: ['connection', 'servers', index], message }];
    }),
    ...lifetimes,
    ...(window !== undefined && window < MINUTE_MS
      ? [{ path, message: `compaction_window must be at least 1m, got ${written}` }]
      : []),
  ];
}

/** A queue has no defaults of its own here, unlike that of other exporters. */
function queueProblems({ queue }: UnknownRecord): Problem[] {
  if (!isRecord(queue) || queue.enabled !== true) return [];
  return ['num_consumers', 'queue_size'].flatMap((key): Problem[] => {
    const given = queue[key] ?? 0;
    const value = settingNumber(given) ?? 1;
    return value > 0
      ? []
      : [{ path: ['queue'], message: `${key} must be more than 0, got ${queue[key] ?? 'none'}` }];
  });
}

function healthProblems(settings: UnknownRecord): Problem[] {
  if (settings.use_v2 !== true) return emptied(settings, ['endpoint']);
  const protocols = ['http', 'grpc'];
  // a protocol without settings has its defaults
  const used = protocols.filter((key) => own(settings, key) !== undefined);
  if (used.length === 0) {
    return [{ path: [], message: 'healthcheckv2 must have http or grpc, got none' }];
  }
  return used.flatMap((key) => [
    ...emptied(settings, [key, 'endpoint']),
    ...nullEndpoint(settings, key),
    ...['status', 'config'].flatMap((page): Problem[] => {
      const path = [key, page, 'path'];
      const value = text(at(settings, ...path));
      const off = at(settings, key, page, 'enabled') === false;
      if (off || value === undefined || value.startsWith('/') || isVariable(value)) return [];
      return [{ path, message: `path must begin with /, got '${value}'` }];
    }),
  ]);
}

/** A null takes the default away, as an empty text does. */
function nullEndpoint(settings: UnknownRecord, protocol: string): Problem[] {
  const path = [protocol, 'endpoint'];
  return at(settings, ...path) === null ? [{ path, message: 'endpoint must not be empty' }] : [];
}

function samplingProblems(settings: UnknownRecord): Problem[] {
  const sources = ['file', 'adaptive'].filter((key) => own(settings, key) !== undefined);
  if (sources.length !== 1) {
    const got = sources.length === 0 ? 'none' : 'both';
    return [
      { path: [], message: `remote_sampling must have one of file and adaptive, got ${got}` },
    ];
  }
  const path = ['file', 'default_sampling_probability'];
  const probability = settingNumber(at(settings, ...path));
  const reload = at(settings, 'file', 'reload_interval');
  return [
    ...(sources.includes('adaptive') ? required(settings, ['adaptive', 'sampling_store']) : []),
    ...(probability !== undefined && (probability < 0 || probability > 1)
      ? [{ path, message: `default_sampling_probability must be from 0 to 1, got ${probability}` }]
      : []),
    ...((settingDuration(reload) ?? 0) < 0
      ? [
          {
            path: ['file', 'reload_interval'],
            message: `reload_interval must be 0 or more, got ${reload}`,
          },
        ]
      : []),
  ];
}

/** Fewer than one trace pass `validate`, but not the start (jaeger v2.7.0 internal/storage/v2/memory/tenant.go). */
function memoryProblems({ max_traces: most }: UnknownRecord): Problem[] {
  return typeof most === 'number' && most <= 0
    ? [{ path: ['max_traces'], message: `max_traces must be greater than 0, got ${most}` }]
    : [];
}

function lifetimeProblems({ ttl }: UnknownRecord): Problem[] {
  const kept = settingDuration(ttl);
  return kept !== undefined && (kept < 0 || kept % SECOND_MS !== 0)
    ? [{ path: ['ttl'], message: `ttl must be whole seconds, got ${ttl}` }]
    : [];
}

function queryProblems(settings: UnknownRecord, version: string | undefined): Problem[] {
  const base = text(settings.base_path);
  const message = base === undefined ? undefined : basePathProblem(base, version);
  return [
    ...(message === undefined ? [] : [{ path: ['base_path'], message }]),
    ...uiProblems(text(at(settings, 'ui', 'config_file'))),
  ];
}

/** What a file is follows from the end of its name (jaeger v2.13.0 to v2.20.0 jaegerquery/internal/static_handler.go). */
function uiProblems(file: string | undefined): Problem[] {
  if (!file || file.includes('$') || /\.(?:json|js)$/i.test(file)) return [];
  const message = `config_file must end in .json or .js, got '${file}'`;
  return [{ path: ['ui', 'config_file'], message }];
}

/** A scheme that says no TLS does not turn it off (opentelemetry-collector v0.155.0 config/configgrpc). */
function schemeProblems(settings: UnknownRecord): Problem[] {
  return [[], ['writer']].flatMap((path): Problem[] => {
    const endpoint = text(at(settings, ...path, 'endpoint'));
    const plain = at(settings, ...path, 'tls', 'insecure');
    if (!endpoint?.startsWith('http://') || plain === true || isVariable(plain)) return [];
    return [
      {
        path: [...path, 'endpoint'],
        message: `endpoint must be used with tls.insecure true to be called without TLS, got '${endpoint}'`,
        severity: 'warning',
      },
    ];
  });
}
