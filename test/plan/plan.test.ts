import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { dueOf } from '../../src/apply/needs/due.ts';
import { planJson } from '../../src/cli/plan/json.ts';
import { deletionText, planText } from '../../src/cli/plan/text.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import { titleOf } from '../../src/model/kubernetes/reference.ts';
import type { Model } from '../../src/model/model.ts';
import { deletionOf } from '../../src/plan/deletion.ts';
import { kubectlScript } from '../../src/plan/forms/kubectl.ts';
import { type Plan, readPlan } from '../../src/plan/plan.ts';
import { oneLine } from '../../src/upstream/values/shown.ts';
import { printYaml } from '../../src/yaml.ts';
import { stacks } from '../stacks.ts';
import { defaultTexts, goldenTexts } from './golden-texts.ts';

function modelOf(text: string): Model {
  const { model, unreadable } = lintManifests([{ file: 'stack.yaml', text }]);
  expect(unreadable).toEqual([]);
  return model;
}

function goldenModel(stack: string): Model {
  return lintManifests(goldenTexts(stack)).model;
}

/** Number of the step that has an object. */
function stepOf({ steps }: Plan, title: string): number {
  const index = steps.findIndex(({ objects }) => objects.some((one) => titleOf(one) === title));
  if (index < 0) throw new Error(`no step has ${title}`);
  return index;
}

function expectInOrder(plan: Plan, ...titles: string[]): void {
  const places = titles.map((title) => stepOf(plan, title));
  expect(places, titles.join(' < ')).toEqual([...new Set(places)].sort((a, b) => a - b));
}

const names = Object.keys(stacks);

test.each(names)('each object of the %s stack is in one step', (stack) => {
  const model = goldenModel(stack);
  const planned = readPlan(model).steps.flatMap(({ objects }) => objects.map(titleOf));
  expect(planned.sort()).toEqual(model.objects.all.map(titleOf).sort());
});

test.each(names)('what the %s stack waits for is there by then', (stack) => {
  const { steps } = readPlan(goldenModel(stack));
  const known = new Set<string>();
  for (const { objects, waits } of steps) {
    for (const object of objects) known.add(titleOf(object));
    const unknown = waits.filter(({ object, madeOf }) => !known.has(madeOf ?? titleOf(object)));
    expect(unknown).toEqual([]);
  }
});

test.each(names)('in the %s stack, what is sent to comes before its senders', (stack) => {
  const model = goldenModel(stack);
  const plan = readPlan(model);
  for (const { sender, target } of model.usedEdges) {
    if (target.kind !== 'service' || !target.service.owner) continue;
    if (target.service.owner === sender.client) continue;
    expectInOrder(plan, titleOf(target.service.owner), titleOf(sender.client));
  }
});

