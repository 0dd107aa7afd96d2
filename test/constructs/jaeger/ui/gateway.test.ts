import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../../../src/constructs/elasticsearch/storage.ts';
import type { JaegerGatewayProps } from '../../../../src/constructs/jaeger/ui/gateway.ts';
import { Jaeger } from '../../../../src/constructs/jaeger/v1/instance.ts';
import { JaegerV2 } from '../../../../src/constructs/jaeger/v2/instance.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { at } from '../../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../../objects-model.ts';

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });
const instances = [Jaeger, JaegerV2] as const;

function synth(made: (typeof instances)[number], gateway: JaegerGatewayProps, basePath?: string) {
  const chart = Testing.chart();
  new made(chart, 'Jaeger', { namespace: 'tracing', storage, gateway, basePath });
  const objects: unknown[] = Testing.synth(chart);
  return { objects, route: objects.find((object) => at(object, 'kind') === 'HTTPRoute') };
}

test.each(instances)('a Gateway leads to the path that the UI of a %o is served under', (made) => {
  const parentRefs: JaegerGatewayProps['parentRefs'] = [
    { name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 },
  ];
  const annotations = { 'example.com/owner': 'platform' };
  const gateway = { parentRefs, hostnames: ['*.example.com'], annotations };
  expect(synth(made, gateway, '/jaeger').route).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: 'jaeger-query',
      namespace: 'tracing',
      annotations: { ...annotations, 'cdk8s-tracing/requires': 'gateway-api' },
    },
    spec: {
      parentRefs,
      hostnames: ['*.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/jaeger' } }],
          backendRefs: [{ name: 'jaeger-query', port: 16686 }],
        },
      ],
    },
  });
});

test.each(instances)('the linter finds nothing in the route of a %o', (made) => {
  const { objects, route } = synth(made, { parentRefs: [{ name: 'public' }] });
  expect(at(route, 'spec', 'rules', 0, 'matches', 0, 'path', 'value')).toBe('/');
  const model = modelOfObjects(objects);
  expect(lint(model).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
  expect(model.requirements.map(({ name }) => name)).toContain('gateway-api');
});

const subdomain = /must be .*got 'Public'/;

test.each<[unknown, string | RegExp]>([
  [{ parentRefs: [] }, 'gateway.parentRefs must be a list of Gateways, got an empty one'],
  [{ parentRefs: [{}] }, 'gateway.parentRefs[0].name must be set, got nothing'],
  [{ parentRefs: [{ name: 'Public' }] }, subdomain],
  [{ parentRefs: [{ name: 'a', port: 0 }] }, 'gateway.parentRefs[0].port must be'],
  [{ parentRefs: [{ name: 'a' }], hostnames: ['https://a'] }, 'gateway.hostnames must be'],
  [{ parentRefs: [{ name: 'a' }], path: '/' }, 'gateway.path must be a prop that is known'],
  [{ parentRefs: [{ name: 'a' }], annotations: { 'a b': '' } }, 'gateway.annotations key must'],
])('refuses %j', (gateway, message) => {
  for (const made of instances) {
    expect(() => synth(made, gateway as never)).toThrow(message);
    expect(() => synth(made, gateway as never)).toThrow('test/Jaeger: gateway');
  }
});
