import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import type { InstrumentOptions } from '../../../src/constructs/instrumentation/injection.ts';
import { Instrumentation } from '../../../src/constructs/instrumentation/instance.ts';
import { instrument } from '../../../src/constructs/instrumentation/instrument.ts';
import type { Injection } from '../../../src/upstream/instrumentation/languages.ts';
import { isAlpine } from '../../../src/upstream/instrumentation/obstacles.ts';

const instrumentation = { namespace: 'tracing', name: 'instrumentation' };
const go: InstrumentOptions = { goExecutable: '/shop' };
const fromSecret = { secretKeyRef: { name: 'jvm', key: 'options' } };

const workload = (container: object = {}, pod: object = {}, kind = 'Deployment') => ({
  kind,
  metadata: { name: 'shop' },
  spec: {
    template: {
      metadata: {},
      spec: { containers: [{ name: 'web', image: 'shop:1.0.0', ...container }], ...pod },
    },
  },
});
const env = (name: string) => ({ env: [{ name, valueFrom: fromSecret }] });

test.each<[Injection, object, InstrumentOptions, string]>([
  [
    'java',
    workload(env('JAVA_TOOL_OPTIONS')),
    {},
    'container web of Deployment shop must have JAVA_TOOL_OPTIONS without valueFrom, or the operator leaves it out; write its value',
  ],
  [
    'dotnet',
    workload(env('DOTNET_SHARED_STORE')),
    { containers: ['web'] },
    'container web of Deployment shop must have DOTNET_SHARED_STORE without valueFrom, or the operator leaves it out; write its value',
  ],
  [
    'python',
    workload({ image: 'python:3.12-alpine3.20' }),
    {},
    "libc must be set for container web of Deployment shop, whose image python:3.12-alpine3.20 looks like Alpine; did you mean 'musl'?",
  ],
  [
    'go',
    workload({}, {}, 'Job'),
    go,
    'Job shop must not have go injected: the Go agent never exits, so the Job never completes',
  ],
  [
    'go',
    workload({}, { securityContext: { runAsNonRoot: true } }),
    go,
    'Deployment shop must not have go injected: the Go agent runs as root, and runAsNonRoot: true of the pod keeps it from starting; set runAsNonRoot on the containers instead',
  ],
  [
    'go',
    workload({}, { initContainers: [{ name: 'migrate' }] }),
    { ...go, containers: ['migrate'] },
    'Deployment shop must not have go injected: migrate is an init container, which its agent is not for',
  ],
])(
  '%s fails where nothing would be injected, or nothing would start',
  (injection, target, options, message) => {
    expect(() => instrument(target, injection, instrumentation, options)).toThrow(
      new Error(message),
    );
  },
);

test.each<[Injection, object, InstrumentOptions]>([
  ['nodejs', workload(env('JAVA_TOOL_OPTIONS')), {}],
  ['java', workload({ env: [{ name: 'JAVA_TOOL_OPTIONS', value: '-Xmx1g' }] }), {}],
  ['python', workload({ image: 'python:3.12-alpine' }), { libc: 'musl' }],
  ['python', workload({ image: 'python:3.12-alpine' }), { libc: 'glibc' }],
  ['java', workload({ image: 'eclipse-temurin:21-alpine' }), {}],
  ['go', workload({ securityContext: { runAsNonRoot: true } }), go],
])('%s is injected where nothing is in its way', (injection, target, options) => {
  expect(instrument(target, injection, instrumentation, options)).not.toEqual(target);
});

test('an agent of Go that an Instrumentation has run in its own way may be in a pod of that way', () => {
  const endpoint = { host: 'otel', namespace: 'tracing' };
  const own = new Instrumentation(Testing.chart(), 'Own', {
    namespace: 'tracing',
    exportTo: {
      otlpGrpc: new Endpoint('otlp-grpc', endpoint),
      otlpHttp: new Endpoint('otlp-http', endpoint),
    },
    extraSpec: {
      go: { securityContext: { runAsUser: 1000, capabilities: { add: ['SYS_PTRACE'] } } },
    },
  });
  const pods = workload({}, { securityContext: { runAsNonRoot: true } });
  expect(instrument(pods, 'go', own, go)).not.toEqual(pods);
});

test('what cdk8s-plus says of a pod by default is looked at, too', () => {
  const make = (securityContext: kplus.PodSecurityContextProps) => {
    const chart = Testing.chart();
    const deployment = new kplus.Deployment(chart, 'Shop', { securityContext });
    deployment.addContainer({ name: 'shop', image: 'shop:1.0.0' });
    instrument(deployment, 'go', instrumentation, go);
  };
  expect(() => make({})).toThrow(
    'must not have go injected: the Go agent runs as root, and runAsNonRoot: true of the pod keeps it from starting',
  );
  expect(() => make({ ensureNonRoot: false })).not.toThrow();
});

test.each([
  ['alpine:3.20', true],
  ['python:3.12-alpine', true],
  ['registry.example.com/alpine-python/app:1.0.0', true],
  ['registry.example.com:5000/shop:1.0.0-alpine3.20@sha256:0', true],
  ['python:3.12', false],
  ['registry.example.com/alpinestars:1.0.0', false],
])('%s is built on Alpine by its name: %s', (image, expected) => {
  expect(isAlpine(image)).toBe(expected);
});
