import { expect, test } from 'vitest';
import { svg } from '../../src/graph/drawing/svg.ts';
import { readGraph } from '../../src/graph/graph.ts';
import { lintManifests } from '../../src/lint/manifests.ts';

function graph(text: string) {
  const { model, findings, unreadable } = lintManifests([{ file: 'stack.yaml', text }]);
  expect(unreadable).toEqual([]);
  return readGraph(model, findings);
}

function collector(name: string, exporters: string, pipeline: string): string {
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: ${name}, namespace: tracing }
spec:
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } }
    exporters: ${exporters}
    service: { pipelines: { traces: { receivers: [otlp], exporters: ${pipeline} } } }
---
`;
}

const jaeger = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: jaeger, namespace: tracing }
spec:
  strategy: production
  ingress: { enabled: false }
  storage: { type: elasticsearch, options: { es: { server-urls: 'https://es.example.com:9200' } } }
---
`;

const plain = "{ otlp: { endpoint: 'jaeger-collector:4317', tls: { insecure: true } } }";

test('senders, collectors, backends and storage are nodes, joined by protocol and port', () => {
  const thanos = `apiVersion: apps/v1
kind: Deployment
metadata: { name: thanos-query, namespace: monitoring }
spec:
  selector: { matchLabels: { app: thanos } }
  template:
    metadata: { labels: { app: thanos } }
    spec:
      containers:
        - name: thanos
          image: quay.io/thanos/thanos:v0.42.4
          args:
            - query
            - |-
              --tracing.config=type: OTLP
              config: { client_type: grpc, service_name: q, insecure: true, endpoint: 'otel-collector.tracing:4317' }
---
`;
  const { nodes, edges } = graph(thanos + jaeger + collector('otel', plain, '[otlp]'));
  expect(edges.map(({ receiver }) => receiver)).toEqual(['otlp', undefined, undefined, undefined]);
  expect(nodes.map(({ id, kind, what }) => `${kind} ${what}: ${id}`)).toEqual([
    'sender Thanos: Deployment/monitoring/thanos-query',
    'collector OpenTelemetry collector: OpenTelemetryCollector/tracing/otel',
    'backend Jaeger: Jaeger/tracing/jaeger',
    'storage Elasticsearch: es.example.com:9200',
  ]);
  expect(edges).toEqual(
    [
      [
        'Deployment/monitoring/thanos-query',
        'OpenTelemetryCollector/tracing/otel',
        'otlp-grpc',
        4317,
      ],
      ['OpenTelemetryCollector/tracing/otel', 'Jaeger/tracing/jaeger', 'otlp-grpc', 4317],
      ['Jaeger/tracing/jaeger', 'es.example.com:9200', 'elasticsearch', 9200],
      ['Jaeger/tracing/jaeger', 'es.example.com:9200', 'elasticsearch', 9200],
    ].map(([from, to, protocol, port]) =>
      expect.objectContaining({ from, to, protocol, port, problems: [] }),
    ),
  );
});

test('what sends by its configuration alone is drawn as what it is', () => {
  const nginx = `apiVersion: v1
kind: ConfigMap
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
data: { enable-opentelemetry: "true", otlp-collector-host: otel-collector.tracing }
---
`;
  const mesh = `apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: mesh, namespace: istio-system }
spec:
  meshConfig:
    extensionProviders:
      - { name: otel, opentelemetry: { service: otel-collector.tracing.svc.cluster.local, port: 4317 } }
---
`;
  const traefik = `apiVersion: apps/v1
kind: Deployment
metadata: { name: traefik, namespace: traefik }
spec:
  selector: { matchLabels: { app: traefik } }
  template:
    metadata: { labels: { app: traefik } }
    spec:
      containers:
        - name: traefik
          image: traefik:v3.7.9
          args: ['--tracing.otlp.grpc.endpoint=otel-collector.tracing:4317', '--tracing.otlp.grpc.insecure']
---
`;
  const { nodes, edges } = graph(nginx + mesh + traefik + collector('otel', plain, '[otlp]'));
  expect(
    nodes.filter(({ kind }) => kind === 'sender').map(({ what, name }) => [what, name]),
  ).toEqual([
    ['Ingress NGINX', 'ingress-nginx-controller'],
    ['Traefik', 'traefik'],
    ['Istio', 'mesh'],
  ]);
  const into = edges.filter(({ to }) => to === 'OpenTelemetryCollector/tracing/otel');
  expect(into.map(({ protocol, port, problems }) => [protocol, port, problems])).toEqual([
    ['otlp-grpc', 4317, []],
    ['otlp-grpc', 4317, []],
    ['otlp-grpc', 4317, []],
  ]);
});

test('a collector that nobody sends to and that sends nowhere is drawn too', () => {
  const { nodes, edges } = graph(collector('otel', '{ debug: {} }', '[debug]'));
  expect(nodes.map(({ name }) => name)).toEqual(['otel']);
  expect(edges).toEqual([]);
});

test('an exporter that no pipeline names is not drawn', () => {
  const unused = "{ debug: {}, otlp: { endpoint: 'jaeger-collector:4317' } }";
  expect(graph(collector('otel', unused, '[debug]')).edges).toEqual([]);
});

test('what the manifests do not know is outside, what they should know is missing', () => {
  const { nodes } = graph(
    collector('otel', "{ otlp: { endpoint: 'tempo.example.com:4317' } }", '[otlp]') +
      collector('b', "{ otlp: { endpoint: 'otel:4317', tls: { insecure: true } } }", '[otlp]'),
  );
  expect(nodes.map(({ kind, name, namespace }) => `${kind} ${name} in '${namespace}'`)).toEqual([
    "collector b in 'tracing'",
    "collector otel in 'tracing'",
    "external tempo.example.com:4317 in ''",
    "missing otel in 'tracing'",
  ]);
});

test('findings mark the edge that they are about, also where a pipeline names its exporter', () => {
  const twice =
    "{ otlp: { endpoint: 'jaeger-collector:4317', tls: { insecure: true } }, otlphttp: { endpoint: 'http://jaeger-collector:4318' } }";
  const { edges } = graph(jaeger + collector('otel', twice, '[otlp, otlphttp]'));
  const marked = edges.filter(({ problems }) => problems.length > 0);
  expect(marked).toMatchObject([
    { via: 'otlphttp', problems: [{ ruleId: 'collector/duplicate-backend', severity: 'warning' }] },
  ]);
});

test('the order of documents does not change the picture', async () => {
  const documents = [jaeger, collector('a', plain, '[otlp]'), collector('b', plain, '[otlp]')];
  const drawn = await svg(graph(documents.join('')));
  expect(await svg(graph(documents.toReversed().join('')))).toBe(drawn);
});
