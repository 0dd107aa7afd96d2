import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { GrafanaDatasource } from '../../../src/constructs/grafana/datasource.ts';
import type { GrafanaDatasourceProps } from '../../../src/constructs/grafana/props.ts';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';
import { provisioningDollarProblem } from '../../../src/upstream/grafana/datasource.ts';
import { at } from '../../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../../src/yaml.ts';

const query = new Endpoint('jaeger-query', { host: 'jaeger-query', namespace: 'tracing' });

const synth = (overrides: Partial<GrafanaDatasourceProps> = {}) => {
  const chart = Testing.chart();
  const datasource = new GrafanaDatasource(chart, 'Grafana', {
    namespace: 'monitoring',
    query,
    ...overrides,
  });
  const [configMap] = Testing.synth(chart);
  return { datasource, configMap };
};

const read = (file: string) => parseYaml(file, 'file').map((document) => document.value);

test('with the required props alone, provisions Jaeger in the namespace of Grafana', () => {
  const { datasource, configMap } = synth();
  const { data, ...object } = configMap;
  expect(object).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      namespace: 'monitoring',
      name: 'jaeger-datasource',
      labels: { grafana_datasource: '1' },
    },
  });
  expect(Object.keys(data)).toEqual(['jaeger-datasource.yaml']);
  expect(read(data['jaeger-datasource.yaml'])).toEqual([
    {
      apiVersion: 1,
      datasources: [
        {
          name: 'Jaeger',
          type: 'jaeger',
          uid: 'jaeger',
          access: 'proxy',
          url: 'http://jaeger-query.tracing.svc.cluster.local:16686',
          isDefault: false,
          editable: false,
          jsonData: { nodeGraph: { enabled: true } },
        },
      ],
    },
  ]);
  expect(datasource.uid).toBe('jaeger');
  expect(datasource.url).toBe('http://jaeger-query.tracing.svc.cluster.local:16686');
});

test('every prop is rendered, and each $ of a query is doubled', () => {
  const all: Required<Omit<GrafanaDatasourceProps, 'grafanaOperator'>> = {
    namespace: 'grafana',
    query: new Endpoint('jaeger-query', {
      host: 'jaeger.example.com',
      port: 443,
      tls: true,
      basePath: '/jaeger',
    }),
    name: 'traces',
    title: 'Traces',
    uid: 'traces_1',
    labels: { 'example.com/datasource': 'yes' },
    annotations: { 'example.com/owner': 'team-a' },
    tracesToLogs: {
      datasourceUid: 'loki',
      spanStartTimeShift: '-5m',
      spanEndTimeShift: '5m',
      tags: [{ key: 'service.name', value: 'app' }],
      filterByTraceID: true,
      filterBySpanID: false,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Grafana
      query: '{${__tags}} |= "${__trace.traceId}"',
    },
    tracesToMetrics: {
      datasourceUid: 'prometheus',
      spanStartTimeShift: '-1h',
      spanEndTimeShift: '1h',
      tags: [{ key: 'service.name' }],
      queries: [{ name: 'Requests', query: 'sum(rate(http_requests_total{$__tags}[5m]))' }],
    },
    tracesToProfiles: {
      datasourceUid: 'pyroscope',
      tags: [{ key: 'service.name', value: 'service_name' }],
      profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Grafana
      query: 'pod="${__span.tags.pod}"',
    },
    isDefault: true,
    nodeGraph: false,
    spanBar: { type: 'Tag', tag: 'http.route' },
    traceIdTimeParams: true,
    login: { secretName: 'jaeger-login', usernameKey: 'user', passwordKey: 'pass' },
    headers: { 'X-Tenant': { secretName: 'tenant', key: 'id' } },
    extraJsonData: { tlsSkipVerify: true, timeout: 60 },
    secretsFolder: '/etc/grafana/secrets',
  };
  const { metadata, data } = synth(all).configMap;
  expect(metadata).toEqual({
    namespace: 'grafana',
    name: 'traces',
    labels: { 'example.com/datasource': 'yes' },
    annotations: {
      'example.com/owner': 'team-a',
      'cdk8s-tracing/requires': 'secret/jaeger-login, secret/tenant',
    },
  });
  expect(provisioningDollarProblem(data['traces.yaml'])).toBe(undefined);
  expect(read(data['traces.yaml'])).toEqual([
    {
      apiVersion: 1,
      datasources: [
        {
          name: 'Traces',
          type: 'jaeger',
          uid: 'traces_1',
          access: 'proxy',
          url: 'https://jaeger.example.com:443/jaeger',
          isDefault: true,
          basicAuth: true,
          basicAuthUser: '$__file{/etc/grafana/secrets/jaeger-login/user}',
          editable: false,
          jsonData: {
            nodeGraph: { enabled: false },
            spanBar: { type: 'Tag', tag: 'http.route' },
            traceIdTimeParams: { enabled: true },
            httpHeaderName1: 'X-Tenant',
            tlsSkipVerify: true,
            timeout: 60,
            tracesToProfiles: {
              datasourceUid: 'pyroscope',
              tags: [{ key: 'service.name', value: 'service_name' }],
              profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
              query: 'pod="$${__span.tags.pod}"',
              customQuery: true,
            },
            tracesToLogsV2: {
              datasourceUid: 'loki',
              spanStartTimeShift: '-5m',
              spanEndTimeShift: '5m',
              tags: [{ key: 'service.name', value: 'app' }],
              filterByTraceID: true,
              filterBySpanID: false,
              query: '{$${__tags}} |= "$${__trace.traceId}"',
              customQuery: true,
            },
            tracesToMetrics: {
              datasourceUid: 'prometheus',
              spanStartTimeShift: '-1h',
              spanEndTimeShift: '1h',
              tags: [{ key: 'service.name' }],
              queries: [
                { name: 'Requests', query: 'sum(rate(http_requests_total{$$__tags}[5m]))' },
              ],
            },
          },
          secureJsonData: {
            basicAuthPassword: '$__file{/etc/grafana/secrets/jaeger-login/pass}',
            httpHeaderValue1: '$__file{/etc/grafana/secrets/tenant/id}',
          },
        },
      ],
    },
  ]);
});

