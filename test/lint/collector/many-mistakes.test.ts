import { expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';
import { pathText } from '../../../src/model/kubernetes/objects.ts';
import { readModel } from '../../../src/model/model.ts';
import { parseYaml } from '../../../src/yaml.ts';

const image =
  'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.158.0';

function collector(config: string): string {
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: gateway, namespace: observability}
spec:
  image: ${image}
  resources: {limits: {memory: 1Gi}}
  config:
${config.replace(/^/gm, '    ')}`;
}

/** What is found at places of the configuration, as `rule place`. */
function found(text: string): string[] {
  const model = readModel(parseYaml(text, 'gateway.yaml').map(({ value }) => ({ value })));
  return lint(model).map(({ rule, path }) => `${rule.id} ${pathText(path.slice(2))}`);
}

// one collector with a mistake of each kind that is made most; none hides another
const wrong = collector(`receivers:
  otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}, http: {endpoint: "127.0.0.1:4318"}}}
  jaeger: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}
processors:
  batch: {send_batch_size: 4096, send_batch_max_size: 1024}
  memory_limiter: {check_interval: 2s}
  tail_sampling:
    decision_wate: 20s
    policies: [{name: slow, type: latence, latency: {threshold_ms: 800}}]
exporters:
  otlp_grpc: {endpoint: "backend:4318", insecure: true}
  otlp_http: {endpoint: "http://backend:4317/v1/traces"}
  jaeger: {endpoint: "backend:14250"}
  logging: {}
service:
  pipelines:
    traces:
      receivers: [otlp, jaeger]
      processors: [batch, tail_sampling, memory_limiter]
      exporters: [otlp_grpc, otlp_http, jaeger, logging, otlp_grpc/absent]`);

test.each([
  'collector/localhost-listener receivers.otlp.protocols.http.endpoint',
  'collector/port-collision receivers.otlp.protocols.grpc.endpoint',
  'collector/batch processors.batch.send_batch_max_size',
  'collector/memory-limiter processors.memory_limiter',
  'collector/unknown-setting processors.tail_sampling.decision_wate',
  'collector/tail-sampling processors.tail_sampling.policies[0].type',
  'edge/usual-port exporters.otlp_grpc.endpoint',
  'collector/unknown-setting exporters.otlp_grpc.insecure',
  'edge/usual-port exporters.otlp_http.endpoint',
  'edge/traces-path exporters.otlp_http.endpoint',
  'collector/removed-component exporters.jaeger',
  'collector/removed-component exporters.logging',
  'collector/memory-limiter-order service.pipelines.traces.processors[2]',
  'collector/processor-order service.pipelines.traces.processors[1]',
  'collector/duplicate-backend service.pipelines.traces.exporters[1]',
  'collector/undefined-component service.pipelines.traces.exporters[4]',
])('of many mistakes in one collector, %s is found', (mistake) => {
  expect(found(wrong)).toContain(mistake);
});

// settings that a table by hand took for mistakes; the collector takes them
test('settings that few know are none', () => {
  const right = collector(`receivers:
  otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 75, spike_limit_percentage: 15}
  k8s_attributes: {kube_api_qps: 20, kube_api_burst: 40}
exporters:
  otlp_grpc: {endpoint: "backend:4317", tls: {insecure: true}}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, k8s_attributes], exporters: [otlp_grpc]}`);
  const errors = lint(readModel(parseYaml(right, 'gateway.yaml').map(({ value }) => ({ value }))))
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
  expect(errors).toEqual([]);
});
