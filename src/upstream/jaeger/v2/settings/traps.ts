import type { Problem } from '../../../values/problem.ts';
import { at, isRecord, list, own, type UnknownRecord } from '../../../values/unknown.ts';
import { isAtLeast } from '../../../values/version.ts';
import { rotationSince } from './releases.ts';

/** First release that refuses several ways to log in; those before use one of them (jaeger v2.20.0 config.go). */
const oneLoginSince = '2.20.0';

/** First release that refuses settings without effect (jaeger#9076). */
const deadRefusedSince = '2.21.0';

/** First release whose templates let OpenSearch roll over by a policy (jaeger#8830). */
const openSearchPoliciesSince = '2.20.0';

/**
 * What does not go together among the settings of an Elasticsearch or OpenSearch, or does nothing.
 *
 * Source: jaeger v2.20.0 internal/storage/elasticsearch/config, config.go and config_rotation.go; jaeger#8982, jaeger#9076.
 *
 * @param release - of Jaeger v2, when it is known
 */
export function storeTraps(settings: UnknownRecord, release: string | undefined): Problem[] {
  return [
    ...loginProblems(settings, release),
    ...versionProblems(settings, release),
    ...serverProblems(settings),
    ...aliasProblems(settings, release),
    ...deadProblems(settings, release),
    ...Object.keys(isRecord(settings.indices) ? settings.indices : {}).flatMap((index) =>
      rotationProblems(index, at(settings, 'indices', index)),
    ),
  ];
}

const deadSettings: readonly (readonly string[])[] = [
  ['disable_health_check'],
  ['health_check_timeout_startup'],
  ['send_get_body_as'],
  ['sniffing', 'use_https'],
  ['bulk_processing', 'max_actions'],
];

/** Settings that one release does not look at, and the next refuses. */
function deadProblems(settings: UnknownRecord, release: string | undefined): Problem[] {
  if (release === undefined || !isAtLeast(release, rotationSince)) return [];
  if (isAtLeast(release, deadRefusedSince)) return [];
  return deadSettings.flatMap((path) =>
    at(settings, ...path) === undefined
      ? []
      : [
          {
            path,
            message: `'${path.at(-1)}' has no effect since Jaeger ${rotationSince}, and is refused from ${deadRefusedSince} on`,
            severity: 'warning' as const,
          },
        ],
  );
}

/**
 * What keeps a policy of OpenSearch from rolling indices over; undefined when nothing does, or the release is not known.
 *
 * Source: jaeger#8829.
 */
export function openSearchPolicyProblem(
  settings: unknown,
  release: string | undefined,
): Problem | undefined {
  if (release === undefined || isAtLeast(release, openSearchPoliciesSince)) return undefined;
  if (own(settings, 'use_ilm') !== true) return undefined;
  return {
    path: ['use_ilm'],
    message: `use_ilm must be used with Elasticsearch before Jaeger ${openSearchPoliciesSince}, whose templates name no rollover alias for OpenSearch, the release is ${release}`,
    severity: 'warning',
  };
}

const logins = ['basic', 'bearer_token', 'api_key'];

function loginProblems(settings: UnknownRecord, release: string | undefined): Problem[] {
  const given = logins.filter((name) => (at(settings, 'auth', name) ?? null) !== null);
  const basic = at(settings, 'auth', 'basic');
  const both = ['password', 'password_file'].every((key) => Boolean(own(basic, key)));
  const tolerated = release !== undefined && !isAtLeast(release, oneLoginSince);
  return [
    ...(given.length > 1
      ? [
          {
            path: ['auth'],
            message: `auth must be one of ${logins.join(', ')}, got ${given.join(' and ')}${tolerated ? `, of which Jaeger ${release} uses one` : ''}`,
            ...(tolerated ? { severity: 'warning' as const } : {}),
          },
        ]
      : []),
    ...(given.length > 0 && at(settings, 'auth', 'authenticator')
      ? [
          {
            path: ['auth', 'authenticator'],
            message: `authenticator must be the only login, got it beside ${given.join(' and ')}`,
            // source: jaeger v2.20.0 internal/storage/elasticsearch/config, read and not tried
            severity: 'warning' as const,
          },
        ]
      : []),
    ...(both
      ? [
          {
            path: ['auth', 'basic', 'password_file'],
            message: 'password_file must not be given beside password',
          },
        ]
      : []),
  ];
}

const versions = [0, 7, 8, 9, 101, 102, 103];

function versionProblems({ version }: UnknownRecord, release: string | undefined): Problem[] {
  if (typeof version !== 'number' || versions.includes(version)) return [];
  if (release !== undefined && !isAtLeast(release, rotationSince)) return [];
  const message = `version must be 7, 8 or 9 for Elasticsearch, 101, 102 or 103 for OpenSearch, or 0, got ${version}`;
  return [{ path: ['version'], message }];
}

function serverProblems({ server_urls }: UnknownRecord): Problem[] {
  return list(server_urls).flatMap((url, index) =>
    typeof url === 'string' && /^[^,]+,\s*https?:\/\//.test(url)
      ? [
          {
            path: ['server_urls', index],
            message: `server_urls must be a list with one URL in each element, got '${url}'`,
          },
        ]
      : [],
  );
}

/** Names of aliases where no aliases are used, or one without the other. */
function aliasProblems(settings: UnknownRecord, release: string | undefined): Problem[] {
  // newer releases refuse them altogether
  if (release !== undefined && isAtLeast(release, rotationSince)) return [];
  return ['span', 'service'].flatMap((name): Problem[] => {
    const keys = [`${name}_read_alias`, `${name}_write_alias`];
    const [first] = keys.filter((key) => Boolean(settings[key]));
    if (first === undefined) return [];
    if (isOff(settings.use_aliases)) {
      return [{ path: [first], message: `${first} must be used with use_aliases true` }];
    }
    const missing = keys.find((key) => !settings[key]);
    return missing === undefined
      ? []
      : [{ path: [first], message: `${first} must be used with ${missing}` }];
  });
}

/** Whether a switch is not on, as far as that is written. */
function isOff(value: unknown): boolean {
  return value === undefined || value === null || value === false;
}

const strategies = ['periodic', 'manual_rollover', 'auto_rollover', 'data_stream'];

/** What is wrong with how the indices of a kind rotate. */
function rotationProblems(index: string, options: unknown): Problem[] {
  const rotation = own(options, 'rotation');
  if (!isRecord(rotation)) return [];
  const path = ['indices', index, 'rotation'];
  const given = strategies.filter((name) => (rotation[name] ?? null) !== null);
  const problems: Problem[] = ['manual_rollover', 'auto_rollover']
    .filter((name) => rotation[name] === null)
    .map((name) => ({
      path: [...path, name],
      message: `${name} without a value has no effect, the indices are written day by day: write {} for its defaults`,
      fix: '{}',
      severity: 'warning',
    }));
  if (given.length > 1) {
    problems.push({
      path,
      message: `rotation must be one of ${strategies.slice(0, 3).join(', ')}, got ${given.join(' and ')}`,
    });
  }
  if (given.includes('data_stream')) {
    problems.push({
      path: [...path, 'data_stream'],
      message: 'data_stream is refused, it is not implemented yet',
    });
  }
  for (const key of given.length > 0 ? ['date_layout', 'rollover_frequency'] : []) {
    if ((own(options, key) ?? null) === null) continue;
    problems.push({
      path: ['indices', index, key],
      message: `${key} must stand under rotation.periodic where there is a rotation`,
    });
  }
  return problems;
}
