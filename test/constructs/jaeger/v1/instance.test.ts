import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../../../src/constructs/elasticsearch/storage.ts';
import { Jaeger } from '../../../../src/constructs/jaeger/v1/instance.ts';
import type { JaegerProps } from '../../../../src/constructs/jaeger/v1/props.ts';
import { acknowledge } from '../../../../src/guard.ts';
import { additions, placement } from '../../pod-props.ts';
import { restricted } from '../../restricted.ts';

const storage = elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'] });

/** Ten batches of 2,048 spans, what an OpenTelemetry collector sends at once. */
const queue = { 'collector.queue-size': 20_480 };

function synth(props: Partial<JaegerProps> = {}) {
  const chart = Testing.chart();
  const jaeger = new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage, ...props });
  return { jaeger, manifest: Testing.synth(chart)[0] };
}

test('is a production Jaeger without an Ingress from its required props alone', () => {
  expect(synth().manifest).toEqual({
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'jaeger', namespace: 'tracing' },
    spec: {
      strategy: 'production',
      containerSecurityContext: restricted,
      ingress: { enabled: false },
      // with requests, the autoscaler that the operator makes unasked would go up to 100 pods
      collector: {
        autoscale: false,
        options: queue,
        resources: { requests: { cpu: '200m', memory: '512Mi' } },
      },
      query: {
        tracingEnabled: false,
        resources: { requests: { cpu: '100m', memory: '256Mi' } },
      },
      resources: { requests: { cpu: '10m', memory: '64Mi' } },
      storage: {
        type: 'elasticsearch',
        options: { es: { 'server-urls': 'http://elastic.centre.com:9201' } },
        esIndexCleaner: { containerSecurityContext: restricted },
        dependencies: { enabled: false },
      },
    },
  });
});

test('is as the operator makes it when it need not be restricted', () => {
  const { spec } = synth({ restricted: false }).manifest;
  expect(spec.containerSecurityContext).toBeUndefined();
  expect(spec.storage.esIndexCleaner).toBeUndefined();
});

test('what is said of a component goes on being restricted, and so does the agent beside it', () => {
  const pods = { query: { securityContext: { runAsUser: 1000 } } };
  const { spec } = synth({ queryTracing: true, pods }).manifest;
  expect(spec.query.containerSecurityContext).toEqual({ ...restricted, runAsUser: 1000 });
  expect(spec.agent).toEqual({ sidecarSecurityContext: restricted });
});

const { affinity, tolerations } = placement;
const { env, ...rest } = additions;
const allPods = { affinity, tolerations, ...rest };

// receiverTls has tests of its own
const every: Required<Omit<JaegerProps, 'receiverTls'>> = {
  namespace: 'observability',
  name: 'traces',
  storage: elasticsearch({
    serverUrls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
    indexPrefix: 'team-a',
    shards: 3,
    replicas: 0,
    retentionDays: 14,
    secretName: 'elasticsearch-credentials',
  }),
  ingress: {
    hosts: ['jaeger.example.com'],
    ingressClassName: 'nginx',
    tlsSecretName: 'jaeger-tls',
    annotations: { 'example.com/class': 'internal' },
  },
  kafka: {
    brokers: ['kafka-0.example.com:9093', 'kafka-1.example.com:9093'],
    topic: 'spans',
    groupId: 'writers',
    protocolVersion: '3.3.0',
    ingesterReplicas: 4,
    caSecretName: 'kafka-ca',
  },
  sampling: { strategies: { default_strategy: { type: 'probabilistic', param: 0.1 } } },
  gateway: { parentRefs: [{ name: 'public', namespace: 'gateways' }] },
  basePath: '/jaeger',
  uiConfig: { dependencies: { menuEnabled: false } },
  dependenciesImage: 'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies:v0.5.2',
  operatorDependencies: false,
  collectorReplicas: 2,
  queryReplicas: 3,
  pods: {
    all: { ...allPods, imagePullSecrets: ['registry'], serviceAccountName: 'jaeger-pods' },
    collector: {
      image: 'registry.example.com/jaegertracing/jaeger-collector:1.65.0',
      nodeSelector: { disk: 'fast' },
      priorityClassName: 'platform',
      resources: { limits: { memory: '1Gi' } },
    },
    query: { resources: { requests: { cpu: '1' }, limits: { memory: '128Mi' } } },
  },
  queryTracing: false,
  queueSize: 5000,
  collectorOptions: { 'collector.num-workers': 100 },
  queryOptions: { 'query.additional-headers': 'x-team: a' },
  ingesterOptions: { 'es.bulk.workers': 2 },
  clusterDomain: 'k8s.example',
  restricted: true,
  labels: { team: 'a' },
  annotations: { 'example.com/owner': 'team-a' },
  extraSpec: {
    collector: { terminationGracePeriodSeconds: 60 },
    query: { serviceType: 'NodePort' },
    ingress: { pathType: 'Prefix' },
    storage: {
      esIndexCleaner: { schedule: '55 23 * * *' },
      esRollover: { readTTL: '48h' },
      dependencies: { schedule: '5 1 * * *' },
    },
    tolerations: [{ key: 'more', operator: 'Exists' }],
    labels: { 'example.com/cost': 'tracing' },
  },
};

