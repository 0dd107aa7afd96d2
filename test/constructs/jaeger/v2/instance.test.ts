import { App, Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../../../src/constructs/elasticsearch/storage.ts';
import { badger, memory } from '../../../../src/constructs/jaeger/local-storage.ts';
import type { SamplingSource } from '../../../../src/constructs/jaeger/sampling.ts';
import { JaegerV2 } from '../../../../src/constructs/jaeger/v2/instance.ts';
import type { JaegerV2Props } from '../../../../src/constructs/jaeger/v2/props.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { readModel } from '../../../../src/model/model.ts';
import type { ReceiverProtocol } from '../../../../src/upstream/collector/component-names.ts';
import { at } from '../../../../src/upstream/values/unknown.ts';
import {
  additions,
  decided,
  expectedDecided,
  expectedTemplate,
  placement,
} from '../../pod-props.ts';

const storage = elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'] });
const secured = elasticsearch({
  serverUrls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
  indexPrefix: 'team-a',
  shards: 3,
  replicas: 0,
  retentionDays: 14,
  secretName: 'elasticsearch-credentials',
  caSecretName: 'elasticsearch-ca',
  caSecretKey: 'tls.crt',
});

type Props = JaegerV2Props<ReceiverProtocol>;

function synth(props: Partial<Props> = {}) {
  const chart = new Chart(new App(), 'test');
  const all: Props = { namespace: 'tracing', storage, ...props };
  const jaeger = new JaegerV2<ReceiverProtocol, SamplingSource | undefined>(chart, 'Jaeger', all);
  const manifests: unknown[] = Testing.synth(chart);
  const find = (kind: string, name: string) =>
    manifests.find((one) => at(one, 'kind') === kind && at(one, 'metadata', 'name') === name);
  const collector = (name: string) => at(find('OpenTelemetryCollector', name), 'spec');
  return { jaeger, manifests, find, collector };
}

const identities = (manifests: readonly unknown[]) =>
  manifests.map((one) => `${at(one, 'kind')} ${at(one, 'metadata', 'name')}`);

const backend = ['extensions', 'jaeger_storage', 'backends', 'primary'];

test('one CR collects and one queries, from the required props alone', () => {
  const { manifests, collector } = synth();
  expect(identities(manifests)).toEqual([
    'OpenTelemetryCollector jaeger',
    'OpenTelemetryCollector jaeger-query',
    'Service jaeger-query',
  ]);
  expect(at(collector('jaeger'), 'config')).toEqual({
    receivers: {
      otlp: {
        protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } },
      },
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
      batch: {},
    },
    exporters: { jaeger_storage_exporter: { trace_storage: 'primary' } },
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
      jaeger_storage: {
        backends: {
          primary: { elasticsearch: { server_urls: ['http://elastic.centre.com:9201'] } },
        },
      },
    },
    service: {
      extensions: ['healthcheckv2', 'jaeger_storage'],
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'batch'],
          exporters: ['jaeger_storage_exporter'],
        },
      },
    },
  });
  expect(at(collector('jaeger-query'), 'config')).toEqual({
    receivers: { nop: {} },
    exporters: { nop: {} },
    extensions: {
      healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
      jaeger_storage: {
        backends: {
          primary: {
            elasticsearch: {
              server_urls: ['http://elastic.centre.com:9201'],
              create_mappings: false,
            },
          },
        },
      },
      jaeger_query: {
        storage: { traces: 'primary' },
        enable_tracing: false,
        http: { endpoint: '0.0.0.0:16686' },
        grpc: { endpoint: '0.0.0.0:16685' },
      },
    },
    service: {
      extensions: ['healthcheckv2', 'jaeger_storage', 'jaeger_query'],
      pipelines: { traces: { receivers: ['nop'], exporters: ['nop'] } },
    },
  });
});

test.each(['jaeger', 'jaeger-query'])('the pods of %s are restricted, silent and ready', (name) => {
  const spec = synth().collector(name);
  const security = {
    runAsNonRoot: true,
    runAsUser: 10001,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  expect(spec).toMatchObject({
    image: 'docker.io/jaegertracing/jaeger:2.20.0',
    upgradeStrategy: 'none',
    env: [{ name: 'OTEL_TRACES_SAMPLER', value: 'always_off' }],
    volumes: [{ name: 'tmp', emptyDir: {} }],
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    securityContext: security,
    resources: { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } },
    additionalContainers: [
      {
        image: 'docker.io/jaegertracing/jaeger:2.20.0',
        readinessProbe: { httpGet: { path: '/status', port: 13133 } },
        securityContext: security,
      },
    ],
  });
});

