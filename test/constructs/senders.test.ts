import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Endpoint,
  IngressNginxTracing,
  type IngressNginxTracingProps,
  IstioTracing,
  type IstioTracingProps,
  OtelCollector,
  type OtlpEndpoint,
  oneIn,
  PrometheusTracing,
  printYaml,
  sdkEnvironment,
  TektonTracing,
  type ThanosConfigValue,
  ThanosRulerTracing,
  type ThanosTls,
  ThanosTracing,
  ThanosTracingSecret,
  TracingMonitoring,
  thanosTracingArg,
  traefikTracingArgs,
  traefikTracingConfig,
} from '../../src/index.ts';
import { lint } from '../../src/lint/lint.ts';
import { modelOfObjects } from '../objects-model.ts';
import { rounds } from '../seed.ts';

/** Often unset. */
const seldom = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

/** Unset as often as not. */
const now = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 });

const version = fc.constantFrom('0.32.0', '0.34.1', '0.38.0', '0.42.4', '0.31.0');
const tektonVersion = fc.constantFrom('0.52.0', '0.58.0', '1.10.0', '1.15.0');
const operatorVersion = fc.constantFrom('0.60.0', '0.68.0', '0.78.0', '0.81.1');
const namespace = fc.constantFrom('tracing', 'monitoring', 'shop');
const name = fc.constantFrom('k8s', 'tracing', 'a.b-c');
const labels = seldom(
  fc.constantFrom<Record<string, string>>({}, { team: 'a' }, { 'example.com/x': '' }),
);
const sampling = seldom(
  fc.oneof(
    fc.integer({ min: 1, max: 1_000_000 }).map(oneIn),
    fc.double({ min: 0, max: 2, noNaN: true }).map((ratio) => ({ ratio })),
  ),
);
const serviceName = fc.constantFrom('shop', 'thanos query', '"x"', '$(NAME)', '', 'yes', '1');
const service = seldom(serviceName);

interface Made {
  readonly chart: Chart;
  readonly collector: OtelCollector;
  /** What spans may be sent to: the collector, and others outside. */
  readonly receivers: readonly OtlpEndpoint[];
}

function stage(): Made {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'monitoring' });
  const tempo = new Endpoint('otlp-grpc', { host: 'tempo.example.com' });
  const collector = new OtelCollector(chart, 'Collector', {
    namespace: 'tracing',
    exportTo: [tempo],
  });
  const login = { headers: { 'x-api-key': { secretName: 'vendor', key: 'key' } } };
  const receivers = [
    collector.otlpGrpc,
    collector.otlpHttp,
    tempo,
    new Endpoint('otlp-http', { host: 'otlp.example.com', tls: true, basePath: '/in' }),
    new Endpoint('otlp-grpc', { host: 'otlp.example.com', tls: true, ...login }),
    new Endpoint('otlp-grpc', { host: 'otlp.example.com', tls: true, caSecretName: 'ca' }),
  ];
  return { chart, collector, receivers };
}

const receiver = fc.nat({ max: 5 });
const tls = now(
  fc.constantFrom<ThanosTls>(
    { caFile: '/etc/tls/ca.crt' },
    { caFile: '/etc/tls/ca.crt', certFile: '/etc/tls/tls.crt', keyFile: '/etc/tls/tls.key' },
    { certFile: '/etc/tls/tls.crt' },
    { serverName: 'otlp.example.com' },
  ),
);
const extraConfig = now(
  fc.constantFrom<Record<string, ThanosConfigValue>>(
    { compression: 'gzip' },
    { retry_config: { retry_initial_interval: '1s' } },
    { headers: { 'x-tenant': 'a' } },
    { endpoint: 'a:4317' },
    { timeout: 5 },
    { reconnection_period: '$' },
  ),
);

