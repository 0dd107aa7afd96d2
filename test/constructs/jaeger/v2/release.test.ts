import { App, Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../../../src/constructs/elasticsearch/storage.ts';
import { JaegerV2 } from '../../../../src/constructs/jaeger/v2/instance.ts';
import type { JaegerV2Props } from '../../../../src/constructs/jaeger/v2/props.ts';
import { versions } from '../../../../src/upstream/operator/versions.ts';
import { at } from '../../../../src/upstream/values/unknown.ts';

function synth(props: Partial<JaegerV2Props>) {
  const chart = new Chart(new App(), 'test');
  new JaegerV2(chart, 'Jaeger', {
    namespace: 'tracing',
    storage: elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 }),
    kafka: { brokers: ['kafka.kafka.svc:9092'] },
    ...props,
  });
  return Testing.synth(chart) as unknown[];
}

const images = (props: Partial<JaegerV2Props>) =>
  [...new Set(JSON.stringify(synth(props)).match(/"image":"[^"]*"/g))].map((one) =>
    one.slice('"image":"'.length, -1),
  );

test.each<[Partial<JaegerV2Props>, string]>([
  [{}, versions.jaegerV2],
  [{ version: '2.13.0' }, '2.13.0'],
  [{ version: '2.21' }, '2.21.0'],
])('images of %j have the tag of the release', (props, tag) => {
  expect(images(props)).toEqual([
    `docker.io/jaegertracing/jaeger:${tag}`,
    `docker.io/jaegertracing/jaeger-es-index-cleaner:${tag}`,
  ]);
});

test.each<[Partial<JaegerV2Props>, string]>([
  [{ image: 'example.com/jaeger:2.14.1' }, '2.14.1'],
  [{ image: 'example.com/jaeger:ours', version: '2.19.0' }, '2.19.0'],
  [{ image: 'example.com/jaeger:v2.16.0', version: '2.16' }, '2.16.0'],
])('%j tells the release', (props, release) => {
  expect(images(props)).toEqual([
    props.image,
    `docker.io/jaegertracing/jaeger-es-index-cleaner:${release}`,
  ]);
});

test.each([
  ['2.14.0', { topic: 'jaeger-spans', encoding: 'jaeger_proto' }],
  ['2.15.0', { topics: ['jaeger-spans'], encoding: 'jaeger_proto' }],
])('the ingester of %s is told its topic', (version, traces) => {
  const ingester = synth({ version }).find(
    (one) => at(one, 'metadata', 'name') === 'jaeger-ingester',
  );
  expect(at(ingester, 'spec', 'config', 'receivers', 'kafka', 'traces')).toEqual(traces);
});

const known = 'from 2.13.0 to before 2.22.0, whose settings are known here';

test.each<[Partial<JaegerV2Props>, string]>([
  [{ version: '2.12.0' }, `version must be ${known}, got '2.12.0'`],
  [{ version: '2.22.0' }, `version must be ${known}, got '2.22.0'`],
  [{ version: '1.76.0' }, `version must be ${known}, got '1.76.0'`],
  [
    { version: '2.20.0-rc.1' },
    "version must be a release of Jaeger v2 such as 2.13.0, got '2.20.0-rc.1'",
  ],
  [{ version: 'latest' }, "version must be a release of Jaeger v2 such as 2.13.0, got 'latest'"],
  [{ image: 'jaegertracing/jaeger:2.9.0' }, `image release must be ${known}, got '2.9.0'`],
  [
    { image: 'jaegertracing/jaeger:2.19.0', version: '2.20.0' },
    "version must be that of image jaegertracing/jaeger:2.19.0, got '2.20.0'",
  ],
  [
    { image: `example.com/jaeger@sha256:${'0'.repeat(64)}` },
    `version must say which release of Jaeger the image is, got only image 'example.com/jaeger@sha256:${'0'.repeat(64)}'`,
  ],
])('refuses %j', (props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Jaeger: ${message}`));
});
