import { expect, test } from 'vitest';
import {
  type ElasticsearchProps,
  elasticsearch,
  opensearch,
} from '../../../src/constructs/elasticsearch/storage.ts';

const serverUrls = ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'];

/** All props save the logins that exclude the one by user and password. */
const every: Required<Omit<ElasticsearchProps, 'apiKeySecretName' | 'tokenSecretName'>> = {
  serverUrls,
  indexPrefix: 'tracing',
  shards: 3,
  replicas: 0,
  version: '8.19.0',
  rotation: { manualRollover: { conditions: { max_age: '1d', max_docs: 1e6, max_size: '50gb' } } },
  archive: { retentionDays: 365 },
  retentionDays: 14,
  secretName: 'elasticsearch-credentials',
  clientCertificateSecretName: 'elasticsearch-client',
  caSecretName: 'elasticsearch-ca',
  caSecretKey: 'tls.crt',
};

test.each([
  { ...every },
  { ...every, secretName: undefined, apiKeySecretName: 'elasticsearch-key' },
  { ...every, secretName: undefined, tokenSecretName: 'elasticsearch-token' },
  { ...every, archive: {}, rotation: { periodic: { rolloverFrequency: 'hour' as const } } },
  { serverUrls, archive: {}, rotation: { autoRollover: { policyName: 'jaeger-ilm-policy' } } },
])('keeps what it is given: %j', (props) => {
  expect(elasticsearch(props)).toEqual({ type: 'elasticsearch', ...props });
  expect(opensearch(props)).toEqual({ type: 'opensearch', ...props });
});

test.each([
  'http://elastic.centre.com:9201',
  'https://es.example.com',
  'HTTPS://es:443/logs/',
  'http://[fd00::1]:9200',
])('%s is a URL', (url) => {
  expect(elasticsearch({ serverUrls: [url] }).serverUrls).toEqual([url]);
});

const wrongUrl = 'serverUrls must be URLs such as http://elasticsearch:9200';
const subdomain =
  "a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters)";