test.each(names)('the plan of the %s stack is of the schema', (stack) => {
  const schema = JSON.parse(readFileSync('docs/plan.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: true }).compile(schema);
  const plan = JSON.parse(planJson(readPlan(goldenModel(stack)))) as object;
  validate(plan);
  expect(validate.errors).toBeNull();
  expect(validate({ ...plan, version: 2 })).toBe(false);
});

test('the default stack is applied from the namespace to those who send', () => {
  expect(readPlan(goldenModel('default')).steps.map(({ id, title }) => `${id}: ${title}`)).toEqual([
    'namespaces: namespaces',
    'foundations: accounts, rights, Services and files',
    'certificates: certificates',
    'operators: operators',
    'webhooks: webhooks',
    'tier-1: Jaeger jaeger',
    'tier-2: OpenTelemetryCollector otel-collector',
    'tier-3: Instrumentation instrumentation',
    'senders: who sends spans or shows them, and what is left',
  ]);
});

test('webhooks are waited for until they are trusted, and answer', () => {
  const { steps } = readPlan(goldenModel('default'));
  const webhooks = steps.find(({ id }) => id === 'webhooks');
  const waits = webhooks?.waits.map(({ until, object }) => `${until} ${object.name}`);
  expect(waits).toHaveLength(8);
  expect(waits).toContain('answering jaeger-operator-validating-webhook-configuration');
});

test('a webhook that converts a kind is waited for when operators answer, not when the kind is known', () => {
  const { steps } = readPlan(lintManifests(defaultTexts()).model);
  const waits = steps.flatMap(({ id, waits: all }) =>
    all
      .filter(({ object }) => object.name === 'opentelemetrycollectors.opentelemetry.io')
      .map(({ until }) => `${id} ${until}`),
  );
  expect(waits).toEqual(['definitions established', 'webhooks trusted', 'webhooks answering']);
});

test('pods that an operator makes are waited for, not what their custom resource says of itself', () => {
  const { steps } = readPlan(goldenModel('default'));
  const made = steps.flatMap(({ waits }) =>
    waits.filter(({ madeOf }) => madeOf).map((wait) => `${wait.until} ${titleOf(wait.object)}`),
  );
  expect(made).toEqual([
    'rolled-out Deployment tracing/jaeger-collector',
    'rolled-out Deployment tracing/jaeger-query',
    'rolled-out Deployment tracing/otel-collector-collector',
  ]);
});

test('a Job that makes indices is done before the Jaeger that writes to them', () => {
  const plan = readPlan(goldenModel('jaeger-v2-opensearch'));
  expectInOrder(
    plan,
    'Job tracing/jaeger-es-rollover-init-2-20-0',
    'OpenTelemetryCollector tracing/jaeger',
    'OpenTelemetryCollector tracing/otel-collector',
    'CronJob tracing/jaeger-es-rollover',
  );
  expect(
    plan.steps.flatMap(({ waits }) => waits).filter(({ until }) => until === 'complete'),
  ).toHaveLength(1);
});

const collector = (name: string, to: string) => `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: ${name}, namespace: tracing }
spec:
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } }
    exporters: { otlp: { endpoint: '${to}:4317', tls: { insecure: true } } }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp] } } }
---`;

const deployment = (name: string, namespace: string, image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} }, annotations: { instrumentation.opentelemetry.io/inject-java: 'true' } }
    spec: { containers: [{ name: main, image: '${image}' }] }
---`;

test('a chain of collectors is applied from its end, in whatever order it is written', () => {
  const plan = readPlan(
    modelOf(
      collector('agent', 'gateway-collector') +
        collector('gateway', 'store-collector') +
        collector('store', 'otlp.example.com'),
    ),
  );
  expectInOrder(
    plan,
    'OpenTelemetryCollector tracing/store',
    'OpenTelemetryCollector tracing/gateway',
    'OpenTelemetryCollector tracing/agent',
  );
});

test('a chain of collectors may be longer than a stack is deep', () => {
  const length = 3000;
  const collectors = Array.from(
    { length },
    (_, index) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: c${index}, namespace: shop }
spec:
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } }
    exporters: { otlp: { endpoint: 'c${index + 1}-collector.shop:4317' } }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp] } } }
`,
  );
  const { steps } = readPlan(modelOf(collectors.join('---\n')));
  expect(steps).toHaveLength(length);
  expect(steps[0]?.objects.map(({ name }) => name)).toEqual([`c${length - 1}`]);
});

test('a circle of collectors has an order, too', () => {
  const plan = readPlan(modelOf(collector('a', 'b-collector') + collector('b', 'a-collector')));
  expect(plan.steps.flatMap(({ objects }) => objects.map(({ name }) => name)).sort()).toEqual([
    'a',
    'b',
  ]);
});

test('an Instrumentation is there before the pods that it is for', () => {
  const plan = readPlan(
    modelOf(`${deployment('shop', 'shop', 'example.com/shop:1.0.0')}
apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: { name: java, namespace: shop }
spec: { exporter: { endpoint: 'http://otel-collector.tracing:4318' } }
`),
  );
  expectInOrder(plan, 'Instrumentation shop/java', 'Deployment shop/shop');
});

