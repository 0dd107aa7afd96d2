import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { apply } from '../../src/apply/apply.ts';
import { type ApplyContext, Stopped } from '../../src/apply/context.ts';
import { deleteAll } from '../../src/apply/delete.ts';
import type { Kubectl } from '../../src/apply/kubectl.ts';
import { differencesOf, rehearse } from '../../src/apply/rehearsal.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import { titleOf } from '../../src/model/kubernetes/reference.ts';
import { readPlan } from '../../src/plan/plan.ts';
import { at, textMap, type UnknownRecord } from '../../src/upstream/values/unknown.ts';
import { MemoryCluster } from '../verify/memory-cluster.ts';
import { Operators } from './controllers.ts';
import { StandIn, titleIn, yamlOf } from './stand-in.ts';

const memberLabel = 'applyset.kubernetes.io/part-of';

function definition(name: string, kind: string, version: string): UnknownRecord {
  const [, group] = /^[^.]+\.(.*)$/.exec(name) ?? [];
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: { group, names: { kind }, versions: [{ name: version, served: true }] },
  };
}

const definitions = [
  definition('opentelemetrycollectors.opentelemetry.io', 'OpenTelemetryCollector', 'v1beta1'),
  definition('instrumentations.opentelemetry.io', 'Instrumentation', 'v1alpha1'),
  definition('jaegers.jaegertracing.io', 'Jaeger', 'v1'),
];

const golden = 'test/golden/default';
const stack = [
  ...readdirSync(golden)
    .sort()
    .map((file) => ({ file, text: readFileSync(join(golden, file), 'utf8') })),
  { file: '1-crds.k8s.yaml', text: yamlOf(...definitions) },
];

const tekton = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'config-tracing', namespace: 'tekton-pipelines', labels: { tekton: 'yes' } },
  data: { _example: 'long', enabled: 'false' },
};

/** What the Thanos of the stack stores in, and does not start without. */
const bucket = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'thanos-objstore', namespace: 'monitoring' },
};

let cluster: MemoryCluster;
let operators: Operators;
let standIn: StandIn;
let told: string[];

/** A run on manifests, in the cluster of the test. */
function contextOf(texts = stack, more: Partial<ApplyContext> = {}): ApplyContext {
  const { model, findings, unreadable } = lintManifests(texts);
  expect(unreadable).toEqual([]);
  told = [];
  return {
    plan: readPlan(model),
    verify: { model, findings, cluster, namespace: 'default', timeout: 1 },
    kubectl: standIn.run,
    set: 'tracing',
    force: false,
    prune: false,
    patience: { timeout: 5, interval: 0.01, settle: 0.05 },
    listener: {
      onStep: ({ id }) => told.push(`step ${id}`),
      onChange: (object, change, note) =>
        told.push([change, titleOf(object), ...(note ? [`(${note})`] : [])].join(' ')),
      onNote: (note) => told.push(note),
    },
    ...more,
  };
}

function changes(of: string): string[] {
  return told.filter((line) => line.startsWith(`${of} `));
}

async function stopOf(run: Promise<void>): Promise<Stopped> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stopped)) throw error ?? new Error('it did not stop');
  return error;
}

function labelOf(title: string): string | undefined {
  return textMap(at(cluster.get(title), 'metadata', 'labels'))[memberLabel];
}

