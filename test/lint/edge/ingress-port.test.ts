import { expect, test } from 'vitest';
import { ingressPort } from '../../../src/lint/edge/ingress-port/rule.ts';
import { check } from '../check.ts';
import { all } from '../jaeger/jaeger-of.ts';

const service = (ports: string, more = '') =>
  `{apiVersion: v1, kind: Service, metadata: {name: s, namespace: t}, spec: {ports: ${ports}${more}}}`;
const ingress = (port: string, name = 's') =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: t}, spec: {defaultBackend: {service: {name: ${name}, port: ${port}}}}}`;

test.each([
  ['{number: 80}', 'Ingress i must lead to a port of Service s (8080 web), got 80'],
  ['{name: http}', 'Ingress i must lead to a port of Service s (8080 web), got http'],
])('a port that the Service does not have is told: %s', (port, message) => {
  expect(check(all(service('[{name: web, port: 8080}]'), ingress(port)), ingressPort)).toEqual([
    `Ingress/t/i spec.defaultBackend.service.port: ${message}`,
  ]);
});

test('the name of a collector is none of a Service, unless there is one', () => {
  const collector =
    '{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: gw, namespace: t}, spec: {config: {receivers: {otlp: {protocols: {http: {endpoint: "0.0.0.0:4318"}}}}, exporters: {debug: {}}, service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}}}}';
  const led = all(collector, ingress('{number: 4318}', 'gw'));
  const [found, ...more] = check(led, ingressPort);
  expect(found).toContain(
    'Ingress i must lead to a Service, got the name of OpenTelemetryCollector gw, whose Services are gw-collector',
  );
  expect(more).toEqual([]);
  const own = service('[{port: 4318}]').replace('name: s', 'name: gw');
  expect(check(all(led, own), ingressPort)).toEqual([]);
  const right = all(collector, ingress('{number: 4318}', 'gw-collector'));
  expect(check(right, ingressPort)).toEqual([]);
  const elsewhere = led.replace('name: gw, namespace: t', 'name: gw, namespace: other');
  expect(check(elsewhere, ingressPort)).toEqual([]);
});

test.each([
  all(service('[{name: web, port: 8080}]'), ingress('{number: 8080}')),
  all(service('[{name: web, port: 8080}]'), ingress('{name: web}')),
  // nobody knows its ports
  all(service('[]'), ingress('{number: 80}')),
  all(
    service('[{port: 1}]', ', type: ExternalName, externalName: a.example.com'),
    ingress('{number: 80}'),
  ),
  ingress('{number: 80}', 'other'),
  // to the controller of AWS, s is an action of an annotation
  all(service('[{name: web, port: 8080}]'), ingress('{name: use-annotation}')),
])('%s is let be', (yaml) => {
  expect(check(yaml, ingressPort)).toEqual([]);
});
