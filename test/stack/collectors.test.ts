import { App } from 'cdk8s';
import { expect, test } from 'vitest';
import { Endpoint } from '../../src/constructs/edge/endpoint.ts';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../../src/constructs/jaeger/v1/backend.ts';
import { oneIn } from '../../src/constructs/sdk/sampling.ts';
import { readGraph } from '../../src/graph/graph.ts';
import { objectsInOrder, render } from '../../src/guard/objects.ts';
import { lint } from '../../src/lint/lint.ts';
import { readModel } from '../../src/model/model.ts';
import type { AnyStackProps } from '../../src/stack/props.ts';
import { TracingStack } from '../../src/stack.ts';
import { at } from '../../src/upstream/values/unknown.ts';

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });
const loki = new Endpoint('otlp-http', {
  host: 'loki',
  namespace: 'loki',
  port: 3100,
  basePath: '/otlp',
  signals: ['logs'],
});
const policies = { rest: oneIn(10) };
const query = { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos-query' };

function made(props: Partial<AnyStackProps>) {
  const app = new App();
  const stack = new TracingStack(app, 'tracing', { backend: jaeger({ storage }), ...props });
  const objects = render(objectsInOrder(app));
  const model = readModel(objects);
  const values = objects.map((one) => one.value);
  const value = (kind: string, name: string) =>
    objects.find(
      (one) => at(one.value, 'kind') === kind && at(one.value, 'metadata', 'name') === name,
    )?.value;
  return {
    stack,
    values,
    collector: (name: string) => at(value('OpenTelemetryCollector', name), 'spec') ?? {},
    pipelines: (name: string) =>
      at(value('OpenTelemetryCollector', name), 'spec', 'config', 'service', 'pipelines'),
    instrumentation: value('Instrumentation', 'instrumentation'),
    findings: lint(model).map(({ rule, message }) => `${rule.id}: ${message}`),
    edges: readGraph(model, []).edges.map(({ from, to }) => `${from} ${to}`),
  };
}

test('the collector of a stack spreads traces over a tier that samples them', () => {
  const { stack, collector, findings, values } = made({
    collector: { memoryLimit: '256Mi' },
    tailSampling: { policies, sampler: { replicas: 4 } },
    monitoring: {},
  });
  expect(stack.collector.otlpGrpc.address('tracing')).toBe('otel-collector-collector:4317');
  const exporters = (name: string) => at(collector(name), 'config', 'exporters') as object;
  expect(Object.keys(exporters('otel-collector'))).toEqual(['load_balancing']);
  expect(Object.keys(exporters('otel-collector-sampler'))).toEqual(['otlp_grpc']);
  expect(at(collector('otel-collector'), 'resources', 'limits', 'memory')).toBe('256Mi');
  // two pods, as where the tiers stand alone
  expect(at(collector('otel-collector'), 'replicas')).toBe(2);
  expect(at(collector('otel-collector-sampler'), 'replicas')).toBe(4);
  expect(findings).toEqual([]);
  // both are watched
  const monitors = values.filter((one) => at(one, 'kind') === 'PodMonitor');
  const watched = JSON.stringify(monitors);
  for (const name of ['otel-collector', 'otel-collector-sampler']) {
    expect(watched).toContain(`"app.kubernetes.io/instance":"tracing.${name}"`);
  }
});

test('agents take the spans of all senders, and send them to the collector', () => {
  const { stack, collector, edges, findings, instrumentation } = made({
    agents: { memoryLimit: '128Mi' },
    instrumentation: {},
    thanos: [query],
    tekton: { version: '1.15.0' },
    networkPolicies: { senders: [{ namespace: 'shop' }] },
  });
  expect(stack.agents?.otlpHttp?.host).toBe('otel-agent-collector');
  expect(at(collector('otel-agent'), 'mode')).toBe('daemonset');
  expect(at(collector('otel-agent'), 'config', 'exporters')).toEqual({
    otlp_grpc: { endpoint: 'otel-collector-collector:4317', tls: { insecure: true } },
  });
  expect(JSON.stringify(instrumentation)).toContain('otel-agent-collector.tracing');
  expect(JSON.stringify(instrumentation)).not.toContain('otel-collector-collector');
  const toGateway = edges.filter((edge) => / \S*otel-collector$/.test(edge));
  expect(toGateway).toHaveLength(1);
  expect(findings).toEqual([]);
});

test('agents are reached by the address of their node where they have its ports', () => {
  const { instrumentation, findings } = made({
    podSecurity: 'privileged',
    agents: { hostPort: true },
    instrumentation: {},
  });
  expect(at(instrumentation, 'spec', 'exporter', 'endpoint')).toBe('http://$(OTEL_NODE_IP):4318');
  expect(findings).toEqual([]);
});

test('agents take the signals of the collector, unless they say which', () => {
  const signals = { logs: { exportTo: [loki] } };
  const all = made({ collector: { signals }, agents: {}, instrumentation: {} });
  expect(Object.keys(all.pipelines('otel-agent') as object)).toEqual(['logs', 'traces']);
  expect(JSON.stringify(all.instrumentation)).toContain(
    '{"name":"OTEL_LOGS_EXPORTER","value":"otlp"}',
  );
  expect(all.findings).toEqual([]);
  const none = made({ collector: { signals }, agents: { signals: {} } });
  expect(Object.keys(none.pipelines('otel-agent') as object)).toEqual(['traces']);
});

test('agents note the addresses of pods for a collector that looks for pods by them', () => {
  const notes = { k8s_attributes: { passthrough: true } };
  const { collector, pipelines, findings } = made({
    agents: {},
    collector: {
      processors: { k8s_attributes: {} },
      signals: { logs: { exportTo: [loki], processors: { k8s_attributes: {} } } },
    },
  });
  expect(at(collector('otel-agent'), 'config', 'processors')).toMatchObject(notes);
  expect(at(collector('otel-agent'), 'image')).toContain('-k8s:');
  const processors = ['memory_limiter', 'k8s_attributes', 'batch'];
  expect(pipelines('otel-agent')).toMatchObject({ logs: { processors }, traces: { processors } });
  expect(findings).toEqual([]);
});

test('each tier compresses as it is told, also what it spreads', () => {
  const { collector } = made({
    collector: { compression: 'none' },
    tailSampling: { policies, sampler: { compression: 'zstd' } },
  });
  const exporters = (name: string, ...path: readonly string[]) =>
    at(collector(name), 'config', 'exporters', ...path, 'compression');
  expect(exporters('otel-collector', 'load_balancing', 'protocol', 'otlp')).toBe('none');
  expect(exporters('otel-collector-sampler', 'otlp_grpc')).toBe('zstd');
});

test('each tier waits and tries again as it is told, as a whole where a queue keeps what no pod takes', () => {
  const sending = {
    timeout: '10s',
    retryOnFailure: { initialInterval: '1s', maxElapsedTime: '1h' },
  } as const;
  const retry = { initial_interval: '1s', max_elapsed_time: '1h' };
  const spreading = (more: object) => {
    const { collector, findings } = made({
      collector: { ...sending, ...more },
      tailSampling: { policies, sampler: { timeout: '20s' } },
    });
    expect(findings).toEqual([]);
    expect(
      at(collector('otel-collector-sampler'), 'config', 'exporters', 'otlp_grpc'),
    ).toMatchObject({
      timeout: '20s',
    });
    return at(collector('otel-collector'), 'config', 'exporters', 'load_balancing');
  };
  const plain = spreading({});
  expect(at(plain, 'protocol', 'otlp')).toMatchObject({ timeout: '10s', retry_on_failure: retry });
  expect(plain).not.toHaveProperty('retry_on_failure');
  const stored = spreading({ persistentQueue: { size: '1Gi' } });
  expect(at(stored, 'protocol', 'otlp')).toMatchObject({
    timeout: '10s',
    retry_on_failure: { enabled: false },
  });
  expect(at(stored, 'retry_on_failure')).toEqual({
    enabled: true,
    randomization_factor: 0.5,
    multiplier: 1.5,
    max_interval: '30s',
    ...retry,
  });
});

test('tiers before one that samples and looks for pods note their addresses', () => {
  const sampler = { processors: { k8s_attributes: {} } };
  const { collector, findings } = made({ agents: {}, tailSampling: { policies, sampler } });
  for (const name of ['otel-agent', 'otel-collector']) {
    expect(at(collector(name), 'config', 'processors', 'k8s_attributes')).toEqual({
      passthrough: true,
    });
  }
  expect(findings).toEqual([]);
});

test.each<Partial<AnyStackProps>>([
  // it finds pods in another way
  {
    agents: {},
    collector: {
      processors: {
        k8s_attributes: {
          pod_association: [{ sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] }],
        },
      },
    },
  },
  // agents do it themselves
  {
    agents: { processors: { k8s_attributes: { filter: { node_from_env_var: 'NODE' } } } },
    collector: { processors: { k8s_attributes: {} } },
  },
  // no one looks for pods
  { agents: {} },
])('agents note no addresses where nobody needs them: %j', (props) => {
  const { collector } = made(props);
  expect(JSON.stringify(collector('otel-agent'))).not.toContain('passthrough');
});

