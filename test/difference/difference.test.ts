import { expect, test } from 'vitest';
import { readDifference } from '../../src/difference/difference.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import { application, collector, file } from '../browser/pictures.ts';

function model(objects: readonly object[]) {
  return lintManifests([file(...objects)]).model;
}

/** What changes, as `kind object: message`. */
function difference(before: readonly object[], after: readonly object[]): string[] {
  const { effects } = readDifference(model(before), model(after));
  return effects.map(({ kind, object, message }) => `${kind} ${object}: ${message}`);
}

/** An object with other values at some places. */
function edited<T extends object>(object: T, edit: (copy: T) => void): T {
  const copy = structuredClone(object);
  edit(copy);
  return copy;
}

interface Spec {
  spec: Record<string, unknown>;
}

const otel = collector('otel', 'tracing');
const shop = application('shop', 'shop', 'http://otel-collector.tracing:4317');

test('the same manifests change nothing, whatever their order', () => {
  expect(difference([otel, shop], [shop, otel])).toEqual([]);
});

test('objects that come and go are told', () => {
  expect(difference([shop], [])).toEqual([
    'changes Deployment/shop/shop: is gone from the manifests; the cluster keeps it until somebody deletes it',
  ]);
  expect(difference([], [shop])).toEqual(['changes Deployment/shop/shop: is new']);
});

test('what has no namespace is named without one', () => {
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'a' },
  };
  expect(difference([], [role])).toEqual(['changes ClusterRole/a: is new']);
});

test('what changes is named by its place, and pods restart for it', () => {
  const image = edited(shop as Spec & object, (copy) => {
    const template = copy.spec.template as { spec: { containers: { image: string }[] } };
    for (const container of template.spec.containers) container.image = 'example.com/app:2.0.0';
  });
  expect(difference([shop], [image])).toEqual([
    'restarts Deployment/shop/shop: its pods are replaced',
    'changes Deployment/shop/shop: changes spec.template.spec.containers[0].image',
  ]);
});

test('pods do not restart for replicas and for labels of their owner', () => {
  const scaled = edited(shop as Spec & object, (copy) => {
    copy.spec.replicas = 3;
  });
  const scaledCollector = edited(otel as Spec & object, (copy) => {
    copy.spec.replicas = 3;
  });
  const effects = difference([shop, otel], [scaled, scaledCollector]);
  expect(effects.map((effect) => effect.split(' ')[0])).toEqual(['changes', 'changes']);
});

test('pods of resources that do not change are replaced by an operator of another release', () => {
  const operator = (name: string, image: string) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'tracing' },
    spec: { template: { spec: { containers: [{ name: 'manager', image }] } } },
  });
  const otelOperator = (release: string) =>
    operator(
      'opentelemetry-operator',
      `ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${release}`,
    );
  const jaegerOperator = (release: string) =>
    operator('jaeger-operator', `quay.io/jaegertracing/jaeger-operator:${release}`);
  const jaeger = {
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'jaeger', namespace: 'tracing' },
    spec: { strategy: 'production' },
  };
  const pinned = collector('pinned', 'tracing') as Spec & object;
  pinned.spec.image = 'otel/opentelemetry-collector:0.148.0';
  const sidecar = collector('beside', 'tracing') as Spec & object;
  sidecar.spec.mode = 'sidecar';
  const resources = [otel, pinned, sidecar, jaeger];
  const effects = difference(
    [otelOperator('0.148.0'), jaegerOperator('1.57.0'), ...resources],
    [otelOperator('0.158.0'), jaegerOperator('1.65.0'), ...resources],
  );
  expect(effects.filter((effect) => effect.startsWith('restarts'))).toEqual([
    'restarts Deployment/tracing/jaeger-operator: its pods are replaced',
    'restarts Deployment/tracing/opentelemetry-operator: its pods are replaced',
    'restarts Jaeger/tracing/jaeger: its pods are replaced: the operator runs 1.65.0 in place of 1.57.0',
    'restarts OpenTelemetryCollector/tracing/otel: its pods are replaced: the operator runs 0.158.0 in place of 0.148.0',
  ]);
});

