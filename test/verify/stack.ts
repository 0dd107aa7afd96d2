import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { lintClusters } from '../../src/lint/clusters.ts';
import { at, list, text, type UnknownRecord } from '../../src/upstream/values/unknown.ts';
import type { Context } from '../../src/verify/context.ts';
import { printYaml } from '../../src/yaml.ts';
import { MemoryCluster } from './memory-cluster.ts';
import { http, metrics, otlpGrpc, otlpHttp, silent, tls } from './programs.ts';

/** What the programs of the stack do with spans. */
export interface Behaviour {
  /** What the collector does with what it has taken. */
  collector: 'sends' | 'fails' | 'queues' | 'drops';
  /** What Jaeger's collector does with it. */
  jaeger: 'stores' | 'fails';
  /** What Jaeger's query service answers. */
  query: 'finds' | 'finds nothing' | 'fails';
  /** Why the collector takes nothing. */
  refusal?: string;
  /** Services that Jaeger has seen. */
  services: string[];
}

/** A cluster with the default stack in it, all as it is to be. */
export interface Stack {
  readonly cluster: MemoryCluster;
  readonly behaviour: Behaviour;
  /** Ids of the traces that the store holds. */
  readonly stored: Set<string>;
  readonly context: Context;
}

const golden = 'test/golden/default';

/** Manifests of the default stack, CRDs aside, with changes to their texts. */
export function manifestsOf(edit: (yaml: string) => string = String) {
  return readdirSync(golden)
    .sort()
    .map((file) => ({ file, text: edit(readFileSync(join(golden, file), 'utf8')) }));
}

const certificates = new Map<string, ReturnType<typeof generate>>();

/** A certificate of its own for host names, in PEM. */
export function certificateFor(...hosts: string[]): ReturnType<typeof generate> {
  const known = certificates.get(hosts.join()) ?? newCertificate(hosts);
  certificates.set(hosts.join(), known);
  return known;
}

function newCertificate(hosts: readonly string[]): ReturnType<typeof generate> {
  return generate([{ name: 'commonName', value: hosts[0] ?? '' }], {
    keyType: 'ec',
    extensions: [
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value }) as const) },
    ],
  });
}

/**
 * The default stack in a cluster.
 *
 * @param edit - changes the texts of the manifests, and with them what is in the cluster
 */
export async function stackOf(edit?: (yaml: string) => string): Promise<Stack> {
  const texts = manifestsOf(edit);
  const [manifests] = lintClusters(texts).clusters;
  if (!manifests) throw new Error('no manifests');
  const cluster = new MemoryCluster();
  for (const { text } of texts) cluster.apply(text);
  for (const namespace of ['monitoring', 'tekton-pipelines']) cluster.put(namespaceOf(namespace));
  const behaviour: Behaviour = {
    collector: 'sends',
    jaeger: 'stores',
    query: 'finds',
    services: ['thanos-query', 'thanos-store', 'pipelinerun-reconciler', 'taskrun-reconciler'],
  };
  const stored = new Set<string>();
  const context: Context = { ...manifests, cluster, namespace: 'default', timeout: 1 };
  establish(cluster);
  await install(cluster);
  run(cluster, context);
  serve(cluster, behaviour, stored);
  return { cluster, behaviour, stored, context };
}

function namespaceOf(name: string): UnknownRecord {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { name } } };
}

const definitions = [
  ['opentelemetrycollectors.opentelemetry.io', ['v1alpha1', 'v1beta1']],
  ['instrumentations.opentelemetry.io', ['v1alpha1']],
  ['jaegers.jaegertracing.io', ['v1']],
  ['certificates.cert-manager.io', ['v1']],
] as const;

function establish(cluster: MemoryCluster): void {
  for (const [name, versions] of definitions) {
    cluster.put({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: { versions: versions.map((version) => ({ name: version, served: true })) },
      status: { conditions: [{ type: 'Established', status: 'True' }] },
    });
  }
}

const operators = [
  ['opentelemetry-operator', 'opentelemetry-operator-controller-manager', 9443],
  ['jaeger-operator', 'jaeger-operator', 9443],
] as const;

