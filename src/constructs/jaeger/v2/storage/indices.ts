import { archiveAliases, type IndexAliases } from '../../../../upstream/elasticsearch/aliases.ts';
import { synchronousWritesSince } from '../../../../upstream/jaeger/v2/changes.ts';
import { literal } from '../../../../upstream/jaeger/v2/servers.ts';
import { rotationSince } from '../../../../upstream/jaeger/v2/settings/releases.ts';
import { isAtLeast } from '../../../../upstream/values/version.ts';
import type { Components } from '../../../collector/components.ts';
import { behindAliases, followedAccess, type IndexAccess } from '../../../elasticsearch/access.ts';
import type { IndexStorage } from '../../../elasticsearch/storage.ts';
import { certificateReload } from '../../receiver-tls.ts';
import { hours, type StorageUses, variable } from './values.ts';

const kinds = ['spans', 'services', 'dependencies', 'sampling'] as const;
type IndexKind = (typeof kinds)[number];

/** Settings of a storage that consists of indices, for a release of Jaeger. */
export function indexSettings(
  storage: IndexStorage,
  { writes, reads }: StorageUses,
  release: string,
): Components {
  const { shards, replicas, retentionDays, rotation } = storage;
  // behind aliases, the templates are those of the job that makes the first indices
  const templates = writes && !behindAliases(storage);
  return {
    ...access(storage),
    indices: indices(storage, (kind) => ({
      ...(templates && { shards, replicas }),
      ...turns(storage, release, kind),
    })),
    ...legacyTurns(storage, release),
    ...(writes && synchronous(release)),
    create_mappings: templates ? undefined : false,
    // a text with its unit: a number would be nanoseconds; all that an alias leads to is read
    max_span_age:
      reads && retentionDays !== undefined && !rotation?.manualRollover
        ? hours(retentionDays)
        : undefined,
  };
}

/** Settings of the storage that archived traces are kept in. */
export function archiveSettings(storage: IndexStorage, release: string): Components {
  const aliases = (index: 'span' | 'service') =>
    archiveAliases(storage.indexPrefix ?? '', index, behindAliases(storage));
  const [spans, services] = [aliases('span'), aliases('service')];
  const { policyName } = storage.rotation?.autoRollover ?? {};
  const rotation: Readonly<Partial<Record<IndexKind, Components>>> = {
    spans:
      policyName === undefined
        ? { manual_rollover: named(spans) }
        : { auto_rollover: { ...named(spans), policy_name: literal(policyName) } },
    services: { manual_rollover: named(services) },
  };
  return isAtLeast(release, rotationSince)
    ? {
        ...access(storage),
        indices: indices(storage, (kind) => ({ rotation: rotation[kind] })),
        ...synchronous(release),
        create_mappings: false,
      }
    : {
        ...access(storage),
        indices: indices(storage, () => ({})),
        use_aliases: true,
        use_ilm: policyName === undefined ? undefined : true,
        span_read_alias: literal(spans.read),
        span_write_alias: literal(spans.write),
        service_read_alias: literal(services.read),
        service_write_alias: literal(services.write),
        create_mappings: false,
      };
}

function access(storage: IndexStorage): Components {
  const given = followedAccess(storage);
  const { caFile, certificate } = given;
  return {
    server_urls: storage.serverUrls.map(literal),
    auth: login(given),
    tls:
      caFile === undefined && certificate === undefined
        ? undefined
        : {
            ca_file: caFile,
            cert_file: certificate?.file,
            key_file: certificate?.keyFile,
            reload_interval: certificate && certificateReload,
          },
  };
}

function login({ passwordFile, apiKeyFile, tokenFile }: IndexAccess): Components | undefined {
  // read again, since passwords, keys and tokens are replaced while Jaeger runs
  const reload_interval = '1m';
  const fromFile = (file_path: string) => ({ file_path, reload_interval });
  if (apiKeyFile !== undefined) return { api_key: fromFile(apiKeyFile) };
  if (tokenFile !== undefined) return { bearer_token: fromFile(tokenFile) };
  if (passwordFile === undefined) return undefined;
  const username = variable('ES_USERNAME');
  return { basic: { username, password_file: passwordFile, reload_interval } };
}

/** What has senders know that spans were not stored; older releases tell nobody (jaeger#9093). */
function synchronous(release: string): Components {
  return isAtLeast(release, synchronousWritesSince) ? { write_mode: 'sync' } : {};
}

function named({ read, write }: IndexAliases): Components {
  return { read_alias: literal(read), write_alias: literal(write) };
}

/** The prefix and what is set of each kind of index; undefined where nothing is. */
function indices(
  { indexPrefix }: IndexStorage,
  settings: (kind: IndexKind) => Components,
): Components | undefined {
  const set = Object.entries({
    index_prefix: indexPrefix && literal(indexPrefix),
    ...Object.fromEntries(kinds.map((kind) => [kind, given(settings(kind))])),
  }).filter(([, value]) => value !== undefined);
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

function given(settings: Components): Components | undefined {
  return Object.values(settings).some((value) => value !== undefined) ? settings : undefined;
}

/** How indices of a kind take turns; nothing where they are Jaeger's own, one for each day. */
function turns({ rotation }: IndexStorage, release: string, kind: IndexKind): Components {
  const { periodic, manualRollover, autoRollover } = rotation ?? {};
  const nested = isAtLeast(release, rotationSince);
  if (manualRollover && nested) return { rotation: { manual_rollover: {} } };
  if (autoRollover && nested) {
    return { rotation: { auto_rollover: { policy_name: literal(autoRollover.policyName) } } };
  }
  const { rolloverFrequency = 'day', dateSeparator = '-' } = periodic ?? {};
  // Jaeger v1 begins one of dependencies each day, whatever is said of the others
  const hourly = rolloverFrequency === 'hour' && kind !== 'dependencies';
  if (!hourly && dateSeparator === '-') return {};
  const settings = {
    date_layout: ['2006', '01', '02', ...(hourly ? ['15'] : [])].join(dateSeparator),
    rollover_frequency: hourly ? 'hour' : 'day',
  };
  return nested ? { rotation: { periodic: settings } } : settings;
}

/** Aliases as releases before `rotation` are told of them. */
function legacyTurns({ rotation }: IndexStorage, release: string): Components {
  const { manualRollover, autoRollover } = rotation ?? {};
  if (isAtLeast(release, rotationSince) || (!manualRollover && !autoRollover)) return {};
  return { use_aliases: true, use_ilm: autoRollover && true };
}
