import { App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Endpoint, GrafanaDatasource, type GrafanaDatasourceProps } from '../../../src/index.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOfObjects } from '../../objects-model.ts';

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/);
const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const shift = fc.constantFrom('-5m', '1h', '30s', 'soon');
// biome-ignore lint/suspicious/noTemplateCurlyInString: variables of Grafana
const dollars = fc.constantFrom('{$__tags}', '{${__tags}} |= "${__trace.traceId}"', 'up');
const tags = fc.array(fc.record({ key: word, value: word }, { noNullPrototype: true }), {
  maxLength: 2,
});
const secret = fc.record(
  { secretName: name, key: word, prefix: fc.constantFrom('Bearer ', 'Token ', '', '$') },
  { requiredKeys: ['secretName', 'key'], noNullPrototype: true },
);

/** Some of the fields of a record, the first always. */
function some<T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, key: keyof T) {
  return fc.record(fields, { requiredKeys: [key], noNullPrototype: true }) as fc.Arbitrary<T>;
}

const everyProp: {
  [K in keyof GrafanaDatasourceProps]-?: fc.Arbitrary<GrafanaDatasourceProps[K]>;
} = {
  namespace: fc.constantFrom('monitoring', 'grafana'),
  query: fc.constantFrom(
    new Endpoint('jaeger-query', { host: 'jaeger-query', namespace: 'tracing' }),
    new Endpoint('jaeger-query', {
      host: 'jaeger.example.com',
      port: 443,
      tls: true,
      basePath: '/jaeger',
      caSecretName: 'ca',
      headers: { 'x-key': { secretName: 'key', key: 'key' } },
    }),
  ),
  grafanaOperator: some(
    {
      instanceSelector: fc.constant({ matchLabels: { dashboards: 'grafana' } }),
      allowCrossNamespaceImport: fc.boolean(),
      resyncPeriod: fc.constantFrom('10m', '1h', '1.5h', '0'),
      suspend: fc.boolean(),
      plugins: fc.constantFrom(
        [],
        [{ name: 'a', version: '1.0.0' }],
        [{ name: 'b', version: '2.1.8-beta' }],
        [{ name: '', version: '1' }],
      ),
    },
    'instanceSelector',
  ),
  name,
  title: fc.constantFrom('Jaeger', 'Traces of $team', ' '),
  // near to none that a link names, which would be told of, and rightly so
  uid: word.map((one) => `${one}-of-all-the-traces`),
  isDefault: fc.boolean(),
  nodeGraph: fc.boolean(),
  spanBar: some(
    { type: fc.constantFrom('None' as const, 'Duration' as const, 'Tag' as const), tag: word },
    'type',
  ),
  traceIdTimeParams: fc.boolean(),
  extraJsonData: fc.constantFrom<Readonly<Record<string, unknown>>[]>(
    { tlsSkipVerify: true },
    { timeout: 60, oauthPassThru: true },
    { keepCookies: ['a'] },
    { nodeGraph: { enabled: true } },
  ),
  secretsFolder: fc.constantFrom('/etc/secrets', '/var/run/a.b', 'secrets'),
  labels: fc.constantFrom<Readonly<Record<string, string>>[]>({ grafana_datasource: '1' }, {}),
  annotations: fc.constant({ 'example.com/owner': 'a' }),
  login: some({ secretName: name, usernameKey: word, passwordKey: word }, 'secretName'),
  headers: fc.dictionary(word, secret, { maxKeys: 2, noNullPrototype: true }),
  tracesToLogs: some(
    {
      datasourceUid: word,
      spanStartTimeShift: shift,
      tags,
      filterByTraceID: fc.boolean(),
      query: dollars,
    },
    'datasourceUid',
  ),
  tracesToMetrics: some(
    {
      datasourceUid: word,
      spanEndTimeShift: shift,
      queries: fc.array(fc.record({ name: word, query: dollars }, { noNullPrototype: true }), {
        maxLength: 2,
      }),
    },
    'datasourceUid',
  ),
  tracesToProfiles: fc.record(
    { datasourceUid: word, profileTypeId: word, tags, query: dollars },
    { noNullPrototype: true },
  ),
};

/** What must be set, and some of the rest: of all at once there is always one that does not go with another. */
const arbitraryProps = fc
  .tuple(fc.record(everyProp, { noNullPrototype: true }), fc.array(fc.nat(), { maxLength: 5 }))
  .map(([all, chosen]): GrafanaDatasourceProps => {
    const { namespace, query, ...others } = all;
    const entries = Object.entries(others);
    const some = entries.filter((_, index) => chosen.some((one) => one % entries.length === index));
    return { ...Object.fromEntries(some), namespace, query };
  });

test('whatever the types allow is refused by construct and prop, or synthesized without findings', () => {
  const made = { ConfigMap: 0, GrafanaDatasource: 0 };
  fc.assert(
    fc.property(arbitraryProps, (props) => {
      const chart = new Chart(new App(), 'generated');
      try {
        new GrafanaDatasource(chart, 'Grafana', props);
      } catch (error) {
        const [, prop = ''] =
          /^generated\/Grafana: (\w+)/.exec(`${(error as Error).message}`) ?? [];
        expect(Object.keys(everyProp)).toContain(prop);
        return;
      }
      const objects: { readonly kind: keyof typeof made }[] = Testing.synth(chart);
      for (const { kind } of objects) made[kind] += 1;
      const found = lint(modelOfObjects(objects));
      expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
    }),
    { numRuns: 500 },
  );
  // not because most were refused
  expect(Math.min(...Object.values(made))).toBeGreaterThan(20);
}, 120_000);