test('renders every prop', () => {
  const kafka = {
    brokers: 'kafka-0.example.com:9093,kafka-1.example.com:9093',
    topic: 'spans',
    'protocol-version': '3.3.0',
    authentication: 'tls',
    tls: { enabled: true, ca: '/etc/jaeger/kafka/ca.crt' },
  };
  const kafkaCa = {
    volumes: [{ name: 'kafka-ca', secret: { secretName: 'kafka-ca' } }],
    volumeMounts: [{ name: 'kafka-ca', mountPath: '/etc/jaeger/kafka', readOnly: true }],
  };
  const { manifest, jaeger } = synth(every);
  expect(manifest.metadata).toEqual({
    name: 'traces',
    namespace: 'observability',
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
  });
  expect(manifest.spec).toEqual({
    strategy: 'streaming',
    ui: { options: { dependencies: { menuEnabled: false } } },
    sampling: { options: { default_strategy: { type: 'probabilistic', param: 0.1 } } },
    ingress: {
      enabled: true,
      hosts: ['jaeger.example.com'],
      ingressClassName: 'nginx',
      tls: [{ hosts: ['jaeger.example.com'], secretName: 'jaeger-tls' }],
      annotations: { 'example.com/class': 'internal' },
      pathType: 'Prefix',
    },
    affinity,
    tolerations: [...tolerations, { key: 'more', operator: 'Exists' }],
    securityContext: additions.podSecurityContext,
    containerSecurityContext: { ...restricted, ...additions.securityContext },
    volumes: additions.volumes,
    volumeMounts: additions.volumeMounts,
    annotations: additions.podAnnotations,
    labels: { ...additions.podLabels, 'example.com/cost': 'tracing' },
    imagePullSecrets: [{ name: 'registry' }],
    serviceAccount: 'jaeger-pods',
    resources: { requests: { cpu: '10m', memory: '64Mi' } },
    collector: {
      replicas: 2,
      image: 'registry.example.com/jaegertracing/jaeger-collector:1.65.0',
      nodeSelector: { disk: 'fast' },
      priorityClassName: 'platform',
      terminationGracePeriodSeconds: 60,
      resources: { requests: { cpu: '200m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      options: {
        kafka: { producer: { ...kafka, 'required-acks': 'all' } },
        'collector.queue-size': 5000,
        'collector.num-workers': 100,
      },
      ...kafkaCa,
    },
    ingester: {
      replicas: 4,
      resources: { requests: { cpu: '200m', memory: '512Mi' } },
      options: {
        kafka: { consumer: { ...kafka, 'group-id': 'writers' } },
        'es.bulk.workers': 2,
      },
      ...kafkaCa,
    },
    query: {
      replicas: 3,
      tracingEnabled: false,
      serviceType: 'NodePort',
      resources: { requests: { cpu: '1', memory: '128Mi' }, limits: { memory: '128Mi' } },
      options: { 'query.base-path': '/jaeger', 'query.additional-headers': 'x-team: a' },
    },
    storage: {
      type: 'elasticsearch',
      secretName: 'elasticsearch-credentials',
      options: {
        es: {
          'server-urls': 'https://es-0.example.com:9200,https://es-1.example.com:9200',
          'index-prefix': 'team-a',
          'num-shards': 3,
          'num-replicas': 0,
          'max-span-age': '336h',
        },
      },
      esIndexCleaner: {
        enabled: true,
        numberOfDays: 14,
        schedule: '55 23 * * *',
        containerSecurityContext: { ...restricted, ...additions.securityContext },
      },
      esRollover: { readTTL: '48h' },
      dependencies: {
        enabled: true,
        image: 'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies:v0.5.2',
        schedule: '5 1 * * *',
        resources: { requests: { cpu: '200m', memory: '2Gi' } },
      },
    },
  });
  expect(jaeger.query.url('grafana')).toBe(
    'http://traces-query.observability.svc.k8s.example:16686/jaeger',
  );
});

test('an autoscaler goes by what pods request, and takes nothing else than what the operator has', () => {
  const autoscaler = { minReplicas: 2, maxReplicas: 6 };
  const { collector } = synth({ pods: { collector: { autoscaler } } }).manifest.spec;
  expect(collector).toEqual({
    autoscale: true,
    minReplicas: 2,
    maxReplicas: 6,
    options: queue,
    resources: { requests: { cpu: '200m', memory: '512Mi' } },
  });
});

test('what all pods request goes before what is usual for one component', () => {
  const all = { resources: { requests: { cpu: '50m' }, limits: { memory: '200Mi' } } };
  const { spec } = synth({ pods: { all } }).manifest;
  expect(spec.collector.resources).toEqual({
    requests: { cpu: '50m', memory: '200Mi' },
    limits: { memory: '200Mi' },
  });
  expect(spec.resources).toEqual({
    requests: { cpu: '50m', memory: '64Mi' },
    limits: { memory: '200Mi' },
  });
});

test.each<[JaegerProps['pods'], string]>([
  [
    { collector: { autoscaler: { maxReplicas: 3 }, resources: { requests: {} } } },
    'pods.collector.autoscaler needs resources.requests.cpu of the collector, or it scales nothing, got none',
  ],
  [
    { all: { podLabels: { 'app.kubernetes.io/component': 'mine' } } },
    "pods.all.podLabels must not have app.kubernetes.io/component, which is the operator's: Services select pods by it",
  ],
  [
    { query: { image: 'jaegertracing/jaeger-query' } },
    "pods.query.image must name a release by tag or digest, got 'jaegertracing/jaeger-query'",
  ],
  [
    { query: { volumeMounts: [{ name: 'data', mountPath: '/data' }] } },
    "pods.query.volumeMounts[0].name must be that of one of volumes, got 'data'",
  ],
])('pods that cannot be are refused: %#', (pods, message) => {
  expect(() => synth({ pods })).toThrow(`test/Jaeger: ${message}`);
});

test('the operator has no field for the environment and the spread of pods', () => {
  // @ts-expect-error no field of any pod
  const env: JaegerProps['pods'] = { collector: { env: [] } };
  expect(() => synth({ pods: env })).toThrow('pods.collector.env must be a prop that is known');
  // @ts-expect-error no field of the jobs
  const nodes: JaegerProps['pods'] = { all: { nodeSelector: {} } };
  expect(() => synth({ pods: nodes })).toThrow(
    'pods.all.nodeSelector must be a prop that is known',
  );
});

test('hands out an endpoint for each protocol that spans and queries use', () => {
  const { jaeger } = synth();
  expect(jaeger.otlpGrpc.address('tracing')).toBe('jaeger-collector:4317');
  expect(jaeger.otlpHttp.url('tracing')).toBe('http://jaeger-collector:4318');
  expect(jaeger.thriftHttp.tracesUrl('tekton-pipelines')).toBe(
    'http://jaeger-collector.tracing.svc.cluster.local:14268/api/traces',
  );
  expect(jaeger.query.url('monitoring')).toBe(
    'http://jaeger-query.tracing.svc.cluster.local:16686',
  );
});

test('the job that computes the service graph can be left to the operator', () => {
  const { manifest } = synth({ operatorDependencies: true });
  expect(manifest.spec.storage.dependencies).toBeUndefined();
});

test('the agent beside the query service can be left to the operator', () => {
  expect(synth({ queryTracing: true }).manifest.spec.query).not.toHaveProperty('tracingEnabled');
  const unrequested = { query: { resources: { requests: {} } } };
  expect(synth({ queryTracing: true, pods: unrequested }).manifest.spec.query).toBeUndefined();
});

test('the CA of Elasticsearch is mounted where all components find it', () => {
  const { spec } = synth({ storage: secured }).manifest;
  expect(spec.storage.options.es.tls).toEqual({
    enabled: true,
    ca: '/etc/jaeger/elasticsearch/ca.crt',
  });
  expect(spec.volumes).toEqual([
    { name: 'elasticsearch-ca', secret: { secretName: 'elasticsearch-ca' } },
  ]);
  expect(spec.volumeMounts).toEqual([
    { name: 'elasticsearch-ca', mountPath: '/etc/jaeger/elasticsearch', readOnly: true },
  ]);
});

test("a queue of Jaeger's own size is not written", () => {
  expect(synth({ queueSize: 2000 }).manifest.spec.collector).not.toHaveProperty('options');
  expect(synth({ queueSize: 1999 }).manifest.spec.collector.options).toEqual({
    'collector.queue-size': 1999,
  });
});

test('the strategy follows from storage and Kafka, and is not expressible', () => {
  const props: JaegerProps = { namespace: 'tracing', storage };
  // @ts-expect-error the operator would rewrite any other strategy, so there is none to choose
  expect({ ...props, strategy: 'allInOne' } satisfies JaegerProps).toHaveProperty('strategy');
});

test('endpoints speak TLS where the options say so', () => {
  const { jaeger } = synth({
    collectorOptions: {
      'collector.otlp.grpc.tls.enabled': true,
      'collector.otlp.grpc.tls.cert': '/tls/tls.crt',
      'collector.otlp.grpc.tls.key': '/tls/tls.key',
      'collector.otlp.grpc.host-port': '0.0.0.0:4317',
    },
    queryOptions: { 'query.http.tls.enabled': 'true' },
    extraSpec: {
      volumes: [{ name: 'tls', secret: { secretName: 'jaeger-tls' } }],
      volumeMounts: [{ name: 'tls', mountPath: '/tls' }],
    },
  });
  expect(jaeger.otlpGrpc.tls).toBe(true);
  expect(jaeger.otlpHttp.tls).toBe(false);
  expect(jaeger.query.url()).toBe('https://jaeger-query.tracing.svc.cluster.local:16686');
});

test('what a patch adds that the types do not know is written', () => {
  const chart = Testing.chart();
  const jaeger = new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage });
  ApiObject.of(jaeger).addJsonPatch(JsonPatch.add('/spec/fromTomorrow', true));
  acknowledge(jaeger, 'crd/unknown-field', 'an operator of ours');
  expect(Testing.synth(chart)[0].spec.fromTomorrow).toBe(true);
});

