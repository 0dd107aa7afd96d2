import { expect, test } from 'vitest';
import { kafkaRetry } from '../../../src/lint/collector/kafka-retry/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { collectorExample } from './example.ts';

const image = (version: string) => `image: otel/opentelemetry-collector-contrib:${version}`;

/** What is told of a receiver with settings, before processors. */
function told(settings: string, processors = '', spec = image('0.158.0')): string[] {
  const sections = processors
    .split(' ')
    .filter(Boolean)
    .map((id) => `${id}: {}`);
  const yaml = collectorExample({
    spec,
    receivers: `kafka: {${settings}}`,
    ...(sections.length > 0 && { processors: sections.join('\n') }),
    service: `pipelines: {traces: {receivers: [kafka], processors: [${processors.replaceAll(' ', ', ')}], exporters: [debug]}}`,
  });
  return lint(modelOf(yaml), [kafkaRetry]).map(({ message }) => message);
}

const after = 'message_marking: {after: true}';
const whole = 'enabled: true, initial_interval: 5s, multiplier: 1.5, max_interval: 30s';
const still =
  'kafka: the first refused message blocks its partition until a pod of the consumer group starts or stops: error_backoff must be enabled, with its intervals';
const hasty = (missing: string) =>
  `kafka: a refused message is retried without a pause: ${missing} of error_backoff must be set, such as initial_interval: 5s, multiplier: 1.5, max_interval: 30s`;

test.each<[string, string, string[]]>([
  [after, '', [still]],
  [after, 'memory_limiter batch', [still]],
  [`${after}, error_backoff: {enabled: false}`, '', [still]],
  // a message counts as taken before anything is done with it, and what batch takes is never refused
  ['message_marking: {on_error: false}', '', []],
  [after, 'batch', []],
  [after, 'batch memory_limiter', []],
  ['message_marking: {after: true, on_error: true}', '', []],
  [`${after}, error_backoff: {${whole}}`, '', []],
  [`${after}, error_backoff: {enabled: "\${env:RETRY}"}`, '', []],
  ['error_backoff: {enabled: true}', '', [hasty('initial_interval, multiplier, max_interval')]],
  ['error_backoff: {enabled: true, initial_interval: 1s}', '', [hasty('multiplier, max_interval')]],
  [`error_backoff: {${whole.replace('5s', '0s')}}`, '', [hasty('initial_interval')]],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what the collector fills in
  [`error_backoff: {${whole.replace('5s', '"${env:PAUSE}"')}}`, '', []],
])('{%s} before [%s]', (settings, processors, messages) => {
  expect(told(settings, processors)).toEqual(messages);
});

test.each<[string, string[]]>([
  ['block_on_overflow: true', []],
  ['block_on_overflow: true, enabled: false', [still]],
  ['queue_size: 10', [still]],
])('who hands something to a queue waits for it, or does not: {%s}', (queue, messages) => {
  const yaml = collectorExample({
    spec: image('0.158.0'),
    receivers: `kafka: {${after}}`,
    exporters: `otlp_grpc: {endpoint: "a.example.com:4317", sending_queue: {${queue}}}`,
    service: 'pipelines: {traces: {receivers: [kafka], exporters: [otlp_grpc]}}',
  });
  expect(lint(modelOf(yaml), [kafkaRetry]).map(({ message }) => message)).toEqual(messages);
});

test('of releases that were not read, of Jaeger and of images without a release nothing is told', () => {
  expect(told(after, '', image('0.139.0'))).toEqual([]);
  expect(told(after, '', 'image: docker.io/jaegertracing/jaeger:2.20.0')).toEqual([]);
  expect(told(after, '', 'image: example.com/collector@sha256:0123')).toEqual([]);
});