beforeEach(() => {
  cluster = new MemoryCluster();
  operators = new Operators(cluster, lintManifests(stack).model);
  standIn = new StandIn(cluster, operators);
  for (const name of ['default', 'monitoring', 'tekton-pipelines']) {
    standIn.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const established = { conditions: [{ type: 'Established', status: 'True' }] };
  for (const kind of ['Certificate', 'Issuer']) {
    const crd = definition(`${kind.toLowerCase()}s.cert-manager.io`, kind, 'v1');
    standIn.put({ ...crd, status: established });
  }
  standIn.put(tekton);
  standIn.put(bucket);
});

test('the stack is applied step by step, and a second run changes nothing', async () => {
  await apply(contextOf());
  expect(changes('step')).toHaveLength(10);
  expect(changes('created').length).toBeGreaterThan(40);
  expect(changes('changed')).toEqual([
    'changed ConfigMap tekton-pipelines/config-tracing (only our part of it)',
  ]);
  await apply(contextOf());
  expect([...changes('created'), ...changes('changed'), ...changes('deleted')]).toEqual([]);
});

test('custom resources are asked for when webhooks answer, and who sends when what takes it runs', async () => {
  await apply(contextOf());
  const place = (call: string) => standIn.calls.findIndex((one) => one.includes(call));
  const wholes = standIn.calls.filter((call) => call.startsWith('apply '));
  const order = [
    'Namespace',
    'ConfigMap tracing/tracing',
    'CustomResourceDefinition',
    'Certificate',
    'Deployment tracing',
    'MutatingWebhook',
    'Jaeger',
  ];
  const found = order.map((kind) => wholes.findIndex((call) => call.includes(` ${kind}`)));
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(found).not.toContain(-1);
  expect(place('patch ConfigMap tekton-pipelines/config-tracing')).toBeGreaterThan(
    place('apply Instrumentation'),
  );
});

test("of Tekton's ConfigMap, its own keys and labels stay, and it is no member", async () => {
  await apply(contextOf());
  const live = cluster.get('ConfigMap tekton-pipelines/config-tracing');
  expect(live?.data).toMatchObject({ _example: 'long', enabled: 'true' });
  expect(textMap(at(live, 'metadata', 'labels'))).toEqual({ tekton: 'yes' });
});

test('without Tekton, it stops before those who send, and says what to do', async () => {
  cluster.remove('ConfigMap tekton-pipelines/config-tracing');
  const stop = await stopOf(apply(contextOf()));
  expect(stop.message).toBe(
    'there is no ConfigMap tekton-pipelines/config-tracing, and the manifests have only a part of it',
  );
  expect(stop.fix).toContain('install what reads it first');
});

test('of a Thanos that runs, only the arguments are taken', async () => {
  standIn.put({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'thanos-query', namespace: 'monitoring' },
    spec: {
      replicas: 5,
      template: { spec: { containers: [{ name: 'thanos-query', image: 'own', args: ['query'] }] } },
    },
  });
  operators.applied({
    kind: 'Deployment',
    metadata: { name: 'thanos-query', namespace: 'monitoring' },
  });
  await apply(contextOf());
  const spec = at(cluster.get('Deployment monitoring/thanos-query'), 'spec');
  expect(spec).toMatchObject({ replicas: 5 });
  const [container] = at(spec, 'template', 'spec', 'containers') as UnknownRecord[];
  expect(container).toMatchObject({ image: 'own' });
  expect(JSON.stringify(container)).toContain('--tracing.config');
  expect(labelOf('Deployment monitoring/thanos-query')).toBeUndefined();
  expect(labelOf('StatefulSet monitoring/thanos-store')).toMatch(/^applyset-.*-v1$/);
});

test('replicas of what an autoscaler looks after stay as they are', async () => {
  await apply(contextOf());
  const title = 'Deployment monitoring/thanos-query';
  cluster.change(title, ['spec', 'replicas'], 7);
  cluster.put({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'thanos', namespace: 'monitoring' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'thanos-query' } },
  });
  operators.applied(cluster.get(title) ?? {});
  await apply(contextOf());
  expect(at(cluster.get(title), 'spec', 'replicas')).toBe(7);
});

test('pods that fall are told with events and the end of their log', async () => {
  operators.faults.falling.add('Deployment tracing/jaeger-query');
  const stop = await stopOf(
    apply(contextOf(stack, { patience: { timeout: 1, interval: 0.01, settle: 0.02 } })),
  );
  expect(stop.message).toMatch(
    /^Deployment tracing\/jaeger-query: 0 of 1 pods are available, for \d+ s$/,
  );
  expect(stop.evidence).toContain(
    'event of Pod jaeger-query-0: BackOff: Back-off restarting failed container',
  );
  expect(stop.evidence).toContain('log of jaeger-query-0: error: no Elasticsearch node available');
  expect(told.filter((line) => line.startsWith('step ')).at(-1)).toBe('step tier-1');
  expect(cluster.get('OpenTelemetryCollector tracing/otel-collector')).toBeUndefined();
});

