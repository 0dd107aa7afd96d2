import { expect, test } from 'vitest';
import type { Result } from '../../src/verify/check.ts';
import { verify } from '../../src/verify/verify.ts';
import { tls } from './programs.ts';
import { addEndpoints, certificateFor, liveConfig, type Stack, stackOf } from './stack.ts';

/** What is red, as people read it. */
async function red({ context }: Stack): Promise<readonly Result[]> {
  const { results } = await verify(context);
  return results.filter(({ status }) => status === 'failed');
}

/** What the check with such a title says. */
function about(results: readonly Result[], title: RegExp): Partial<Result> {
  const found = results.filter((result) => title.test(result.title));
  expect(found.map((result) => result.title)).toHaveLength(1);
  return found[0] ?? {};
}

const collector = 'otel-collector-collector';
const toJaeger = 'otel-collector → jaeger-collector.tracing:4317';

test('a certificate that is not issued, or has expired, is named', async () => {
  const stack = await stackOf();
  stack.cluster.change('Certificate tracing/jaeger-operator-serving-cert', ['status'], {
    conditions: [{ type: 'Ready', status: 'False', reason: 'Pending', message: 'no issuer' }],
  });
  const { cluster } = stack;
  const expired = '2026-01-01T00:00:00Z';
  cluster.change(
    'Certificate tracing/opentelemetry-operator-serving-cert',
    ['status', 'notAfter'],
    expired,
  );
  expect(await red(stack)).toMatchObject([
    { hop: 'cert-manager', message: `the certificate has expired at ${expired}` },
    { hop: 'cert-manager', message: 'it is not issued, Pending: no issuer' },
  ]);
});

test('webhooks without a CA, with one of somebody else, and with nobody behind them are named', async () => {
  const stack = await stackOf();
  const { cluster } = stack;
  const own = 'opentelemetry-operator';
  cluster.change(
    `MutatingWebhookConfiguration ${own}-mutating-webhook-configuration`,
    ['webhooks', 0, 'clientConfig'],
    { service: { name: `${own}-webhook-service`, namespace: 'tracing' } },
  );
  const other = await certificateFor('other.tracing.svc');
  cluster.listen(`${own}-controller-manager-0`, 9443, tls(other));
  addEndpoints(cluster, 'tracing', 'jaeger-operator-webhook-service', [], []);
  const hop = `API server → ${own}-webhook-service.tracing`;
  const results = await red(stack);
  expect(about(results, /MutatingWebhookConfiguration opentelemetry/)).toMatchObject({
    hop,
    message: expect.stringContaining('no CA is set in them'),
  });
  expect(about(results, /ValidatingWebhookConfiguration opentelemetry/)).toMatchObject({
    hop,
    message: 'the API server cannot trust what answers there: self-signed certificate',
  });
  expect(about(results, /MutatingWebhookConfiguration jaeger/)).toMatchObject({
    hop: 'API server → jaeger-operator-webhook-service.tracing',
    message: expect.stringContaining('its selector finds no pods'),
  });
});

test('a port that the Service does not have, and one where nothing listens, are named', async () => {
  const stack = await stackOf((yaml) =>
    yaml.replace('endpoint: jaeger-collector:4317', 'endpoint: jaeger-collector:4444'),
  );
  stack.behaviour.collector = 'queues';
  stack.cluster.close('jaeger-query-0', 16686);
  const results = await red(stack);
  expect(about(results, /^jaeger-collector\.tracing:4444/)).toMatchObject({
    hop: 'otel-collector → jaeger-collector.tracing:4444',
    message: 'Service jaeger-collector has no port 4444, only 4317, 4318, 14269, 14250',
  });
  expect(about(results, /^jaeger-query\.tracing:16686/)).toMatchObject({
    message: 'nothing listens on port 16686 of its pods',
    evidence: ['pod jaeger-query-0: connection refused at port 16686'],
  });
  expect(about(results, /OTLP\/HTTP of jaeger-collector/)).toMatchObject({
    hop: 'here → jaeger-query',
  });
  expect(about(results, /OTLP\/gRPC of otel-collector/)).toMatchObject({
    hop: 'otel-collector → jaeger-collector.tracing:4444',
    evidence: expect.arrayContaining(['otelcol_exporter_queue_size{exporter="otlp_grpc"} 2']),
  });
});

