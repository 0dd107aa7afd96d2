import { App, Chart, Testing } from 'cdk8s';
import { expect, test, vi } from 'vitest';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { Jaeger } from '../../src/constructs/jaeger/v1/instance.ts';
import { pullImages } from '../../src/constructs/kubernetes/image-source.ts';
import { OtelOperator } from '../../src/constructs/otel-operator/operator.ts';
import { versions } from '../../src/upstream/operator/versions.ts';
import { at } from '../../src/upstream/values/unknown.ts';
import { edgesOf, modelOf } from '../model/model-of.ts';
import { stacks, synth } from '../stacks.ts';
import { imagesOf } from './images.ts';

const mirror = 'mirror.example.com:5000/all';
const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });

/** The model of what the script of a stack writes, save for the CRDs, which name no images. */
async function modelOfStack(name: string) {
  const files = [...(await synth(name))].filter(([file]) => !/1-crds/.test(file));
  return modelOf(...files.map(([, text]) => text));
}

const distinct = (images: readonly [string, string][]) => [
  ...new Set(images.map(([image]) => image)),
];

// opentelemetry-operator v0.158.0 versions.txt and internal/config; jaeger-operator v1.65.0 pkg/cmd/start/main.go
const otelImages = [
  'open-telemetry/opentelemetry-collector-releases/opentelemetry-collector:0.158.0',
  'open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go:v0.24.0',
  'open-telemetry/opentelemetry-operator/autoinstrumentation-apache-httpd:1.0.4',
  'open-telemetry/opentelemetry-operator/autoinstrumentation-dotnet:1.16.0',
  'open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.30.0',
  'open-telemetry/opentelemetry-operator/autoinstrumentation-nodejs:0.78.0',
  'open-telemetry/opentelemetry-operator/autoinstrumentation-python:0.64b0',
  'open-telemetry/opentelemetry-operator/opentelemetry-operator:0.158.0',
  'open-telemetry/opentelemetry-operator/operator-opamp-bridge:0.158.0',
  'open-telemetry/opentelemetry-operator/target-allocator:0.158.0',
];
const jaegerImages = [
  'jaegertracing/all-in-one:1.65.0',
  'jaegertracing/jaeger-agent:1.62.0',
  'jaegertracing/jaeger-cassandra-schema:1.65.0',
  'jaegertracing/jaeger-collector:1.65.0',
  'jaegertracing/jaeger-es-index-cleaner:1.65.0',
  'jaegertracing/jaeger-es-rollover:1.65.0',
  'jaegertracing/jaeger-ingester:1.65.0',
  'jaegertracing/jaeger-operator:1.65.0',
  'jaegertracing/jaeger-query:1.65.0',
];
const all = [
  ...jaegerImages.map((image) =>
    image.includes('operator') ? `quay.io/${image}` : `docker.io/${image}`,
  ),
  'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies',
  ...otelImages.map((image) => `ghcr.io/${image}`),
  'quay.io/brancz/kube-rbac-proxy:v0.13.1',
  'quay.io/openshift/origin-oauth-proxy:4.14',
  'quay.io/thanos/thanos:v0.42.4',
];

test('the default stack can pull these images', async () => {
  expect(distinct(imagesOf(await modelOfStack('default'))).sort()).toEqual(all.toSorted());
});

test.each([
  ['mirror', 'registry.example.com/mirror'],
  ['own-certificates', 'registry.example.com'],
])('the %s example pulls all images from %s', async (name, registry) => {
  const images = imagesOf(await modelOfStack(name));
  expect(images.length).toBeGreaterThan(10);
  expect(images.filter(([image]) => !image.startsWith(`${registry}/`))).toEqual([]);
});

// those of several clusters make their apps elsewhere, and differ from the default stack in nothing that names an image
const others = Object.keys(stacks).filter((name) => !name.startsWith('environments/'));
// they say themselves where their images come from
const own = ['mirror', 'own-certificates'];

test.each(others.filter((name) => !own.includes(name)))(
  'of the %s stack, a mirror leaves no image behind',
  async (name) => {
    const model = await mirrored(() => modelOfStack(name));
    const images = imagesOf(model);
    expect(images.length).toBeGreaterThan(0);
    // applications, and what stands before the UI, are the user's own
    const ours = images.filter(
      ([, named]) => !/^Deployment (checkout|oauth2-proxy|shop)$/.test(named),
    );
    expect(ours.filter(([image]) => !image.startsWith(`${mirror}/`))).toEqual([]);
  },
);

