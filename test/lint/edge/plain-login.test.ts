import { expect, test } from 'vitest';
import { authenticatorTls } from '../../../src/lint/collector/authenticator-tls/rule.ts';
import { plainLogin } from '../../../src/lint/edge/plain-login/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { collectorExample } from '../collector/example.ts';
import { jaegerExample, workloadExample } from './examples.ts';

const severities = (yaml: string) =>
  lint(modelOf(yaml), [plainLogin]).map(({ severity, message }) => `${severity}: ${message}`);

const exporting = (exporter: string, extension = 'basicauth: {client_auth: {username: u}}') =>
  collectorExample({
    extensions: extension,
    exporters: exporter,
    service: `extensions: [${extension.split(':')[0]}]
pipelines:
  traces: {receivers: [otlp], exporters: [${exporter.split(':')[0]}]}`,
  });

test.each([
  [
    'otlphttp: {endpoint: "http://traces.example.com", auth: {authenticator: basicauth}}',
    'warning: otlphttp sends a user and a password to traces.example.com without TLS',
  ],
  [
    'otlphttp: {endpoint: "http://u:p@traces.example.com"}',
    'warning: otlphttp sends a user and a password to traces.example.com without TLS',
  ],
  [
    'otlp: {endpoint: "traces.example.com:4317", tls: {insecure: true}, headers: {x-api-key: k}}',
    'warning: otlp sends header x-api-key to traces.example.com without TLS',
  ],
  [
    'otlp: {endpoint: "10.0.0.7:4317", tls: {insecure: true}, headers: [{name: Authorization, value: k}]}',
    'warning: otlp sends header Authorization to 10.0.0.7 without TLS',
  ],
])('a login without TLS is told: %s', (exporter, found) => {
  expect(severities(exporting(exporter))).toEqual([found]);
});

test.each([
  'otlphttp: {endpoint: "https://traces.example.com", auth: {authenticator: basicauth}}',
  'otlphttp: {endpoint: "http://localhost:4318", auth: {authenticator: basicauth}}',
  'otlphttp: {endpoint: "http://traces.example.com", headers: {X-Scope-OrgID: team}}',
  'otlp: {endpoint: "traces.example.com:4317", headers: {authorization: k}}',
  'otlphttp: {endpoint: "http://gateway.other.svc:4318", auth: {authenticator: basicauth}}',
  'otlphttp: {endpoint: "http://host.docker.internal:4318", auth: {authenticator: basicauth}}',
  'otlphttp: {endpoint: "http://169.254.20.1:4318", auth: {authenticator: basicauth}}',
  `otlphttp: {endpoint: "\${env:ENDPOINT}", auth: {authenticator: basicauth}}`,
])('nothing is said of %s', (exporter) => {
  expect(severities(exporting(exporter))).toEqual([]);
});

test('the fix tells where TLS comes from', () => {
  const fixOf = (exporter: string) => lint(modelOf(exporting(exporter)), [plainLogin])[0]?.fix;
  expect(fixOf('otlphttp: {endpoint: "http://t.example.com", headers: {api-key: k}}')).toBe(
    'an address with https://',
  );
  expect(
    fixOf('otlp: {endpoint: "t.example.com:4317", tls: {insecure: true}, headers: {api-key: k}}'),
  ).toBe('TLS, which insecure: true turns off');
});

test('a header whose value is in a Secret is told, whatever it is called', () => {
  const sending = (endpoint: string, headers: string) =>
    severities(
      collectorExample({
        spec: 'env: [{name: TEAM, valueFrom: {secretKeyRef: {name: vendor, key: team}}}, {name: PLACE, value: eu}]',
        exporters: `otlphttp: {endpoint: "${endpoint}", headers: ${headers}}`,
        service: 'pipelines: {traces: {receivers: [otlp], exporters: [otlphttp]}}',
      }),
    );
  const outside = 'http://traces.example.com';
  const told =
    'warning: otlphttp sends header x-team of Secret vendor to traces.example.com without TLS';
  expect(sending(outside, `{x-team: "\${env:TEAM}"}`)).toEqual([told]);
  expect(sending(outside, `[{name: x-team, value: "Team \${env:TEAM}"}]`)).toEqual([told]);
  expect(sending('https://traces.example.com', `{x-team: "\${env:TEAM}"}`)).toEqual([]);
  expect(sending(outside, `{x-team: "\${env:PLACE}"}`)).toEqual([]);
  // two dollars are one, and no variable
  expect(sending(outside, `{x-team: "$$\${env:TEAM}"}`)).toEqual([]);
});