test('cert-manager that the manifests bring is there before it is asked, and monitors come last', () => {
  const certManager = deployment(
    'cert-manager',
    'cert-manager',
    'quay.io/jetstack/cert-manager-controller:v1.18.2',
  );
  const plan = readPlan(
    modelOf(`${certManager}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: webhook, namespace: tracing }
spec: { secretName: webhook, dnsNames: [webhook.tracing.svc], issuerRef: { name: self } }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: collectors, namespace: tracing }
---${deployment('shop', 'shop', 'example.com/shop:1.0.0')}`),
  );
  expectInOrder(
    plan,
    'Deployment cert-manager/cert-manager',
    'Certificate tracing/webhook',
    'Deployment shop/shop',
    'PodMonitor tracing/collectors',
  );
});

test('what another operator makes a Secret of comes before the pods that name it', () => {
  const secret = (name: string) => `
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: ${name}, namespace: tracing }`;
  const plan = readPlan(
    modelOf(`${secret('login')}${secret('unused')}
---
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: jaeger, namespace: tracing }
spec:
  strategy: production
  storage:
    type: elasticsearch
    secretName: login
    options: { es: { server-urls: 'https://es.example.com:9200' } }`),
  );
  expectInOrder(
    plan,
    'ExternalSecret tracing/login',
    'Jaeger tracing/jaeger',
    'ExternalSecret tracing/unused',
  );
  expect(plan.requirements.map(({ name }) => name)).toEqual([
    'kind/ExternalSecret.external-secrets.io',
    'namespace/tracing',
    'jaeger-operator',
  ]);
});

const loginCollector = `
---
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: otel, namespace: default }
spec:
  envFrom: [{ secretRef: { name: login } }]
  config: { receivers: { otlp: { protocols: { grpc: {} } } }, exporters: { debug: {} }, service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } } }`;

test('a Job that makes a Secret comes before the pods that name it', () => {
  const plan = readPlan(
    modelOf(`
apiVersion: batch/v1
kind: Job
metadata: { name: make, namespace: default }
spec: { template: { spec: { containers: [{ name: c, image: kubectl, args: [create, secret, generic, login] }] } } }
${loginCollector}`),
  );
  expectInOrder(plan, 'Job default/make', 'OpenTelemetryCollector default/otel');
});

