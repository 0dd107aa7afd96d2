import { indexPrefixProblem, serverUrlsProblem } from '../upstream/jaeger-rules.ts';
import { secretNameProblem } from '../upstream/kubernetes-names.ts';
import { refuse, wholeNumberProblem } from './refuse.ts';

/** An Elasticsearch that exists already, and how Jaeger uses it; everything about storage is declared here, once. */
export interface ElasticsearchProps {
  /** URLs of the nodes, each `http(s)://host:port`. The index cleaner uses the first one only. */
  readonly serverUrls: readonly string[];
  /**
   * Prefix of the index names: `tracing` gives `tracing-jaeger-span-2026-11-22`. Jaeger adds the dash.
   *
   * @default - no prefix
   */
  readonly indexPrefix?: string;
  /**
   * Primary shards of each new index, at least 1.
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
   * Whole days that spans are kept and can be found: sets the index cleaner's `numberOfDays` and the `es.max-span-age`
   * that queries look back, which differ if left alone.
   *
   * @default - the operator's own: kept for 7 days, found for 72 hours
   */
  readonly retentionDays?: number;
  /**
   * Name of a Secret in Jaeger's namespace with the keys `ES_USERNAME` and `ES_PASSWORD`.
   *
   * @default - no authentication
   */
  readonly secretName?: string;
  /**
   * Name of a Secret in Jaeger's namespace with the CA that signed Elasticsearch's certificate.
   *
   * @default - the CAs that the Jaeger images trust
   */
  readonly caSecretName?: string;
  /**
   * Key of the CA certificate in that Secret.
   *
   * @default 'ca.crt'
   */
  readonly caSecretKey?: string;
}

/** Storage that has been checked; made by `elasticsearch()`. */
export interface ElasticsearchStorage extends ElasticsearchProps {
  /** Kind of storage, in the Jaeger operator's words. */
  readonly type: 'elasticsearch';
}

/**
 * Storage on an existing Elasticsearch.
 *
 * @throws if a URL is not `http(s)://host:port`, the prefix is no legal part of an index name, a number is out of range,
 * or a CA is given for plain http
 */
export function elasticsearch(props: ElasticsearchProps): ElasticsearchStorage {
  const { serverUrls, indexPrefix, secretName, caSecretName, caSecretKey } = props;
  refuse(
    serverUrlsProblem(serverUrls.join(',')),
    indexPrefix === undefined ? undefined : indexPrefixProblem(indexPrefix),
    wholeNumberProblem('shards', props.shards, 1),
    wholeNumberProblem('replicas', props.replicas, 0),
    wholeNumberProblem('retentionDays', props.retentionDays, 1),
    secretName === undefined ? undefined : secretNameProblem(secretName),
    caSecretName === undefined ? undefined : secretNameProblem(caSecretName, 'caSecretName'),
  );
  if (caSecretName === undefined && caSecretKey !== undefined) {
    throw new Error(`caSecretKey needs caSecretName, got '${caSecretKey}' alone`);
  }
  const plain = serverUrls.find((url) => !/^https:/i.test(url));
  if (caSecretName !== undefined && plain !== undefined) {
    throw new Error(`caSecretName needs https server URLs, got '${plain}'`);
  }
  return { type: 'elasticsearch', ...props };
}
