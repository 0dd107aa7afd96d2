import { expect, test } from 'vitest';
import { unsetServer } from '../../../src/lint/jaeger/unset-server/rule.ts';
import { check } from '../check.ts';
import { jaegerOf } from './jaeger-of.ts';

const running = (component: string, storage: string, more = '', beside = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: j, namespace: t}
spec:
  template:
    spec:
      containers:
        - name: j
          image: jaegertracing/${component}:1.60.0
          env: [{name: SPAN_STORAGE_TYPE, value: ${storage}}${more && `, ${more}`}]
${beside}`;
const variable = (name: string, value = 'somewhere') => `{name: ${name}, value: "${value}"}`;

test.each([
  ['jaeger-collector', 'elasticsearch', '', 'es.server-urls (ES_SERVER_URLS)'],
  ['jaeger-query', 'cassandra', '', 'cassandra.servers (CASSANDRA_SERVERS)'],
  ['jaeger-collector', 'kafka', '', 'kafka.producer.brokers (KAFKA_PRODUCER_BROKERS)'],
  [
    'jaeger-ingester',
    'elasticsearch',
    `${variable('ES_SERVER_URLS')}, ${variable('KAFKA_BROKERS')}`,
    'kafka.consumer.brokers (KAFKA_CONSUMER_BROKERS)',
  ],
])('%s on %s {%s} looks for its storage in its own pod', (component, storage, more, flag) => {
  expect(check(running(component, storage, more), unsetServer)).toEqual([
    expect.stringContaining(`has no ${flag}, so it looks for its`),
  ]);
});

test.each([
  ['an address', running('jaeger-collector', 'elasticsearch', variable('ES_SERVER_URLS'))],
  [
    'a flag',
    running('jaeger-collector', 'cassandra', '', '          args: [--cassandra.servers=c]\n'),
  ],
  ['storage in the pod', running('all-in-one', 'memory')],
  [
    'variables of a ConfigMap',
    running(
      'jaeger-collector',
      'elasticsearch',
      '',
      '          envFrom: [{configMapRef: {name: e}}]\n',
    ),
  ],
  [
    'a Secret that has it',
    running(
      'jaeger-collector',
      'elasticsearch',
      '{name: ES_SERVER_URLS, valueFrom: {secretKeyRef: {name: s, key: u}}}',
    ),
  ],
  [
    'a container beside it',
    running(
      'jaeger-collector',
      'elasticsearch',
      '',
      '        - {name: es, image: elasticsearch}\n',
    ),
  ],
  [
    'a flag that another rule tells of',
    running(
      'jaeger-collector',
      'elasticsearch',
      '',
      '          args: [--es.server-url=http://e:9200]\n',
    ),
  ],
  [
    'the node',
    running('jaeger-collector', 'elasticsearch').replace(
      '      containers:',
      '      hostNetwork: true\n      containers:',
    ),
  ],
  ['a Jaeger of the operator', jaegerOf('{storage: {type: elasticsearch}}')],
])('nothing is said of %s', (_, yaml) => {
  expect(check(yaml, unsetServer)).toEqual([]);
});
