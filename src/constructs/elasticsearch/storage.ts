import { indexPrefixProblem } from '../../upstream/jaeger/rules.ts';
import { dataKeyProblem, secretNameProblem } from '../../upstream/kubernetes/names.ts';
import { portProblem } from '../../upstream/values/port-number.ts';
import { listProblem, refuse, wholeNumberProblem } from '../props/refuse.ts';
import { count, list, mapping, propsProblem, required, type Shapes, text } from '../props/shape.ts';

/** An Elasticsearch that exists already, and how Jaeger uses it; everything about storage is declared here, once. */
export interface ElasticsearchProps {
  /** URLs of the nodes, each `http(s)://host:port`, without credentials. The index cleaner uses the first one only. */
  readonly serverUrls: readonly string[];
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
   * Whole days that spans are kept and can be found: sets the days of the index cleaner and the longest span age that
   * queries look back, which differ if left alone. 1 to 106751, the longest duration that Jaeger can read.
   *
   * @default - Jaeger v1: the operator's own, kept for 7 days, found for 72 hours; Jaeger v2: kept for ever, found for 72 hours
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

const shapes: Shapes<ElasticsearchStorage> = {
  serverUrls: list('URLs', text),
  indexPrefix: text,
  shards: count,
  replicas: count,
  retentionDays: count,
  secretName: text,
  caSecretName: text,
  caSecretKey: text,
  type: text,
};

// ES refuses more shards for one index, and Go reads no duration of more nanoseconds than an int64 holds
const mostShards = 1024;
const mostDays = 106_751;

/**
 * Storage on an existing Elasticsearch.
 *
 * @throws if a URL is not `http(s)://host:port`, the prefix is no legal part of an index name, a number is out of range,
 * or a CA is given for plain http
 */
export function elasticsearch(props: ElasticsearchProps): ElasticsearchStorage {
  refuse(required(mapping).problem('props of elasticsearch', props), propsProblem(shapes, props));
  const { serverUrls, indexPrefix, secretName, caSecretName, caSecretKey } = props;
  refuse(listProblem('serverUrls', serverUrls, 'URLs'));
  refuse(
    ...serverUrls.map(serverUrlProblem),
    indexPrefix === undefined ? undefined : indexPrefixProblem(indexPrefix),
    wholeNumberProblem('shards', props.shards, 1, mostShards),
    wholeNumberProblem('replicas', props.replicas, 0),
    wholeNumberProblem('retentionDays', props.retentionDays, 1, mostDays),
    secretName === undefined ? undefined : secretNameProblem(secretName),
    caSecretName === undefined ? undefined : secretNameProblem(caSecretName, 'caSecretName'),
    caSecretKey === undefined ? undefined : dataKeyProblem('caSecretKey', caSecretKey),
  );
  if (caSecretName === undefined && caSecretKey !== undefined) {
    throw new Error(`caSecretKey needs caSecretName, got '${caSecretKey}' alone`);
  }
  const plain = serverUrls.find((url) => !/^https:/i.test(url));
  if (caSecretName !== undefined && plain !== undefined) {
    throw new Error(`caSecretName needs https server URLs, got '${plain}'`);
  }
  return { ...props, type: 'elasticsearch' };
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