test('the grafana-operator has a resource of its own, in which no $ is doubled', () => {
  const { configMap: resource } = synth({
    grafanaOperator: {
      instanceSelector: { matchLabels: { dashboards: 'grafana' } },
      allowCrossNamespaceImport: true,
      resyncPeriod: '10m',
      suspend: true,
      plugins: [{ name: 'grafana-clock-panel', version: '2.1.8' }],
    },
    tracesToMetrics: {
      datasourceUid: 'prometheus',
      queries: [{ name: 'Requests', query: 'rate(requests{$__tags}[5m])' }],
    },
    login: { secretName: 'jaeger-login' },
  });
  expect(resource).toEqual({
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'GrafanaDatasource',
    metadata: {
      namespace: 'monitoring',
      name: 'jaeger-datasource',
      annotations: { 'cdk8s-tracing/requires': 'secret/jaeger-login, grafana-operator' },
    },
    spec: {
      instanceSelector: { matchLabels: { dashboards: 'grafana' } },
      allowCrossNamespaceImport: true,
      resyncPeriod: '10m',
      suspend: true,
      plugins: [{ name: 'grafana-clock-panel', version: '2.1.8' }],
      datasource: {
        name: 'Jaeger',
        type: 'jaeger',
        uid: 'jaeger',
        access: 'proxy',
        url: 'http://jaeger-query.tracing.svc.cluster.local:16686',
        isDefault: false,
        basicAuth: true,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: what the operator replaces
        basicAuthUser: '${username}',
        editable: false,
        jsonData: {
          nodeGraph: { enabled: true },
          tracesToMetrics: {
            datasourceUid: 'prometheus',
            queries: [{ name: 'Requests', query: 'rate(requests{$__tags}[5m])' }],
          },
        },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: what the operator replaces
        secureJsonData: { basicAuthPassword: '${password}' },
      },
      valuesFrom: [
        {
          targetPath: 'basicAuthUser',
          valueFrom: { secretKeyRef: { name: 'jaeger-login', key: 'username' } },
        },
        {
          targetPath: 'secureJsonData.basicAuthPassword',
          valueFrom: { secretKeyRef: { name: 'jaeger-login', key: 'password' } },
        },
      ],
    },
  });
  expect(findings(resource)).toEqual([]);
});