test('the Service of the UI selects the pods that answer', () => {
  const selected = (props: Partial<Props>) =>
    at(synth(props).find('Service', 'jaeger-query'), 'spec', 'selector');
  expect(selected({})).toEqual({
    'app.kubernetes.io/component': 'opentelemetry-collector',
    'app.kubernetes.io/instance': 'tracing.jaeger-query',
    'app.kubernetes.io/managed-by': 'opentelemetry-operator',
    'app.kubernetes.io/part-of': 'opentelemetry',
  });
  expect(selected({ layout: 'one' })).toMatchObject({
    'app.kubernetes.io/instance': 'tracing.jaeger',
  });
});

test('Elasticsearch is told to each CR for what it does, and a password that is read again', () => {
  const { collector } = synth({ storage: secured });
  const common = {
    server_urls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
    auth: {
      basic: {
        // the text of the collector's own variables
        username: '$' + '{env:ES_USERNAME}',
        password_file: '/etc/jaeger/elasticsearch-login/ES_PASSWORD',
        reload_interval: '1m',
      },
    },
    tls: { ca_file: '/etc/jaeger/elasticsearch/tls.crt' },
  };
  const counts = { shards: 3, replicas: 0 };
  expect(at(collector('jaeger'), 'config', ...backend, 'elasticsearch')).toEqual({
    ...common,
    indices: {
      index_prefix: 'team-a',
      spans: counts,
      services: counts,
      dependencies: counts,
      sampling: counts,
    },
  });
  expect(at(collector('jaeger-query'), 'config', ...backend, 'elasticsearch')).toEqual({
    ...common,
    indices: { index_prefix: 'team-a' },
    create_mappings: false,
    max_span_age: '336h',
  });
  for (const name of ['jaeger', 'jaeger-query']) {
    expect(collector(name)).toMatchObject({
      env: [
        {
          name: 'ES_USERNAME',
          valueFrom: { secretKeyRef: { name: 'elasticsearch-credentials', key: 'ES_USERNAME' } },
        },
        { name: 'OTEL_TRACES_SAMPLER' },
      ],
      volumes: [
        { secret: { secretName: 'elasticsearch-ca' } },
        { secret: { secretName: 'elasticsearch-credentials' } },
        { name: 'tmp' },
      ],
      volumeMounts: [
        { mountPath: '/etc/jaeger/elasticsearch', readOnly: true },
        { mountPath: '/etc/jaeger/elasticsearch-login', readOnly: true },
        {},
      ],
    });
  }
});

test('old indices are deleted under the same prefix, over TLS with the same credentials', () => {
  const job = synth({ storage: secured }).find('CronJob', 'jaeger-es-index-cleaner');
  expect(at(job, 'spec', 'jobTemplate', 'spec', 'template', 'spec')).toMatchObject({
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    containers: [
      {
        image: 'docker.io/jaegertracing/jaeger-es-index-cleaner:2.20.0',
        args: ['14', 'https://es-0.example.com:9200'],
        env: [
          { name: 'INDEX_PREFIX', value: 'team-a' },
          { name: 'ES_TLS_ENABLED', value: 'true' },
          { name: 'ES_TLS_CA', value: '/etc/jaeger/elasticsearch/tls.crt' },
          { name: 'ES_USERNAME' },
          { name: 'ES_PASSWORD' },
        ],
        volumeMounts: [{ mountPath: '/etc/jaeger/elasticsearch' }],
        securityContext: { runAsUser: 10001, readOnlyRootFilesystem: true },
      },
    ],
    volumes: [{ secret: { secretName: 'elasticsearch-ca' } }],
  });
});

test('a dollar sign in an address stays one', () => {
  const { collector } = synth({
    storage: elasticsearch({ serverUrls: ['http://es.example.com:9200/a$b'] }),
  });
  expect(at(collector('jaeger'), 'config', ...backend, 'elasticsearch', 'server_urls')).toEqual([
    'http://es.example.com:9200/a$$b',
  ]);
});

