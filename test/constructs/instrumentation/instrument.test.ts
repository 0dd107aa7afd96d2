import { ApiObject, Chart, type ChartProps, Cron, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { k8s } from 'cdk8s-plus-27';
import { expect, test } from 'vitest';
import type { InstrumentOptions } from '../../../src/constructs/instrumentation/injection.ts';
import { instrument } from '../../../src/constructs/instrumentation/instrument.ts';
import { TracingNamespace } from '../../../src/constructs/kubernetes/namespace.ts';
import type { Injection } from '../../../src/upstream/instrumentation/languages.ts';
import { modelOfObjects } from '../../objects-model.ts';

const prefix = 'instrumentation.opentelemetry.io';
const instrumentation = { namespace: 'tracing', name: 'instrumentation' };

const deployment = (annotations?: Record<string, string>) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop', namespace: 'shop' },
  spec: {
    replicas: 2,
    template: {
      metadata: { labels: { app: 'shop' }, annotations },
      spec: {
        initContainers: [{ name: 'migrate', image: 'example.com/shop:1.0.0' }],
        containers: [
          { name: 'web', image: 'example.com/shop:1.0.0' },
          { name: 'proxy', image: 'example.com/proxy:1.0.0' },
        ],
      },
    },
  },
});

const annotationsOf = (injection: Injection, options?: InstrumentOptions) =>
  instrument(deployment(), injection, instrumentation, options).spec.template.metadata.annotations;

test('annotates the pod template and nothing else, and leaves the given object alone', () => {
  const given = deployment({ team: 'a' });
  const result = instrument(given, 'java', instrumentation);
  expect(given).toEqual(deployment({ team: 'a' }));
  expect(result).toEqual(
    deployment({ team: 'a', [`${prefix}/inject-java`]: 'tracing/instrumentation' }),
  );
});

test('names an Instrumentation of the same namespace without it', () => {
  const result = instrument(deployment(), 'sdk', { namespace: 'shop', name: 'own' });
  expect(result.spec.template.metadata.annotations).toEqual({ [`${prefix}/inject-sdk`]: 'own' });
});

test.each<[Injection, InstrumentOptions, Record<string, string>]>([
  [
    'nodejs',
    { containers: ['web', 'proxy'] },
    { 'inject-nodejs': 'tracing/instrumentation', 'nodejs-container-names': 'web,proxy' },
  ],
  [
    'apacheHttpd',
    { containers: ['web'] },
    { 'inject-apache-httpd': 'tracing/instrumentation', 'apache-httpd-container-names': 'web' },
  ],
  [
    'nginx',
    { containers: ['proxy'] },
    { 'inject-nginx': 'tracing/instrumentation', 'inject-nginx-container-names': 'proxy' },
  ],
  [
    'go',
    { containers: ['web'], goExecutable: '/shop' },
    {
      'inject-go': 'tracing/instrumentation',
      'go-container-names': 'web',
      'otel-go-auto-target-exe': '/shop',
    },
  ],
  [
    'dotnet',
    { libc: 'musl' },
    { 'inject-dotnet': 'tracing/instrumentation', 'otel-dotnet-auto-runtime': 'linux-musl-x64' },
  ],
  [
    'python',
    { libc: 'musl', containers: ['migrate'] },
    {
      'inject-python': 'tracing/instrumentation',
      'python-container-names': 'migrate',
      'otel-python-platform': 'musl',
    },
  ],
])('%s with %j has its own annotations', (injection, options, expected) => {
  const full = Object.entries(expected).map(([key, value]) => [`${prefix}/${key}`, value]);
  expect(annotationsOf(injection, options)).toEqual(Object.fromEntries(full));
});

test('two injections add up when each names its containers', () => {
  const web = instrument(deployment(), 'java', instrumentation, { containers: ['web'] });
  const both = instrument(web, 'nginx', instrumentation, { containers: ['proxy'] });
  expect(both.spec.template.metadata.annotations).toEqual({
    [`${prefix}/inject-java`]: 'tracing/instrumentation',
    [`${prefix}/java-container-names`]: 'web',
    [`${prefix}/inject-nginx`]: 'tracing/instrumentation',
    [`${prefix}/inject-nginx-container-names`]: 'proxy',
  });
});