test('who talks to whom is the same with a mirror', async () => {
  // an Instrumentation that names the images of agents names their languages, too
  const edges = async () =>
    edgesOf(await modelOfStack('default')).filter((edge) => !instrumented.test(edge));
  const plain = await edges();
  expect(plain.length).toBeGreaterThan(5);
  expect(await mirrored(edges)).toEqual(plain);
});

const instrumented = /^(java|nodejs|python|dotnet|go|apacheHttpd|nginx|sdk) /;

test('pods of all owners have the pull secrets', async () => {
  const model = await modelOfStack('mirror');
  const secrets = [{ name: 'registry' }];
  for (const { podSpec, object } of model.workloads) {
    expect([object.name, podSpec.imagePullSecrets]).toEqual([object.name, secrets]);
  }
  const accounts = model.collectors.map(({ object }) => at(object.value, 'spec', 'serviceAccount'));
  expect(accounts.toSorted()).toEqual(['jaeger-pods', 'jaeger-query-pods', 'otel-collector-pods']);
  for (const account of accounts) {
    const found = model.objects.find('ServiceAccount', 'tracing', `${account}`);
    expect(found?.value.imagePullSecrets).toEqual(secrets);
  }
  const v1 = (await modelOfStack('own-certificates')).jaegers;
  expect(v1.map(({ spec }) => spec.imagePullSecrets)).toEqual([secrets]);
});

test.each([
  ['https://registry.example.com/', "; did you mean 'registry.example.com'?"],
  ['mirror', ''],
  ['Registry Of Ours', ''],
])('%s is no registry', (imageRegistry, hint) => {
  expect(() => pullImages(Testing.app(), { imageRegistry })).toThrow(
    `imageRegistry must be a registry such as registry.example.com/mirror, got '${imageRegistry}'${hint}`,
  );
});

test('what is there already has its images', () => {
  const chart = Testing.chart();
  new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage });
  expect(() => pullImages(chart, { imageRegistry: mirror })).toThrow(
    'pullImages must be called before there is anything in the scope, got test/Jaeger/Resource',
  );
});

test('the scope nearest to a construct says where its images are', () => {
  const app = Testing.app();
  pullImages(app, { imageRegistry: mirror, imagePullSecrets: ['registry'] });
  const chart = new Chart(app, 'own');
  pullImages(chart, { imageRegistry: 'own.example.com' });
  new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage });
  const [manifest] = Testing.synth(chart);
  expect(manifest.spec.collector.image).toBe(
    `own.example.com/jaegertracing/jaeger-collector:${versions.jaeger}`,
  );
  expect(manifest.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
});

test('what is called image is not always one', () => {
  const chart = Testing.chart();
  pullImages(chart, { imageRegistry: mirror });
  const labels = { image: 'jaeger' };
  new Jaeger(chart, 'Jaeger', {
    namespace: 'tracing',
    storage,
    pods: {
      all: { podAnnotations: labels, podLabels: labels },
      query: {
        nodeSelector: labels,
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'zone', labelSelector: { matchLabels: labels } },
            ],
          },
        },
        volumes: [{ name: 'files', image: { reference: 'busybox:1.36' } }],
      },
    },
  });
  const [{ spec }] = Testing.synth(chart);
  const { nodeSelector, affinity, volumes } = spec.query;
  const [term] = affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  expect([spec.annotations, spec.labels, nodeSelector, term.labelSelector.matchLabels]).toEqual([
    labels,
    labels,
    labels,
    labels,
  ]);
  expect(volumes[0].image.reference).toBe(`${mirror}/library/busybox:1.36`);
});

test('an operator of a manifest chooses images that only its release knows', () => {
  const app = Testing.app();
  pullImages(app, { imageRegistry: mirror });
  const props = { namespace: 'tracing', manifest: 'operator.yaml' };
  expect(() => new OtelOperator(new Chart(app, 'chart'), 'Operator', props)).toThrow(
    "chart/Operator: manifest must not be set where a registry mirrors all images: its operator chooses some that only its release knows, got 'operator.yaml'",
  );
});

/** Does something while the app that a script makes is one whose images are mirrored. */
async function mirrored<T>(action: () => Promise<T>): Promise<T> {
  vi.doMock('cdk8s', async (original) => ({
    ...(await original<typeof import('cdk8s')>()),
    App: MirroredApp,
  }));
  try {
    return await action();
  } finally {
    vi.doUnmock('cdk8s');
  }
}

class MirroredApp extends App {
  constructor(...props: ConstructorParameters<typeof App>) {
    super(...props);
    pullImages(this, { imageRegistry: mirror, imagePullSecrets: ['registry'] });
  }
}