test('one CR may do both', () => {
  const { manifests, collector } = synth({ layout: 'one', storage: secured });
  expect(identities(manifests)).toEqual([
    'OpenTelemetryCollector jaeger',
    'Service jaeger-query',
    'CronJob jaeger-es-index-cleaner',
  ]);
  const config = at(collector('jaeger'), 'config');
  expect(at(config, 'service', 'extensions')).toEqual([
    'healthcheckv2',
    'jaeger_storage',
    'jaeger_query',
  ]);
  expect(at(config, ...backend, 'elasticsearch')).toMatchObject({
    indices: { spans: { shards: 3, replicas: 0 } },
    max_span_age: '336h',
  });
  expect(at(config, ...backend, 'elasticsearch', 'create_mappings')).toBeUndefined();
});

const strategies = { default_strategy: { type: 'probabilistic', param: 0.5 } } as const;

const { podLabels, ...ofResource } = additions;
const templatePath = ['spec', 'jobTemplate', 'spec', 'template'];

// the job of dependenciesImage cannot be given a CA
const every: Required<Omit<Props, 'dependenciesImage' | 'receiverTls'>> = {
  namespace: 'observability',
  storage: secured,
  name: 'traces',
  layout: 'split',
  protocols: ['otlp-grpc', 'otlp-http', 'jaeger-thrift-http', 'zipkin'],
  kafka: {
    brokers: ['kafka.kafka.svc:9092'],
    topic: 'spans',
    groupId: 'ingesters',
    ingesterReplicas: 3,
    secretName: 'kafka-login',
    saslMechanism: 'SCRAM-SHA-256',
    tls: true,
    caSecretName: 'kafka-ca',
    caSecretKey: 'kafka.crt',
  },
  sampling: { strategies },
  metrics: { prometheusUrl: 'http://prometheus.monitoring.svc:9090', spanMetrics: false },
  ingress: {
    hosts: ['jaeger.example.com'],
    ingressClassName: 'nginx',
    tlsSecretName: 'jaeger-tls',
    annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '120' },
  },
  gateway: { parentRefs: [{ name: 'public' }], hostnames: ['jaeger.example.com'] },
  basePath: '/jaeger',
  uiConfig: { menu: [{ label: 'Runbook', url: 'https://runbook.example.com' }] },
  collectorReplicas: 4,
  queryReplicas: 2,
  memoryLimit: '2Gi',
  queryMemoryLimit: '3Gi',
  readiness: 'none',
  pods: {
    collector: {
      resources: { requests: { cpu: '1' } },
      imagePullSecrets: ['registry'],
      podDisruptionBudget: { maxUnavailable: 1 },
    },
    query: { ...placement, ...ofResource, serviceAccountName: 'queries' },
    ingester: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] },
    jobs: { ...placement, ...additions, imagePullSecrets: ['registry'] },
  },
  image: 'registry.example.com/jaegertracing/jaeger:2.20.0',
  version: '2.20.0',
  indexCleanerImage: 'registry.example.com/jaegertracing/jaeger-es-index-cleaner:2.20.0',
  rolloverImage: 'registry.example.com/jaegertracing/jaeger-es-rollover:2.20.0',
  clusterDomain: 'k8s.example',
  labels: { team: 'a' },
  annotations: { 'example.com/owner': 'team-a' },
  extraSpec: { query: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } },
  extraConfig: {
    query: { extensions: { jaeger_query: { max_trace_size: 10000 } } },
    ingester: {
      extensions: { pprof: { endpoint: 'localhost:1777' } },
      service: { extensions: ['pprof'] },
    },
  },
};

// texts of the collector's own variables
const variable = (name: string) => ['$', `{env:${name}}`].join('');
const kafkaAccess = {
  tls: { ca_file: '/etc/jaeger/kafka/kafka.crt' },
  auth: {
    sasl: {
      username: variable('KAFKA_USERNAME'),
      password: variable('KAFKA_PASSWORD'),
      mechanism: 'SCRAM-SHA-256',
    },
  },
};