test('an injection that is off, and the same one again, do not stand in the way', () => {
  const off = deployment({ [`${prefix}/inject-python`]: 'false' });
  const once = instrument(off, 'java', instrumentation);
  expect(instrument(once, 'java', instrumentation)).toEqual(once);
});

test('a CronJob and a Pod are annotated where their pods take it from', () => {
  const { template } = deployment().spec;
  const cronJob = { kind: 'CronJob', metadata: {}, spec: { jobTemplate: { spec: { template } } } };
  const annotations = { [`${prefix}/inject-java`]: 'tracing/instrumentation' };
  expect(
    instrument(cronJob, 'java', instrumentation).spec.jobTemplate.spec.template.metadata,
  ).toEqual({ labels: { app: 'shop' }, annotations });
  const pod = { kind: 'Pod', metadata: { name: 'shop' }, spec: template.spec };
  expect(instrument(pod, 'java', instrumentation)).toEqual({
    ...pod,
    metadata: { name: 'shop', annotations },
  });
});

test('the props of a cdk8s-plus object are annotated too', () => {
  const chart = Testing.chart();
  const props: k8s.KubeDeploymentProps = {
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'shop' } },
      template: {
        spec: {
          containers: [
            { name: 'web', livenessProbe: { httpGet: { port: k8s.IntOrString.fromNumber(80) } } },
          ],
        },
      },
    },
  };
  new k8s.KubeDeployment(chart, 'Shop', instrument(props, 'java', instrumentation));
  const { metadata, spec } = Testing.synth(chart)[0].spec.template;
  expect(metadata.annotations).toEqual({
    [`${prefix}/inject-java`]: 'tracing/instrumentation',
  });
  expect(spec.containers[0].livenessProbe.httpGet.port).toBe(80);
});

const java = { [`${prefix}/inject-java`]: 'tracing/instrumentation' };
const container = { name: 'web', image: 'registry.example.com/shop:1.0.0', securityContext: {} };

/** What a construct is synthesized to after it was instrumented for Java. */
function synth<C extends object>(
  build: (chart: Chart) => C,
  options?: InstrumentOptions,
  chartProps?: ChartProps,
) {
  const chart = new Chart(Testing.app(), 'shop', chartProps);
  const target = build(chart);
  expect(instrument(target, 'java', instrumentation, options)).toBe(target);
  return Testing.synth(chart)[0];
}

test.each<[string, (chart: Chart) => kplus.Workload]>([
  ['Deployment', (chart) => new kplus.Deployment(chart, 'Shop', { containers: [container] })],
  [
    'StatefulSet',
    (chart) =>
      new kplus.StatefulSet(chart, 'Shop', {
        containers: [container],
        service: new kplus.Service(chart, 'Service', { ports: [{ port: 80 }] }),
      }),
  ],
  ['DaemonSet', (chart) => new kplus.DaemonSet(chart, 'Shop', { containers: [container] })],
  ['Job', (chart) => new kplus.Job(chart, 'Shop', { containers: [container] })],
])('a %s of cdk8s-plus is annotated on its pod template', (kind, build) => {
  const chart = Testing.chart();
  const workload = build(chart);
  instrument(workload, 'java', instrumentation, { containers: ['web'] });
  const manifest = Testing.synth(chart).find((object) => object.kind === kind);
  expect(manifest.metadata.annotations).toBe(undefined);
  expect(manifest.spec.template.metadata.annotations).toEqual({
    ...java,
    [`${prefix}/java-container-names`]: 'web',
  });
});

test('a CronJob and a Pod of cdk8s-plus are annotated where their pods take it from', () => {
  const schedule = Cron.daily();
  const cronJob = synth(
    (chart) => new kplus.CronJob(chart, 'Shop', { containers: [container], schedule }),
  );
  expect(cronJob.spec.jobTemplate.spec.template.metadata.annotations).toEqual(java);
  expect(cronJob.metadata.annotations).toBe(undefined);
  const pod = synth((chart) => new kplus.Pod(chart, 'Shop', { containers: [container] }));
  expect(pod.metadata.annotations).toEqual(java);
});