test('what the endpoint wants of those that ask it, Grafana has', () => {
  const { configMap } = synth({
    query: new Endpoint('jaeger-query', {
      host: 'jaeger.example.com',
      tls: true,
      caSecretName: 'jaeger-ca',
      clientCertificateSecretName: 'grafana-client',
      headers: { 'x-api-key': { secretName: 'jaeger-key', key: 'key' } },
    }),
  });
  const [file] = read(configMap.data['jaeger-datasource.yaml']);
  expect(at(file, 'datasources', 0)).toMatchObject({
    jsonData: { httpHeaderName1: 'x-api-key', tlsAuthWithCACert: true, tlsAuth: true },
    secureJsonData: {
      httpHeaderValue1: '$__file{/etc/secrets/jaeger-key/key}',
      tlsCACert: '$__file{/etc/secrets/jaeger-ca/ca.crt}',
      tlsClientCert: '$__file{/etc/secrets/grafana-client/tls.crt}',
      tlsClientKey: '$__file{/etc/secrets/grafana-client/tls.key}',
    },
  });
  expect(findings(configMap)).toEqual([]);
});

const bearer = { secretName: 'jaeger-token', key: 'token', prefix: 'Bearer ' };

// source: grafana-operator v5.24.0 examples/datasource/datasource_variables; grafana docs, administration/provisioning (file provider)
test('what goes before the value of a header stands before it, whoever asks for the header', () => {
  const wanting = new Endpoint('jaeger-query', {
    host: 'jaeger.example.com',
    tls: true,
    headers: { authorization: bearer },
  });
  const [file] = read(synth({ query: wanting }).configMap.data['jaeger-datasource.yaml']);
  expect(at(file, 'datasources', 0, 'secureJsonData')).toEqual({
    httpHeaderValue1: 'Bearer $__file{/etc/secrets/jaeger-token/token}',
  });
  const { spec } = synth({
    headers: { Authorization: bearer },
    grafanaOperator: { instanceSelector: {} },
  }).configMap;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what the operator replaces
  expect(spec.datasource.secureJsonData).toEqual({ httpHeaderValue1: 'Bearer ${token}' });
  expect(spec.valuesFrom).toEqual([
    {
      targetPath: 'secureJsonData.httpHeaderValue1',
      valueFrom: { secretKeyRef: { name: 'jaeger-token', key: 'token' } },
    },
  ]);
});

test('a header of ours stands for the one of that name which the endpoint wants', () => {
  const wanting = new Endpoint('jaeger-query', {
    host: 'jaeger.example.com',
    tls: true,
    headers: { authorization: { secretName: 'theirs', key: 'token' } },
  });
  const { data } = synth({ query: wanting, headers: { Authorization: bearer } }).configMap;
  const [file] = read(data['jaeger-datasource.yaml']);
  expect(at(file, 'datasources', 0)).toMatchObject({
    jsonData: { httpHeaderName1: 'Authorization' },
    secureJsonData: { httpHeaderValue1: 'Bearer $__file{/etc/secrets/jaeger-token/token}' },
  });
  expect(data['jaeger-datasource.yaml']).not.toContain('theirs');
  const login = { secretName: 'ours' };
  const logged = synth({ query: wanting, login }).configMap.data['jaeger-datasource.yaml'];
  expect(logged).not.toContain('theirs');
  expect(logged).toContain('basicAuth: true');
});

function findings(object: unknown): string[] {
  return lint(readModel([{ value: object }])).map(({ rule }) => rule.id);
}

test('an endpoint that takes spans is no place to ask', () => {
  const otlp = new Endpoint('otlp-http', { host: 'jaeger-collector', namespace: 'tracing' });
  // @ts-expect-error OTLP over HTTP is not the query API
  expect(() => synth({ query: otlp })).toThrow(
    new Error('test/Grafana: query must be a jaeger-query endpoint, got otlp-http'),
  );
});

test('the value of a header is never repeated, since it would be a secret', () => {
  // @ts-expect-error a Secret and a key in it
  expect(() => synth({ headers: { 'X-Api-Key': 'hunter2' } })).toThrow(
    new Error(
      'test/Grafana: headers.X-Api-Key must be { secretName, key }, a Secret and a key in it, never the value itself',
    ),
  );
});

test('a title that is no text is refused where types are off', () => {
  // @ts-expect-error a title is text
  expect(() => synth({ title: 5 })).toThrow(
    new Error('test/Grafana: title must be a string, got 5'),
  );
});

