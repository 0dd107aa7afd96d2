import type { Problem } from '../../../values/problem.ts';
import { isRecord } from '../../../values/unknown.ts';
import { isAtLeast } from '../../../values/version.ts';

/** First release whose settings are tabled, and first after them: of what Jaeger has alone, and of what it is built with. */
const tabled = {
  own: { since: '2.13.0', until: '2.21.0' },
  contrib: { since: '2.13.0', until: '2.14.0' },
} as const;

/** Whether every setting that a release has is in the tables. */
export function isTabled(version: string | undefined, whose: keyof typeof tabled): boolean {
  const { since, until } = tabled[whose];
  return version !== undefined && isAtLeast(version, since) && !isAtLeast(version, until);
}

/** First release that rejects the settings of aliases and lifecycle management (jaeger v2.20.0, es.config.rejectLegacyRotationFlags). */
export const rotationSince = '2.20.0';

const legacyRotation = [
  'use_aliases',
  'use_ilm',
  'span_read_alias',
  'span_write_alias',
  'service_read_alias',
  'service_write_alias',
];

/** Whether a problem is with a setting of rotation before it had a section of its own. */
export function isLegacyRotation({ path }: Problem): boolean {
  return legacyRotation.includes(String(path?.at(-1)));
}

/**
 * Whether feature gates let these settings be.
 *
 * @param gates - as written, perhaps with a sign before them
 */
export function toleratesLegacyRotation(gates: readonly string[]): boolean {
  return gates.some((gate) => /^-(?:jaeger\.)?es\.config\.rejectLegacyRotationFlags$/.test(gate));
}

/** Releases that have a setting. */
interface Releases {
  /** First one. */
  readonly since?: string;
  /** First that refuses it. */
  readonly until?: string;
  /** What stands in its place then. */
  readonly instead?: string;
}

const aliases: Releases = {
  until: rotationSince,
  instead: 'rotation under indices.spans, services, dependencies and sampling',
};
const namedAlias: Releases = { ...aliases, since: '2.14.0' };
const deadSetting: Releases = { until: '2.21.0' };

const elasticsearch: Readonly<Record<string, Releases>> = {
  use_aliases: aliases,
  use_ilm: aliases,
  span_read_alias: namedAlias,
  span_write_alias: namedAlias,
  service_read_alias: namedAlias,
  service_write_alias: namedAlias,
  health_check_timeout_startup: { ...deadSetting, since: '2.16.0' },
  disable_health_check: deadSetting,
  send_get_body_as: deadSetting,
  'bulk_processing.max_actions': deadSetting,
  'sniffing.use_https': deadSetting,
  max_trace_duration: { since: '2.20.0' },
  'indices.*.rotation': { since: rotationSince },
  write_mode: { since: '2.21.0' },
  poison_pill_handling: { since: '2.21.0' },
};

/**
 * Settings that not every release from v2.13.0 on has, by part and path; `*` is any key.
 *
 * Source: the configuration structs of jaeger v2.13.0 to v2.20.0, release by release; main of 2026-08-20 for v2.21.0.
 */
const changed: Readonly<Record<string, Readonly<Record<string, Releases>>>> = {
  elasticsearch,
  opensearch: elasticsearch,
  clickhouse: {
    default_search_depth: { since: '2.14.0' },
    max_search_depth: { since: '2.14.0' },
    attribute_metadata_cache_ttl: { since: '2.18.0' },
    attribute_metadata_cache_max_size: { since: '2.18.0' },
    ttl: { since: '2.18.0' },
    tls: { since: '2.19.0' },
  },
  metric_backends: { clickhouse: { since: '2.18.0' } },
  grpc: {
    header_forwarding: { since: '2.18.0' },
    max_recv_msg_size_mib: { since: '2.19.0' },
  },
  'extensions/remote_sampling': {
    'file.enabled': { since: '2.14.0' },
    'adaptive.enabled': { since: '2.14.0' },
  },
  'extensions/jaeger_query': {
    max_trace_size: { since: '2.16.0' },
    header_forwarding: { since: '2.18.0' },
    ai: { since: '2.18.0' },
    'ai.enable_mcp': { since: '2.20.0', until: '2.21.0', instead: 'mcp' },
    'ai.mcp': { since: '2.21.0' },
    'ai.health_check_interval': { since: '2.20.0' },
    'ai.health_check_timeout': { since: '2.20.0' },
    otlp_proxy: { since: '2.20.0' },
  },
};

/**
 * Settings that a release does not have yet, or no more.
 *
 * @param part - a storage by its type, or a component by kind and type
 */
export function releaseProblems(
  part: string,
  settings: unknown,
  version: string | undefined,
): Problem[] {
  if (version === undefined) return [];
  const known = Object.hasOwn(changed, part) ? changed[part] : undefined;
  return Object.entries(known ?? {}).flatMap(([place, releases]) => {
    const reason = reasonAgainst(releases, version);
    if (reason === undefined) return [];
    const gone = releases.until !== undefined && isAtLeast(version, releases.until);
    return placesOf(settings, place.split('.')).map((path) => ({
      path,
      message: `'${path.at(-1)}' is ${reason}, the release is ${version}`,
      fix: gone ? releases.instead : undefined,
    }));
  });
}

function reasonAgainst({ since, until }: Releases, version: string): string | undefined {
  if (until !== undefined && isAtLeast(version, until)) return `rejected since Jaeger ${until}`;
  // what older releases have is not known
  if (since === undefined || isAtLeast(version, since)) return undefined;
  return `a setting of Jaeger ${since} and newer`;
}

/** Where a path leads to in settings, with a key for each `*`. */
function placesOf(settings: unknown, [key, ...rest]: readonly string[]): string[][] {
  if (key === undefined) return [[]];
  if (!isRecord(settings)) return [];
  const keys = key === '*' ? Object.keys(settings) : [key];
  return keys
    .filter((one) => Object.hasOwn(settings, one))
    .flatMap((one) => placesOf(settings[one], rest).map((path) => [one, ...path]));
}