/** Both operators run, with certificates, and their webhooks can be called. */
async function install(cluster: MemoryCluster): Promise<void> {
  for (const [prefix, deployment, port] of operators) {
    const service = `${prefix}-webhook-service`;
    const { cert, private: key } = await certificateFor(`${service}.tracing.svc`);
    addWorkload(cluster, 'Deployment', 'tracing', deployment);
    addEndpoints(cluster, 'tracing', service, [{ name: '', port }], [`${deployment}-0`]);
    cluster.listen(`${deployment}-0`, port, tls({ cert, private: key }));
    for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
      const verb = kind === 'MutatingWebhookConfiguration' ? 'mutating' : 'validating';
      const title = `${kind} ${prefix}-${verb}-webhook-configuration`;
      list(cluster.get(title)?.webhooks).forEach((_, index) => {
        const path = ['webhooks', index, 'clientConfig', 'caBundle'];
        cluster.change(title, path, Buffer.from(cert).toString('base64'));
      });
    }
    cluster.change(`Certificate tracing/${prefix}-serving-cert`, ['status'], {
      notAfter: new Date(Date.now() + 90 * 24 * 3600e3).toISOString(),
      conditions: [{ type: 'Ready', status: 'True', reason: 'Ready', message: 'up to date' }],
    });
  }
}

/** What operators write into what they make. */
const ownerReferences = [{ kind: 'Custom', name: 'resource' }];

/** Adds the pods of a workload, and the workload itself where the manifests have none. */
export function addWorkload(
  cluster: MemoryCluster,
  kind: string,
  namespace: string,
  name: string,
  more: { replicas?: number; spec?: UnknownRecord } = {},
): void {
  const { replicas = 1, spec = {} } = more;
  const title = `${kind} ${namespace}/${name}`;
  const own = {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, generation: 1, ownerReferences },
  };
  const labels = at(cluster.get(title), 'spec', 'selector', 'matchLabels') ?? { pod: name };
  if (!cluster.get(title)) {
    const template = { metadata: { labels }, spec };
    cluster.put({ ...own, spec: { replicas, selector: { matchLabels: labels }, template } });
  }
  cluster.change(title, ['status'], {
    observedGeneration: 1,
    readyReplicas: replicas,
    updatedReplicas: replicas,
  });
  for (let index = 0; index < replicas; index++) {
    cluster.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${index}`,
        namespace,
        labels,
        ownerReferences: [{ kind, name }],
      },
      spec: { containers: [{ name: 'main' }], ...spec },
      status: {
        phase: 'Running',
        podIP: '10.244.0.7',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
      },
    });
  }
}

/** Says which pods are ready behind a Service. */
export function addEndpoints(
  cluster: MemoryCluster,
  namespace: string,
  service: string,
  ports: readonly { readonly name: string; readonly port: number }[],
  pods: readonly string[],
): void {
  cluster.put({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${service}-x`,
      namespace,
      labels: { 'kubernetes.io/service-name': service },
    },
    ports,
    endpoints: pods.map((name) => ({
      conditions: { ready: true },
      targetRef: { kind: 'Pod', name, namespace },
    })),
  });
}

function addService(
  cluster: MemoryCluster,
  name: string,
  ports: readonly { readonly name: string; readonly port: number }[],
  pods: readonly string[],
): void {
  cluster.put({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'tracing', ownerReferences },
    spec: { ports },
  });
  addEndpoints(cluster, 'tracing', name, ports, pods);
}

/** What the operators make of the custom resources, and the workloads that are written. */
function run(cluster: MemoryCluster, { model }: Context): void {
  const own = model.collectors.find(({ name }) => name === 'otel-collector');
  const config = printYaml([own?.config?.value]);
  const [collector, map] = ['otel-collector-collector', 'otel-collector-collector-1a2b3c4d'];
  cluster.put({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: map, namespace: 'tracing', ownerReferences },
    data: { 'collector.yaml': config },
  });
  const volumes = [{ name: 'otc-internal', configMap: { name: map } }];
  addWorkload(cluster, 'Deployment', 'tracing', collector, { spec: { volumes } });
  const otlp = [
    { name: 'otlp-grpc', port: 4317 },
    { name: 'otlp-http', port: 4318 },
  ];
  addService(cluster, collector, otlp, [`${collector}-0`]);
  addService(cluster, `${collector}-headless`, otlp, [`${collector}-0`]);
  addService(
    cluster,
    `${collector}-monitoring`,
    [{ name: 'monitoring', port: 8888 }],
    [`${collector}-0`],
  );
  for (const name of ['jaeger-collector', 'jaeger-query']) {
    const options = model.jaegers[0]?.roles.find((role) => `jaeger-${role.name}` === name)?.options;
    const args = [...(options ?? [])].map(([key, value]) => `--${key}=${value}`);
    const containers = [{ name, args }];
    addWorkload(cluster, 'Deployment', 'tracing', name, { spec: { containers } });
  }
  const jaeger = [
    { name: 'grpc-otlp', port: 4317 },
    { name: 'http-otlp', port: 4318 },
    { name: 'admin-http', port: 14269 },
    { name: 'grpc-jaeger', port: 14250 },
  ];
  addService(cluster, 'jaeger-collector', jaeger, ['jaeger-collector-0']);
  addService(cluster, 'jaeger-collector-headless', jaeger, ['jaeger-collector-0']);
  addService(cluster, 'jaeger-query', [{ name: 'http-query', port: 16686 }], ['jaeger-query-0']);
  for (const [apiVersion, kind, name] of others) {
    cluster.put({ apiVersion, kind, metadata: { namespace: 'tracing', name, ownerReferences } });
  }
  for (const kind of ['Deployment', 'StatefulSet']) {
    const name = kind === 'Deployment' ? 'thanos-query' : 'thanos-store';
    addWorkload(cluster, kind, 'monitoring', name, { replicas: 2 });
  }
}

