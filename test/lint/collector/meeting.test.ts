import { expect, test } from 'vitest';
import { authenticatorRole } from '../../../src/lint/collector/authenticator-role/rule.ts';
import { ignoredInsecure } from '../../../src/lint/collector/ignored-insecure/rule.ts';
import { kafkaTopic } from '../../../src/lint/collector/kafka-topic/rule.ts';
import { loopback } from '../../../src/lint/edge/loopback/rule.ts';
import { signal } from '../../../src/lint/edge/signal/rule.ts';
import { check } from '../check.ts';
import { all } from '../jaeger/jaeger-of.ts';
import { collectorExample } from './example.ts';

const writer = (settings: string, brokers = 'kafka:9092') =>
  collectorExample({
    exporters: `kafka: {brokers: ["${brokers}"], ${settings}}`,
    service: 'pipelines: {traces: {receivers: [otlp], exporters: [kafka]}}',
  });
const reader = (settings: string, brokers = 'kafka:9092') =>
  collectorExample({
    receivers: `kafka: {brokers: ["${brokers}"], ${settings}}`,
    service: 'pipelines: {traces: {receivers: [kafka], exporters: [debug]}}',
  }).replace('name: otel', 'name: ingester');

const logs = (collector: string) => collector.replace('pipelines: {traces:', 'pipelines: {logs:');

test.each([
  ['topic: a', 'topic: b', 'kafka reads traces of topic b, which nobody here writes'],
  ['traces: {topic: a}', '', 'kafka reads traces of topic otlp_spans, which nobody here writes'],
  ['', 'traces: {topics: [a, b]}', 'kafka reads traces of topic a, b, which nobody here writes'],
  [
    'topic: a',
    'topic: a, encoding: jaeger_proto',
    'kafka reads traces of topic a as jaeger_proto, kafka of otel writes them as otlp_proto',
  ],
])('ends of Kafka that do not meet are told: {%s}, {%s}', (wrote, read, message) => {
  const [found, ...more] = check(all(writer(wrote), reader(read)), kafkaTopic);
  expect(found).toContain(message);
  expect(more).toEqual([]);
});

const ingester = (env: Record<string, string>) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: reading, namespace: tracing}
spec:
  template:
    spec:
      containers:
        - name: jaeger
          image: jaegertracing/jaeger-ingester:1.62.0
          env:
${Object.entries({ SPAN_STORAGE_TYPE: 'memory', KAFKA_CONSUMER_BROKERS: 'kafka:9092', ...env })
  .map(([name, value]) => `            - {name: ${name}, value: "${value}"}`)
  .join('\n')}
`;
const streaming = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: j, namespace: tracing}
spec:
  strategy: streaming
  collector: {options: {kafka.producer.brokers: "kafka:9092"}}
  ingester: {options: {kafka.consumer.brokers: "kafka:9092"}}
  storage: {type: elasticsearch}
`;
const spans = 'topic: jaeger-spans, encoding: jaeger_proto';

test.each([
  [
    all(writer('topic: a, encoding: jaeger_proto'), ingester({})),
    'ingester reads traces of topic jaeger-spans, which nobody here writes; kafka of otel writes a, which nobody reads',
  ],
  [
    all(writer('topic: a'), ingester({ KAFKA_CONSUMER_TOPIC: 'a' })),
    'ingester reads traces of topic a as jaeger_proto, kafka of otel writes them as otlp_proto',
  ],
  [
    all(writer('topic: a, encoding: jaeger_proto'), streaming),
    'ingester reads traces of topic jaeger-spans, which nobody here writes; kafka of otel writes a, which nobody reads',
  ],
])('an ingester of Jaeger that does not meet a collector is told', (manifests, message) => {
  expect(check(manifests, kafkaTopic)).toEqual([expect.stringContaining(message)]);
});

