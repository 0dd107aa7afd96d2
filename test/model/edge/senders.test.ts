import { expect, test } from 'vitest';
import { edgesOf, modelOf, placeOf } from '../model-of.ts';

const collector = (config: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  image: otel/opentelemetry-collector-contrib:0.120.0
  config: ${config}`;

function sent(...yaml: string[]): string[] {
  return edgesOf(modelOf(...yaml)).map((edge) => edge.split(' -> ')[0] ?? '');
}

test.each([
  ['otlp: {endpoint: "a:4317"}', 'otlp a:4317 otlp-grpc+tls'],
  ['otlp: {endpoint: "a:4317", tls: {insecure: true}}', 'otlp a:4317 otlp-grpc'],
  ['otlp: {endpoint: "a:4317", tls: {insecure: true, ca_file: /ca}}', 'otlp a:4317 otlp-grpc+tls'],
  [
    'otlp_grpc/x: {endpoint: "https://a:4317", tls: {insecure: true}}',
    'otlp_grpc/x https://a:4317 otlp-grpc+tls',
  ],
  ['otlp: {endpoint: "http://a:4317"}', 'otlp http://a:4317 otlp-grpc+tls'],
  ['otlphttp: {endpoint: "http://a:4318"}', 'otlphttp http://a:4318 otlp-http'],
  [
    'otlp_http: {endpoint: "http://a:1", traces_endpoint: "https://b/v1/traces"}',
    'otlp_http https://b/v1/traces otlp-http+tls',
  ],
  ['jaeger: {endpoint: "a:14250", tls: {insecure: true}}', 'jaeger a:14250 jaeger-grpc'],
  ['zipkin: {endpoint: "http://a:9411/api/v2/spans"}', 'zipkin http://a:9411/api/v2/spans zipkin'],
  ['kafka: {brokers: ["a:9092"]}', 'kafka a:9092 kafka'],
  [
    'loadbalancing: {protocol: {otlp: {tls: {insecure: true}}}, resolver: {dns: {hostname: a, port: 5317}}}',
    'loadbalancing a otlp-grpc',
  ],
  ['load_balancing: {resolver: {k8s: {service: a.b}}}', 'load_balancing a.b otlp-grpc+tls'],
  [
    'loadbalancing: {resolver: {static: {hostnames: ["a:4317"]}}}',
    'loadbalancing a:4317 otlp-grpc+tls',
  ],
])('exporter %s connects', (exporter, edge) => {
  expect(sent(collector(`{exporters: {${exporter}}}`))).toEqual([edge]);
});

test.each([
  ['{dns: {hostname: a}}', 4317],
  ['{dns: {hostname: a, port: ""}}', 4317],
  ['{dns: {hostname: a, port: "5317"}}', 5317],
  ['{dns: {hostname: a, port: 5317}}', 5317],
  [`{dns: {hostname: a, port: "\${env:PORT}"}}`, undefined],
  ['{k8s: {service: a}}', 4317],
  ['{k8s: {service: a, ports: []}}', 4317],
  ['{k8s: {service: a, ports: [5317, 6317]}}', 5317],
  [`{k8s: {service: a, ports: ["\${env:PORT}"]}}`, undefined],
  ['{static: {hostnames: [a]}}', 4317],
  ['{static: {hostnames: ["a:5317"]}}', 5317],
])('a load balancer with resolver %s connects to %s', (resolver, port) => {
  const { edges } = modelOf(collector(`{exporters: {loadbalancing: {resolver: ${resolver}}}}`));
  expect(edges.map((edge) => edge.port)).toEqual([port]);
});

test('a resolver that is switched off connects to nothing', () => {
  const exporter =
    'loadbalancing: {resolver: {dns: {hostname: a, enabled: false}, k8s: {service: b}}}';
  expect(sent(collector(`{exporters: {${exporter}}}`))).toEqual(['loadbalancing b otlp-grpc+tls']);
});

test('an exporter is in use when a pipeline names it', () => {
  const { edges } = modelOf(
    collector(
      '{exporters: {otlp/a: {endpoint: "a:1"}, otlp/b: {endpoint: "b:1"}}, service: {pipelines: {traces: {exporters: [otlp/b]}}}}',
    ),
  );
  expect(edges.map(({ sender }) => [sender.label, sender.enabled])).toEqual([
    ['otlp/a', false],
    ['otlp/b', true],
  ]);
});

test('exporters without an address, or with other settings, have no edge', () => {
  expect(
    sent(
      collector(
        '{exporters: {otlp: null, debug: {}, otlphttp: {endpoint: 5}, kafka: {brokers: 7}, loadbalancing: []}}',
      ),
    ),
  ).toEqual([]);
});

test('storages of Jaeger v2 connect to Elasticsearch', () => {
  const model = modelOf(
    collector(
      '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://es:9200"], indices: {index_prefix: prod}}}}}}, service: {extensions: [jaeger_storage]}}',
    ),
  );
  expect(edgesOf(model)).toEqual(['jaeger_storage http://es:9200 elasticsearch -> external']);
  const [client] = model.elasticsearchClients;
  expect(client).toMatchObject({ kind: 'jaeger-v2', label: 'main', indexPrefix: 'prod' });
  expect(client && placeOf(client.prefixLocation)).toContain(
    'backends.main.elasticsearch.indices.index_prefix 6:',
  );
});

test('Jaeger v1 and index jobs connect to Elasticsearch, each with its prefix', () => {
  const model = modelOf(
    `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: j, namespace: t}