test('renders every prop', () => {
  const { manifests, find, collector, jaeger } = synth(every);
  expect(identities(manifests)).toEqual([
    'ServiceAccount traces-pods',
    'OpenTelemetryCollector traces',
    'OpenTelemetryCollector traces-ingester',
    'OpenTelemetryCollector traces-query',
    'Service traces-query',
    'Ingress traces-query',
    'HTTPRoute traces-query',
    'ConfigMap traces-ui',
    'ConfigMap traces-sampling',
    'CronJob traces-es-index-cleaner',
  ]);
  for (const manifest of manifests) {
    expect(at(manifest, 'metadata')).toMatchObject({
      namespace: 'observability',
      labels: { team: 'a' },
      annotations: { 'example.com/owner': 'team-a' },
    });
  }
  const [collecting, ingesting, querying] = ['traces', 'traces-ingester', 'traces-query'].map(
    collector,
  );
  const image = every.image;
  expect(collecting).toMatchObject({
    image,
    replicas: 4,
    resources: { limits: { memory: '2Gi' }, requests: { cpu: '1', memory: '2Gi' } },
    serviceAccount: 'traces-pods',
    podDisruptionBudget: { maxUnavailable: 1 },
    ports: [
      { name: 'sampling-http', port: 5778, appProtocol: 'http' },
      { name: 'sampling-grpc', port: 5779, appProtocol: 'grpc' },
    ],
    env: [
      { name: 'ES_USERNAME' },
      {
        name: 'KAFKA_USERNAME',
        valueFrom: { secretKeyRef: { name: 'kafka-login', key: 'KAFKA_USERNAME' } },
      },
      { name: 'KAFKA_PASSWORD' },
      { name: 'OTEL_TRACES_SAMPLER' },
    ],
    volumes: [
      { name: 'elasticsearch-ca' },
      { name: 'elasticsearch-login', secret: { secretName: 'elasticsearch-credentials' } },
      { name: 'kafka-ca', secret: { secretName: 'kafka-ca' } },
      { name: 'sampling', configMap: { name: 'traces-sampling' } },
      { name: 'tmp' },
    ],
    volumeMounts: [
      {},
      { mountPath: '/etc/jaeger/elasticsearch-login', readOnly: true },
      { mountPath: '/etc/jaeger/kafka', readOnly: true },
      { mountPath: '/etc/jaeger/sampling', readOnly: true },
      {},
    ],
    config: {
      receivers: {
        jaeger: { protocols: { thrift_http: { endpoint: '0.0.0.0:14268' } } },
        zipkin: { endpoint: '0.0.0.0:9411' },
      },
      exporters: {
        kafka: {
          brokers: ['kafka.kafka.svc:9092'],
          ...kafkaAccess,
          traces: { topic: 'spans', encoding: 'jaeger_proto' },
          producer: { required_acks: 'all' },
        },
      },
      extensions: {
        remote_sampling: {
          file: { path: '/etc/jaeger/sampling/sampling.json', reload_interval: '30s' },
          http: { endpoint: '0.0.0.0:5778' },
          grpc: { endpoint: '0.0.0.0:5779' },
        },
      },
      service: {
        extensions: ['healthcheckv2', 'jaeger_storage', 'remote_sampling'],
        pipelines: {
          traces: { receivers: ['otlp', 'jaeger', 'zipkin'], exporters: ['kafka'] },
        },
      },
    },
  });
  expect(ingesting).toMatchObject({
    image,
    replicas: 3,
    config: {
      receivers: {
        kafka: {
          brokers: ['kafka.kafka.svc:9092'],
          ...kafkaAccess,
          group_id: 'ingesters',
          client_id: 'jaeger-ingester',
          initial_offset: 'earliest',
          traces: { topics: ['spans'], encoding: 'jaeger_proto' },
          message_marking: { after: true },
        },
      },
      service: {
        extensions: ['healthcheckv2', 'jaeger_storage', 'pprof'],
        pipelines: {
          traces: {
            receivers: ['kafka'],
            processors: ['batch'],
            exporters: ['jaeger_storage_exporter'],
          },
        },
      },
    },
  });
  expect(querying).toMatchObject({
    image,
    replicas: 2,
    resources: { limits: { memory: '3Gi' }, requests: { memory: '3Gi' } },
    ...placement,
    tolerations: [...placement.tolerations, { key: 'dedicated', operator: 'Exists' }],
    serviceAccount: 'queries',
    podAnnotations: ofResource.podAnnotations,
    podSecurityContext: ofResource.podSecurityContext,
    securityContext: { runAsNonRoot: true, readOnlyRootFilesystem: true, privileged: false },
    volumes: [
      {},
      { name: 'elasticsearch-login' },
      { name: 'ui', configMap: { name: 'traces-ui' } },
      { name: 'tmp' },
      ...ofResource.volumes,
    ],
    config: {
      extensions: {
        jaeger_query: {
          base_path: '/jaeger',
          ui: { config_file: '/etc/jaeger/ui/ui.json' },
          max_trace_size: 10000,
        },
      },
    },
  });
  expect(at(ingesting, 'tolerations')).toEqual([{ key: 'dedicated', operator: 'Exists' }]);
  // biome-ignore lint/suspicious/noExplicitAny: a manifest as it is written
  const template: any = at(find('CronJob', 'traces-es-index-cleaner'), ...templatePath);
  expect(template).toMatchObject(expectedTemplate);
  expect(decided(template.spec)).toEqual(expectedDecided);
  expect(manifests.filter((one) => at(one, 'spec', 'additionalContainers'))).toEqual([]);
  expect(at(find('Ingress', 'traces-query'), 'spec')).toEqual({
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'jaeger.example.com',
        http: {
          paths: [
            {
              path: '/jaeger',
              pathType: 'Prefix',
              backend: { service: { name: 'traces-query', port: { number: 16686 } } },
            },
          ],
        },
      },
    ],
    tls: [{ hosts: ['jaeger.example.com'], secretName: 'jaeger-tls' }],
  });
  const file = (name: string, key: string) =>
    JSON.parse(`${at(find('ConfigMap', name), 'data', key)}`);
  expect(file('traces-ui', 'ui.json')).toEqual(every.uiConfig);
  expect(file('traces-sampling', 'sampling.json')).toEqual(strategies);
  expect(jaeger.query.url('grafana')).toBe(
    'http://traces-query.observability.svc.k8s.example:16686/jaeger',
  );
  expect(jaeger.sampling?.url('shop')).toBe(
    'http://traces-collector.observability.svc.k8s.example:5779',
  );
});

