import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { locate } from '../../src/model/kubernetes/embedded.ts';
import { parseYaml } from '../../src/yaml.ts';
import { modelOfObjects } from '../objects-model.ts';
import { rounds } from '../seed.ts';
import { edgesOf, modelOf } from './model-of.ts';

const everything = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  image: otel/opentelemetry-collector-contrib:0.126.0
  mode: deployment
  ports: [{name: extra, port: 5317, targetPort: 4317}]
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}, http: {endpoint: "0.0.0.0:4318"}}}}
    processors: {memory_limiter: {check_interval: 1s, limit_percentage: 80}, batch: {}}
    exporters:
      otlp/jaeger: {endpoint: "jaeger-collector:4317", tls: {insecure: true}}
      loadbalancing: {resolver: {dns: {hostname: otel-collector-headless}}}
      kafka: {brokers: ["kafka:9092"]}
    extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://es:9200"]}}}}}
    service:
      extensions: [jaeger_storage]
      pipelines: {traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp/jaeger]}}
      telemetry: {metrics: {readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 8888}}}}]}}
---
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: jaeger, namespace: tracing}
spec:
  strategy: streaming
  collector: {options: {kafka: {producer: {brokers: "kafka:9092"}}}}
  ingester: {options: {kafka: {consumer: {brokers: "kafka:9092"}}}}
  storage: {type: elasticsearch, options: {es: {server-urls: "http://es:9200"}}}
---
apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: auto, namespace: tracing}
spec: {exporter: {endpoint: "http://otel-collector:4318"}, env: [{name: A, value: b}], python: {env: [{name: C, value: d}]}, nginx: {attrs: [{name: e, value: f}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: app}, annotations: {instrumentation.opentelemetry.io/inject-python: "true", sidecar.opentelemetry.io/inject: otel}}
    spec:
      volumes: [{name: v, configMap: {name: settings}}]
      containers:
      - name: thanos
        image: quay.io/thanos/thanos:v0.35.0
        args: [query, "--tracing.config-file=/etc/v/tracing.yaml"]
        env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://otel-collector:4317"}, {name: X, valueFrom: {secretKeyRef: {name: s, key: k}}}]
        volumeMounts: [{name: v, mountPath: /etc/v}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: tracing}
data:
  tracing.yaml: "{type: OTLP, config: {client_type: grpc, endpoint: \\"otel-collector:4317\\"}}"
  ds.yaml: "datasources: [{type: jaeger, url: \\"http://jaeger-query:16686\\"}]"
---
apiVersion: v1
kind: ConfigMap
metadata: {name: config-tracing, namespace: tekton-pipelines}
data: {enabled: "true", endpoint: "http://otel-collector.tracing:4318/v1/traces"}
---
apiVersion: v1
kind: Service
metadata: {name: alias, namespace: tracing}
spec: {selector: {app: app}, ports: [{port: 80, targetPort: http}]}
---
kind: MutatingWebhookConfiguration
metadata: {name: m}
webhooks: [{name: w, clientConfig: {service: {name: s, namespace: t}}}]`;

/** Runs all that reads a model, and finds each place. */
function readAll(values: readonly unknown[]): void {
  const model = modelOfObjects(values);
  for (const finding of lint(model)) locate(finding);
}

/** Replaces one value somewhere inside, chosen by numbers. */
function broken(value: unknown, choices: readonly number[], garbage: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== 'object' || value === null) return garbage;
  const keys = Object.keys(value);
  const key = keys[choice % Math.max(1, keys.length)];
  if (key === undefined) return garbage;
  const inner = broken(Reflect.get(value, key), rest, garbage);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? inner : item))
    : { ...value, [key]: inner };
}

const garbage = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    true,
    0,
    -1,
    1.5,
    '',
    '[',
    'a: [',
    '$(x)',
    ':',
    '/',
    'constructor',
    '__proto__',
    [],
    {},
    [null],
    [[]],
  ),
  fc.string(),
  fc.jsonValue(),
);

test('the whole stack is joined', () => {
  expect(edgesOf(modelOf(everything))).toEqual([
    'otlp/jaeger jaeger-collector:4317 otlp-grpc -> tracing/jaeger-collector:4317 otlp-grpc',
    'loadbalancing otel-collector-headless otlp-grpc+tls -> tracing/otel-collector-headless:4317 otlp-grpc',
    'kafka kafka:9092 kafka -> external',
    'jaeger_storage http://es:9200 elasticsearch -> external',
    'thanos otel-collector:4317 otlp-grpc+tls -> tracing/otel-collector:4317 otlp-grpc',
    'pipelines http://otel-collector.tracing:4318/v1/traces unknown -> tracing/otel-collector:4318 otlp-http',
    'python http://otel-collector:4318 otlp-http -> tracing/otel-collector:4318 otlp-http',
    'nginx http://otel-collector:4318 otlp-grpc -> tracing/otel-collector:4318 otlp-http',
    'thanos http://otel-collector:4317 otlp-http -> tracing/otel-collector:4317 otlp-grpc',
    'jaeger http://jaeger-query:16686 jaeger-query -> tracing/jaeger-query:16686 jaeger-query',
    'ingester http://es:9200 elasticsearch -> external',
    'query http://es:9200 elasticsearch -> external',
    'collector kafka:9092 kafka -> external',
    'ingester kafka:9092 kafka -> external',
  ]);
});

test('no value in any place makes reading fail', () => {
  const documents = parseYaml(everything, 'test.yaml').map(({ value }) => value);
  fc.assert(
    fc.property(
      fc.nat(documents.length - 1),
      fc.array(fc.nat(11), { minLength: 1, maxLength: 8 }),
      garbage,
      (index, choices, value) => {
        readAll(
          documents.map((document, at) =>
            at === index ? broken(document, choices, value) : document,
          ),
        );
      },
    ),
    { numRuns: rounds(150) },
  );
});

test('no list of arbitrary objects makes reading fail', () => {
  const kinds = [
    'List',
    'Service',
    'Pod',
    'CronJob',
    'OpenTelemetryCollector',
    'Jaeger',
    'Instrumentation',
    'ConfigMap',
  ];
  const object = fc.record({
    apiVersion: fc.constantFrom('v1', 'opentelemetry.io/v1beta1', 'jaegertracing.io/v1'),
    kind: fc.constantFrom(...kinds),
    metadata: fc.jsonValue(),
    spec: fc.jsonValue(),
    items: fc.jsonValue(),
  });
  fc.assert(fc.property(fc.array(object), readAll));
});

test('the same manifests always give the same model, whatever is read before', () => {
  const golden = new URL('../golden/', import.meta.url);
  const files = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  expect(files).not.toEqual([]);
  for (const file of files) {
    const text = readFileSync(new URL(file, golden), 'utf8');
    expect(edgesOf(modelOf(text))).toEqual(edgesOf(modelOf(text)));
  }
});
