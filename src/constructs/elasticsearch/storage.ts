import { indexPrefixProblem } from '../../upstream/jaeger/rules.ts';
import { longestDays } from '../../upstream/values/duration.ts';
import { portProblem } from '../../upstream/values/port-number.ts';
import { versionProblem } from '../../upstream/values/version.ts';
import { type ServerCaProps, serverCaProblems, serverCaShapes } from '../kubernetes/server-ca.ts';
import { listProblem, making, refuse, wholeNumberProblem } from '../props/refuse.ts';
import { argumentProblem, count, list, props, type Shapes, text } from '../props/shape.ts';
import { type IndexLoginProps, indexLoginProblems, indexLoginShapes } from './login.ts';
import { type IndexRotation, rotationProblems, rotationShape } from './rotation.ts';

/** Traces that a user archives in the UI, which are kept apart from all others. */
export interface ArchiveProps {
  /**
   * Whole days that archived traces are kept, 1 to 106751; with `rotation.manualRollover` only, since Jaeger's jobs
   * delete no other archives.
   *
   * @default - they are kept until somebody, or a lifecycle policy, deletes them
   */
  readonly retentionDays?: number;
}

/** An Elasticsearch that exists already, and how Jaeger uses it; everything about storage is declared here, once. */
export interface ElasticsearchProps extends ServerCaProps, IndexLoginProps {
  /** URLs of the nodes, each `http(s)://host:port`, without credentials. Index jobs use the first one only. */
  readonly serverUrls: readonly string[];
  /**
   * Release of the server, such as `8.19.0`; one that Jaeger's release does not work with is refused.
   *
   * @default - not known, and nothing is refused
   */
  readonly version?: string;
  /**
   * Prefix of the index names: `tracing` gives `tracing-jaeger-span-2026-11-22`. Jaeger adds the dash.
   *
   * @default - no prefix
   */
  readonly indexPrefix?: string;
  /**
   * Primary shards of each new index, 1 to 1024.
   *
   * @default - Jaeger's own, 5
   */
  readonly shards?: number;
  /**
   * Replicas of each shard, at least 0.
   *
   * @default - Jaeger's own, 1
   */
  readonly replicas?: number;
  /**
   * When new indices are begun: by the date, or behind aliases that jobs or a lifecycle policy move.
   *
   * @default - an index for each day
   */
  readonly rotation?: IndexRotation;
  /**
   * Lets users archive single traces in the UI, in indices of their own.
   *
   * @default - there is no archive
   */
  readonly archive?: ArchiveProps;
  /**
   * Whole days that spans are kept and can be found: sets both the age at which the index cleaner deletes and how far
   * back queries look, which by default differ. 1 to 106751, the longest duration that Jaeger can read.
   *
   * @default - Jaeger v1: the operator's own, kept for 7 days, found for 72 hours; Jaeger v2: kept for ever, found
   *   for 72 hours
   */
  readonly retentionDays?: number;
}

/** An OpenSearch that exists already; its settings are those of Elasticsearch. */
export type OpenSearchProps = ElasticsearchProps;

/** Storage that has been checked; made by `elasticsearch()`. */
export interface ElasticsearchStorage extends ElasticsearchProps {
  /** Kind of storage, in the Jaeger operator's words. */
  readonly type: 'elasticsearch';
}

/** Storage that has been checked; made by `opensearch()`. */
export interface OpenSearchStorage extends OpenSearchProps {
  /** Kind of storage, in Jaeger v2's words. */
  readonly type: 'opensearch';
}

/** Storages that consist of indices. */
export type IndexStorage = ElasticsearchStorage | OpenSearchStorage;

const shapes: Shapes<ElasticsearchProps & { readonly type: string }> = {
  ...serverCaShapes,
  ...indexLoginShapes,
  serverUrls: list('URLs', text),
  version: text,
  indexPrefix: text,
  shards: count,
  replicas: count,
  rotation: rotationShape,
  archive: props<ArchiveProps>({ retentionDays: count }),
  retentionDays: count,
  type: text,
};