test('who may not read events is told so, and why the run stopped', async () => {
  operators.faults.falling.add('Deployment tracing/jaeger-query');
  cluster.forbidden = ({ kind }) => kind === 'Event';
  const patience = { timeout: 1, interval: 0.01, settle: 0.02 };
  const stop = await stopOf(apply(contextOf(stack, { patience })));
  expect(stop.message).toMatch(/^Deployment tracing\/jaeger-query: 0 of 1 pods are available/);
  expect(stop.evidence.join('\n')).toMatch(/^events and logs cannot be read: .*Event/m);
});

test('an interrupted run goes on', async () => {
  operators.faults.falling.add('Deployment tracing/jaeger-query');
  const patience = { timeout: 1, interval: 0.01, settle: 0.02 };
  await stopOf(apply(contextOf(stack, { patience })));
  operators.faults.falling.clear();
  operators.applied({
    kind: 'Deployment',
    metadata: { namespace: 'tracing', name: 'jaeger-query' },
  });
  await apply(contextOf());
  expect(changes('created').map((line) => line.split(' ')[1])).not.toContain('Jaeger');
  expect(changes('created')).toContain('created OpenTelemetryCollector tracing/otel-collector');
});

test.each([
  ['CustomResourceDefinition jaegers.jaegertracing.io', 'it is not established'],
  ['Certificate tracing/jaeger-operator-serving-cert', 'it is not issued'],
  ['Deployment tracing/jaeger-operator', 'has not seen its newest settings'],
  [
    'MutatingWebhookConfiguration jaeger-operator-mutating-webhook-configuration',
    'no CA is set in 2 of its 2 webhooks',
  ],
  ['OpenTelemetryCollector tracing/otel-collector', 'its operator has not reconciled it yet'],
])('it waits for %s, and says what it waits for', async (title, message) => {
  operators.faults.ignored.add(title);
  const stop = await stopOf(
    apply(contextOf(stack, { patience: { timeout: 0.5, interval: 0.01, settle: 0 } })),
  );
  expect(stop.message).toContain(title);
  expect(stop.message).toContain(message);
});

test('what a newer folder does not have any more is told, and deleted when it is asked for', async () => {
  await apply(contextOf());
  const newer = stack.filter(({ file }) => file !== '4-grafana.k8s.yaml');
  await apply(contextOf(newer));
  const note =
    'ConfigMap monitoring/jaeger-datasource is no longer in the manifests; --prune deletes it';
  expect(told).toContain(note);
  await apply(contextOf(newer, { prune: true }));
  expect(changes('deleted')).toEqual(['deleted ConfigMap monitoring/jaeger-datasource']);
  await apply(contextOf(newer, { prune: true }));
  expect(changes('deleted')).toEqual([]);
  expect(told).not.toContain(note);
});

test('what an operator has made with the labels of its custom resource is not pruned', async () => {
  await apply(contextOf());
  const title = 'Deployment tracing/otel-collector-collector';
  const id = labelOf('OpenTelemetryCollector tracing/otel-collector');
  cluster.change(title, ['metadata', 'labels'], { [memberLabel]: id });
  await apply(contextOf(stack, { prune: true }));
  expect(changes('deleted')).toEqual([]);
  expect(cluster.get(title)).toBeDefined();
});

test('what bears the label of the set, and was not applied by it, is not pruned', async () => {
  await apply(contextOf());
  const id = labelOf('OpenTelemetryCollector tracing/otel-collector');
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'made-by-operator', labels: { [memberLabel]: id } },
  };
  standIn.put(role, 'opentelemetry-operator');
  await apply(contextOf(stack, { prune: true }));
  expect(changes('deleted')).toEqual([]);
});

test('a kubectl that answers no JSON prunes nothing', async () => {
  await apply(contextOf());
  const garbage: Kubectl = async (args, input) =>
    args[0] === 'get' ? { code: 0, stdout: '<html>', stderr: '' } : standIn.run(args, input);
  const stop = await stopOf(apply(contextOf(stack, { prune: true, kubectl: garbage })));
  expect(stop.message).toMatch(/^cannot tell which .* belong to the set$/);
});