test('who may read what a Secret is made of comes before the pods that name it', () => {
  const text = (account: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: sealed, namespace: kube-system }
spec: { template: { spec: { serviceAccountName: ${account}, containers: [{ name: c, image: sealed-secrets-controller }] } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: unsealer }
rules: [{ apiGroups: [bitnami.com], resources: [sealedsecrets], verbs: [get, list, watch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: sealed }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: unsealer }
subjects: [{ kind: ServiceAccount, name: sealed, namespace: kube-system }]
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: login, namespace: default }
${loginCollector}`;
  const [made, maker] = ['OpenTelemetryCollector default/otel', 'Deployment kube-system/sealed'];
  expectInOrder(readPlan(modelOf(text('sealed'))), maker, made);
  expectInOrder(readPlan(modelOf(text('other'))), made, maker);
});

test('what may install an operator comes before what needs it', () => {
  const plan = readPlan(
    modelOf(`
apiVersion: operators.coreos.com/v1alpha1
kind: Subscription
metadata: { name: opentelemetry-product, namespace: openshift-operators }
${loginCollector}`),
  );
  expectInOrder(
    plan,
    'Subscription openshift-operators/opentelemetry-product',
    'OpenTelemetryCollector default/otel',
  );
  const planned = plan.steps.flatMap(({ objects }) => objects);
  const due = (name: string) => dueOf({ name, said: false, objects: [] }, planned);
  expect(due('opentelemetry-operator')).toBe('step');
  expect(due('namespace/tracing')).toBe('start');
  const others = planned.filter(({ kind }) => kind !== 'Subscription');
  expect(dueOf({ name: 'opentelemetry-operator', said: false, objects: [] }, others)).toBe('start');
});

const release = (install: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: grafana, namespace: flux-system }
spec: { targetNamespace: monitoring, ${install} }`;
const installed = (installer: string, ...others: string[]) =>
  readPlan(
    modelOf(
      [
        `apiVersion: v1
kind: ConfigMap
metadata: { name: board, namespace: monitoring }`,
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: flux-system }',
        installer,
        ...others,
      ].join('\n---\n'),
    ),
  );
const whole = (manifest: string) => manifest.trim();

test.each([
  ['Flux', release('install: { createNamespace: true }'), 'HelmRelease flux-system/grafana'],
  [
    'k3s',
    'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: { name: grafana, namespace: kube-system }\nspec: { targetNamespace: monitoring, createNamespace: true }',
    'HelmChart kube-system/grafana',
  ],
  [
    'Argo CD',
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: grafana, namespace: default }\nspec: { destination: { server: "https://kubernetes.default.svc", namespace: monitoring }, syncPolicy: { automated: {}, syncOptions: [CreateNamespace=true] } }',
    'Application default/grafana',
  ],
])('a namespace that %s makes is waited for, before what stands in it', (_, installer, title) => {
  const plan = installed(whole(installer));
  expectInOrder(plan, title, 'ConfigMap monitoring/board');
  expect(plan.requirements.map(({ name }) => name)).not.toContain('namespace/monitoring');
  const maker = plan.steps.find(({ objects }) => objects.some((one) => titleOf(one) === title));
  expect(maker?.waits).toEqual([
    {
      until: 'active',
      object: { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: 'monitoring' },
      why: `objects of the next steps are in it, and ${title} has it created`,
    },
  ]);
  expect(maker?.objects.map(titleOf)).not.toContain('ConfigMap monitoring/board');
  // nobody can put it there before
  const planned = plan.steps.flatMap(({ objects }) => objects);
  const secret = { name: 'secret/monitoring/login', said: false, objects: [] };
  expect(dueOf(secret, planned)).toBe('step');
});

test.each([
  ['it is not asked for', release('install: {}')],
  ['it rests', release('install: { createNamespace: true }, suspend: true')],
  [
    'it is of another cluster',
    release('install: { createNamespace: true }, kubeConfig: { secretRef: { name: edge } }'),
  ],
  [
    'nobody syncs it',
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: grafana, namespace: default }\nspec: { destination: { name: in-cluster, namespace: monitoring }, syncPolicy: { syncOptions: [CreateNamespace=true] } }',
  ],
])('a namespace that nobody makes, since %s, must be there', (_, installer) => {
  const plan = installed(whole(installer));
  expect(plan.requirements.map(({ name }) => name)).toContain('namespace/monitoring');
  expect(plan.steps.flatMap(({ waits }) => waits.map(({ object }) => object.name))).toEqual([
    'flux-system',
  ]);
});

test('a namespace that is among the manifests is theirs, whoever makes it else', () => {
  const own = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: monitoring }';
  const plan = installed(whole(release('install: { createNamespace: true }')), own);
  expect(plan.steps.map(({ id }) => id)).toEqual(['namespaces', 'foundations']);
  const planned = plan.steps.flatMap(({ objects }) => objects);
  const secret = { name: 'secret/monitoring/login', said: false, objects: [] };
  expect(dueOf(secret, planned)).toBe('namespaces');
});

test('by kubectl alone, a namespace that others make is waited for', () => {
  const text = kubectlScript(installed(whole(release('install: { createNamespace: true }'))));
  expect(text).toContain(
    "retry kubectl get -o name namespace/monitoring\nkubectl wait --for=jsonpath='{.status.phase}'=Active --timeout=60s namespace/monitoring\n",
  );
  expect(text).not.toContain('namespace/flux-system');
});

test('of many objects that need the same, the first are named', () => {
  const map = (name: string) => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }`;
  const before = (...names: string[]) =>
    planText(readPlan(modelOf(names.map(map).join(''))))
      .split('\n')
      .slice(0, 2);
  expect(before('a', 'b', 'c', 'd')).toEqual([
    'what the cluster must have first:',
    '  namespace/shop, for ConfigMap shop/a, ConfigMap shop/b, ConfigMap shop/c, ConfigMap shop/d',
  ]);
  expect(before('a', 'b', 'c', 'd', 'e')[1]).toBe(
    '  namespace/shop, for ConfigMap shop/a, ConfigMap shop/b, ConfigMap shop/c and 2 more',
  );
});

test('of two objects of one name, the later one is applied', () => {
  const map = (value: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
data: { key: ${value} }
---`;
  const { steps } = readPlan(modelOf(map('first') + map('second')));
  expect(steps.flatMap(({ objects }) => objects.map(({ manifest }) => manifest.data))).toEqual([
    { key: 'second' },
  ]);
});