test('a port that speaks something else is named by the counters of the exporter', async () => {
  const stack = await stackOf((yaml) =>
    yaml.replace('endpoint: jaeger-collector:4317', 'endpoint: jaeger-collector:14250'),
  );
  stack.behaviour.collector = 'fails';
  stack.cluster.log(`${collector}-0`, 'info ok\nerror Exporting failed: Unimplemented\n');
  const results = await red(stack);
  expect(about(results, /OTLP\/HTTP of otel-collector/)).toMatchObject({
    hop: 'otel-collector → jaeger-collector.tracing:14250',
    message: 'exporter otlp_grpc of otel-collector cannot send it',
    evidence: [
      expect.stringMatching(/^otelcol_exporter_send_failed_spans\{exporter="otlp_grpc"\} \d → \d$/),
      `log of ${collector}-0: error Exporting failed: Unimplemented`,
    ],
  });
});

test('a NetworkPolicy that keeps clients out is named with its hop', async () => {
  const stack = await stackOf();
  stack.behaviour.collector = 'queues';
  stack.cluster.apply(`
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: only-web, namespace: tracing }
spec:
  podSelector: { matchLabels: { pod: jaeger-collector } }
  ingress:
    - from: [{ podSelector: { matchLabels: { role: web } } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: own-namespace, namespace: tracing }
spec:
  podSelector: { matchLabels: { pod: ${collector} } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { name: tekton-pipelines } } }, { podSelector: {} }]
      ports: [{ port: 4318 }]
`);
  const results = await red(stack);
  expect(about(results, /^NetworkPolicies .* jaeger-collector\.tracing:4317/)).toMatchObject({
    hop: toJaeger,
    evidence: ['NetworkPolicy tracing/only-web'],
  });
  expect(
    about(results, /^NetworkPolicies .* otel-collector-collector\.tracing:4317/),
  ).toMatchObject({
    hop: 'thanos-query → otel-collector-collector.tracing:4317',
    evidence: ['NetworkPolicy tracing/own-namespace'],
  });
  expect(results.some(({ title }) => /^Network.*collector\.tracing:4318/.test(title))).toBe(false);
  expect(about(results, /OTLP\/gRPC of otel-collector/)).toMatchObject({ hop: toJaeger });
});

test('a store that is down is named by what Jaeger counts and answers', async () => {
  const stack = await stackOf();
  stack.behaviour.jaeger = 'fails';
  stack.behaviour.query = 'fails';
  const results = await red(stack);
  for (const entrance of ['jaeger-collector:4317', 'otel-collector:4317']) {
    expect(about(results, new RegExp(`OTLP/gRPC of ${entrance}`))).toMatchObject({
      hop: 'jaeger-collector → elastic.centre.com:9201',
      evidence: expect.arrayContaining([
        expect.stringMatching(/^jaeger_bulk_index_errors_total \d → \d$/),
        'jaeger-query answers with HTTP status 500: no Elasticsearch node available',
      ]),
    });
  }
});