test('an authenticator that signs requests hands out no login', () => {
  const exporter =
    'otlphttp: {endpoint: "http://traces.example.com", auth: {authenticator: sigv4auth}}';
  expect(severities(exporting(exporter, 'sigv4auth: {}'))).toEqual([]);
});

test('headers of SDKs are told, also those of a Secret, but not those of others', () => {
  const told = (variables: Readonly<Record<string, string>>) =>
    severities(
      workloadExample({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://traces.example.com:4318',
        ...variables,
      }),
    );
  expect(told({ OTEL_EXPORTER_OTLP_HEADERS: 'a=b,api-key=$(KEY)' })).toEqual([
    'warning: container checkout sends header api-key to traces.example.com without TLS',
  ]);
  expect(told({ OTEL_EXPORTER_OTLP_HEADERS: 'tenant=a' })).toEqual([]);
  expect(told({})).toEqual([]);
  const secret = workloadExample({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://traces.example.com:4318',
    OTEL_EXPORTER_OTLP_HEADERS: 'x',
  }).replace('value: x', 'valueFrom: {secretKeyRef: {name: vendor, key: headers}}');
  expect(severities(secret)).toEqual([
    'warning: container checkout sends the headers of Secret vendor to traces.example.com without TLS',
  ]);
});

test('logins of Jaeger, Thanos and Tekton are told', () => {
  const jaeger = jaegerExample.replace(
    '  strategy: allInOne',
    '  strategy: allInOne\n  storage:\n    type: elasticsearch\n    options: {es: {server-urls: "http://search:9200", username: u, password: p}}',
  );
  expect(severities(jaeger)).toEqual([]);
  const service = `apiVersion: v1
kind: Service
metadata: {name: search, namespace: tracing}
spec: {selector: {app: search}, ports: [{port: 9200}]}
---
`;
  expect(severities(service + jaeger)).toEqual([
    'info: Jaeger allInOne sends a user and a password to search without TLS, readable on the network unless the cluster encrypts traffic between pods',
  ]);
  const v2 = collectorExample({
    spec: 'image: jaegertracing/jaeger:2.20.0',
    extensions: `jaeger_storage:
  backends:
    search: {elasticsearch: {server_urls: ["http://search.example.com:9200"], auth: {api_key: {file_path: /key}}}}`,
    exporters: 'jaeger_storage_exporter: {trace_storage: search}',
    service: `extensions: [jaeger_storage]
pipelines:
  traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}`,
  });
  expect(severities(v2)).toEqual([
    'warning: jaeger_storage sends a token to search.example.com without TLS',
  ]);
  const tekton = `apiVersion: v1
kind: ConfigMap
metadata: {name: config-tracing, namespace: tekton-pipelines}
data:
  enabled: "true"
  endpoint: http://traces.example.com:4318/v1/traces
  credentialsSecret: login
`;
  expect(severities(tekton)).toEqual([
    'warning: Tekton sends a user and a password to traces.example.com without TLS',
  ]);
  const thanos = `apiVersion: apps/v1
kind: Deployment
metadata: {name: query, namespace: monitoring}
spec:
  template:
    spec:
      containers:
        - name: query
          image: quay.io/thanos/thanos:v0.39.0
          args:
            - query
            - |
              --tracing.config=type: OTLP
              config: {client_type: http, endpoint: "traces.example.com:4318", insecure: true, headers: {authorization: k}}
`;
  expect(severities(thanos)).toEqual([
    'warning: container query sends header authorization to traces.example.com without TLS',
  ]);
});

const place = 'OpenTelemetryCollector/tracing/otel spec.config.exporters';