test('injections into a workload of cdk8s-plus add up, and its containers are known', () => {
  const chart = Testing.chart();
  const shop = new kplus.Deployment(chart, 'Shop', { containers: [container] });
  shop.addContainer({ ...container, name: 'proxy', port: 81 });
  instrument(shop, 'java', instrumentation, { containers: ['web'] });
  instrument(shop, 'nginx', instrumentation, { containers: ['proxy'] });
  const { annotations } = Testing.synth(chart)[0].spec.template.metadata;
  expect(Object.keys(annotations)).toHaveLength(4);
  expect(() => instrument(shop, 'python', instrumentation, { containers: ['api'] })).toThrow(
    'containers must name some of web, proxy of Deployment test-shop-',
  );
  shop.metadata.addAnnotation(`${prefix}/inject-java`, 'true');
  expect(() => instrument(shop, 'java', instrumentation)).toThrow(
    'must carry instrumentation.opentelemetry.io/inject-java on its pod template, got it on its own metadata',
  );
});

test.each<[string, (chart: Chart) => object]>([
  [
    'a generated object with metadata on its template',
    (chart) =>
      new k8s.KubeDeployment(
        chart,
        'Shop',
        deployment({ team: 'a' }) as unknown as k8s.KubeDeploymentProps,
      ),
  ],
  ['an ApiObject', (chart) => new ApiObject(chart, 'Shop', deployment({ team: 'a' }))],
])('%s is annotated by a patch', (_, build) => {
  const { spec, metadata } = synth(build, { containers: ['web'] });
  expect(metadata.annotations).toBe(undefined);
  expect(spec.template.metadata).toEqual({
    labels: { app: 'shop' },
    annotations: { team: 'a', ...java, [`${prefix}/java-container-names`]: 'web' },
  });
});

test('an ApiObject without metadata on its template gains some, and keeps what else is patched', () => {
  const manifest = synth((chart) => {
    const { containers } = deployment().spec.template.spec;
    const shop = new ApiObject(chart, 'Shop', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { selector: {}, template: { spec: { containers } } },
    });
    shop.addJsonPatch(JsonPatch.add('/spec/replicas', 3));
    return shop;
  });
  expect(manifest.spec.replicas).toBe(3);
  expect(manifest.spec.template.metadata).toEqual({ annotations: java });
});

test('the namespace of a chart counts for what stands in it', () => {
  const manifest = synth(
    (chart) => new kplus.Deployment(chart, 'Shop', { containers: [container] }),
    {},
    { namespace: 'tracing' },
  );
  expect(manifest.spec.template.metadata.annotations).toEqual({
    [`${prefix}/inject-java`]: 'instrumentation',
  });
});

test.each<[string, (chart: Chart) => object]>([
  ['TracingNamespace', (chart) => new TracingNamespace(chart, 'Shop', { name: 'shop' })],
  [
    'KubeNamespace',
    (chart) => new k8s.KubeNamespace(chart, 'Shop', { metadata: { name: 'shop' } }),
  ],
  [
    'Namespace of cdk8s-plus',
    (chart) => new kplus.Namespace(chart, 'Shop', { metadata: { name: 'shop' } }),
  ],
])('a %s is annotated for all of its pods', (_, build) => {
  expect(synth(build).metadata).toMatchObject({ name: 'shop', annotations: java });
});

test('the manifest of a Namespace is annotated for all of its pods, as the operator reads it', () => {
  const given = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tracing' } };
  const namespace = instrument(given, 'java', instrumentation);
  expect(given.metadata).toEqual({ name: 'tracing' });
  expect(namespace.metadata).toEqual({
    name: 'tracing',
    annotations: { [`${prefix}/inject-java`]: 'instrumentation' },
  });
  const resource = {
    apiVersion: 'opentelemetry.io/v1alpha1',
    kind: 'Instrumentation',
    metadata: instrumentation,
    spec: {},
  };
  const shop = { ...deployment(), metadata: { name: 'shop', namespace: 'tracing' } };
  const { injections } = modelOfObjects([namespace, resource, shop]);
  expect(injections).toMatchObject([
    { injects: 'java', place: 'namespace', target: { status: 'found' } },
  ]);
});

test('a Namespace that says otherwise already is not overruled', () => {
  const metadata = { name: 'shop', annotations: { [`${prefix}/inject-java`]: 'true' } };
  expect(() => instrument({ kind: 'Namespace', metadata }, 'java', instrumentation)).toThrow(
    new Error(
      "Namespace shop must have instrumentation.opentelemetry.io/inject-java 'tracing/instrumentation' in its metadata, got 'true' there already",
    ),
  );
});