test.each([
  all(writer(spans), ingester({})),
  all(writer(spans), streaming),
  all(
    writer('topic: a, encoding: jaeger_json'),
    ingester({ KAFKA_CONSUMER_TOPIC: 'a', KAFKA_CONSUMER_ENCODING: 'json' }),
  ),
  all(writer('topic: a', 'other:9092'), ingester({})),
  all(writer('topic: a, encoding: jaeger_proto'), ingester({ KAFKA_CONSUMER_TOPIC: '$(TOPIC)' })),
  // the spans of its own collector are what it reads
  all(
    writer('topic: a, encoding: jaeger_proto'),
    streaming,
    collectorExample({
      exporters: 'otlp_grpc: {endpoint: "j-collector:4317", tls: {insecure: true}}',
      service: 'pipelines: {traces: {receivers: [otlp], exporters: [otlp_grpc]}}',
    }).replace('name: otel', 'name: direct'),
  ),
])('an ingester that has a writer, or may have one, is let be', (manifests) => {
  expect(check(manifests, kafkaTopic)).toEqual([]);
});

test.each([
  [writer(''), reader('')],
  [writer('topic: a'), reader('topic: b', 'other:9092')],
  [writer('topic: a', 'kafka.t.svc:9092'), reader('topic: a', 'kafka.t.svc.cluster.local:9092')],
  [writer('traces: {topic_from_metadata_key: x}'), reader('topic: b')],
  [writer(`topic: "\${env:TOPIC}"`), reader('topic: b')],
  // an attribute may choose what a reader names, and a reader may look for what a writer names
  [
    writer('topic_from_attribute: tenant, topic: a'),
    reader('topic: a'),
    writer('topic: c').replace('name: otel', 'name: other'),
  ],
  [
    writer('topic: a'),
    reader('traces: {topics: ["^a"]}'),
    reader('topic: b').replace('ingester', 'other'),
  ],
  [writer('topic: a'), reader('topic: "^.*"'), reader('topic: b').replace('ingester', 'other')],
  // each of two namespaces has one of this name
  [writer('topic: a'), reader('topic: b').replace('namespace: tracing', 'namespace: other')],
  [writer('topic: a', 'localhost:9092'), reader('topic: b', 'localhost:9092')],
  // an encoding extension reads what it is set to
  [writer('topic: a'), reader('topic: a, encoding: otlp_encoding')],
  [writer('topic: a, encoding: jaeger_proto'), reader('topic: a, encoding: jaeger_encoding/1')],
  // lines of text are no form of their own
  [logs(writer('logs: {encoding: raw}')), logs(reader('logs: {encoding: text}'))],
  [logs(writer('logs: {encoding: otlp_json}')), logs(reader('logs: {encoding: json}'))],
  // others may write it
  [reader('topic: b')],
  // who reads what is written has another end of its own
  [writer('topic: a'), reader('topic: a'), reader('topic: b').replace('ingester', 'other')],
  // from one topic of others to another
  [
    collectorExample({
      receivers: 'kafka: {brokers: ["kafka:9092"], topic: a}',
      exporters: 'kafka: {brokers: ["kafka:9092"], topic: b}',
      service: 'pipelines: {traces: {receivers: [kafka], exporters: [kafka]}}',
    }),
  ],
])('ends that may meet are let be (%#)', (...collectors) => {
  expect(check(all(...collectors), kafkaTopic)).toEqual([]);
});

const login = (extension: string, receiver = false) => {
  const id = /^\w+/.exec(extension)?.[0];
  const auth = `auth: {authenticator: ${id}}`;
  return collectorExample({
    extensions: extension,
    receivers: `otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317${receiver ? `, ${auth}` : ''}}}}`,
    exporters: `otlp_grpc: {endpoint: "a.example.com:4317"${receiver ? '' : `, ${auth}`}}`,
    service: `extensions: [${id}]\npipelines: {traces: {receivers: [otlp], exporters: [otlp_grpc]}}`,
  });
};