test('logs go past the tier that samples, to what takes them', () => {
  const { pipelines, findings } = made({
    collector: { signals: { logs: { exportTo: [loki] } } },
    tailSampling: { policies },
    agents: {},
  });
  expect(pipelines('otel-collector')).toMatchObject({
    traces: { exporters: ['load_balancing'] },
    logs: { exporters: ['otlp_http'] },
  });
  expect(Object.keys(pipelines('otel-collector-sampler') as object)).toEqual(['traces']);
  expect(findings).toEqual([]);
});

test('agents write to Kafka what the collector reads there, and nothing twice', () => {
  const topic = { brokers: ['kafka.example.com:9092'] } as const;
  const { pipelines, findings } = made({
    agents: { exportToKafka: topic },
    collector: { receiveFromKafka: topic, signals: { logs: { exportTo: [loki] } } },
  });
  expect(pipelines('otel-agent')).toMatchObject({
    traces: { exporters: ['kafka'] },
    logs: { exporters: ['otlp_grpc'] },
  });
  expect(findings).toEqual([]);
});

test('all collectors run the image that the operator is told, and need the operator', () => {
  const { collector, findings, values } = made({
    installOtelOperator: false,
    agents: {},
    tailSampling: { policies },
  });
  expect(findings).toEqual([]);
  const asking = values.filter(
    (one) =>
      at(one, 'kind') === 'OpenTelemetryCollector' &&
      JSON.stringify(at(one, 'metadata', 'annotations')).includes('opentelemetry-operator'),
  );
  expect(asking).toHaveLength(3);
  expect(at(collector('otel-agent'), 'image')).toBeUndefined();
  const image = 'registry.example.com/otel/opentelemetry-collector-contrib:0.158.0';
  const own = made({
    otelOperator: { collectorImage: image },
    agents: {},
    tailSampling: { policies },
  });
  for (const name of ['otel-agent', 'otel-collector', 'otel-collector-sampler']) {
    expect(at(own.collector(name), 'image'), name).toBe(image);
  }
});