test.each<[object, string]>([
  [{ serverUrls: [] }, 'serverUrls must be a list of URLs, got an empty one'],
  [{ serverUrls: undefined }, 'serverUrls must be a list of URLs, got nothing'],
  [
    { serverUrls: 'https://es.example.com:9200' },
    "serverUrls must be a list of URLs, got 'https://es.example.com:9200'",
  ],
  [{ retentonDays: 7 }, 'retentonDays must be a prop that is known; did you mean retentionDays?'],
  [{ serverUrls: [null] }, 'serverUrls[0] must be a string, got null'],
  [{ serverUrls: [''] }, `${wrongUrl}, got ''`],
  [
    { serverUrls: ['es.example.com:9200'] },
    `${wrongUrl}, got 'es.example.com:9200', did you mean http://es.example.com:9200?`,
  ],
  [{ serverUrls: ['tcp://es:9200'] }, `${wrongUrl}, got 'tcp://es:9200'`],
  [{ serverUrls: ['https://es:9200 '] }, `${wrongUrl}, got 'https://es:9200 '`],
  [
    { serverUrls: ['https://a:9200,https://b:9200'] },
    `${wrongUrl}, got 'https://a:9200,https://b:9200'`,
  ],
  [
    { serverUrls: ['https://es:92000'] },
    'port of serverUrls must be a whole number from 1 to 65535, got 92000',
  ],
  [
    { serverUrls: ['https://elastic:geheim@es:9200'] },
    'serverUrls must not carry credentials; put them into a Secret and name it by secretName',
  ],
  [{ indexPrefix: 'Tracing' }, "index prefix must be lower-case, got 'Tracing'"],
  [
    { indexPrefix: 'a\0b' },
    String.raw`index prefix must not contain \ / * ? " < > | , # : or space, got 'a${'\0'}b'`,
  ],
  [
    { indexPrefix: 'p'.repeat(225) },
    `index prefix must be at most 224 bytes, got '${'p'.repeat(225)}' (225)`,
  ],
  [{ version: '8' }, "version must be a release number such as 1.2.3, got '8'"],
  [
    { rotation: {} },
    'rotation must have one of periodic, manualRollover and autoRollover, got none',
  ],
  [
    { rotation: { periodic: {}, autoRollover: { policyName: 'p' } } },
    'rotation must have one of periodic, manualRollover and autoRollover, got periodic and autoRollover',
  ],
  [
    { rotation: { monthly: {} } },
    'rotation.monthly must be a prop that is known; known are periodic, manualRollover, autoRollover',
  ],
  [
    { rotation: { periodic: { rolloverFrequency: 'week' } } },
    "rotation.periodic.rolloverFrequency must be one of day, hour, got 'week'",
  ],
  [
    { rotation: { periodic: { dateSeparator: '/' } } },
    "rotation.periodic.dateSeparator must be '-', '.', '_' or '', got '/'",
  ],
  [
    { rotation: { manualRollover: { conditions: {} } } },
    'rotation.manualRollover.conditions must have at least one condition, got none',
  ],
  [
    { rotation: { manualRollover: { conditions: { max_age: '1 day' } } } },
    "rotation.manualRollover.conditions.max_age must be an age such as 1d, got '1 day'",
  ],
  [
    { rotation: { manualRollover: { conditions: { max_docs: 0 } } } },
    'rotation.manualRollover.conditions.max_docs must be a whole number of at least 1, got 0',
  ],
  [
    { rotation: { manualRollover: { schedule: 'daily' } } },
    "rotation.manualRollover.schedule must have 5 fields such as '55 23 * * *', got 'daily'",
  ],
  [
    { rotation: { manualRollover: {} }, retentionDays: undefined },
    'rotation.manualRollover needs retentionDays, after which indices are neither found nor kept, got none',
  ],
  [
    { rotation: { autoRollover: { policyName: 'p' } } },
    'retentionDays must not be set with rotation.autoRollover, whose policy deletes indices, got 14',
  ],
  [
    { rotation: { autoRollover: { policyName: 'a b' } }, retentionDays: undefined },
    "rotation.autoRollover.policyName must be the name of a policy, got 'a b'",
  ],
  [
    { rotation: undefined },
    'archive.retentionDays needs rotation.manualRollover, or nothing deletes archived traces, got 365',
  ],
  [
    { archive: { retentionDays: 0 } },
    'archive.retentionDays must be a whole number of at least 1, got 0',
  ],
  [
    { tokenSecretName: 'elasticsearch-token' },
    'tokenSecretName must not be set with secretName, since Jaeger logs in one way, got both',
  ],
  [
    { secretName: undefined, apiKeySecretName: 'a', tokenSecretName: 'b' },
    'tokenSecretName must not be set with apiKeySecretName, since Jaeger logs in one way, got both',
  ],
  [
    { clientCertificateSecretName: 'No_Name' },
    `clientCertificateSecretName must be ${subdomain}, got 'No_Name'; did you mean 'no-name'?`,
  ],
  [{ indexPrefix: 5 }, 'indexPrefix must be a string, got 5'],
  [{ shards: 0 }, 'shards must be a whole number of at least 1, got 0'],
  [{ shards: 1025 }, 'shards must be at most 1024, got 1025'],
  [{ replicas: -1 }, 'replicas must be a whole number of at least 0, got -1'],
  [{ retentionDays: 0.5 }, 'retentionDays must be a whole number of at least 1, got 0.5'],
  [{ retentionDays: '7' }, "retentionDays must be a number, got '7'"],
  [{ retentionDays: 106_752 }, 'retentionDays must be at most 106751, got 106752'],
  [
    { secretName: 'Elastic' },
    `secretName must be ${subdomain}, got 'Elastic'; did you mean 'elastic'?`,
  ],
  [{ caSecretName: '' }, `caSecretName must be ${subdomain}, got ''`],
  [
    { caSecretKey: '../ca.crt' },
    "caSecretKey must be a key of a Secret (letters, digits, '-', '_' and '.', at most 253 characters), got '../ca.crt'",
  ],
  [{ caSecretName: undefined }, "caSecretKey needs caSecretName, got 'tls.crt' alone"],
  [
    { serverUrls: ['http://es:9200'], caSecretName: undefined, caSecretKey: undefined },
    "clientCertificateSecretName needs https server URLs, got 'http://es:9200'",
  ],
  [
    { serverUrls: ['https://es-0.example.com:9200', 'http://es-1.example.com:9200'] },
    "caSecretName needs https server URLs, got 'http://es-1.example.com:9200'",
  ],
])('fails for %j', (wrong, message) => {
  expect(() => elasticsearch({ ...every, ...wrong })).toThrow(
    new Error(`elasticsearch: ${message}`),
  );
});
