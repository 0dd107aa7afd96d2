import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { clusterDomain } from '../../../src/lint/edge/cluster-domain/rule.ts';
import { customResourceName } from '../../../src/lint/edge/custom-resource-name/rule.ts';
import { misspeltService } from '../../../src/lint/edge/misspelt-service/rule.ts';
import { namespace } from '../../../src/lint/edge/namespace/rule.ts';
import { port } from '../../../src/lint/edge/port/rule.ts';
import { serviceNotCreated } from '../../../src/lint/edge/service-not-created/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, fixes } from '../check.ts';
import { exporterExample, workloadExample } from './examples.ts';

const rules = [customResourceName, misspeltService, namespace, port, serviceNotCreated];

const backend = exporterExample(
  'otlp:\n  endpoint: jaeger-collector:4317\n  tls:\n    insecure: true',
);

function sent(endpoint: string, ...more: string[]): string {
  const app = workloadExample({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  return [backend, ...more, app].join('---\n');
}

const at =
  'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: container checkout';

test.each([
  [
    'http://otel.tracing:4317',
    'must name a Service, got the name of OpenTelemetryCollector/tracing/otel, whose Service is otel-collector.tracing',
    'http://otel-collector.tracing:4317',
  ],
  [
    'http://otel:4318',
    'must name a Service, got the name of OpenTelemetryCollector/tracing/otel, whose Service is otel-collector.tracing',
    'http://otel-collector.tracing:4318',
  ],
  [
    'http://otel-collector:4317',
    'must name the namespace of Service otel-collector, which is in tracing, got a short name in shop',
    'http://otel-collector.tracing:4317',
  ],
  [
    'http://otel-collector.shop.svc.cluster.local:4317',
    'must name the namespace that Service otel-collector is in (tracing), got shop',
    'http://otel-collector.tracing.svc.cluster.local:4317',
  ],
  [
    'http://otel-collector.observability.svc:4317',
    'must name the namespace that Service otel-collector is in (tracing), got observability',
    'http://otel-collector.tracing.svc:4317',
  ],
  [
    'http://tracing.otel-collector.svc:4317',
    'must name Service and namespace in this order, otel-collector.tracing, got tracing.otel-collector.svc',
    'http://otel-collector.tracing.svc:4317',
  ],
  [
    'http://otel-colector.tracing:4317',
    'must name a Service that exists, got otel-colector.tracing; did you mean otel-collector in namespace tracing?',
    'http://otel-collector.tracing:4317',
  ],
  [
    'http://otel-collector.tracng:4317',
    'must name a Service that exists, got otel-collector.tracng; did you mean otel-collector in namespace tracing?',
    'http://otel-collector.tracing:4317',
  ],
  [
    'http://otel-agent.tracing:4317',
    'must name a Service that is created, got otel-agent; OpenTelemetryCollector otel has otel-collector, otel-collector-headless, otel-collector-monitoring',
    'http://otel-collector.tracing:4317',
  ],
  [
    'http://otel-collector.tracing:55681',
    'must connect to a port of Service otel-collector.tracing (4317 otlp-grpc, 4318 otlp-http), got 55681',
    undefined,
  ],
  [
    'http://otel-collector.tracing',
    'must connect to a port of Service otel-collector.tracing (4317 otlp-grpc, 4318 otlp-http), got 80, because no port is given',
    undefined,
  ],
])('%s leads nowhere', (endpoint, message, fix) => {
  expect(check(sent(endpoint), ...rules)).toEqual([`${at} ${message}`]);
  expect(fixes(sent(endpoint), ...rules)).toEqual([fix]);
});

test.each([
  'http://otel-collector.tracing:4317',
  'http://otel-collector-headless.tracing.svc:4318',
  'http://tempo.tempo.svc:4317',
  'http://checkout:4317',
  'http://10.0.0.7:4317',
  'https://otel.example.com',
  'http://$(HOST_IP):4317',
])('nothing is said of %s', (endpoint) => {
  expect(check(sent(endpoint), ...rules)).toEqual([]);
});

test('a namespace that the manifests do not know may be there all the same', () => {
  const [finding] = lint(modelOf(sent('http://otel-collector.central:4317')), rules);
  expect(finding?.severity).toBe('warning');
});

test('a collector that names a Service like its own in an unknown namespace means another one', () => {
  const exporter = 'otlp:\n  endpoint: otel-collector.central:4317';
  expect(check(exporterExample(exporter), ...rules)).toEqual([]);
});

test('a port that the client needs is the fix when the Service has it', () => {
  const exporter = 'otlphttp:\n  endpoint: http://jaeger-collector:80';
  expect(fixes(exporterExample(exporter), ...rules)).toEqual(['http://jaeger-collector:4318']);
});

test('a sidecar has no Service', () => {
  expect(check(exampleOf(serviceNotCreated).wrong, ...rules)).toEqual([
    `${at} must name a Service that is created, got otel-collector; collector otel is a sidecar, to which no Service leads: send to localhost:4317 in the pods that it is injected into`,
  ]);
});

test('strategy production has no agent Service', () => {
  const jaeger = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: prod, namespace: tracing}
spec: {strategy: production, storage: {type: cassandra}}
`;
  expect(check(sent('http://prod-agent.tracing:5778', jaeger), ...rules)).toEqual([
    `${at} must name a Service that is created, got prod-agent; Jaeger prod with strategy production has prod-collector, prod-collector-headless, prod-query`,
  ]);
});

test('the usual name of a Jaeger that has another one is told, softly', () => {
  const jaeger = backend
    .replaceAll('jaeger-collector', 'main-collector')
    .replace('name: jaeger', 'name: main');
  const app = workloadExample({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://jaeger-collector.tracing:4318',
  });
  const [finding, ...others] = lint(modelOf(jaeger, app), rules);
  expect([finding?.message, finding?.severity, finding?.fix]).toEqual([
    'container checkout must name a Service that exists, got jaeger-collector.tracing; did you mean main-collector in namespace tracing?',
    'warning',
    'http://main-collector.tracing:4318',
  ]);
  expect(others).toEqual([]);
  const tempo = workloadExample({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://tempo-collector.tracing:4318',
  });
  expect(lint(modelOf(jaeger, tempo), rules)).toEqual([]);
});

test('behind a written headless Service every port of the pods is reached', () => {
  const service = (clusterIP: string) => `apiVersion: v1
kind: Service
metadata: {name: spans, namespace: tracing}
spec: {clusterIP: ${clusterIP}, selector: {app: spans}, ports: [{port: 9999}]}
`;
  expect(check(sent('http://spans.tracing:4317', service('None')), ...rules)).toEqual([]);
  expect(check(sent('http://spans.tracing:4317', service('10.0.0.9')), ...rules)).toEqual([
    `${at} must connect to a port of Service spans.tracing (9999), got 4317`,
  ]);
});

test('metrics go to a Service by its name and port, whatever protocol they go by', () => {
  const writing = (endpoint: string) =>
    [
      backend,
      exporterExample(`prometheusremotewrite:\n  endpoint: ${endpoint}`, 'shop'),
      'apiVersion: v1\nkind: Service\nmetadata: {name: mimir, namespace: metrics}\nspec: {selector: {app: m}, ports: [{name: http, port: 8080}]}\n',
    ].join('---\n');
  expect(check(writing('http://mimir.metrics:8080/api/v1/push'))).not.toContainEqual(
    expect.stringContaining('mimir'),
  );
  expect(check(writing('http://mimir.metrics:9009/api/v1/push'), port)).toHaveLength(1);
  expect(fixes(writing('http://mimri.metrics:8080/api/v1/push'), misspeltService)).toEqual([
    'http://mimir.metrics:8080/api/v1/push',
  ]);
});

const service = (name: string, spec: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: tracing}\nspec: {${spec}}\n`;

test.each(['jaeger-collector.tracing', 'jaeger-collector.tracing.svc'])(
  'an ExternalName Service that stands for %s is told to name the whole host',
  (of) => {
    const alias = service('out', `type: ExternalName, externalName: ${of}`);
    const yaml = sent('http://out.tracing:4317', alias);
    expect(check(yaml, ...rules, clusterDomain)).toEqual([
      `Service/tracing/out spec.externalName: externalName of Service out must be the whole name of the Service jaeger-collector.tracing, got '${of}'`,
    ]);
    const whole = 'jaeger-collector.tracing.svc.cluster.local';
    expect(fixes(yaml, clusterDomain)).toEqual([whole]);
    for (const right of [whole, 'jaeger.example']) {
      const mended = yaml.replace(`externalName: ${of}`, `externalName: ${right}`);
      expect(check(mended, clusterDomain)).toEqual([]);
    }
  },
);

test('a headless Service leads no port to another', () => {
  const pods = service(
    'pods',
    'clusterIP: None, selector: {app.kubernetes.io/instance: tracing.otel}, ports: [{port: 80, targetPort: 4317}]',
  );
  expect(check(sent('http://pods.tracing:80', pods), ...rules)).toEqual([
    `${at} must connect to 4317, where the pods of the headless Service pods.tracing listen, got 80`,
  ]);
  expect(fixes(sent('http://pods.tracing:80', pods), ...rules)).toEqual([
    'http://pods.tracing:4317',
  ]);
  expect(check(sent('http://pods.tracing:4317', pods), ...rules)).toEqual([]);
  expect(check(sent('http://pods.tracing:80', pods.replace('None', '""')), ...rules)).toEqual([]);
});

const written = service('gateway', 'selector: {app: gateway}, ports: [{port: 4317}]').replace(
  'namespace: tracing',
  'namespace: observability',
);

test.each([
  ['http://gateway.observabilty:4317', 1],
  ['http://gateway.observability-eu:4317', 0],
  ['http://gateway.platform:4317', 0],
])('of %s, a slip of the pen in the namespace of a written Service is told', (url, times) => {
  expect(check(sent(url, written), ...rules)).toHaveLength(times);
});
