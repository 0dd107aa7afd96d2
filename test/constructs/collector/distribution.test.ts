import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { pullImages } from '../../../src/constructs/kubernetes/image-source.ts';
import { findings, jaeger, synth } from './synth.ts';

const releases = 'ghcr.io/open-telemetry/opentelemetry-collector-releases';
const imageOf = (props: Partial<OtelCollectorProps>) => synth(props)[0].spec.image;

const sampling: Partial<OtelCollectorProps> = {
  processors: {
    tail_sampling: { policies: [{ name: 'all', type: 'always_sample' }] },
  },
};
const counting: Partial<OtelCollectorProps> = {
  connectors: { span_metrics: {} },
  exporters: { prometheus: { endpoint: '0.0.0.0:8889' } },
  pipelines: { metrics: { receivers: ['span_metrics'], exporters: ['prometheus'] } },
};

test.each<[string, Partial<OtelCollectorProps>, string | undefined]>([
  ['core, the choice of the operator', {}, undefined],
  ['k8s, for what core lacks', sampling, `${releases}/opentelemetry-collector-k8s:0.158.0`],
  [
    'contrib, for what k8s lacks as well',
    counting,
    `${releases}/opentelemetry-collector-contrib:0.158.0`,
  ],
  [
    'that of the release',
    { ...sampling, version: '0.143.1' },
    `${releases}/opentelemetry-collector-k8s:0.143.1`,
  ],
  [
    'contrib before there was k8s',
    { ...sampling, version: '0.97.0' },
    `${releases}/opentelemetry-collector-contrib:0.97.0`,
  ],
  [
    'the same of a release that is newer than the tables',
    { ...sampling, version: '0.200.0' },
    `${releases}/opentelemetry-collector-k8s:0.200.0`,
  ],
  [
    'the one that is named',
    { distribution: 'contrib' },
    `${releases}/opentelemetry-collector-contrib:0.158.0`,
  ],
  [
    'the image that is named',
    { ...sampling, image: 'mine/collector:0.158.0' },
    'mine/collector:0.158.0',
  ],
])('runs %s', (_, props, image) => {
  const objects = synth(props);
  expect(objects[0].spec.image).toBe(image);
  expect(findings(objects)).toEqual([]);
});

test('is left to the operator with components of a build of one’s own', () => {
  expect(
    imageOf({ processors: { ours: {} }, image: 'mine/collector:1.0.0', version: '0.158.0' }),
  ).toBe('mine/collector:1.0.0');
});

test('a mirror has the chosen one', () => {
  const chart = Testing.chart();
  pullImages(chart, { imageRegistry: 'registry.example.com' });
  new OtelCollector(chart, 'Collector', { namespace: 'tracing', exportTo: [jaeger], ...sampling });
  expect(Testing.synth(chart)[0].spec.image).toBe(
    'registry.example.com/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.158.0',
  );
});

test.each<[Partial<OtelCollectorProps>, string]>([
  [
    { ...sampling, distribution: 'core' },
    "distribution must have processors tail_sampling, which at 0.158.0 is in k8s and contrib, got 'core'",
  ],
  [
    { ...counting, distribution: 'k8s' },
    "distribution must have exporters prometheus, which at 0.158.0 is in core and contrib, got 'k8s'",
  ],
  [
    { distribution: 'contrib', image: 'mine/collector:0.158.0' },
    "distribution must not be set with image, which is one, got 'contrib' and 'mine/collector:0.158.0'",
  ],
  [
    { distribution: 'full' as 'core' },
    "distribution must be one of core, k8s, contrib, got 'full'",
  ],
])('%j is refused', (props, message) => {
  expect(() => synth(props)).toThrow(`test/Collector: ${message}`);
});