/** Everything that may be made, by what makes it: props as the types allow them. */
const senders: Readonly<Record<string, fc.Arbitrary<(made: Made) => unknown>>> = {
  ThanosTracingSecret: fc
    .record({ version, serviceName, sampling, labels, name: seldom(name), to: receiver })
    .map(({ to, ...props }) => ({ chart, receivers }) => {
      const exportTo = receivers[to] as OtlpEndpoint;
      const thanos = new ThanosTracingSecret(chart, 'Made', { ...props, exportTo });
      new PrometheusTracing(chart, 'Prometheus', { name: 'k8s', thanos });
      return new ThanosRulerTracing(chart, 'Ruler', { name: 'rules', thanos });
    }),
  PrometheusTracing: fc
    .record({ name, namespace: seldom(namespace), sampling, labels, to: receiver })
    .map(({ to, ...props }) => ({ chart, receivers }) => {
      const exportTo = receivers[to] as OtlpEndpoint;
      return new PrometheusTracing(chart, 'Made', { ...props, exportTo });
    }),
  TektonTracing: fc
    .record({
      version: tektonVersion,
      operatorVersion: seldom(operatorVersion),
      namespace: seldom(namespace),
      credentialsSecret: seldom(fc.constantFrom('login', 'Login')),
      labels,
    })
    .map(
      (props) =>
        ({ chart, collector }) =>
          new TektonTracing(chart, 'Made', { ...props, exportTo: collector.otlpHttp }),
    ),
  IstioTracing: fc
    .record({
      sampling,
      namespace: seldom(namespace),
      podLabels: labels,
      name: seldom(name),
      provider: seldom(name),
      customTags: now(
        fc.constantFrom<NonNullable<IstioTracingProps['customTags']>>(
          { tenant: { header: { name: 'x-tenant', defaultValue: 'none' } } },
          { zone: { environment: { name: 'ZONE' } }, team: { literal: { value: 'a' } } },
          { team: { literal: { value: '' } } },
          { '': { literal: { value: 'a' } } },
          {},
        ),
      ),
      resourceDetectors: now(
        fc.constantFrom<IstioTracingProps['resourceDetectors']>(
          [],
          ['environment'],
          ['dynatrace', 'environment'],
          ['environment', 'environment'],
        ),
      ),
      extraTracing: now(
        fc.constantFrom<IstioTracingProps['extraTracing']>(
          { match: { mode: 'SERVER' }, enableIstioTags: false },
          { disableSpanReporting: true },
          { match: { mode: 'CLIENT_AND_SERVER' }, useRequestIdForTraceSampling: false },
          {},
        ),
      ),
      labels,
      // no proxy sends outside of the cluster
      to: fc.nat({ max: 3 }),
    })
    .map(({ to, ...props }) => ({ chart, receivers }) => {
      const exportTo = receivers[to] as OtlpEndpoint;
      return new IstioTracing(chart, 'Made', { ...props, exportTo });
    }),
  ThanosTracing: fc
    .record({
      version: now(version),
      serviceName,
      sampling,
      labels,
      tls,
      extraConfig,
      container: fc.constantFrom(undefined, undefined, 'thanos-query', 'web'),
      manifest: fc.constantFrom('manifests/thanos-query.yaml', 'manifests/thanos-store.yaml'),
      to: fc.nat({ max: 3 }),
    })
    .map(({ to, ...props }) => ({ chart, receivers }) => {
      const exportTo = receivers[to] as OtlpEndpoint;
      return new ThanosTracing(chart, 'Made', { ...props, exportTo });
    }),
  TracingMonitoring: fc
    .record({
      alerts: seldom(fc.boolean()),
      interval: seldom(fc.constantFrom('30s', '1m30s', '30', '')),
      name: seldom(name),
      labels,
      twice: seldom(fc.boolean()),
    })
    .map(({ twice, ...props }) => ({ chart, collector }) => {
      const targets = [...collector.metrics, ...(twice ? collector.metrics : [])];
      return new TracingMonitoring(chart, 'Made', { ...props, targets });
    }),
  IngressNginxTracing: fc
    .record({
      sampling,
      trustIncomingSpans: seldom(fc.boolean()),
      serviceName: service,
      extraData: now(
        fc.constantFrom<IngressNginxTracingProps['extraData']>(
          { 'opentelemetry-operation-name': 'HTTP $request_method $service_name' },
          { 'otel-max-queuesize': '4096', 'otel-schedule-delay-millis': '2000' },
          { 'otel-max-queuesize': 'many' },
          { 'otel-max-export-batch-size': '0' },
          { 'opentelemetry-operation-name': 'a "b"' },
          {},
        ),
      ),
      namespace: seldom(namespace),
      name: seldom(name),
      labels,
    })
    .map(
      (props) =>
        ({ chart, collector }) =>
          new IngressNginxTracing(chart, 'Made', { ...props, exportTo: collector.otlpGrpc }),
    ),
};

const podIn = (namespace: string, container: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'made', namespace },
  spec: { containers: [container] },
});