test("of Tekton's ConfigMap and of a Thanos that runs, only what is about tracing is taken", () => {
  const planned = readPlan(goldenModel('default')).steps.flatMap(({ objects }) => objects);
  const tekton = planned.find(({ name }) => name === 'config-tracing')?.shared;
  expect(tekton).toMatchObject({
    type: 'merge',
    mayCreate: false,
    undo: { data: { enabled: 'false' } },
  });
  expect(Object.keys(tekton?.patch ?? {})).toEqual(['data']);
  const store = planned.find(({ kind, name }) => kind === 'StatefulSet' && name === 'thanos-store');
  expect(JSON.stringify(store?.shared?.patch)).toContain('--tracing.config');
  expect(JSON.stringify(store?.shared?.undo)).not.toContain('--tracing.config');
  expect(JSON.stringify(store?.shared?.undo)).toContain('--objstore.config');
  const serving = planned.filter(({ serves }) => serves).map(titleOf);
  expect(serving).toContain('Service monitoring/thanos-query');
  expect(serving).toContain('ServiceAccount monitoring/thanos-store');
});

test('the way back is the way there in a mirror, and waits for what operators have made', () => {
  const plan = readPlan(goldenModel('default'));
  const back = deletionOf(plan);
  expect(back.map(({ id }) => id)).toEqual(plan.steps.map(({ id }) => id).reverse());
  const gone = back.flatMap(({ id, made }) => made.map(({ name }) => `${id} ${name}`));
  expect(gone).toEqual([
    'tier-2 otel-collector-collector',
    'tier-1 jaeger-collector',
    'tier-1 jaeger-query',
  ]);
});

test('a Prometheus of which only tracing is written is patched, and a whole one is applied', () => {
  const prometheus = (name: string, more: string) => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: ${name}, namespace: monitoring }
spec:
  podMetadata: { annotations: { checksum: a1 } }
  thanos: { tracingConfig: { name: settings, key: config.yaml } }
  tracingConfig: { endpoint: 'otel-collector.tracing:4317' }
  ${more}
---`;
  const { steps } = readPlan(modelOf(prometheus('part', '') + prometheus('whole', 'replicas: 2')));
  const [part, whole] = steps.flatMap(({ objects }) => objects);
  expect(part?.shared).toMatchObject({
    type: 'merge',
    mayCreate: false,
    undo: {
      spec: {
        podMetadata: { annotations: { checksum: null } },
        thanos: { tracingConfig: null },
        tracingConfig: null,
      },
    },
  });
  expect(whole?.shared).toBeUndefined();
});

test('objects of two groups that are called the same are both in the plan', () => {
  const metadata = { name: 'shop', namespace: 'shop' };
  const services = ['v1', 'serving.knative.dev/v1'].map((apiVersion) => ({
    apiVersion,
    kind: 'Service',
    metadata,
  }));
  const { model } = lintManifests([{ file: 'shop.yaml', text: printYaml(services) }]);
  const planned = readPlan(model).steps.flatMap(({ objects }) => objects);
  expect(planned.map(({ apiVersion }) => apiVersion)).toEqual(['v1', 'serving.knative.dev/v1']);
});

test('names that command a terminal are text', () => {
  const text = [
    'apiVersion: jaegertracing.io/v1',
    'kind: Jaeger',
    String.raw`metadata: { name: "j\e[31m\a", namespace: x }`,
  ].join('\n');
  const plan = readPlan(lintManifests([{ file: 'jaeger.yaml', text }]).model);
  expect(planText(plan)).toContain('Jaeger');
  for (const told of [planText(plan), deletionText(deletionOf(plan))]) {
    expect(told.replaceAll('\n', '')).toBe(oneLine(told.replaceAll('\n', '')));
  }
});