test('a ConfigMap of the manifests does not stand for the set', async () => {
  const texts = [
    ...stack,
    {
      file: 'own.yaml',
      text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: tracing, namespace: tracing }\n',
    },
  ];
  for (const run of [apply, rehearse]) {
    const stop = await stopOf(run(contextOf(texts)));
    expect(stop.message).toContain('is in the manifests, so it cannot record the set');
  }
  expect(standIn.calls.filter((call) => call !== 'get')).toEqual([]);
  await apply(contextOf(texts, { set: 'other' }));
});

test('namespaces and kinds are never pruned', async () => {
  await apply(contextOf());
  const newer = stack.filter(({ file }) => !/^[01]-/.test(file));
  await apply(contextOf(newer, { prune: true }));
  expect(changes('deleted')).toEqual([]);
  expect(
    told.filter((line) => line.endsWith('deleting it would delete what others have in it')),
  ).toHaveLength(4);
});

test('what must be there before is looked for before anything is changed', async () => {
  cluster.remove('Namespace monitoring');
  const stop = await stopOf(apply(contextOf()));
  expect(stop.message).toBe('the cluster has no namespace monitoring');
  expect(cluster.get('Namespace tracing')).toBeUndefined();
});

const hasty = { timeout: 0.1, interval: 0.01, settle: 0 };

/** The stack with a Secret that it needs in a namespace of its own. */
const needing = [
  ...stack,
  {
    file: 'needs.yaml',
    text: yamlOf({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'needs',
        namespace: 'tracing',
        annotations: { 'cdk8s-tracing/requires': 'secret/elastic' },
      },
    }),
  },
];

test('a Secret that belongs into a namespace of the plan is asked for once that is there', async () => {
  const stop = await stopOf(apply(contextOf(needing, { patience: hasty })));
  expect(stop.message).toBe('there is no Secret tracing/elastic');
  expect(cluster.get('Namespace tracing')).toBeDefined();
  expect(cluster.get('ServiceAccount tracing/jaeger-operator')).toBeUndefined();
  standIn.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'elastic', namespace: 'tracing' },
  });
  await apply(contextOf(needing));
  expect(changes('created')).toContain('created ConfigMap tracing/needs');
});

/** A collector without who runs it, which needs a Secret and the kinds of others. */
const alone = [
  {
    file: 'alone.yaml',
    text: yamlOf(
      {
        apiVersion: 'opentelemetry.io/v1beta1',
        kind: 'OpenTelemetryCollector',
        metadata: { name: 'agent', namespace: 'monitoring' },
        spec: {
          env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'vendor', key: 'key' } } }],
          config: {
            receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
            exporters: { debug: {} },
            service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['debug'] } } },
          },
        },
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first', namespace: 'monitoring' } },
    ),
  },
];
const vendor = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'vendor', namespace: 'monitoring' },
};

function putCollectorKind(): void {
  const crd = definition(
    'opentelemetrycollectors.opentelemetry.io',
    'OpenTelemetryCollector',
    'v1beta1',
  );
  standIn.put({ ...crd, status: { conditions: [{ type: 'Established', status: 'True' }] } });
}

test('who runs a custom resource, and the Secrets of its pods, are asked for by the resource alone', async () => {
  const stop = await stopOf(apply(contextOf(alone)));
  expect(stop.message).toBe(
    'opentelemetry-operator is not installed: the cluster has no opentelemetrycollectors.opentelemetry.io',
  );
  expect(stop.evidence).toEqual(['opentelemetry-operator is there, which one object needs']);
  putCollectorKind();
  const second = await stopOf(apply(contextOf(alone)));
  expect(second.message).toBe('there is no Secret monitoring/vendor');
  expect(second.fix).toBe(
    'create it in namespace monitoring, with the keys that docs/configure.md names; OpenTelemetryCollector/agent reads it',
  );
  expect(standIn.calls.filter((call) => call !== 'get')).toEqual([]);
  standIn.put(vendor);
  operators = new Operators(cluster, lintManifests(alone).model);
  standIn = new StandIn(cluster, operators);
  await apply(contextOf(alone));
  expect(changes('created')).toContain('created OpenTelemetryCollector monitoring/agent');
});

test('what others copy into a namespace of the plan is waited for', async () => {
  setTimeout(
    () =>
      standIn.put({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'elastic', namespace: 'tracing' },
      }),
    300,
  );
  await apply(contextOf(needing));
  expect(changes('created')).toContain('created ConfigMap tracing/needs');
});