test('gRPC refuses a login without TLS, and plain-login says nothing of what is never sent', () => {
  const yaml = exporting(
    'otlp: {endpoint: "traces.example.com:4317", tls: {insecure: true}, auth: {authenticator: basicauth}}',
  );
  expect(check(yaml, authenticatorTls)).toEqual([
    `${place}.otlp.auth.authenticator: otlp must use TLS, because basicauth sends a user and a password, which gRPC sends only over TLS; got insecure: true`,
  ]);
  expect(severities(yaml)).toEqual([]);
});

test.each([
  'otlp: {endpoint: "https://traces.example.com:4317", tls: {insecure: true}, auth: {authenticator: basicauth}}',
  'otlp: {endpoint: "traces.example.com:4317", tls: {insecure_skip_verify: true}, auth: {authenticator: basicauth}}',
  `otlp: {endpoint: "\${env:ENDPOINT}", tls: {insecure: true}, auth: {authenticator: basicauth}}`,
  'otlphttp: {endpoint: "http://traces.example.com", auth: {authenticator: basicauth}}',
])('gRPC does not refuse %s', (exporter) => {
  expect(check(exporting(exporter), authenticatorTls)).toEqual([]);
});

test('the exporters of load_balancing are told, too', () => {
  const yaml = exporting(
    'loadbalancing: {protocol: {otlp: {tls: {insecure: true}, auth: {authenticator: basicauth}}}, resolver: {dns: {hostname: pods.example.com}}}',
  );
  expect(check(yaml, authenticatorTls)).toEqual([
    `${place}.loadbalancing.protocol.otlp.auth.authenticator: loadbalancing must use TLS, because basicauth sends a user and a password, which gRPC sends only over TLS; got insecure: true`,
  ]);
});

test('who asks for traces inside of the cluster is left alone', () => {
  const datasource = (url: string) => `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDatasource
metadata: {name: jaeger, namespace: monitoring}
spec:
  instanceSelector: {}
  datasource: {name: Jaeger, type: jaeger, url: "${url}", basicAuth: true}
---
`;
  const inside = datasource('http://jaeger-query.tracing.svc:16686');
  expect(severities(inside + jaegerExample)).toEqual([]);
  expect(severities(datasource('http://jaeger.example.com:16686'))).toEqual([
    'warning: data source Jaeger sends a user and a password to jaeger.example.com without TLS',
  ]);
});

const outside = 'without TLS';
const kafka = (settings: string) =>
  exporting(`kafka: {brokers: ["kafka.example.com:9092"], ${settings}}`);
const storing = (backend: string) =>
  collectorExample({
    spec: 'image: jaegertracing/jaeger:2.20.0',
    extensions: `jaeger_storage:
  backends:
    a: ${backend}`,
    exporters: 'jaeger_storage_exporter: {trace_storage: a}',
    service: `extensions: [jaeger_storage]
pipelines:
  traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}`,
  });
const onCassandra = (options: string, storage = '') =>
  jaegerExample.replace(
    '  strategy: allInOne',
    `  strategy: production\n  storage:\n    type: cassandra\n    options: {cassandra: {servers: cassandra.example.com, ${options}}}${storage}`,
  );
const streaming = (producer: string) =>
  jaegerExample.replace(
    '  strategy: allInOne',
    `  strategy: streaming\n  collector: {options: {kafka.producer: {brokers: "kafka.example.com:9092", ${producer}}}}\n  ingester: {options: {kafka.consumer: {brokers: "kafka.example.com:9093"}}}\n  storage: {type: elasticsearch}`,
  );
const said = (client: string, host: string) =>
  `warning: ${client} sends a user and a password to ${host}.example.com ${outside}`;

