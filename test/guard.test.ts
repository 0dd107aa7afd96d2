import { ApiObject, type App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { afterEach, expect, test, vi } from 'vitest';
import { elasticsearch } from '../src/constructs/elasticsearch/storage.ts';
import { jaeger as jaegerBackend } from '../src/constructs/jaeger/v1/backend.ts';
import { Jaeger } from '../src/constructs/jaeger/v1/instance.ts';
import { pullImages } from '../src/constructs/kubernetes/image-source.ts';
import { deliver } from '../src/delivery.ts';
import { acknowledge, guard } from '../src/guard.ts';
import { TracingStack } from '../src/stack.ts';

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterEach(() => warn.mockClear());

const warnings = () => warn.mock.calls.map(([text]) => text);

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

test('an app that holds two objects of one name is not synthesized', () => {
  const { app, chart } = guarded();
  for (const id of ['First', 'Second']) {
    const metadata = { name: 'one', labels: { id } };
    new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Secret', metadata });
  }
  expect(() => app.synth()).toThrow(/\[shop\/Second\] .* \(object\/duplicate\)$/);
});

test('warnings do not stop an app, and are told once', () => {
  const { app, chart } = guarded();
  const { metadata } = jaeger(chart, 'Good', 'elasticsearch');
  metadata.addAnnotation('cdk8s-tracing/ignore', 'no/rule');
  app.synth();
  metadata.addLabel('a', 'b');
  app.synth();
  expect(warnings()).toEqual([
    expect.stringMatching(
      /^warning: \[shop\/Good\] metadata\.annotations\S+: .* \(ignore\/ineffective\)$/,
    ),
  ]);
});

test('what an annotation ignores does not stop it', () => {
  const { app, chart } = guarded();
  const { metadata } = jaeger(chart, 'Bad', 'memory');
  metadata.addAnnotation('cdk8s-tracing/ignore', 'jaeger/production-needs-storage: a demo');
  app.synth();
});

test('each object is rendered twice in a synthesis, to be judged and to be written, however many charts there are', () => {
  const { app, chart } = guarded();
  let rendered = 0;
  const spec = Lazy.any({ produce: () => ({ count: rendered++ }) });
  for (const scope of [chart, new Chart(app, 'more'), new Chart(app, 'most')]) {
    new ApiObject(scope, 'Object', { apiVersion: 'v1', kind: 'Thing', spec });
  }
  app.synth();
  expect(rendered / 3).toBe(2);
  app.synthYaml();
  expect(rendered / 3).toBe(4);
});

test('an object that a validation adds is judged as well', () => {
  const { app, chart } = guarded();
  chart.node.addValidation({
    validate: () => {
      if (chart.node.tryFindChild('Late') === undefined) jaeger(chart, 'Late', 'memory');
      return [];
    },
  });
  expect(() => app.synth()).toThrow('[shop/Late] spec.storage.type');
});

test('charts that are rendered one by one are judged again after each change', () => {
  const { chart } = guarded();
  const good = jaeger(chart, 'Good', 'elasticsearch');
  Testing.synth(chart);
  good.addJsonPatch(JsonPatch.replace('/spec/storage/type', 'memory'));
  expect(() => Testing.synth(chart)).toThrow('[shop/Good] spec.storage.type');
});

test('an object that is changed between two synths is judged again', () => {
  const { app, chart } = guarded();
  const good = jaeger(chart, 'Good', 'elasticsearch');
  app.synth();
  good.addJsonPatch(JsonPatch.replace('/spec/storage/type', 'memory'));
  expect(() => app.synth()).toThrow('[shop/Good] spec.storage.type');
});

test('our own stack is guarded, with what users add to it', () => {
  const app = Testing.app();
  new TracingStack(app, 'tracing', { backend: jaegerBackend({ storage }) });
  app.synth();
  jaeger(new Chart(app, '9-mine'), 'Mine', 'memory');
  expect(() => app.synth()).toThrow('[9-mine/Mine]');
});

test('one construct of ours is enough to guard an app, whichever chart is synthesized', () => {
  const app = Testing.app();
  const [ours, theirs] = [
    new Chart(app, 'ours', { namespace: 'tracing' }),
    new Chart(app, 'theirs'),
  ];
  new Jaeger(ours, 'Jaeger', { storage });
  expect(Testing.synth(ours)).toHaveLength(1);
  jaeger(theirs, 'Bad', 'memory');
  for (const synth of [() => app.synth(), () => app.synthYaml(), () => Testing.synth(ours)]) {
    expect(synth).toThrow('[theirs/Bad] spec.storage.type');
  }
});

test('a level of warn tells errors, and one of off looks for nothing', () => {
  const { app, chart } = guarded();
  jaeger(chart, 'Bad', 'memory');
  guard(chart, 'off');
  app.synth();
  expect(warnings()).toEqual([]);
  guard(chart, 'warn');
  app.synth();
  expect(warnings()).toEqual([
    expect.stringMatching(/^error: \[shop\/Bad\] spec\.storage\.type: /),
  ]);
  guard(chart, 'error');
  expect(() => app.synth()).toThrow('[shop/Bad]');
});

test('the level of a stack is that of its app', () => {
  const app = Testing.app();
  jaeger(new Chart(app, '9-mine'), 'Mine', 'memory');
  new TracingStack(app, 'tracing', { backend: jaegerBackend({ storage }), guard: 'warn' });
  app.synth();
  expect(warnings()).toEqual([expect.stringMatching(/^error: \[9-mine\/Mine\]/)]);
});

const rule = 'jaeger/production-needs-storage';
const ignored = (object: ApiObject) => object.toJson().metadata.annotations;

test('an acknowledged finding is accepted, and written into its object alone', () => {
  const { app, chart } = guarded();
  const shops = new Construct(chart, 'Shops');
  const inner = new Chart(shops, 'inner');
  const [bad, good] = [jaeger(inner, 'Bad', 'memory'), jaeger(inner, 'Good', 'elasticsearch')];
  acknowledge(shops, rule, 'a demo ');
  app.synth();
  app.synth();
  expect(ignored(bad)).toEqual({ 'cdk8s-tracing/ignore': `${rule}: a demo` });
  expect(ignored(good)).toBe(undefined);
  expect(warnings()).toEqual([]);
  jaeger(chart, 'Outside', 'memory');
  expect(() => app.synth()).toThrow(/^[^\n]*\n {2}\[shop\/Outside\][^\n]*$/);
});

test('an acknowledgement is added to what an object says already, once for all findings of a rule', () => {
  const { app, chart } = guarded();
  const unused = 'collector/unused-component';
  const collector = new ApiObject(chart, 'Collector', {
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: {
      name: 'collector',
      namespace: 'shop',
      annotations: { 'cdk8s-tracing/ignore': 'collector/memory-limit: for now' },
    },
    spec: {
      config: {
        receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
        processors: { batch: {}, 'batch/more': {}, 'batch/most': {} },
        exporters: { debug: {} },
        service: {
          pipelines: {
            traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['debug'] },
          },
        },
      },
    },
  });
  app.synth();
  expect(warnings().filter((text) => text.includes(unused))).toHaveLength(2);
  warn.mockClear();
  acknowledge(collector, unused, 'kept for later');
  collector.metadata.addLabel('a', 'b');
  app.synth();
  expect(warnings()).toEqual([]);
  expect(ignored(collector)).toEqual({
    'cdk8s-tracing/ignore': `collector/memory-limit: for now; ${unused}: kept for later`,
  });
});