test('rollover by lifecycle management is for both components', () => {
  const options = {
    'es.use-aliases': true,
    'es.use-ilm': true,
    'es.create-index-templates': false,
  };
  const { spec } = synth({ collectorOptions: options, queryOptions: options }).manifest;
  expect([spec.collector.options, spec.query.options]).toEqual([{ ...queue, ...options }, options]);
});

const subdomain =
  "a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters)";
const secured = elasticsearch({
  serverUrls: ['https://es:9200'],
  caSecretName: 'elasticsearch-ca',
});
const image = 'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies:v0.5.2';

test.each<[object, string]>([
  [
    { namespace: 'a.b' },
    "namespace must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'a.b'",
  ],
  [
    { name: 'j'.repeat(34) },
    `name must be at most 33 characters, or its CronJob names are cut, got '${'j'.repeat(34)}' (34)`,
  ],
  [
    { name: 'my.jaeger' },
    "name must be lower-case letters, digits and '-', beginning with a letter, got 'my.jaeger'",
  ],
  [
    { storage: undefined },
    'storage must be made by one of elasticsearch({ … }), opensearch({ … }), cassandra({ … }), badger({ … }), memory(), got nothing',
  ],
  [
    { storage: { type: 'grpc' } },
    'storage grpc needs jaegerV2: over gRPC, the operator supports plugins only, which Jaeger dropped in 1.58',
  ],
  [
    { storage: { type: 'elasticsearch', serverUrls: [] } },
    'storage.serverUrls must be a list of URLs, got an empty one',
  ],
  [{ queueSize: 0 }, 'queueSize must be a whole number of at least 1, got 0'],
  [{ collectorReplicas: 0 }, 'collectorReplicas must be a whole number of at least 1, got 0'],
  [{ queryReplicas: 1.5 }, 'queryReplicas must be a whole number of at least 1, got 1.5'],
  [{ ingress: { hosts: [] } }, 'ingress.hosts must be a list of host names, got an empty one'],
  [
    { ingress: { hosts: ['*.example.com', 'https://jaeger.example.com'] } },
    `ingress.hosts must be ${subdomain}, got 'https://jaeger.example.com'`,
  ],
  [
    { ingress: { hosts: ['jaeger.example.com'], tlsSecretName: 'a b' } },
    `ingress.tlsSecretName must be ${subdomain}, got 'a b'; did you mean 'a-b'?`,
  ],
  [
    { ingress: { hosts: ['jaeger.example.com'], ingressClassName: '' } },
    `ingress.ingressClassName must be ${subdomain}, got ''`,
  ],
  [
    { dependenciesImage: 'spark-dependencies' },
    "dependenciesImage must name a release by tag or digest, got 'spark-dependencies'",
  ],
  [
    { dependenciesImage: image, storage: secured },
    `dependenciesImage must not be set with a caSecretName: the spark job cannot be given a CA, got '${image}'`,
  ],
  [
    { dependenciesImage: image, operatorDependencies: true },
    `operatorDependencies must not be true with dependenciesImage, got '${image}'`,
  ],
  [{ annotations: { owner: 7 } }, 'annotations.owner must be a string, got 7'],
  [
    { extraSpec: { strategy: 'allInOne' } },
    'extraSpec must not set strategy, which is production here',
  ],
  [
    { extraSpec: { collector: { replicas: 2 } } },
    'extraSpec.collector must not set replicas; use the prop collectorReplicas',
  ],
  [
    { extraSpec: { query: { options: {} } } },
    'extraSpec.query must not set options; use the prop queryOptions',
  ],
  [
    { extraSpec: { query: { tracingEnabled: true } } },
    'extraSpec.query must not set tracingEnabled; use the prop queryTracing',
  ],
  [
    { extraSpec: { ingress: { hosts: [] } } },
    'extraSpec.ingress must not set hosts; use the prop ingress.hosts',
  ],
  [
    { extraSpec: { ingress: { annotations: {} } } },
    'extraSpec.ingress must not set annotations; use the prop ingress.annotations',
  ],
  [
    { extraSpec: { ingress: { pathType: 'Prefix' } } },
    'extraSpec.ingress must not be set without the prop ingress, there is none to add to',
  ],
  [
    { extraSpec: { storage: { type: 'memory' } } },
    'extraSpec.storage must not set type; use the prop storage',
  ],
  [
    { extraSpec: { storage: { esIndexCleaner: { numberOfDays: 3 } } } },
    'extraSpec.storage.esIndexCleaner must not set numberOfDays; use the prop storage.retentionDays',
  ],
  [
    {
      storage: elasticsearch({ serverUrls: ['http://es:9200'], retentionDays: 3 }),
      extraSpec: { storage: { esIndexCleaner: { enabled: false } } },
    },
    'extraSpec.storage.esIndexCleaner must not set enabled; use the prop storage.retentionDays',
  ],
  [
    { extraSpec: { storage: { dependencies: { schedule: '5 1 * * *' } } } },
    'extraSpec.storage.dependencies must not be set without the prop dependenciesImage, there is no such job',
  ],
  [{ extraSpec: { affinity: null } }, 'extraSpec.affinity must not be null, write {} for defaults'],
  [{ clusterDomain: 'K8s' }, `clusterDomain must be ${subdomain}, got 'K8s'; did you mean 'k8s'?`],
])('fails for %j', (wrong, message) => {
  expect(() => synth(wrong)).toThrow(new Error(`test/Jaeger: ${message}`));
});