test('whose kinds are known is not asked for more of what brings them', async () => {
  const monitor = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: 'collector', namespace: 'monitoring' },
    spec: { endpoints: [], selector: {} },
  };
  const texts = [{ file: 'monitor.yaml', text: yamlOf(monitor) }];
  const stop = await stopOf(apply(contextOf(texts)));
  expect(stop.message).toMatch(/^prometheus-operator is not installed/);
  standIn.put({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'servicemonitors.monitoring.coreos.com' },
    spec: {
      group: 'monitoring.coreos.com',
      names: { kind: 'ServiceMonitor', plural: 'servicemonitors' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true }],
    },
    status: { conditions: [{ type: 'Established', status: 'True' }] },
  });
  operators = new Operators(cluster, lintManifests(texts).model);
  standIn = new StandIn(cluster, operators);
  await apply(contextOf(texts));
  expect(changes('created')).toContain('created ServiceMonitor monitoring/collector');
});

test('what an object of the plan may make is asked for right before the step that uses it', async () => {
  putCollectorKind();
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'logins', namespace: 'monitoring' },
    spec: { template: { spec: { containers: [{ name: 'logins', image: 'logins:1.0.0' }] } } },
  };
  const texts = [...alone, { file: 'job.yaml', text: yamlOf(job) }];
  const stop = await stopOf(apply(contextOf(texts, { patience: hasty })));
  expect(stop.message).toBe('there is no Secret monitoring/vendor');
  expect(changes('created')).toContain('created ConfigMap monitoring/first');
  expect(changes('created')).toContain('created Job monitoring/logins');
  expect(cluster.get('OpenTelemetryCollector monitoring/agent')).toBeUndefined();
});

test('a kind of others is asked for when its objects come', async () => {
  const telemetry = {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: 'tracing', namespace: 'monitoring' },
  };
  const first = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'first', namespace: 'monitoring' },
  };
  const texts = [{ file: 'mesh.yaml', text: yamlOf(telemetry, first) }];
  const stop = await stopOf(apply(contextOf(texts, { patience: hasty })));
  expect(stop.message).toBe('the cluster knows no Telemetry of telemetry.istio.io/v1');
  expect(changes('created')).toEqual(['created ConfigMap monitoring/first']);
});

test('who may not see what is there is told so, and goes on', async () => {
  putCollectorKind();
  cluster.forbidden = ({ kind }) => ['Namespace', 'Secret'].includes(kind);
  standIn.put(vendor);
  operators = new Operators(cluster, lintManifests(alone).model);
  standIn = new StandIn(cluster, operators);
  await apply(contextOf(alone));
  expect(told.filter((line) => line.startsWith('cannot tell whether '))).toEqual([
    'cannot tell whether namespace/monitoring is there, which 2 objects need: not allowed: get Namespace in ',
    'cannot tell whether secret/monitoring/vendor is there, which one object needs: not allowed: get Secret in monitoring',
  ]);
});

test('a Thanos that runs already needs nothing of what its manifest names', async () => {
  cluster.remove('Secret monitoring/thanos-objstore');
  const store = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'thanos-store', namespace: 'monitoring' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'store' } },
      template: {
        metadata: { labels: { app: 'store' } },
        spec: { containers: [{ name: 'thanos-store', image: 'thanos', args: ['store'] }] },
      },
    },
  };
  standIn.put(store);
  await apply(contextOf());
  expect(changes('changed').join()).toContain('StatefulSet monitoring/thanos-store');
});

test('pruning leaves the set with the kinds that it has', async () => {
  const kinds = () =>
    textMap(at(cluster.get('ConfigMap tracing/tracing'), 'metadata', 'annotations'))[
      'applyset.kubernetes.io/contains-group-kinds'
    ]?.split(',');
  await apply(contextOf());
  expect(kinds()).toContain('Instrumentation.opentelemetry.io');
  const newer = stack.map(({ file, text }) => ({
    file,
    text: text
      .split('---\n')
      .filter((document) => !document.includes('\nkind: Instrumentation\n'))
      .join('---\n'),
  }));
  await apply(contextOf(newer));
  expect(kinds()).toContain('Instrumentation.opentelemetry.io');
  await apply(contextOf(newer, { prune: true }));
  expect(changes('deleted')).toEqual(['deleted Instrumentation tracing/instrumentation']);
  expect(kinds()).not.toContain('Instrumentation.opentelemetry.io');
});