// as a real Jaeger 1.65.0 is seen: between two falls it runs for a moment, and is not in a crash loop
test.each([
  ['is in CrashLoopBackOff, ', { waiting: { reason: 'CrashLoopBackOff' } }],
  ['', { running: {} }],
])(
  'a wrong password, with which Jaeger does not start, is named by its log (%s)',
  async (seen, state) => {
    const stack = await stackOf();
    const { cluster } = stack;
    cluster.change('Pod tracing/jaeger-collector-0', ['status'], {
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [
        {
          name: 'jaeger-collector',
          restartCount: 5,
          state,
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        },
      ],
    });
    cluster.change('Deployment tracing/jaeger-collector', ['status', 'readyReplicas'], 0);
    // as Jaeger 1.65.0 says where it is answered 401
    const fatal =
      '{"level":"fatal","msg":"Failed to init storage factory","error":"no Elasticsearch node available"}';
    const stacktrace = `,"stacktrace":"main.main.func1\\n\\t${'/go/src/jaeger/cmd'.repeat(20)}"}`;
    cluster.log('jaeger-collector-0', 'info a', `info a\n${fatal.replace(/}$/, stacktrace)}`);
    addEndpoints(cluster, 'tracing', 'jaeger-collector', [], []);
    stack.behaviour.collector = 'queues';
    const results = await red(stack);
    expect(about(results, /^Deployment tracing\/jaeger-collector /)).toMatchObject({
      hop: 'jaeger-collector → its store',
      message: '0 of 1 pods are ready',
      fix: expect.stringContaining('user and password'),
      evidence: [
        `pod jaeger-collector-0 container jaeger-collector ${seen}5 restarts, ended last with exit code 1 (Error)`,
        `log of jaeger-collector-0: ${fatal}`,
      ],
    });
    expect(about(results, /OTLP\/gRPC of otel-collector/)).toMatchObject({ hop: toJaeger });
  },
);

test('another index prefix of what reads is named, in the arguments and by the trace', async () => {
  const stack = await stackOf();
  stack.behaviour.query = 'finds nothing';
  stack.cluster.change(
    'Deployment tracing/jaeger-query',
    ['spec', 'template', 'spec', 'containers', 0, 'args'],
    ['--es.index-prefix=traces'],
  );
  const results = await red(stack);
  expect(about(results, /^the query of Jaeger jaeger/)).toMatchObject({
    hop: 'operator → jaeger-query',
    evidence: ['--es.index-prefix is traces, the manifests have tracing'],
  });
  expect(about(results, /OTLP\/HTTP of jaeger-collector/)).toMatchObject({
    hop: 'elastic.centre.com:9201 → jaeger-query',
    message: 'jaeger-collector has accepted it, but jaeger-query does not find it',
  });
});

test('a sampler that keeps nothing is named', async () => {
  const stack = await stackOf((yaml) =>
    yaml
      .replace(/^( +)batch:$/m, '$1probabilistic_sampler: { sampling_percentage: 0 }\n$1batch:')
      .replace('- memory_limiter', '- memory_limiter\n            - probabilistic_sampler'),
  );
  stack.behaviour.collector = 'drops';
  const results = await red(stack);
  expect(about(results, /OTLP\/gRPC of otel-collector/)).toMatchObject({
    hop: 'probabilistic_sampler of otel-collector',
    message: 'otel-collector has accepted it and sent it nowhere',
    evidence: [
      expect.stringMatching(/^otelcol_receiver_accepted_spans\{receiver="otlp"\} \d → \d$/),
    ],
  });
  const silenced = await stackOf((yaml) =>
    yaml.replace('sampler_param: "0.0625"', 'sampler_param: "0"'),
  );
  expect(await red(silenced)).toMatchObject([{ hop: 'sampler of thanos-query' }]);
});

test('a crash loop is named, with why', async () => {
  const stack = await stackOf();
  const { cluster } = stack;
  cluster.change(`Pod tracing/${collector}-0`, ['status'], {
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [
      {
        name: 'otc-container',
        restartCount: 1,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      },
    ],
  });
  expect(about(await red(stack), /^Deployment tracing\/otel-collector-collector/)).toMatchObject({
    hop: collector,
    evidence: [
      `pod ${collector}-0 container otc-container is in CrashLoopBackOff, 1 restart, ended last with exit code 137 (OOMKilled)`,
    ],
  });
});

test('a rollout that is stuck is named, though the former pods run', async () => {
  const stack = await stackOf();
  const { cluster } = stack;
  const pod = cluster.get(`Pod tracing/${collector}-0`) ?? {};
  const added = (name: string, restartCount: number) => ({
    ...pod,
    metadata: { name, namespace: 'tracing', labels: { pod: collector } },
    status: {
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [{ name: 'otc-container', restartCount, state: { running: {} } }],
    },
  });
  cluster.put(added('fresh', 0));
  const title = /^Deployment tracing\/otel-collector-collector/;
  const { results } = await verify(stack.context);
  expect(about(results, title)).toMatchObject({
    status: 'warned',
    message: 'a rollout is under way',
  });
  cluster.put(added('fresh', 2));
  expect(about(await red(stack), title)).toMatchObject({
    message: '1 of 2 pods are not ready',
    evidence: ['pod fresh container otc-container 2 restarts'],
  });
});