test.each<[Partial<Props>, string]>([
  [
    { layout: 'one', pods: { query: {} } },
    'pods must be of collector, jobs, the pods that there are, got query',
  ],
  [
    { pods: { collector: { resources: { limits: { memory: '2Gi' } } } } },
    'pods.collector.resources.limits must not set memory; use the prop memoryLimit',
  ],
  [
    { pods: { query: { env: [{ name: 'OTEL_TRACES_SAMPLER', value: 'always_on' }] } } },
    'pods.query.env must not set OTEL_TRACES_SAMPLER, which Jaeger is given already',
  ],
  [
    { queryReplicas: 2, pods: { query: { autoscaler: { maxReplicas: 4 } } } },
    'pods.query.autoscaler must not be set with queryReplicas, one of them decides, got 2',
  ],
  [
    { pods: { collector: { volumes: [{ name: 'tmp', emptyDir: {} }] } } },
    'pods.collector.volumes must have one called tmp, got two',
  ],
  [
    {
      pods: {
        jobs: {
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        },
      },
    },
    'pods.jobs.env must set A once, got it twice',
  ],
])('pods that cannot be are refused: %#', (props, message) => {
  expect(() => synth(props)).toThrow(`test/Jaeger: ${message}`);
});

test('the number of query pods can follow the load', () => {
  const { collector } = synth({ pods: { query: { autoscaler: { maxReplicas: 4 } } } });
  expect(collector('jaeger-query')).toMatchObject({
    autoscaler: { maxReplicas: 4 },
    resources: { requests: { cpu: '100m', memory: '1Gi' } },
  });
});

test('sampling that Jaeger computes needs a processor, and writes to the storage', () => {
  const config = at(
    synth({ sampling: { adaptive: { targetSamplesPerSecond: 5 } } }).collector('jaeger'),
    'config',
  );
  expect(at(config, 'extensions', 'remote_sampling')).toEqual({
    adaptive: { sampling_store: 'primary', target_samples_per_second: 5 },
    http: { endpoint: '0.0.0.0:5778' },
    grpc: { endpoint: '0.0.0.0:5779' },
  });
  expect(at(config, 'service', 'pipelines', 'traces', 'processors')).toEqual([
    'memory_limiter',
    'batch',
    'adaptive_sampling',
  ]);
});

const prometheusUrl = 'http://prometheus.monitoring.svc:9090';
const monitor = {
  prometheus: {
    prometheus: { endpoint: prometheusUrl, normalize_calls: true, normalize_duration: true },
  },
};