/** ConfigMaps of a namespace, more than all other objects of the stack. */
function settingsIn(namespace: string, count = 90): { file: string; text: string } {
  const maps = Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `settings-${index}`, namespace },
  }));
  return { file: `5-${namespace}.yaml`, text: yamlOf(...maps) };
}

test('a set stays where it was made first, and is found there', async () => {
  await apply(contextOf());
  const more = [...stack, settingsIn('monitoring')];
  await apply(contextOf(more));
  expect(cluster.get('ConfigMap monitoring/tracing')).toBeUndefined();
  expect(labelOf('ConfigMap monitoring/settings-0')).toBe(labelOf('Jaeger tracing/jaeger'));
  await apply(contextOf(stack, { prune: true }));
  expect(changes('deleted')).toHaveLength(90);
  await apply(contextOf(more));
  await deleteAll(contextOf(more));
  expect(changes('kept')).toEqual([
    'kept ConfigMap tekton-pipelines/config-tracing (others have created it; our part was removed)',
  ]);
  expect(cluster.get('Namespace tracing')).toBeUndefined();
  expect(cluster.get('ConfigMap monitoring/settings-0')).toBeUndefined();
});

test('a set of the same name in another namespace is another one', async () => {
  await apply(contextOf([settingsIn('monitoring', 2)]));
  await apply(contextOf());
  expect(labelOf('ConfigMap monitoring/settings-0')).not.toBe(labelOf('Jaeger tracing/jaeger'));
  expect(cluster.get('ConfigMap monitoring/tracing')).toBeDefined();
  expect(cluster.get('ConfigMap tracing/tracing')).toBeDefined();
});

test('manifests of two sets of one name are told apart by whoever applies them', async () => {
  await apply(contextOf([settingsIn('monitoring', 2)]));
  await apply(contextOf([settingsIn('tekton-pipelines', 2)]));
  const both = [
    settingsIn('default'),
    settingsIn('monitoring', 2),
    settingsIn('tekton-pipelines', 2),
  ];
  const stopped = await stopOf(apply(contextOf(both)));
  expect(stopped.message).toBe(
    'these objects belong to several sets called tracing: ConfigMap monitoring/tracing, ConfigMap tekton-pipelines/tracing',
  );
  expect(stopped.fix).toContain('--set');
});

test('who may not look for the set in other namespaces is told so', async () => {
  const kubectl: Kubectl = (args, input) =>
    args.includes('applyset.kubernetes.io/id')
      ? Promise.resolve({ code: 1, stdout: '', stderr: 'Error: forbidden\n' })
      : standIn.run(args, input);
  await apply(contextOf(stack, { kubectl }));
  expect(told).toContain(
    'cannot tell whether the set tracing is in another namespace: Error: forbidden',
  );
});

test('half of a set that is deleted leaves the set to the other half', async () => {
  await apply(contextOf());
  const set = 'ConfigMap tracing/tracing';
  const grafana = stack.filter(({ file }) => file.includes('grafana'));
  await deleteAll(contextOf(grafana));
  expect(changes('deleted')).toEqual(['deleted ConfigMap monitoring/jaeger-datasource']);
  expect(cluster.get(set)).toBeDefined();
  expect(told.at(-1)).toMatch(/^not in these manifests, so left as is: .* and \d+ more$/);
  const namespace = stack.filter(({ file }) => file.includes('namespace'));
  await deleteAll(contextOf(namespace));
  expect(changes('kept')).toEqual([
    expect.stringMatching(/^kept Namespace tracing \(.* of the set tracing is still there\)$/),
  ]);
  expect(cluster.get(set)).toBeDefined();
  await deleteAll(contextOf());
  expect(cluster.get(set)).toBeUndefined();
  expect(cluster.get('Namespace tracing')).toBeUndefined();
});

