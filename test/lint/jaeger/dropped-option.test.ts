import { expect, test } from 'vitest';
import { droppedOption } from '../../../src/lint/jaeger/dropped-option/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const jaeger = (type: string, options: string) =>
  jaegerOf(`{strategy: production, storage: {${type}, options: ${options}}}`);

test.each([
  [
    jaeger('type: elasticsearch', '{server-urls: "http://e"}'),
    "server-urls: options of storage elasticsearch must begin with 'es.', the operator drops server-urls",
    'es.server-urls',
  ],
  [
    jaeger('type: elasticsearch', '{elasticsearch: {index-prefix: a}}'),
    "elasticsearch.index-prefix: options of storage elasticsearch must begin with 'es.', the operator drops elasticsearch.index-prefix",
    'es.index-prefix',
  ],
  [
    jaeger('type: cassandra', '{es: {server-urls: "http://e", index-prefix: a}}'),
    "es: options of storage cassandra must begin with 'cassandra.', the operator drops es.server-urls, es.index-prefix",
    undefined,
  ],
  [
    jaegerOf('{storage: {options: {es: {server-urls: "http://e"}}}}'),
    "es.server-urls: options of storage memory must begin with 'memory.', the operator drops es.server-urls",
    undefined,
  ],
  [
    jaeger('type: elasticsearch', '{es.server-urls: "http://e", collector.queue-size: 5}'),
    '["collector.queue-size"]: options of storage elasticsearch must begin with \'es.\', the operator drops collector.queue-size',
    undefined,
  ],
])('%s is told', (yaml, message, fix) => {
  const [finding, ...more] = lint(modelOf(yaml), [droppedOption]);
  const dot = message.startsWith('[') ? '' : '.';
  expect(check(yaml, droppedOption)).toEqual([`Jaeger/t/j spec.storage.options${dot}${message}`]);
  expect(finding?.fix).toBe(fix);
  expect(more).toEqual([]);
});

test.each([
  jaeger(
    'type: elasticsearch',
    '{es.server-urls: "http://e", es-archive: {enabled: true}, skip-dependencies: true}',
  ),
  jaegerOf(
    '{strategy: streaming, storage: {type: elasticsearch, options: {es.server-urls: "http://e", kafka.producer.topic: a}}}',
  ),
  jaegerOf('{storage: {type: memory, options: {memory: {max-traces: 5}}}}'),
  // told as an unknown type
  jaeger('type: opensearch', '{es: {server-urls: "http://e"}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, droppedOption)).toEqual([]);
});