test.each<[string, Partial<AnyStackProps>, string]>([
  [
    'policies that are none',
    { tailSampling: { policies: { slowerThan: '1' } } },
    "tracing: tailSampling.policies.slowerThan must be a duration of whole milliseconds such as 1s, got '1'",
  ],
  [
    'a sampler without policies',
    { tailSampling: {} as AnyStackProps['tailSampling'] },
    'tracing: tailSampling.policies must be set, got nothing',
  ],
  [
    'a sidecar that spreads traces',
    { tailSampling: { policies }, collector: { mode: 'sidecar' } },
    "tracing: collector.mode must be one of deployment, daemonset, statefulset, got 'sidecar'",
  ],
  [
    'a size of tiers',
    { tailSampling: { policies }, sizing: { spansPerSecond: 5000 } },
    'tracing: sizing must not be set with tailSampling',
  ],
  [
    'a processor that policies are there for',
    {
      tailSampling: {
        policies,
        sampler: { processors: { tail_sampling: { policies: [] } } },
      },
    },
    'tracing: tailSampling.sampler.processors must not set tail_sampling; use the prop policies',
  ],
  [
    'a wrong prop of the sampler',
    { tailSampling: { policies, sampler: { replicas: -1 } } },
    'tracing/3-instances/Sampler: tailSampling.sampler.replicas must be a whole number of at least 0, got -1',
  ],
  [
    'agents before a sidecar',
    { agents: {}, collector: { mode: 'sidecar' } },
    'tracing: collector.mode must not be sidecar with agents, which send to its Service',
  ],
  [
    'agents that are called like another',
    { agents: { name: 'otel-collector-sampler' }, tailSampling: { policies } },
    "tracing: agents.name must differ from the names of the other collectors, got 'otel-collector-sampler'",
  ],
  [
    'agents that are no daemonset',
    { agents: { mode: 'deployment' } as AnyStackProps['agents'] },
    'tracing: agents must not set mode',
  ],
  [
    'agents that the collector does not hear',
    { agents: {}, collector: { protocols: ['zipkin'] } },
    'tracing: collector.protocols must hold otlp-grpc or otlp-http for agents, got zipkin',
  ],
  [
    'agents that Tekton cannot speak to',
    { agents: { protocols: ['otlp-grpc'] }, tekton: { version: '1.15.0' } },
    'tracing: agents.protocols must hold otlp-http for tekton, got otlp-grpc',
  ],
  [
    'host ports that the namespace refuses',
    { agents: { hostPort: true } },
    'tracing: podSecurity must be a level that allows all pods',
  ],
  [
    'a signal that the collector does not take',
    { agents: { signals: { logs: {} } } },
    'tracing/3-instances/Agents: agents.signals.logs.exportTo must be an endpoint that takes logs',
  ],
])('refuses %s', (_, props, message) => {
  expect(() => made(props)).toThrow(message);
});