test('a set of another tool is left alone', async () => {
  standIn.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tracing' } });
  standIn.put({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'tracing',
      namespace: 'tracing',
      annotations: { 'applyset.kubernetes.io/tooling': 'kubectl/v1.32' },
    },
  });
  const stop = await stopOf(apply(contextOf()));
  expect(stop.message).toContain('it is a set of kubectl/v1.32, and only that may change it');
});

test('a webhook that is not in reach yet is waited for, and a refusal is not', async () => {
  let calls = 0;
  standIn.admission = ({ kind }) =>
    kind === 'Jaeger' && calls++ < 3
      ? 'failed calling webhook "mjaeger.kb.io": refused'
      : undefined;
  await apply(contextOf());
  expect(calls).toBeGreaterThan(3);
  standIn.admission = ({ kind }) => (kind === 'Jaeger' ? 'spec is not good' : undefined);
  const stop = await stopOf(apply(contextOf()));
  expect(stop.evidence).toEqual(['Error from server: spec is not good']);
});

test('with all in its place again, nothing is left, but what others have made', async () => {
  const before = titles();
  await apply(contextOf());
  await deleteAll(contextOf());
  expect(titles()).toEqual(before);
  expect(cluster.get('ConfigMap tekton-pipelines/config-tracing')?.data).toMatchObject({
    _example: 'long',
    enabled: 'false',
  });
  expect(changes('kept')).toEqual([
    'kept ConfigMap tekton-pipelines/config-tracing (others have created it; our part was removed)',
  ]);
  await deleteAll(contextOf());
  expect(changes('deleted')).toEqual([]);
});

test('a kind that others have objects of stays, and so does a namespace that others work in', async () => {
  await apply(contextOf());
  standIn.put({
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'theirs', namespace: 'shop' },
  });
  standIn.put({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'theirs', namespace: 'tracing' },
  });
  await deleteAll(contextOf());
  expect(changes('kept')).toEqual([
    'kept ConfigMap tekton-pipelines/config-tracing (others have created it; our part was removed)',
    'kept CustomResourceDefinition jaegers.jaegertracing.io (Jaeger shop/theirs is still there)',
    'kept Namespace tracing (Deployment tracing/theirs is still there)',
  ]);
});

test.each([1, 2])(
  'what others have made stays after %i runs that have changed it',
  async (runs) => {
    const theirs = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'jaeger-datasource', namespace: 'monitoring' },
      data: { own: 'value' },
    };
    standIn.put(theirs);
    for (let run = 0; run < runs; run++) await apply(contextOf());
    expect(labelOf('ConfigMap monitoring/jaeger-datasource')).toBeUndefined();
    await deleteAll(contextOf());
    expect(cluster.get('ConfigMap monitoring/jaeger-datasource')).toBeDefined();
    expect(changes('kept')).toContain(
      'kept ConfigMap monitoring/jaeger-datasource (others have created it)',
    );
  },
);

test('what another set has is written as that of others, and stays in its set', async () => {
  await apply(contextOf());
  const title = 'ConfigMap monitoring/jaeger-datasource';
  const id = labelOf(title);
  await apply(contextOf(stack, { set: 'other' }));
  expect(labelOf(title)).toBe(id);
  expect(standIn.managers).toContain(`cdk8s-tracing-guest ${title}`);
  expect(standIn.managers).toContain('cdk8s-tracing ConfigMap tracing/other');
});

test('what another set has applied stays, and so does its part of what is shared', async () => {
  await apply(contextOf());
  const before = titles();
  await deleteAll(contextOf(stack, { set: 'other' }));
  expect(titles()).toEqual(before);
  expect(changes('deleted')).toEqual([]);
  const tektons = cluster.get('ConfigMap tekton-pipelines/config-tracing');
  expect(tektons?.data).toMatchObject({ enabled: 'true' });
});

test('what stands for a set of another tool stays, and so do its members', async () => {
  await apply(contextOf());
  const tooling = ['metadata', 'annotations', 'applyset.kubernetes.io/tooling'];
  cluster.change('ConfigMap tracing/tracing', tooling, 'kubectl/v1.32');
  const before = titles();
  const stop = await stopOf(deleteAll(contextOf()));
  expect(stop.message).toContain('it is a set of kubectl/v1.32');
  expect(titles()).toEqual(before);
});