test.each<[Partial<GrafanaDatasourceProps>, string]>([
  [
    { namespace: 'Monitoring' },
    "namespace must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Monitoring'; did you mean 'monitoring'?",
  ],
  [
    { name: 'jaeger_datasource' },
    "name must be a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters), got 'jaeger_datasource'; did you mean 'jaeger-datasource'?",
  ],
  [{ uid: 'jaeger.1' }, "uid must be of letters, digits, '-' and '_', got 'jaeger.1'"],
  [{ uid: 'j'.repeat(41) }, `uid must be at most 40 characters, got '${'j'.repeat(41)}' (41)`],
  [{ title: ' ' }, "title must be text that is not empty, got ' '"],
  [{ labels: {} }, 'labels must hold the label that the sidecar looks for, got none'],
  [
    { labels: { grafana_datasource: 'a b' } },
    "labels 'grafana_datasource' must be a label value (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters), got 'a b'; did you mean 'a-b'?",
  ],
  [
    { labels: { 'grafana datasource': '1' } },
    "labels key must be a label name (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters, after an optional DNS prefix and '/'), got 'grafana datasource'",
  ],
  [
    { tracesToLogs: { datasourceUid: 'my loki' } },
    "tracesToLogs datasource uid must be of letters, digits, '-' and '_', got 'my loki'",
  ],
  [
    { tracesToLogs: { datasourceUid: 'loki', spanStartTimeShift: '5' } },
    "tracesToLogs.spanStartTimeShift must be a number with a unit, such as -5m, got '5'",
  ],
  [
    { spanBar: { type: 'Tag' } },
    'spanBar.tag must be set with type Tag alone, got nothing with Tag',
  ],
  [
    { login: { secretName: 'A' } },
    "login.secretName must be a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters), got 'A'; did you mean 'a'?",
  ],
  [
    { headers: { 'x y': { secretName: 'a', key: 'b' } } },
    "headers must have names such as X-Api-Key, got 'x y'",
  ],
  [
    { headers: { 'X-Key': { secretName: 'a', key: 'b' }, 'x-key': { secretName: 'c', key: 'd' } } },
    "headers must name each header once, got 'x-key' in two spellings",
  ],
  [
    { login: { secretName: 'a' }, headers: { Authorization: bearer } },
    'headers.Authorization must not be set with login, which goes in the same header',
  ],
  [
    { headers: { 'X-Key': { secretName: 'a', key: 'b', prefix: '$x' } } },
    "headers.X-Key.prefix must be a string such as 'Bearer ' without a dollar, got '$x'",
  ],
  [
    { extraJsonData: { tracesToLogsV2: { datasourceUid: 'loki' } } },
    'extraJsonData must not set tracesToLogsV2; use the prop tracesToLogs',
  ],
  [
    {
      headers: { 'X-Key': { secretName: 'a', key: 'b' } },
      extraJsonData: { httpHeaderName1: 'X-Other' },
    },
    'extraJsonData must not set httpHeaderName1; use the prop headers',
  ],
  [
    { secretsFolder: 'secrets/' },
    "secretsFolder must be an absolute path without a slash at its end, such as /etc/secrets, got 'secrets/'",
  ],
  [
    { grafanaOperator: { instanceSelector: {} }, secretsFolder: '/etc/secrets' },
    'secretsFolder must not be set with grafanaOperator, which reads Secrets by itself',
  ],
  [
    { grafanaOperator: { instanceSelector: {}, resyncPeriod: 'daily' } },
    "grafanaOperator.resyncPeriod must be a Go duration such as 30s, 5m or 72h, got 'daily'",
  ],
  [
    { grafanaOperator: { instanceSelector: {}, resyncPeriod: '-5m' } },
    "grafanaOperator.resyncPeriod must be a Go duration with a unit and without a sign, such as 10m, got '-5m'",
  ],
  [
    {
      grafanaOperator: { instanceSelector: {}, plugins: [{ name: 'a', version: 'latest' }] },
    },
    "grafanaOperator.plugins must have versions such as 2.1.8, got 'latest' of a",
  ],
  [
    { tracesToMetrics: { datasourceUid: 'prometheus', spanEndTimeShift: 'one hour' } },
    "tracesToMetrics.spanEndTimeShift must be a number with a unit, such as -5m, got 'one hour'",
  ],
])('%j is refused', (overrides, message) => {
  expect(() => synth(overrides)).toThrow(new Error(`test/Grafana: ${message}`));
});