const others = [
  ['v1', 'ServiceAccount', 'jaeger'],
  ['v1', 'ServiceAccount', 'otel-collector-collector'],
  ['batch/v1', 'CronJob', 'jaeger-es-index-cleaner'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', 'jaeger-collector'],
] as const;

/** The programs behind the ports. */
function serve(cluster: MemoryCluster, behaviour: Behaviour, stored: Set<string>): void {
  const own = { accepted: 0, sent: 0, failed: 0, queued: 0 };
  const there = { inserts: 0, errors: 0 };
  const store = (ids: readonly string[]) => {
    if (behaviour.jaeger === 'fails') {
      there.errors += ids.length;
      return;
    }
    there.inserts += ids.length;
    for (const id of ids) stored.add(id);
  };
  const collect = (ids: readonly string[]) => {
    if (behaviour.refusal !== undefined) throw new Error(behaviour.refusal);
    own.accepted += ids.length;
    if (behaviour.collector === 'fails') own.failed += ids.length;
    if (behaviour.collector === 'queues') own.queued += ids.length;
    if (behaviour.collector !== 'sends') return;
    own.sent += ids.length;
    store(ids);
  };
  const collector = 'otel-collector-collector-0';
  cluster.listen(collector, 4317, otlpGrpc(collect));
  cluster.listen(collector, 4318, otlpHttp(collect));
  cluster.listen(
    collector,
    8888,
    metrics(() => ({
      'otelcol_receiver_accepted_spans{receiver="otlp",service_name="c"}': own.accepted,
      'otelcol_exporter_sent_spans{exporter="otlp_grpc"}': own.sent,
      'otelcol_exporter_send_failed_spans{exporter="otlp_grpc"}': own.failed,
      'otelcol_exporter_queue_size{exporter="otlp_grpc"}': own.queued,
    })),
  );
  cluster.listen('jaeger-collector-0', 4317, otlpGrpc(store));
  cluster.listen('jaeger-collector-0', 4318, otlpHttp(store));
  cluster.listen('jaeger-collector-0', 14250, silent());
  cluster.listen(
    'jaeger-collector-0',
    14269,
    metrics(() => ({
      jaeger_bulk_index_inserts_total: there.inserts,
      jaeger_bulk_index_errors_total: there.errors,
    })),
  );
  cluster.listen('jaeger-query-0', 16686, queryApi(behaviour, stored));
}

function queryApi(behaviour: Behaviour, stored: ReadonlySet<string>) {
  return http(({ url = '' }, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status).end(JSON.stringify(body));
    if (behaviour.query === 'fails') {
      return answer(500, { errors: [{ code: 500, msg: 'no Elasticsearch node available' }] });
    }
    const { pathname, searchParams } = new URL(url, 'http://query');
    if (pathname === '/api/services') return answer(200, { data: behaviour.services });
    if (pathname === '/api/traces') {
      return answer(200, { data: [traceOf('a', searchParams.get('service') ?? '')] });
    }
    const id = pathname.replace('/api/traces/', '');
    return behaviour.query === 'finds' && stored.has(id)
      ? answer(200, { data: [traceOf(id, 'tracing-verify')] })
      : answer(404, { errors: [{ code: 404, msg: 'trace not found' }] });
  });
}

function traceOf(traceID: string, serviceName: string) {
  return {
    traceID,
    spans: [{ traceID, processID: 'p1', startTime: (Date.now() - 60e3) * 1000 }],
    processes: { p1: { serviceName } },
  };
}

/** The configuration that the collector of a stack was given. */
export function liveConfig(cluster: MemoryCluster): string {
  const map = cluster.get('ConfigMap tracing/otel-collector-collector-1a2b3c4d');
  return text(at(map, 'data', 'collector.yaml')) ?? '';
}
