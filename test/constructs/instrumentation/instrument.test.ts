import { Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { expect, test } from 'vitest';
import {
  type InstrumentOptions,
  instrument,
} from '../../../src/constructs/instrumentation/instrument.ts';
import type { Injection } from '../../../src/upstream/instrumentation/languages.ts';

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