test('a collector that is renamed takes its Services with it, and who sends to them is told', () => {
  const effects = difference([otel, shop], [collector('gateway', 'tracing'), shop]);
  expect(effects).toContain(
    'lost Service/tracing/otel-collector: is gone, and Deployment/shop/shop still send to it',
  );
  expect(effects).toContain('moves Service/tracing/gateway-collector: is new, with ports 4317');
});

test('spans wait while a sender still knows the Service that is gone', () => {
  const moved = application('shop', 'shop', 'http://gateway-collector.tracing:4317');
  const effects = difference([otel, shop], [collector('gateway', 'tracing'), moved]);
  expect(effects.filter((effect) => /^(?:lost|waits|moves) Dep|^lost/.test(effect))).toEqual([
    'waits Deployment/shop/shop: spans of container app wait until its pods are replaced: until then they send to http://otel-collector.tracing:4317, which is gone',
    'moves Deployment/shop/shop: container app connects to http://gateway-collector.tracing:4317, no longer to http://otel-collector.tracing:4317',
  ]);
});

test('Tekton reads its new settings by itself, and a data source sends no spans', () => {
  const settings = (service: string) => [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'config-tracing', namespace: 'tekton-pipelines' },
      data: { enabled: 'true', endpoint: `http://${service}.tracing:4318/v1/traces` },
    },
    {
      apiVersion: 'grafana.integreatly.org/v1beta1',
      kind: 'GrafanaDatasource',
      metadata: { name: 'jaeger', namespace: 'tracing' },
      spec: {
        datasource: { name: 'Jaeger', type: 'jaeger', url: `http://${service}.tracing:16686` },
      },
    },
  ];
  const effects = difference(
    [otel, ...settings('otel-collector')],
    [collector('gateway', 'tracing'), ...settings('gateway-collector')],
  );
  expect(effects.filter((effect) => effect.startsWith('waits'))).toEqual([
    'waits ConfigMap/tekton-pipelines/config-tracing: spans of Tekton wait until it has read its new settings: until then they send to http://otel-collector.tracing:4318/v1/traces, which is gone',
  ]);
  expect(effects).toContain(
    'moves GrafanaDatasource/tracing/jaeger: data source Jaeger connects to http://gateway-collector.tracing:16686, no longer to http://otel-collector.tracing:16686',
  );
});

const instrumentation = (endpoint: string) => ({
  apiVersion: 'opentelemetry.io/v1alpha1',
  kind: 'Instrumentation',
  metadata: { name: 'agents', namespace: 'shop' },
  spec: { exporter: { endpoint } },
});
const injected = edited(shop as { spec: { template: { metadata: object } } }, (copy) => {
  const annotations = { 'instrumentation.opentelemetry.io/inject-python': 'true' };
  copy.spec.template.metadata = { ...copy.spec.template.metadata, annotations };
});

test('agents send to what is gone until somebody restarts their pods', () => {
  const { effects } = readDifference(
    model([otel, injected, instrumentation('http://otel-collector.tracing:4318')]),
    model([
      collector('gateway', 'tracing'),
      injected,
      instrumentation('http://gateway-collector.tracing:4318'),
    ]),
  );
  expect(effects).toContainEqual({
    kind: 'lost',
    object: 'Deployment/shop/shop',
    message:
      'its agents send to http://otel-collector.tracing:4318, which is gone until its pods are restarted, which does not happen by itself',
    action: 'kubectl -n shop rollout restart deployment/shop',
  });
});

test('agents go on with an address that is still there', () => {
  const gateway = collector('gateway', 'tracing');
  const effects = difference(
    [otel, gateway, injected, instrumentation('http://otel-collector.tracing:4318')],
    [otel, gateway, injected, instrumentation('http://gateway-collector.tracing:4318')],
  );
  expect(effects).toContain(
    'stale Deployment/shop/shop: its agents send to http://otel-collector.tracing:4318 until its pods are restarted, which does not happen by itself',
  );
  expect(effects.filter((effect) => effect.startsWith('lost'))).toEqual([]);
});