spec: {strategy: production, storage: {type: elasticsearch, options: {es: {server-urls: "http://a:9200,https://b:9200", index-prefix: p}}}}`,
    `kind: CronJob
metadata: {name: c, namespace: t}
spec: {jobTemplate: {spec: {template: {spec: {containers: [
  {name: x, image: "jaegertracing/jaeger-es-index-cleaner:1.57.0", args: ["7", "http://a:9200"], env: [{name: INDEX_PREFIX, value: q}]}]}}}}}`,
    `kind: Job
metadata: {name: d, namespace: t}
spec: {template: {spec: {containers: [
  {name: roll, image: "jaegertracing/jaeger-es-rollover:1.57.0", args: ["init", "http://a:9200", "--index-prefix=r"]}]}}}`,
  );
  expect(
    model.elasticsearchClients.map(
      ({ kind, label, indexPrefix }) => `${kind} ${label} ${indexPrefix}`,
    ),
  ).toEqual([
    'jaeger collector p',
    'jaeger query p',
    'index-cleaner index-cleaner p',
    'spark-dependencies spark-dependencies p',
    'index-cleaner x q',
    'rollover roll r',
  ]);
  expect(edgesOf(model).map((edge) => edge.split(' ->')[0])).toEqual([
    'collector http://a:9200 elasticsearch',
    'collector https://b:9200 elasticsearch+tls',
    'query http://a:9200 elasticsearch',
    'query https://b:9200 elasticsearch+tls',
    'x http://a:9200 elasticsearch',
    'roll http://a:9200 elasticsearch',
  ]);
});

test('a streaming Jaeger connects to Kafka from both sides', () => {
  const jaeger = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: j, namespace: t}
spec:
  strategy: streaming
  storage: {type: cassandra}
  collector: {options: {kafka: {producer: {brokers: "a:9092, b:9092"}}}}
  ingester: {options: {kafka.consumer.brokers: "a:9093", kafka.consumer.authentication: tls}}`;
  expect(sent(jaeger)).toEqual([
    'collector a:9092 kafka',
    'collector b:9092 kafka',
    'ingester a:9093 kafka+tls',
  ]);
});

test('SDKs in workloads are told by environment', () => {
  const env = (entries: string) =>
    `{kind: Deployment, metadata: {name: d, namespace: t}, spec: {template: {spec: {containers: [{name: app, env: [${entries}]}]}}}}`;
  expect(sent(env('{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://a:4317"}'))).toEqual([
    'app http://a:4317 unknown',
  ]);
  expect(
    sent(
      env(
        '{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://a:4317"}, {name: OTEL_EXPORTER_OTLP_PROTOCOL, value: grpc}',
      ),
    ),
  ).toEqual(['app http://a:4317 otlp-grpc']);
  expect(
    sent(
      env(
        '{name: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, value: "https://b/v1/traces"}, {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://a"}, {name: OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, value: http/protobuf}',
      ),
    ),
  ).toEqual(['app https://b/v1/traces otlp-http+tls']);
  expect(sent(env('{name: JAEGER_ENDPOINT, value: "http://j:14268/api/traces"}'))).toEqual([
    'app http://j:14268/api/traces jaeger-thrift-http',
  ]);
});

test.each([
  ['args: ["--reporter.grpc.host-port=dns:///jc-headless:14250"]', ['dns:///jc-headless:14250']],
  ['args: ["--reporter.grpc.host-port", "a:14250, b:14250"]', ['a:14250', 'b:14250']],
  ['env: [{name: REPORTER_GRPC_HOST_PORT, value: "a:14250"}]', ['a:14250']],
  ['args: []', []],
])('a Jaeger agent with %s connects', (more, addresses) => {
  const agent = `{kind: DaemonSet, metadata: {name: d, namespace: mon}, spec: {template: {spec: {containers: [{name: agent, image: "jaegertracing/jaeger-agent:1.51.0", ${more}}]}}}}`;
  expect(sent(agent)).toEqual(addresses.map((address) => `agent ${address} jaeger-grpc`));
});