/** What is a function, and so makes arguments or variables for a pod of somebody's. */
const functions: Readonly<
  Record<string, fc.Arbitrary<(made: Made) => object | readonly object[]>>
> = {
  traefikTracingArgs: fc
    .record({ serviceName: service, sampling, from: namespace, to: receiver })
    .map(({ to, ...props }) => ({ receivers }) => {
      const args = traefikTracingArgs({ ...props, exportTo: receivers[to] as OtlpEndpoint });
      const container = { name: 'traefik', image: 'docker.io/traefik:v3.7.9', args };
      return podIn(props.from, container);
    }),
  traefikTracingConfig: fc
    .record({
      serviceName: service,
      sampling,
      from: namespace,
      to: receiver,
      addInternals: now(fc.boolean()),
      capturedRequestHeaders: now(fc.constantFrom(['X-Request-Id'], ['a b'], [])),
      capturedResponseHeaders: now(fc.constantFrom(['X-Request-Id'], ['a,b'])),
      safeQueryParams: now(fc.constantFrom(['page', 'size'], [''])),
    })
    .map(({ to, ...props }) => ({ receivers }) => {
      const exportTo = receivers[to] as OtlpEndpoint;
      const args = traefikTracingArgs({ ...props, exportTo });
      const data = { 'traefik.yaml': printYaml([traefikTracingConfig({ ...props, exportTo })]) };
      const metadata = { name: 'traefik', namespace: props.from };
      const pod = podIn(props.from, { name: 'traefik', image: 'docker.io/traefik:v3.7.9', args });
      return [pod, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data }];
    }),
  thanosTracingArg: fc
    .record({ version, serviceName, sampling, tls, extraConfig, from: namespace, to: receiver })
    .map(({ to, ...props }) => ({ receivers }) => {
      const argument = thanosTracingArg({ ...props, exportTo: receivers[to] as OtlpEndpoint });
      const image = `quay.io/thanos/thanos:v${props.version}`;
      const env = [{ name: 'NAME', value: 'thanos' }];
      return podIn(props.from, { name: 'thanos', image, env, args: ['query', argument] });
    }),
  sdkEnvironment: fc
    .record({
      serviceName,
      from: seldom(namespace),
      propagators: seldom(
        fc.uniqueArray(fc.constantFrom('tracecontext' as const, 'b3' as const), { minLength: 1 }),
      ),
      resourceAttributes: seldom(
        fc.constantFrom<Record<string, string>>({}, { team: 'a' }, { team: 'a,b' }),
      ),
      to: receiver,
    })
    .map(({ to, ...props }) => ({ receivers }) => {
      const env = sdkEnvironment({ ...props, exportTo: receivers[to] as OtlpEndpoint });
      const container = { name: 'shop', image: 'docker.io/example/shop:1.0.0', env };
      return podIn(props.from ?? 'shop', container);
    }),
};

function findings(objects: readonly unknown[]): string[] {
  const found = lint(modelOfObjects(objects));
  return found
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, message }) => `${rule.id}: ${message}`);
}

test.each(Object.entries(senders))(
  'whatever the types of %s allow is refused by construct and prop, or written without findings',
  (_, arbitrary) => {
    let written = 0;
    fc.assert(
      fc.property(arbitrary, (make) => {
        const made = stage();
        try {
          make(made);
        } catch (error) {
          expect(`${error}`).toMatch(/^Error: chart\/Made: [a-z]\w+/);
          return;
        }
        written += 1;
        expect(findings(Testing.synth(made.chart))).toEqual([]);
      }),
      { numRuns: rounds(150) },
    );
    // not because most were refused
    expect(written).toBeGreaterThan(15);
  },
  120_000,
);

test.each(Object.entries(functions))(
  'whatever the types of %s allow is refused by prop, or makes a pod without findings',
  (_, arbitrary) => {
    let written = 0;
    fc.assert(
      fc.property(arbitrary, (make) => {
        const made = stage();
        let pod: object | readonly object[];
        try {
          pod = make(made);
        } catch (error) {
          expect(`${error}`).toMatch(
            /^Error: (exportTo|serviceName|sampling|resourceAttributes|version|tls|extraConfig|captured\w+|safeQueryParams)[ .]/,
          );
          return;
        }
        written += 1;
        expect(findings([...Testing.synth(made.chart), ...[pod].flat()])).toEqual([]);
      }),
      { numRuns: rounds(150) },
    );
    expect(written).toBeGreaterThan(15);
  },
  120_000,
);