// ES refuses more shards for one index
const mostShards = 1024;

/**
 * Storage on an existing Elasticsearch.
 *
 * @throws if a URL is not `http(s)://host:port`, the prefix is no legal part of an index name, a number is out of range,
 * settings contradict each other, or a certificate is given for plain http
 */
export function elasticsearch(props: ElasticsearchProps): ElasticsearchStorage {
  making('elasticsearch', () => check(props));
  return { ...props, type: 'elasticsearch' };
}

/**
 * Storage on an existing OpenSearch.
 *
 * @throws as `elasticsearch`
 */
export function opensearch(props: OpenSearchProps): OpenSearchStorage {
  making('opensearch', () => check(props));
  return { ...props, type: 'opensearch' };
}

/** Whether a storage consists of indices. */
export function isIndexStorage(storage: { readonly type: string }): storage is IndexStorage {
  return storage.type === 'elasticsearch' || storage.type === 'opensearch';
}

/** Storage that is checked once more, since a plain object passes for it too. */
export function checkedIndexStorage(storage: IndexStorage): IndexStorage {
  return storage.type === 'opensearch' ? opensearch(storage) : elasticsearch(storage);
}

/** A problem of a server's release with the release of Jaeger, named by the prop of a Jaeger. */
export function serverVersionProblem(problem: string | undefined): string | undefined {
  return problem && `storage.version must go with the release of Jaeger: ${problem}`;
}

function check(props: ElasticsearchProps): void {
  refuse(argumentProblem('props', shapes, props));
  const { serverUrls, version, indexPrefix, archive, retentionDays } = props;
  refuse(listProblem('serverUrls', serverUrls, 'URLs'));
  refuse(
    ...serverUrls.map(serverUrlProblem),
    version === undefined ? undefined : versionProblem('version', version),
    indexPrefix === undefined ? undefined : indexPrefixProblem(indexPrefix),
    wholeNumberProblem('shards', props.shards, 1, mostShards),
    wholeNumberProblem('replicas', props.replicas, 0),
    wholeNumberProblem('retentionDays', retentionDays, 1, longestDays),
    wholeNumberProblem('archive.retentionDays', archive?.retentionDays, 1, longestDays),
    ...indexLoginProblems(props),
    ...serverCaProblems(props),
    ...rotationProblems(props.rotation, retentionDays),
    archive?.retentionDays !== undefined && props.rotation?.manualRollover === undefined
      ? `archive.retentionDays needs rotation.manualRollover, or nothing deletes archived traces, got ${archive.retentionDays}`
      : undefined,
  );
  const plain = serverUrls.find((url) => !/^https:/i.test(url));
  refuse(
    ...(['caSecretName', 'clientCertificateSecretName'] as const).map((name) =>
      props[name] !== undefined && plain !== undefined
        ? `${name} needs https server URLs, got '${plain}'`
        : undefined,
    ),
  );
}

const serverUrl =
  /^https?:\/\/(?:[a-z0-9]+(?:[.-]+[a-z0-9]+)*|\[[0-9a-f:.]+\])(?::(\d+))?(?:\/[^\s,?#]*)?$/i;

function serverUrlProblem(url: unknown): string | undefined {
  const text = typeof url === 'string' ? url : '';
  // never repeated, since it would hold a password
  if (text.includes('@')) {
    return 'serverUrls must not carry credentials; put them into a Secret and name it by secretName';
  }
  const match = serverUrl.exec(text);
  if (match) return match[1] && portProblem('port of serverUrls', Number(match[1]));
  const hint = serverUrl.test(`http://${text}`) ? `, did you mean http://${text}?` : '';
  return `serverUrls must be URLs such as http://elasticsearch:9200, got '${url}'${hint}`;
}