test('instrumenting guards an app that has nothing else of ours', () => {
  const build = (chart: Chart) => {
    new ApiObject(chart, 'Bad', {
      apiVersion: 'jaegertracing.io/v1',
      kind: 'Jaeger',
      spec: { strategy: 'production', storage: { type: 'memory' } },
    });
    return new kplus.Deployment(chart, 'Shop', { containers: [container] });
  };
  expect(() => synth(build)).toThrow('[shop/Bad] spec.storage.type');
});

test('a construct without pods is refused', () => {
  const chart = Testing.chart();
  const settings = new kplus.ConfigMap(chart, 'Settings', { metadata: { name: 'settings' } });
  expect(() => instrument(settings, 'java', instrumentation)).toThrow(
    'test/Settings: instrument needs an object with a pod template (spec.template.spec.containers), got ConfigMap settings',
  );
});

test('a stack without instrumentation is told of where types are off', () => {
  const none = undefined as never;
  expect(() => instrument(deployment(), 'java', none)).toThrow(
    'instrumentation must be an Instrumentation, or { namespace, name }, got nothing; a TracingStack has one where its prop instrumentation is set',
  );
});

test('an injection that nobody knows is refused where types are off', () => {
  // @ts-expect-error there is no agent for Ruby
  expect(() => instrument(deployment(), 'ruby', instrumentation)).toThrow(
    new Error(
      "injection must be one of java, nodejs, python, dotnet, go, apacheHttpd, nginx, sdk, got 'ruby'",
    ),
  );
});

const owned = {
  ...deployment(),
  metadata: { name: 'shop', annotations: { [`${prefix}/inject-java`]: 'true' } },
};
const service = { kind: 'Service', metadata: { name: 'shop' }, spec: { ports: [{ port: 80 }] } };

test.each<[object, Injection, InstrumentOptions, string]>([
  [
    service,
    'java',
    {},
    'instrument needs an object with a pod template (spec.template.spec.containers), got Service shop',
  ],
  [
    {},
    'java',
    {},
    'instrument needs an object with a pod template (spec.template.spec.containers), got an object without a name',
  ],
  [
    owned,
    'java',
    {},
    'Deployment shop must carry instrumentation.opentelemetry.io/inject-java on its pod template, got it on its own metadata, where it does nothing',
  ],
  [
    deployment({ [`${prefix}/inject-java`]: 'true' }),
    'java',
    {},
    "Deployment shop must have instrumentation.opentelemetry.io/inject-java 'tracing/instrumentation' on its pod template, got 'true' there already",
  ],
  [
    deployment(),
    'java',
    { containers: ['api'] },
    'containers must name some of web, proxy, migrate of Deployment shop, got api',
  ],
  [
    deployment(),
    'java',
    { containers: [] },
    'containers must name some of web, proxy, migrate of Deployment shop, got none',
  ],
  [deployment(), 'go', {}, 'goExecutable must be set for go, or the agent is not injected'],
  [
    deployment(),
    'go',
    { goExecutable: '/shop', containers: ['web', 'proxy'] },
    'containers must be exactly one for go, got web, proxy',
  ],
  [
    deployment(),
    'java',
    { goExecutable: '/shop' },
    "goExecutable must be set for go only, got '/shop' for java",
  ],
  [
    deployment(),
    'java',
    { libc: 'musl' },
    "libc must be set for python and dotnet only, got 'musl' for java",
  ],
  [
    deployment({ [`${prefix}/inject-nginx`]: 'true' }),
    'java',
    { containers: ['web'] },
    'Deployment shop must name the containers of each of its 2 injections, got none for instrumentation.opentelemetry.io/inject-nginx',
  ],
  [
    deployment({
      [`${prefix}/inject-nginx`]: 'true',
      [`${prefix}/inject-nginx-container-names`]: 'web',
    }),
    'java',
    { containers: ['web'] },
    'Deployment shop must have one injection for each container, got two for web',
  ],
  [
    deployment(),
    'java',
    { containers: ['web', 'web'] },
    'Deployment shop must have one injection for each container, got two for web',
  ],
  [
    deployment({ [`${prefix}/container-names`]: 'web' }),
    'java',
    { containers: ['web'] },
    'Deployment shop must name the containers of each injection by its own annotation, got instrumentation.opentelemetry.io/container-names',
  ],
])('%j with %s and %j is refused', (workload, injection, options, message) => {
  expect(() => instrument(workload, injection, instrumentation, options)).toThrow(
    new Error(message),
  );
});