test.each([
  ['oidc: {}', false],
  ['basicauth: {htpasswd: {file: /a}}', false],
  ['basicauth: {client_auth: {username: a}}', true],
  ['oauth2client: {}', true],
  ['headers_setter: {}', true],
])('%s is for the other side (receiver: %s)', (extension, receiver) => {
  expect(check(login(extension, receiver), authenticatorRole)).toHaveLength(1);
  expect(check(login(extension, !receiver), authenticatorRole)).toEqual([]);
});

test.each(['bearertokenauth: {}', 'our_auth: {}'])('%s may do both', (extension) => {
  for (const receiver of [true, false])
    expect(check(login(extension, receiver), authenticatorRole)).toEqual([]);
});

test('others log in to the exporter of prometheus', () => {
  const scraped = (extension: string) =>
    collectorExample({
      extensions: extension,
      exporters: `prometheus: {endpoint: "0.0.0.0:8889", auth: {authenticator: ${/^\w+/.exec(extension)?.[0]}}}`,
      service: `extensions: [${/^\w+/.exec(extension)?.[0]}]\npipelines: {metrics: {receivers: [otlp], exporters: [prometheus]}}`,
    });
  expect(check(scraped('oidc: {}'), authenticatorRole)).toEqual([]);
  expect(check(scraped('oauth2client: {}'), authenticatorRole)).toHaveLength(1);
});

test('an exporter that no pipeline names has no use for its authenticator', () => {
  const unused = login('oidc: {}').replace('exporters: [otlp_grpc]', 'exporters: [debug]');
  expect(check(unused, authenticatorRole)).toEqual([]);
});

const sending = (exporter: string) =>
  collectorExample({
    exporters: exporter,
    service: `pipelines: {traces: {receivers: [otlp], exporters: [${/^\w+/.exec(exporter)?.[0]}]}}`,
  });

test.each([
  ['otlp_grpc: {endpoint: "https://a.example.com:4317", tls: {insecure: true}}', 1],
  ['otlp_http: {endpoint: "https://a.example.com", tls: {insecure: true}}', 1],
  ['otlp_grpc: {endpoint: "https://a.example.com:4317", tls: {insecure: false}}', 0],
  ['otlp_grpc: {endpoint: "a.example.com:4317", tls: {insecure: true}}', 0],
  ['otlp_grpc: {endpoint: "https://a.example.com:4317", tls: {insecure_skip_verify: true}}', 0],
])('of %s, insecure counts for nothing %d times', (exporter, count) => {
  expect(check(sending(exporter), ignoredInsecure)).toHaveLength(count);
});

const gateway = (signals: string) =>
  collectorExample({
    service: `pipelines: {${signals
      .split(',')
      .map((one) => `${one}: {receivers: [otlp], exporters: [debug]}`)
      .join(', ')}}`,
  }).replace('name: otel', 'name: gateway');
const agent = collectorExample({
  exporters: 'otlp_grpc: {endpoint: "gateway-collector:4317", tls: {insecure: true}}',
  service:
    'pipelines: {traces: {receivers: [otlp], exporters: [otlp_grpc]}, metrics: {receivers: [otlp], exporters: [otlp_grpc]}}',
});

test('a collector takes the signals of its pipelines', () => {
  expect(check(all(agent, gateway('traces')), signal)).toEqual([
    'OpenTelemetryCollector/tracing/otel spec.config.exporters.otlp_grpc.endpoint: otlp_grpc must not send metrics to Service gateway-collector, which accepts only traces',
  ]);
  expect(check(all(agent, gateway('traces,metrics')), signal)).toEqual([]);
  expect(check(agent, signal)).toEqual([]);
});

test('who connects to every address gets to the own pod', () => {
  const pod = (host: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: t}, spec: {containers: [{name: a, image: "x:1", env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://${host}:4317"}]}]}}`;
  expect(check(pod('0.0.0.0'), loopback)[0]).toContain('must not send to 0.0.0.0:4317');
  expect(check(pod('[::]'), loopback)).toHaveLength(1);
  expect(check(pod('10.0.0.1'), loopback)).toEqual([]);
});