test('collectors count spans for the Prometheus that the UI asks', () => {
  const { collector } = synth({ metrics: { prometheusUrl } });
  expect(at(collector('jaeger'), 'config')).toMatchObject({
    connectors: { spanmetrics: {} },
    exporters: { prometheus: { endpoint: '0.0.0.0:8889' } },
    service: {
      pipelines: {
        traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter', 'spanmetrics'] },
        metrics: { receivers: ['spanmetrics'], exporters: ['prometheus'] },
      },
    },
  });
  const query = at(collector('jaeger-query'), 'config');
  expect(at(query, 'extensions', 'jaeger_storage', 'metric_backends')).toEqual(monitor);
  expect(at(query, 'extensions', 'jaeger_query', 'storage')).toEqual({
    traces: 'primary',
    metrics: 'prometheus',
  });
  expect(at(query, 'connectors')).toBeUndefined();
  expect(at(collector('jaeger'), 'config', 'extensions', 'jaeger_storage')).not.toHaveProperty(
    'metric_backends',
  );
});

test('what counts spans may be another collector', () => {
  const metrics = { prometheusUrl, spanMetrics: false };
  const config = at(synth({ metrics, layout: 'one' }).collector('jaeger'), 'config');
  expect(config).not.toHaveProperty('connectors');
  expect(at(config, 'service', 'pipelines')).toEqual({
    traces: {
      receivers: ['otlp'],
      processors: ['memory_limiter', 'batch'],
      exporters: ['jaeger_storage_exporter'],
    },
  });
  expect(at(config, 'extensions', 'jaeger_storage', 'metric_backends')).toEqual(monitor);
});

test('memory and Badger have one pod', () => {
  expect(at(synth({ storage: memory() }).collector('jaeger'), 'config', ...backend)).toEqual({
    memory: { max_traces: 1_000_000 },
  });
  const storage = badger({ volumeSize: '10Gi', storageClassName: 'fast', retentionDays: 7 });
  const { manifests, collector } = synth({ storage });
  expect(identities(manifests)).toEqual(['OpenTelemetryCollector jaeger', 'Service jaeger-query']);
  expect(collector('jaeger')).toMatchObject({
    mode: 'statefulset',
    podSecurityContext: { fsGroup: 10001 },
    volumeClaimTemplates: [
      {
        metadata: { name: 'badger' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          resources: { requests: { storage: '10Gi' } },
        },
      },
    ],
    volumeMounts: [{ name: 'badger', mountPath: '/badger' }, { name: 'tmp' }],
  });
  expect(at(collector('jaeger'), 'config', ...backend)).toEqual({
    badger: {
      ephemeral: false,
      directories: { keys: '/badger/key', values: '/badger/data' },
      ttl: { spans: '168h' },
    },
  });
});

test('hands out an endpoint for what is switched on, in the type too', () => {
  const chart = new Chart(new App(), 'test');
  const usual = new JaegerV2(chart, 'Jaeger', { namespace: 'tracing', storage });
  expect(usual.otlpGrpc.address('tracing')).toBe('jaeger-collector:4317');
  expect(usual.otlpHttp.url('tracing')).toBe('http://jaeger-collector:4318');
  expect(usual.query.url('monitoring')).toBe('http://jaeger-query.tracing.svc.cluster.local:16686');
  expect([usual.thriftHttp satisfies undefined, usual.sampling satisfies undefined]).toEqual([
    undefined,
    undefined,
  ]);
  const other = new JaegerV2(chart, 'Other', {
    namespace: 'tracing',
    name: 'other',
    storage,
    protocols: ['jaeger-thrift-http'],
    sampling: { strategies },
  });
  expect(other.otlpGrpc satisfies undefined).toBeUndefined();
  expect(other.thriftHttp.tracesUrl('tracing')).toBe('http://other-collector:14268/api/traces');
  expect(other.sampling.address('tracing')).toBe('other-collector:5779');
  expect(other.endpoint('jaeger-thrift-http')).toBe(other.thriftHttp);
});

test('endpoints speak TLS where the configuration says so', () => {
  const tls = { cert_file: '/tls/tls.crt', key_file: '/tls/tls.key' };
  const volume = {
    volumes: [{ name: 'tls', secret: { secretName: 'jaeger-tls' } }],
    volumeMounts: [{ name: 'tls', mountPath: '/tls' }],
  };
  const { jaeger } = synth({
    sampling: { strategies },
    extraSpec: { collector: volume, query: volume },
    extraConfig: {
      collector: { receivers: { otlp: { protocols: { grpc: { tls } } } } },
      query: { extensions: { jaeger_query: { http: { tls } } } },
    },
  });
  const speaks = [jaeger.otlpGrpc, jaeger.otlpHttp, jaeger.sampling, jaeger.query];
  expect(speaks.map((endpoint) => endpoint?.tls)).toEqual([true, false, false, true]);
});