test('a namespace and a kind stay while what others have made by a custom resource is there', async () => {
  await apply(contextOf());
  const owner = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'theirs' };
  const put = (apiVersion: string, kind: string, more: UnknownRecord = {}) =>
    standIn.put({
      apiVersion,
      kind,
      metadata: { name: 'theirs', namespace: 'tracing', ...more },
    });
  put(owner.apiVersion, owner.kind);
  put('v1', 'PersistentVolumeClaim', { ownerReferences: [owner] });
  put('jaegertracing.io/v1', 'Jaeger', { ownerReferences: [owner] });
  await deleteAll(contextOf());
  const kept = changes('kept');
  expect(kept).toContain(
    'kept CustomResourceDefinition jaegers.jaegertracing.io (Jaeger tracing/theirs is still there)',
  );
  expect(kept).toContain(
    'kept Namespace tracing (PersistentVolumeClaim tracing/theirs is still there)',
  );
  cluster.remove('Cluster tracing/theirs');
  await deleteAll(contextOf());
  expect(changes('kept')).not.toContain(kept.at(-1));
});

test('a Thanos that was there before stays, without our argument, and what it runs with', async () => {
  const theirs = ['ServiceAccount', 'Service', 'Deployment'];
  for (const kind of theirs) {
    const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
    const container = { name: 'thanos-query', args: ['query'] };
    const spec = { replicas: 2, template: { spec: { containers: [container] } } };
    standIn.put({
      apiVersion,
      kind,
      metadata: { name: 'thanos-query', namespace: 'monitoring' },
      spec,
    });
  }
  operators.applied({
    kind: 'Deployment',
    metadata: { namespace: 'monitoring', name: 'thanos-query' },
  });
  await apply(contextOf());
  await deleteAll(contextOf());
  for (const kind of theirs) expect(cluster.get(`${kind} monitoring/thanos-query`)).toBeDefined();
  expect(cluster.get('StatefulSet monitoring/thanos-store')).toBeUndefined();
  expect(JSON.stringify(cluster.get('Deployment monitoring/thanos-query')?.spec)).not.toContain(
    '--tracing',
  );
});

test('what has a finalizer that nobody takes off is told', async () => {
  await apply(contextOf());
  standIn.sticky.add('Jaeger tracing/jaeger');
  cluster.change('Jaeger tracing/jaeger', ['metadata', 'finalizers'], ['jaeger.io/finalizer']);
  const stop = await stopOf(
    deleteAll(contextOf(stack, { patience: { timeout: 0.2, interval: 0.01, settle: 0 } })),
  );
  expect(stop.message).toMatch(
    /^Jaeger tracing\/jaeger is still there after \d+ s, held by finalizers jaeger.io\/finalizer$/,
  );
});

test('a dry run asks the API server about all that can be tried, and changes nothing', async () => {
  const before = titles();
  await rehearse(contextOf());
  expect(titles()).toEqual(before);
  expect(told).toContain(
    'the API server accepts CustomResourceDefinition jaegers.jaegertracing.io',
  );
  expect(told).toContain(
    'Jaeger tracing/jaeger cannot be checked before its namespace and its kind exist',
  );
  standIn.admission = ({ kind }) => (kind === 'CustomResourceDefinition' ? 'no' : undefined);
  const stop = await stopOf(rehearse(contextOf()));
  expect(stop.message).toBe('the API server would refuse it');
});

test('what would change is shown, and after applying there is nothing', async () => {
  const shown = async () => {
    const lines: string[] = [];
    for await (const line of differencesOf(contextOf())) lines.push(...line.trim().split('\n'));
    return lines;
  };
  const before = await shown();
  expect(before).toContain('+ Jaeger tracing/jaeger');
  expect(before).toContain('diff of Namespace tracing');
  expect(before).toContain(
    '~ ConfigMap tekton-pipelines/config-tracing: data.enabled is false, and becomes true',
  );
  await apply(contextOf());
  expect(await shown()).toEqual([]);
});

function titles(): string[] {
  return cluster
    .all()
    .filter(({ kind }) => !['Pod', 'EndpointSlice', 'Event'].includes(String(kind)))
    .map(titleIn)
    .sort();
}