test('an acknowledgement that accepts nothing is told', () => {
  const { app, chart } = guarded();
  const good = jaeger(chart, 'Good', 'elasticsearch');
  const bad = jaeger(chart, 'Bad', 'memory');
  acknowledge(good, rule, 'a demo');
  acknowledge(chart, rule, 'demos');
  acknowledge(bad, rule, 'this one');
  app.synth();
  expect(warnings()).toEqual([
    `warning: [shop] acknowledges ${rule}, which finds nothing there`,
    `warning: [shop/Good] acknowledges ${rule}, which finds nothing there`,
  ]);
  expect(ignored(bad)).toEqual({ 'cdk8s-tracing/ignore': `${rule}: this one` });
});

test('acknowledging guards an app that has nothing else of ours', () => {
  const chart = Testing.chart();
  acknowledge(jaeger(chart, 'Demo', 'memory'), rule, 'a demo');
  jaeger(chart, 'Bad', 'memory');
  expect(() => Testing.synth(chart)).toThrow('[test/Bad]');
});

test.each([
  [
    'jaeger/production-needs-storge',
    'a demo',
    `no rule jaeger/production-needs-storge; did you mean ${rule}?`,
  ],
  ['x/y', 'a demo', 'no rule x/y; tracing rules lists them'],
  [rule, ' ', `reason to acknowledge ${rule} must be a string on one line without ';', got ' '`],
  [
    rule,
    'a; b',
    `reason to acknowledge ${rule} must be a string on one line without ';', got 'a; b'`,
  ],
])('acknowledging %s for %j is refused', (ruleId, reason, message) => {
  expect(() => acknowledge(Testing.chart(), ruleId, reason)).toThrow(new Error(`test: ${message}`));
});

test.each([
  ['guard', (scope: Construct) => guard(scope)],
  ['acknowledge', (scope: Construct) => acknowledge(scope, rule, 'a demo')],
  ['deliver', (scope: Construct) => deliver(scope, 'kustomize')],
  ['pullImages', (scope: Construct) => pullImages(scope, { imageRegistry: 'r.example.com' })],
])('%s needs a construct', (caller, call) => {
  const got = (value: unknown) => () => call(value as Construct);
  const message = `${caller} must be given a construct, got`;
  expect(got(undefined)).toThrow(new Error(`${message} nothing`));
  expect(got(null)).toThrow(new Error(`${message} null`));
  expect(got('chart')).toThrow(new Error(`${message} 'chart'`));
  expect(got({})).toThrow(new Error(`${message} a mapping`));
});

test('a level that there is not is refused', () => {
  // @ts-expect-error levels may come from where no types are checked
  expect(() => guard(Testing.chart(), 'silent')).toThrow(
    new Error("test: guard must be one of error, warn, off, got 'silent'"),
  );
});