test('the size of a volume must be said', () => {
  // @ts-expect-error it is required
  expect(() => badger({})).toThrow(new Error('badger: volumeSize must be set, got nothing'));
});

test.each<[string, Partial<Props>]>([
  ['the required props', {}],
  ['every prop', every],
  ['one CR', { layout: 'one', storage: secured }],
  ['computed sampling', { sampling: { adaptive: {} } }],
  ['metrics', { metrics: { prometheusUrl } }],
  ['metrics behind Kafka', { ...every, metrics: { prometheusUrl } }],
  ['memory', { storage: memory({ maxTraces: 1000 }) }],
  ['Badger', { storage: badger({ volumeSize: '1Gi' }) }],
])('the linter finds nothing in what comes of %s', (_, props) => {
  const { manifests } = synth(props);
  const documents = manifests.map((value) => ({ value }));
  expect(lint(readModel(documents)).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual(
    [],
  );
});

const subdomain =
  "a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters)";

test.each<[object, string]>([
  [
    { name: 'j'.repeat(31) },
    `name must be at most 30 characters, or names that derive from it are cut, got '${'j'.repeat(31)}' (31)`,
  ],
  [
    { name: 'my.jaeger' },
    "name must be lower-case letters, digits and '-', beginning with a letter, got 'my.jaeger'",
  ],
  [
    { storage: undefined },
    'storage must be made by one of elasticsearch({ … }), opensearch({ … }), cassandra({ … }), clickhouse({ … }), remoteStorage({ … }), badger({ … }), memory(), got nothing',
  ],
  [
    { storage: { type: 'influx' } },
    'storage must be made by one of elasticsearch({ … }), opensearch({ … }), cassandra({ … }), clickhouse({ … }), remoteStorage({ … }), badger({ … }), memory(), got a mapping',
  ],
  [
    { storage: { type: 'elasticsearch', serverUrls: [] } },
    'storage.serverUrls must be a list of URLs, got an empty one',
  ],
  [
    { storage: { type: 'memory', maxTraces: 0 } },
    'storage.maxTraces must be a whole number of at least 1, got 0',
  ],
  [{ layout: 'three' }, "layout must be one of split, one, got 'three'"],
  [{ readiness: 'probe' }, "readiness must be one of container, none, got 'probe'"],
  [{ protocols: [] }, 'protocols must be a list of protocols, got an empty one'],
  [
    { protocols: ['kafka'] },
    "protocols must be one of otlp-grpc, otlp-http, jaeger-grpc, jaeger-thrift-http, zipkin, got 'kafka'",
  ],
  [{ collectorReplicas: 0 }, 'collectorReplicas must be a whole number of at least 1, got 0'],
  [{ queryReplicas: 1.5 }, 'queryReplicas must be a whole number of at least 1, got 1.5'],
  [
    { image: 'jaegertracing/jaeger' },
    "image must name a release by tag or digest, got 'jaegertracing/jaeger'",
  ],
  [
    { indexCleanerImage: 'a:latest' },
    "indexCleanerImage must name a release, not latest, got 'a:latest'",
  ],
  [{ ingress: { hosts: [] } }, 'ingress.hosts must be a list of host names, got an empty one'],
  [
    { basePath: '/jaeger/' },
    "basePath must be an absolute path without a slash at its end, such as /jaeger, got '/jaeger/'",
  ],
  [{ uiConfig: 'ui.json' }, "uiConfig must be a mapping, got 'ui.json'"],
  [{ kafka: { brokers: [] } }, 'kafka.brokers must be a list of brokers, got an empty one'],
  [
    { kafka: { brokers: ['kafka'] } },
    "kafka.brokers must be host:port such as kafka.kafka.svc:9092, got 'kafka'",
  ],
  [
    { kafka: { brokers: ['kafka:9092'], topic: 'a b' } },
    "kafka.topic must be letters, digits, '.', '_' and '-', at most 249 of them, got 'a b'",
  ],
  [
    { kafka: { brokers: ['kafka:9092'], groupId: '' } },
    "kafka.groupId must be text that is not empty, got ''",
  ],
  [
    { kafka: { brokers: ['kafka:9092'], saslMechanism: 'PLAIN' } },
    "kafka.saslMechanism needs kafka.secretName, got 'PLAIN' alone",
  ],
  [
    { kafka: { brokers: ['kafka:9092'], secretName: 'a', saslMechanism: 'GSSAPI' } },
    "kafka.saslMechanism must be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, got 'GSSAPI'",
  ],
  [
    { kafka: { brokers: ['kafka:9092'], caSecretKey: 'a.crt' } },
    "kafka: caSecretKey needs caSecretName, got 'a.crt' alone",
  ],
  [
    { kafka: { brokers: ['kafka:9092'] }, layout: 'one' },
    'layout one must not be set with kafka, where one pod collects and another stores',
  ],
  [
    { kafka: { brokers: ['kafka:9092'] }, storage: memory() },
    'kafka needs storage that pods can share, such as elasticsearch, got memory',
  ],
  [
    { layout: 'split', storage: memory() },
    'layout split needs storage that pods can share, such as elasticsearch, got memory',
  ],
  [
    { collectorReplicas: 2, storage: badger({ volumeSize: '1Gi' }) },
    'collectorReplicas must be 1 with storage badger, of which each pod has its own, got 2',
  ],
  [
    { layout: 'one', queryReplicas: 2 },
    'queryReplicas must not be set with layout one, which has no query pods, got 2',
  ],
  [
    { metrics: { prometheusUrl: 'prometheus:9090' } },
    "metrics.prometheusUrl must be a URL such as http://prometheus.monitoring.svc:9090, got 'prometheus:9090'",
  ],
  [{ metrics: {} }, 'metrics.prometheusUrl must be set, got nothing'],
  // without the password
  [
    { metrics: { prometheusUrl: 'http://me:geheim@prometheus:9090' } },
    'metrics.prometheusUrl must not carry credentials; set auth of the metric backend by extraConfig, with variables',
  ],
  [{ sampling: {} }, 'sampling must have strategies or adaptive, got neither'],
  [
    { sampling: { strategies: { default_strategy: { type: 'const', param: 1 } } } },
    "sampling.strategies.default_strategy.type: type of a sampling strategy must be probabilistic or ratelimiting, got 'const'",
  ],
  [
    {
      sampling: {
        strategies: {
          ...strategies,
          service_strategies: [{ service: 'shop', type: 'ratelimiting', param: 0.9 }],
        },
      },
    },
    'sampling.strategies with type ratelimiting must have a whole number for param, got 0.9',
  ],
  [
    { sampling: { strategies: { default_strategy: { type: 'probabilistic', param: 10 } } } },
    'sampling.strategies with type probabilistic must have a param from 0 to 1, got 10',
  ],
  [
    { ingress: { hosts: ['a.example.com', 'a.example.com'] } },
    "ingress.hosts must name each host once, got 'a.example.com' more than once",
  ],
  [
    { storage: { type: 'badger', volumeSize: '1Gi', storageClassName: 'a b' } },
    `storage.storageClassName must be ${subdomain}, got 'a b'; did you mean 'a-b'?`,
  ],
  [
    { storage: { type: 'badger', volumeSize: '1Gi', retentionDays: 0 } },
    'storage.retentionDays must be a whole number of at least 1, got 0',
  ],
  [
    { sampling: { strategies: {} } },
    'sampling.strategies must have a default_strategy, or Jaeger samples one trace in a thousand by default, got none',
  ],
  [
    { sampling: { adaptive: { initialSamplingProbability: 2 } } },
    'sampling.adaptive.initialSamplingProbability must be a number above 0 and at most 1, got 2',
  ],
  [
    { extraSpec: { ingester: {} } },
    'extraSpec must be of collector, query, the CRs that there are, got ingester',
  ],
  [
    { extraSpec: { collector: { replicas: 2 } } },
    'extraSpec.collector must not set replicas; use the prop collectorReplicas, queryReplicas or kafka',
  ],
  [
    { extraConfig: { query: { extensions: { jaeger_query: { http: { endpoint: ':80' } } } } } },
    'extraConfig.query must not set extensions.jaeger_query.http.endpoint, which endpoints rely on',
  ],
  [
    { extraConfig: { query: { extensions: { jaeger_query: { base_path: '/a' } } } } },
    'extraConfig.query must not set extensions.jaeger_query.base_path, which endpoints rely on',
  ],
  [
    { extraConfig: { collector: { processors: { batch: null } } } },
    'extraConfig.collector.processors.batch must not be null, write {} for defaults',
  ],
])('refuses %j', (props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Jaeger: ${message}`));
});
