import { expect, test } from 'vitest';
import { componentId } from '../../../src/lint/collector/component-id/rule.ts';
import { defaultImage } from '../../../src/lint/collector/default-image/rule.ts';
import { missingComponent } from '../../../src/lint/collector/missing-component/rule.ts';
import { check } from '../check.ts';
import { config, operator } from './at.ts';
import { collectorExample } from './example.ts';

const collector = (image: string, processors: string, exporters = 'debug: {}') =>
  collectorExample({ spec: `image: ${image}`, processors, exporters });

test.each([
  [
    'otel/opentelemetry-collector:0.120.0',
    'k8sattributes: {}',
    'processors k8sattributes is not in opentelemetry-collector 0.120.0, only in opentelemetry-collector-contrib, opentelemetry-collector-k8s',
  ],
  [
    'otel/opentelemetry-collector-contrib:0.90.0',
    'geoip: {}',
    'processors geoip comes with opentelemetry-collector-contrib 0.108.0, the image is 0.90.0',
  ],
  [
    'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-otlp:0.120.0',
    'batch: {}',
    'processors batch is not in opentelemetry-collector-otlp 0.120.0, only in opentelemetry-collector, opentelemetry-collector-contrib, opentelemetry-collector-k8s',
  ],
  [
    'otel/opentelemetry-collector-contrib:0.120.0',
    'tail_samplin/x: {}',
    "processors tail_samplin/x is not in opentelemetry-collector-contrib 0.120.0: no distribution has ever had 'tail_samplin'",
  ],
])('%s with %s', (image, processors, message) => {
  const [id = ''] = processors.split(':');
  const place = id.includes('/') ? `["${id}"]` : `.${id}`;
  const found = check(collector(image, processors, 'otlphttp: {}'), missingComponent);
  expect(found).toEqual([`${config}processors${place}: ${message}`]);
});

test.each([
  ['otel/opentelemetry-collector-contrib:0.120.0', 'tail_sampling: {}'],
  ['otel/opentelemetry-collector-k8s:0.120.0', 'k8sattributes: {}'],
  ['our/collector:1.0.0', 'our_processor: {}'],
  ['otel/opentelemetry-collector:latest', 'tail_sampling: {}'],
])('nothing is said of %s with %s', (image, processors) => {
  expect(check(collector(image, processors), missingComponent)).toEqual([]);
});

test.each([
  ['0.143.0', 'otlp_grpc', "calls this component 'otlp' before 0.144.0"],
  ['0.152.0', 'load_balancing/x', "calls this component 'loadbalancing' before 0.153.0"],
])('release %s does not know %s yet', (version, id, message) => {
  const image = `otel/opentelemetry-collector-contrib:${version}`;
  const place = id.includes('/') ? `["${id}"]` : `.${id}`;
  expect(check(collector(image, 'batch: {}', `${id}: {}`), componentId)).toEqual([
    `${config}exporters${place}: exporters ${id}: opentelemetry-collector-contrib ${version} ${message}`,
  ]);
});

test.each([
  ['0.158.0', 'otlp'],
  ['0.158.0', 'otlphttp/x'],
  ['0.144.0', 'otlp_grpc'],
  ['0.120.0', 'otlp'],
])('release %s takes %s', (version, id) => {
  const image = `otel/opentelemetry-collector-contrib:${version}`;
  expect(check(collector(image, 'batch: {}', `${id}: {}`), componentId, missingComponent)).toEqual(
    [],
  );
});

test('a collector without an image is held against what the core distribution never had', () => {
  const yaml = collectorExample({ processors: 'batch: {}\nk8sattributes: {}' });
  expect(check(yaml, defaultImage)).toEqual([
    `${config}processors.k8sattributes: processors k8sattributes is not in opentelemetry-collector, which the operator runs without spec.image: only in opentelemetry-collector-contrib, opentelemetry-collector-k8s, opentelemetry-collector-ebpf-profiler`,
  ]);
  expect(check(`${yaml}${operator('0.158.0')}`, defaultImage)).toEqual([]);
  expect(check(`${yaml}${operator('0.158.0')}`, missingComponent)).toHaveLength(1);
});
