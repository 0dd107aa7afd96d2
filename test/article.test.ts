import { expect, test } from 'vitest';
import { parseYaml } from '../src/yaml.ts';
import { synth } from './stacks.ts';

// the article's own manifests, restated; its YAML lost its indentation and was restored
const collector = {
  apiVersion: 'opentelemetry.io/v1alpha1',
  kind: 'OpenTelemetryCollector',
  metadata: { name: 'otel-collector', namespace: 'tracing' },
};
const collectorConfig = {
  receivers: { otlp: { protocols: { grpc: null, http: null } } },
  processors: {
    memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 15 },
    batch: { send_batch_size: 10000, timeout: '10s' },
  },
  exporters: {
    logging: { verbosity: 'detailed' },
    otlp: { endpoint: 'jaeger-collector:4317', tls: { insecure: true } },
    otlphttp: { endpoint: 'http://jaeger-collector:4318', tls: { insecure: true } },
  },
  service: {
    pipelines: {
      traces: {
        receivers: ['otlp'],
        processors: ['memory_limiter', 'batch'],
        exporters: ['logging', 'otlp', 'otlphttp'],
      },
    },
  },
};
const jaeger = {
  apiVersion: 'jaegertracing.io/v1',
  kind: 'Jaeger',
  metadata: { name: 'jaeger', namespace: 'tracing' },
  spec: {
    strategy: 'production',
    ingress: { enabled: false },
    storage: {
      type: 'elasticsearch',
      options: {
        es: { 'server-urls': 'http://elastic.centre.com:9201', 'index-prefix': 'tracing' },
      },
    },
  },
};
const thanos = (serviceName: string) => ({
  type: 'OTLP',
  config: {
    client_type: 'grpc',
    service_name: serviceName,
    project_id: 'myproject',
    sample_factor: 16,
    insecure: true,
    endpoint: 'otel-collector-collector.tracing:4317',
  },
});
const tekton = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'config-tracing', namespace: 'tekton-pipelines' },
  data: {
    enabled: 'true',
    endpoint: 'http://jaeger-collector.tracing.svc.cluster.local:14268/api/traces',
  },
};

/** The parts of a manifest that these tests look into. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly config: string;
    readonly template: { readonly spec: { readonly containers: readonly { args: string[] }[] } };
  };
}

async function manifests(file: string): Promise<Manifest[]> {
  const text = (await synth('article')).get(file) ?? '';
  return parseYaml(text, file).map((document) => document.value as Manifest);
}

test('the collector and Jaeger are those of the article', async () => {
  const objects = await manifests('3-instances.k8s.yaml');
  const [otel] = objects.filter(({ kind }) => kind === 'OpenTelemetryCollector');
  const { config, ...spec } = otel?.spec ?? { config: '' };
  expect({ ...otel, spec }).toEqual({ ...collector, spec: {} });
  expect(parseYaml(config, 'config')[0]?.value).toEqual(collectorConfig);
  expect(objects.filter(({ kind }) => kind === 'Jaeger')).toEqual([jaeger]);
});

test.each(['thanos-query', 'thanos-store'])(
  'the argument of %s is that of the article',
  async (name) => {
    const workload = (await manifests('4-thanos.k8s.yaml')).find(
      ({ kind, metadata }) => /^(Deployment|StatefulSet)$/.test(kind) && metadata.name === name,
    );
    const args = workload?.spec.template.spec.containers[0]?.args ?? [];
    const flags = args.filter((arg) => arg.startsWith('--tracing.config'));
    expect(flags).toEqual([expect.stringMatching(/^--tracing\.config=type: OTLP\n/)]);
    const value = flags[0]?.replace('--tracing.config=', '') ?? '';
    expect(parseYaml(value, name)[0]?.value).toEqual(thanos(name));
  },
);

test("the patch of Tekton's ConfigMap is that of the article", async () => {
  expect(await manifests('4-tekton.k8s.yaml')).toEqual([tekton]);
});