test.each([
  [
    'Kafka by SASL',
    kafka('auth: {sasl: {username: u, password: p, mechanism: PLAIN}}'),
    said('kafka', 'kafka'),
  ],
  [
    'Kafka by its older setting',
    kafka('auth: {plain_text: {username: u, password: p}}'),
    said('kafka', 'kafka'),
  ],
  [
    'ClickHouse',
    storing('{clickhouse: {addresses: ["c.example.com:9000"], auth: {basic: {username: u}}}}'),
    said('jaeger_storage', 'c'),
  ],
  [
    'Cassandra of Jaeger v2',
    storing(
      '{cassandra: {connection: {servers: ["c.example.com"], tls: {insecure: true}, auth: {basic: {username: u}}}}}',
    ),
    said('jaeger_storage', 'c'),
  ],
  [
    'Cassandra of Jaeger v1',
    onCassandra('username: u, password: p'),
    said('Jaeger collector, query', 'cassandra'),
  ],
  [
    'Cassandra of Jaeger v1 with a Secret',
    onCassandra('keyspace: k', '\n    secretName: login'),
    said('Jaeger collector, query', 'cassandra'),
  ],
  [
    'Kafka of Jaeger v1',
    streaming('authentication: plaintext, plaintext.username: u'),
    said('Jaeger collector', 'kafka'),
  ],
])('a login at %s without TLS is told', (_, yaml, found) => {
  expect(severities(yaml)).toEqual([found]);
});

test.each([
  ['SCRAM', kafka('auth: {sasl: {username: u, password: p, mechanism: SCRAM-SHA-512}}')],
  ['TLS', kafka('tls: {}, auth: {sasl: {username: u, password: p, mechanism: PLAIN}}')],
  [
    'TLS that a variable tells',
    kafka(`tls: "\${env:TLS}", auth: {sasl: {username: u, password: p, mechanism: PLAIN}}`),
  ],
  [
    'TLS of a mesh',
    `${kafka('auth: {sasl: {username: u, password: p, mechanism: PLAIN}}')}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: kafka, namespace: tracing}
spec: {host: kafka.example.com, trafficPolicy: {portLevelSettings: [{port: {number: 9092}, tls: {mode: SIMPLE}}]}}`,
  ],
  ['no login', kafka('topic: t')],
  ['Kerberos', kafka('auth: {kerberos: {username: u}}')],
  [
    'a mechanism that a variable tells',
    kafka(`auth: {sasl: {username: u, mechanism: "\${env:MECHANISM}"}}`),
  ],
  ['ClickHouse without a login', storing('{clickhouse: {addresses: ["c.example.com:9000"]}}')],
  [
    'ClickHouse with TLS',
    storing(
      '{clickhouse: {addresses: ["c.example.com:9440"], tls: {insecure: false}, auth: {basic: {username: u}}}}',
    ),
  ],
  [
    'Cassandra with the TLS that it has unless told otherwise',
    storing(
      '{cassandra: {connection: {servers: ["c.example.com"], auth: {basic: {username: u}}}}}',
    ),
  ],
  [
    'Cassandra in the pod',
    storing(
      '{cassandra: {connection: {servers: ["localhost"], tls: {insecure: true}, auth: {basic: {username: u}}}}}',
    ),
  ],
  ['Cassandra of Jaeger v1 without a login', onCassandra('keyspace: k')],
  ['Cassandra of Jaeger v1 with TLS', onCassandra('tls.enabled: true, username: u, password: p')],
  ['Kafka of Jaeger v1 without a login', streaming('topic: t')],
  [
    'Kafka of Jaeger v1 by SCRAM',
    streaming('authentication: plaintext, plaintext.mechanism: SCRAM-SHA-256'),
  ],
])('nothing is said of logins by %s', (_, yaml) => {
  expect(severities(yaml)).toEqual([]);
});

test('what logs in at a Service is told as an info, and how TLS is asked for', () => {
  const service = `apiVersion: v1
kind: Service
metadata: {name: kafka, namespace: tracing}
spec: {selector: {app: kafka}, ports: [{port: 9092}]}
---
`;
  const yaml = exporting(
    'kafka: {brokers: ["kafka:9092"], auth: {sasl: {username: u, mechanism: PLAIN}}}',
  );
  const [found] = lint(modelOf(service + yaml), [plainLogin]);
  expect([found?.severity, found?.fix]).toEqual([
    'info',
    'TLS, which is off unless it is asked for',
  ]);
});
