import { ApiObject, type App, Chart, Lazy, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { tracingApp } from '../src/app.ts';
import { elasticsearch } from '../src/constructs/elasticsearch/storage.ts';
import { guard } from '../src/guard.ts';

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });

/** A Jaeger that is wrong on memory, as somebody's own object beside ours. */
function jaeger(scope: Chart, id: string, type: string): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: id.toLowerCase(), namespace: 'shop' },
    spec: {
      strategy: 'production',
      ingress: { enabled: false },
      storage: { type, options: { es: { 'server-urls': 'http://es.example.com:9200' } } },
    },
  });
}

function guarded(): { app: App; chart: Chart } {
  const app = Testing.app();
  const chart = new Chart(app, 'shop');
  guard(app);
  return { app, chart };
}

test('an app with an error is not synthesized, and the construct is named', () => {
  const { app, chart } = guarded();
  jaeger(chart, 'Good', 'elasticsearch');
  jaeger(chart, 'Bad', 'memory');
  expect(() => app.synth()).toThrow(
    /^Validation failed with the following errors:\n {2}\[shop\/Bad\] spec\.storage\.type: .* \(jaeger\/production-needs-storage\)$/,
  );
});

test('an app without errors is synthesized, also again after a change, until the change is an error', () => {
  const { app, chart } = guarded();
  const good = jaeger(chart, 'Good', 'elasticsearch');
  app.synth();
  good.metadata.addLabel('a', 'b');
  app.synth();
  jaeger(chart, 'Bad', 'memory');
  expect(() => app.synth()).toThrow('[shop/Bad]');
});

test('an app that holds an object twice is not synthesized', () => {
  const { app, chart } = guarded();
  for (const id of ['First', 'Second']) {
    new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one' } });
  }
  expect(() => app.synth()).toThrow(/\[shop\/Second\] .* \(object\/duplicate\)$/);
});

test('warnings do not stop an app', () => {
  const { app, chart } = guarded();
  const { metadata } = jaeger(chart, 'Good', 'elasticsearch');
  metadata.addAnnotation('cdk8s-tracing/ignore', 'no/rule');
  app.synth();
});

test('what an annotation ignores does not stop it', () => {
  const { app, chart } = guarded();
  const { metadata } = jaeger(chart, 'Bad', 'memory');
  metadata.addAnnotation('cdk8s-tracing/ignore', 'jaeger/production-needs-storage: a demo');
  app.synth();
});

test('each object is rendered a few times in all, not once for each of the others', () => {
  const { app, chart } = guarded();
  let rendered = 0;
  const spec = Lazy.any({ produce: () => ({ count: rendered++ }) });
  for (let index = 0; index < 50; index++) {
    new ApiObject(chart, `Object${index}`, { apiVersion: 'v1', kind: 'Thing', spec });
  }
  app.synth();
  expect(rendered / 50).toBeGreaterThanOrEqual(1);
  expect(rendered / 50).toBeLessThan(10);
});

test('our own stack is guarded, with what users add to it', () => {
  const app = tracingApp({ storage, outdir: Testing.app().outdir });
  app.synth();
  jaeger(new Chart(app, '9-mine'), 'Mine', 'memory');
  expect(() => app.synth()).toThrow('[9-mine/Mine]');
});