test('a configuration that the collector does not run, and pods with a former one, are named', async () => {
  const stack = await stackOf();
  const { cluster } = stack;
  const map = `${collector}-1a2b3c4d`;
  const stale = liveConfig(cluster).replace('timeout: 5s', 'timeout: 50s');
  cluster.change(`ConfigMap tracing/${map}`, ['data', 'collector.yaml'], stale);
  expect(await red(stack)).toMatchObject([
    {
      hop: 'operator → otel-collector',
      message: `ConfigMap ${map} has another configuration than the manifests`,
      evidence: ['processors.batch.timeout is 50s, the manifests have 5s'],
    },
  ]);
  const rolled = await stackOf();
  rolled.cluster.change(
    `Pod tracing/${collector}-0`,
    ['spec', 'volumes', 0, 'configMap', 'name'],
    `${collector}-00000000`,
  );
  expect(await red(rolled)).toMatchObject([
    {
      hop: 'operator → otel-collector',
      message: '1 of 1 pods run a former configuration',
    },
  ]);
});

test('what was changed in the cluster, and what was never applied, is named by its file', async () => {
  const stack = await stackOf();
  stack.cluster.change(
    'ConfigMap tekton-pipelines/config-tracing',
    ['data', 'endpoint'],
    'http://elsewhere:4318',
  );
  stack.cluster.remove('ConfigMap monitoring/jaeger-datasource');
  stack.cluster.change('Deployment monitoring/thanos-query', ['spec', 'replicas'], 5);
  const results = (await red(stack)).filter(({ title }) => / as written$/.test(title));
  // an autoscaler may have done that; to none, nobody scales in good health
  expect(results.some(({ title }) => title.includes('4-thanos'))).toBe(false);
  expect(results).toMatchObject([
    { title: expect.stringContaining('4-grafana'), evidence: [expect.stringContaining('missing')] },
    {
      title: expect.stringContaining('4-tekton'),
      evidence: [
        'ConfigMap/tekton-pipelines/config-tracing: data.endpoint is http://elsewhere:4318, the file has http://otel-collector-collector.tracing.svc.cluster.local:4318/v1/traces',
      ],
    },
  ]);
});

test('what was scaled to nothing is named', async () => {
  const stack = await stackOf();
  stack.cluster.change('Deployment monitoring/thanos-query', ['spec', 'replicas'], 0);
  expect(about(await red(stack), /4-thanos/)).toMatchObject({
    evidence: ['Deployment/monitoring/thanos-query: spec.replicas is 0, the file has 2'],
  });
});

test('a trace that nobody can be asked for is told so, at each entrance', async () => {
  const stack = await stackOf();
  stack.cluster.close('jaeger-query-0', 16686);
  const trace = (await red(stack)).filter(({ group }) => group === 'trace');
  expect(trace.map(({ hop }) => hop)).toEqual(
    Array.from({ length: 4 }, () => 'here → jaeger-query'),
  );
});

test('a collector that refuses spans is named as the end of the way', async () => {
  const stack = await stackOf();
  stack.behaviour.refusal = 'data refused due to high memory usage';
  const results = await red(stack);
  const hop = 'client → otel-collector';
  expect(results).toMatchObject([
    { hop: `${hop}:4317`, message: expect.stringContaining('gRPC status 14: data refused') },
    { hop: `${hop}:4318`, message: expect.stringContaining('HTTP status 503: data refused') },
  ]);
});

test('a collector that sends what does not arrive is told apart from what it sends to', async () => {
  const stack = await stackOf();
  stack.cluster.close('otel-collector-collector-0', 8888);
  stack.behaviour.collector = 'drops';
  const results = await red(stack);
  expect(about(results, /OTLP\/gRPC of otel-collector/)).toMatchObject({
    hop: toJaeger,
    message: expect.stringContaining('but a trace sent to the next hop does'),
  });
});
