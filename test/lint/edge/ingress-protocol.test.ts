import { expect, test } from 'vitest';
import { ingressPort } from '../../../src/lint/edge/ingress-port/rule.ts';
import { ingressProtocol } from '../../../src/lint/edge/ingress-protocol/rule.ts';
import { check } from '../check.ts';
import { collectorExample } from '../collector/example.ts';
import { all } from '../jaeger/jaeger-of.ts';

const collector = collectorExample({
  receivers: 'otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}, http: {endpoint: 0.0.0.0:4318}}}',
});
const nginx = 'nginx.ingress.kubernetes.io/backend-protocol';
const alb = 'alb.ingress.kubernetes.io/backend-protocol-version';

const ingress = (annotations: string, className: string, ...ports: readonly number[]) => {
  const paths = ports.map(
    (port) => `{backend: {service: {name: otel-collector, port: {number: ${port}}}}}`,
  );
  return all(
    collector,
    `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: tracing, annotations: {${annotations}}}, spec: {ingressClassName: ${className}, rules: [{http: {paths: [${paths}]}}]}}`,
  );
};

test.each([
  [`${nginx}: GRPC`, 'nginx', [4317, 4318], 'speaks gRPC to all of its paths'],
  [`${nginx}: grpc`, 'other', [4318], 'speaks gRPC to all of its paths'],
  [`${nginx}: HTTP`, 'nginx', [4317], 'speaks HTTP to all of its paths'],
  ['', 'nginx', [4317], `because it has no annotation ${nginx}`],
  [`${alb}: GRPC`, 'alb', [4318], 'port 4318 of Service otel-collector is for OTLP over HTTP'],
  ['', 'alb', [4317], 'speaks HTTP'],
])('%s of class %s does not reach %j', (annotations, className, ports, message) => {
  const [found, ...more] = check(ingress(annotations, className, ...ports), ingressProtocol);
  expect(found).toContain(message);
  expect(more).toEqual([]);
});

test.each([
  [`${nginx}: GRPC`, 'nginx', [4317]],
  ['', 'nginx', [4318]],
  ['', 'traefik', [4317]],
  [`${nginx}: FCGI`, 'nginx', [4317]],
  // the controller of F5 has the same class
  ['nginx.org/grpc-services: otel-collector', 'nginx', [4317]],
  ['nginx.ingress.kubernetes.io/ssl-passthrough: "true"', 'nginx', [4317]],
  [
    'nginx.ingress.kubernetes.io/server-snippet: "grpc_pass grpc://otel-collector:4317;"',
    'nginx',
    [4317],
  ],
])('%s of class %s reaches %j', (annotations, className, ports) => {
  expect(check(ingress(annotations, className, ...ports), ingressProtocol)).toEqual([]);
});

test('a Service of AWS may say for itself what is spoken to it', () => {
  const service = (annotations: string) =>
    all(
      ingress('', 'alb', 4317).replaceAll('name: otel-collector', 'name: s'),
      `{apiVersion: v1, kind: Service, metadata: {name: s, namespace: tracing, annotations: {${annotations}}}, spec: {selector: {app.kubernetes.io/instance: tracing.otel, app.kubernetes.io/component: opentelemetry-collector}, ports: [{port: 4317}]}}`,
    );
  expect(check(service(''), ingressProtocol)).toHaveLength(1);
  expect(check(service(`${alb}: GRPC`), ingressProtocol)).toEqual([]);
});

const route = (kind: string, port: number) =>
  all(
    collector,
    `{apiVersion: gateway.networking.k8s.io/v1, kind: ${kind}, metadata: {name: r, namespace: tracing}, spec: {rules: [{backendRefs: [{name: otel-collector, port: ${port}}]}]}}`,
  );

test('a GRPCRoute leads to ports for gRPC', () => {
  expect(check(route('GRPCRoute', 4317), ingressProtocol)).toEqual([]);
  expect(check(route('GRPCRoute', 4318), ingressProtocol)).toEqual([
    'GRPCRoute/tracing/r spec.rules[0].backendRefs[0].port: GRPCRoute r speaks gRPC, but port 4318 of Service otel-collector is for OTLP over HTTP',
  ]);
});

test('routes of Gateways and of Istio lead to ports that their Services have', () => {
  expect(check(route('HTTPRoute', 80), ingressPort)[0]).toContain(
    'HTTPRoute/tracing/r spec.rules[0].backendRefs[0].port: HTTPRoute r must lead to a port of Service otel-collector',
  );
  expect(check(route('HTTPRoute', 4318), ingressPort)).toEqual([]);
  const ofOthers = route('HTTPRoute', 80).replace(
    '{name: otel',
    '{group: x.io, kind: Service, name: otel',
  );
  expect(check(ofOthers, ingressPort)).toEqual([]);
  const mesh = (port: number) =>
    all(
      collector,
      `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {http: [{route: [{destination: {host: otel-collector.tracing.svc.cluster.local, port: {number: ${port}}}}]}]}}`,
    );
  expect(check(mesh(9999), ingressPort)).toHaveLength(1);
  // what has dots and is no full name is of a ServiceEntry
  const elsewhere = mesh(9999).replace('.svc.cluster.local', '');
  expect(check(elsewhere, ingressPort)).toEqual([]);
  expect(check(mesh(4317), ingressPort)).toEqual([]);
});