test.each<[string, unknown, string]>([
  ['es.index-prefix', 'b', 'must not set es.index-prefix; use the prop storage.indexPrefix'],
  ['es.server-urls', 'http://b', 'must not set es.server-urls; use the prop storage.serverUrls'],
  ['es.password', 'geheim', 'must not set es.password; use the prop storage.secretName'],
  ['es.tls.ca', '/ca.crt', 'must not set es.tls.ca; use the prop storage.caSecretName'],
  ['span-storage.type', 'memory', 'must not set span-storage.type; use the prop storage'],
  ['collector.queue-size', 5, 'must not set collector.queue-size; use the prop queueSize'],
  [
    '--collector.num-workers',
    5,
    "must name options without leading dashes, got '--collector.num-workers', did you mean 'collector.num-workers'?",
  ],
  ['', 5, "must name options without leading dashes, got ''"],
  [
    'collector.num-workers',
    null,
    '.collector.num-workers must be a string, a number, true or false, got null',
  ],
  [
    'collector.num-workers',
    Number.NaN,
    'must give collector.num-workers a string, a number, true or false, got NaN',
  ],
  [
    'collector.tags',
    ['a'],
    '.collector.tags must be a string, a number, true or false, got a list',
  ],
  [
    'collector',
    { tags: 'a' },
    '.collector must be a string, a number, true or false, got a mapping',
  ],
  [
    'kafka.producer.brokers',
    'kafka:9092',
    'must not hold kafka.producer.brokers: the component has no options of kafka, and does not start',
  ],
  [
    'query.base-path',
    '/jaeger',
    'must not hold query.base-path: the component has no options of query, and does not start',
  ],
  [
    'collector.otlp.enabled',
    false,
    "must leave collector.otlp.enabled true, or the Service has no ports for OTLP, got 'false'",
  ],
  [
    'collector.otlp.grpc.host-port',
    ':5317',
    "must leave collector.otlp.grpc.host-port at port 4317, where the Service leads, got ':5317'",
  ],
])('the collector option %s: %j is refused', (key, value, message) => {
  // @ts-expect-error options may come from where no types are checked
  expect(() => synth({ collectorOptions: { [key]: value } })).toThrow(
    new Error(`test/Jaeger: collectorOptions${message.startsWith('.') ? '' : ' '}${message}`),
  );
});

test.each<[Partial<JaegerProps>, string]>([
  [
    { queryOptions: { 'collector.queue-size': 5 } },
    'queryOptions must not hold collector.queue-size: the component has no options of collector, and does not start',
  ],
  [
    { queryOptions: { 'query.http-server.host-port': ':80' } },
    "queryOptions must leave query.http-server.host-port at port 16686, where the Service leads, got ':80'",
  ],
  [
    { collectorOptions: { 'collector.http.tls.cert': '/tls.crt' } },
    'collectorOptions: collector.http.tls.enabled must be true beside other collector.http.tls options, got nothing',
  ],
  [
    { collectorOptions: { 'es.use-ilm': true } },
    'collectorOptions: es.use-ilm must be used with es.use-aliases true',
  ],
  [
    { collectorOptions: { 'es.use-aliases': true } },
    'collectorOptions and queryOptions must have the same es.use-aliases, got true and nothing',
  ],
])('options that contradict each other are refused: %j', (wrong, message) => {
  expect(() => synth(wrong)).toThrow(new Error(`test/Jaeger: ${message}`));
});