const meta = { name: 'a', namespace: 'n' };

test.each([
  [
    'a selector',
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: meta, spec: { selector: { a: 1 } } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: meta, spec: { selector: { a: 2 } } },
    'spec.selector',
  ],
  [
    'volume claims',
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: meta, spec: {} },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: meta,
      spec: { volumeClaimTemplates: [{}] },
    },
    'spec.volumeClaimTemplates',
  ],
  [
    'an address of a Service',
    { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: {} },
    { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: { clusterIP: 'None' } },
    'spec.clusterIP',
  ],
  [
    'a role',
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: meta,
      roleRef: { name: 'a' },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: meta,
      roleRef: { name: 'b' },
    },
    'roleRef',
  ],
  [
    'data of what is immutable',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, immutable: true, data: { a: '1' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, immutable: true, data: { a: '2' } },
    'data',
  ],
])('%s cannot be changed', (_, before, after, place) => {
  const { effects } = readDifference(model([before]), model([after]));
  expect(effects[0]).toMatchObject({
    kind: 'refused',
    message: `${place} cannot be changed: the API server refuses the whole object`,
    action: expect.stringMatching(/^kubectl -n n delete \w+ a(?: --cascade=orphan)?, then apply$/),
  });
});

test.each([
  [
    'an address of a Service that is not written any more',
    { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: { clusterIP: 'None' } },
    { apiVersion: 'v1', kind: 'Service', metadata: meta, spec: {} },
  ],
  [
    'the template of a Job that waits',
    { apiVersion: 'batch/v1', kind: 'Job', metadata: meta, spec: { suspend: true, template: {} } },
    { apiVersion: 'batch/v1', kind: 'Job', metadata: meta, spec: { template: { spec: {} } } },
  ],
  [
    'data of a ConfigMap',
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, data: { a: '1' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta, data: { a: '2' } },
  ],
])('%s may change', (_, before, after) => {
  expect(difference([before], [after]).filter((effect) => effect.startsWith('refused'))).toEqual(
    [],
  );
});

test('a component that has another name and the same settings is renamed', () => {
  const exporters = { 'otlp/tempo': { endpoint: 'tempo.example.com:4317' } };
  const pipelines = { traces: { receivers: ['otlp'], exporters: ['otlp/tempo'] } };
  const after = collector('otel', 'tracing', { exporters, service: { pipelines } });
  expect(difference([otel], [after])).toContain(
    'changes OpenTelemetryCollector/tracing/otel: exporter otlp is called otlp/tempo: its metrics, and its queue on a disk, go by that name',
  );
});

function workload(config: string): object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'config', namespace: 'tracing' },
      data: { 'config.yaml': config },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'otel', namespace: 'tracing' },
      spec: {
        selector: { matchLabels: { app: 'otel' } },
        template: {
          metadata: { labels: { app: 'otel' } },
          spec: {
            containers: [
              {
                name: 'otel',
                image: 'otel/opentelemetry-collector:0.158.0',
                args: ['--config=/conf/config.yaml'],
                volumeMounts: [{ name: 'config', mountPath: '/conf' }],
              },
            ],
            volumes: [{ name: 'config', configMap: { name: 'config' } }],
          },
        },
      },
    },
  ];
}

const config = (exporter: string) => `receivers: {otlp: {protocols: {grpc: {}}}}
exporters: {${exporter}: {}}
service: {pipelines: {traces: {receivers: [otlp], exporters: [${exporter}]}}}
`;

test('a collector goes on with the configuration that its ConfigMap had', () => {
  expect(difference(workload(config('debug')), workload(config('nop')))).toContain(
    'stale Deployment/tracing/otel: it keeps the old configuration of ConfigMap/tracing/config until its pods are restarted, which does not happen by itself',
  );
});

test('no value is told, only where it is', () => {
  const secret = (value: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: meta,
    stringData: { password: value },
  });
  expect(difference([secret('hunter2')], [secret('hunter3')])).toEqual([
    'changes Secret/n/a: changes stringData.password',
  ]);
});
