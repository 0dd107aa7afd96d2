import { expect, test } from 'vitest';
import { unknownSetting } from '../../../src/lint/ingress/unknown-setting/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, fixes } from '../check.ts';
import { all } from '../jaeger/jaeger-of.ts';

const configMap = (data: string, name = 'ingress-nginx-controller') =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: web}, data: {${data}}}`;
const deployment = (image: string, ...args: string[]) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: web}, spec: {template: {spec: {containers: [{name: c, image: "${image}", args: ${JSON.stringify(args)}}]}}}}`;
const nginx = (version: string, name = 'nginx') =>
  deployment(
    `registry.k8s.io/ingress-nginx/controller:v${version}`,
    '/nginx-ingress-controller',
    `--configmap=$(POD_NAMESPACE)/${name}`,
  );
const traefik = (version: string, ...args: string[]) => deployment(`traefik:${version}`, ...args);

test.each([
  ['opentelemetry-collector-host', 'otlp-collector-host'],
  ['otel-collector-port', 'otlp-collector-port'],
  ['otlp-service-name', 'otel-service-name'],
  ['opentelemetry-sampler-ratio', 'otel-sampler-ratio'],
  ['enable-otel', 'enable-opentelemetry'],
  ['otlp-colector-host', 'otlp-collector-host'],
])('Ingress NGINX is told that it has no %s, but %s', (key, meant) => {
  const yaml = configMap(`${key}: x`);
  expect(check(yaml, unknownSetting)).toEqual([
    `ConfigMap/web/ingress-nginx-controller data.${key}: Ingress NGINX has no key ${key}, but ${meant}`,
  ]);
  expect(fixes(yaml, unknownSetting)).toEqual([meant]);
});

test.each([
  [configMap('otel-collector-host: x', 'edge-ingress-nginx-controller'), 'error'],
  [
    configMap('otel-collector-host: x', 'edge, labels: {app.kubernetes.io/name: ingress-nginx}'),
    'error',
  ],
  [all(configMap('otel-collector-host: x', 'nginx'), nginx('1.2.3')), 'error'],
  // what is meant is there, too
  [configMap('otel-collector-host: x, otlp-collector-host: x'), 'warning'],
  [configMap('otel-exporter-endpoint: x'), 'warning'],
])('a ConfigMap is known by its name, its label, or its controller: %#', (yaml, severity) => {
  expect(lint(modelOf(yaml), [unknownSetting]).map((one) => one.severity)).toEqual([severity]);
});

test.each(['1.9.5', '1.15.1'])('Ingress NGINX %s is told that it has no OpenTracing', (version) => {
  const yaml = all(configMap('enable-opentracing: "true"', 'nginx'), nginx(version));
  expect(check(yaml, unknownSetting)).toEqual([
    `ConfigMap/web/nginx data.enable-opentracing: Ingress NGINX ${version} has no enable-opentracing, which releases before 1.9.5 have; it sends spans by enable-opentelemetry`,
  ]);
});

test.each([
  [
    'v3.1.2',
    'tracing.jaeger',
    'which releases before 3.0.0 have; it sends spans by --tracing.otlp',
    ['--tracing.jaeger=true', '--tracing.jaeger.collector.endpoint=http://jaeger:14268/api/traces'],
  ],
  [
    'v3.7.9',
    'Tracing.spanNameLimit',
    'which releases before 3.0.0 have; it sends spans by --tracing.otlp',
    ['--Tracing.spanNameLimit=100'],
  ],
  ['v2.11.0', 'tracing.otlp', 'which it has since 3.0.0', ['--tracing.otlp.http.endpoint=a:4318']],
  ['2.10', 'tracing.sampleRate', 'which it has since 3.0.0', ['--tracing.sampleRate=0.1']],
])('Traefik %s is told of --%s', (version, flag, why, args) => {
  const [, setting] = flag.split('.');
  const found = check(traefik(version, '--ping', ...args), unknownSetting);
  expect(found).toEqual([
    expect.stringMatching(
      new RegExp(
        `^Deployment/web/d .*args\\[1\\]: container c: Traefik [\\d.]+ does not start with --tracing\\.${setting}, ${why}$`,
      ),
    ),
  ]);
});

test.each([
  configMap('enable-opentelemetry: "true", otlp-collector-host: x, otel-sampler: AlwaysOn'),
  configMap('opentelemetry-operation-name: x, otel-max-queuesize: "1", use-gzip: "true"'),
  // that of the controller of NGINX Inc., and of somebody else
  configMap('otel-exporter-endpoint: x, otel-service-name: y', 'nginx-config'),
  configMap('enable-opentelemetry: "true", opentelemetry-collector-host: x', 'shop'),
  configMap('enable-opentracing: "true"', 'nginx'),
  all(configMap('enable-opentracing: "true"', 'nginx'), nginx('1.9.4')),
  all(configMap('enable-opentracing: "false"', 'nginx'), nginx('1.15.1')),
  all(configMap('enable-opentracing: "true"', 'nginx'), nginx('1.15.1', 'other')),
  all(configMap('opentelemetry-collector-host: x', 'nginx'), nginx('1.15.1', 'other')),
  traefik('v3.1.2', '--tracing.otlp.grpc.endpoint=a:4317', '--tracing.sampleRate=1'),
  traefik('v2.11.0', '--tracing.jaeger=true', '--tracing.serviceName=web'),
  // nobody knows its release, or it is neither
  traefik('latest', '--tracing.jaeger=true', '--tracing.otlp=true'),
  traefik('v3.0.0-beta3', '--tracing.jaeger=true', '--tracing.otlp=true'),
  traefik('v1.7.34', '--tracing.jaeger=true', '--tracing.otlp=true'),
  deployment('web:3.1.2', '--tracing.jaeger=true'),
])('settings that are known, or may be, are let be: %s', (yaml) => {
  expect(check(yaml, unknownSetting)).toEqual([]);
});
