import { ApiObject, Chart, Testing } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  Endpoint,
  guard,
  Instrumentation,
  type InstrumentationProps,
  type InstrumentOptions,
  instrument,
  OtelCollector,
  OtelOperator,
  type OtlpReceiver,
  TracingNamespace,
} from '../../../src/index.ts';
import { rounds } from '../../seed.ts';
import { findings, jaeger } from '../collector/synth.ts';

/** A prop that is set at times, to what is taken or, rarely, to what is not. */
function maybe<T>(good: readonly T[], bad: readonly T[] = []): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 10, arbitrary: fc.constant(undefined) },
    { weight: 6, arbitrary: fc.constantFrom(...good) },
    ...(bad.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...bad) }]),
  );
}

type Props = InstrumentationProps;

const secured = {
  otlpGrpc: new Endpoint('otlp-grpc', { host: 'otlp.example.com', port: 4317, tls: true }),
  otlpHttp: new Endpoint('otlp-http', { host: 'otlp.example.com', port: 443, tls: true }),
};
const plain = {
  otlpGrpc: new Endpoint('otlp-grpc', { host: 'otlp.example.com' }),
  otlpHttp: new Endpoint('otlp-http', { host: 'otlp.example.com', basePath: '/in' }),
};

const drawn = fc.record({
  mode: fc.constantFrom(...(['service', 'service', 'node', 'secured', 'plain', 'mixed'] as const)),
  operator: fc.constantFrom(undefined, '0.158.0' as const, '0.148.0' as const),
  name: maybe(['agents', 'a.b'], ['Agents']),
  sampler: maybe<Props['sampler']>(
    [
      { type: 'always_off' },
      { type: 'parentbased_traceidratio', ratio: 0.25 },
      { type: 'traceidratio', ratio: 1 },
    ],
    [{ type: 'traceidratio', ratio: 2 }],
  ),
  propagators: maybe<Props['propagators']>(
    [['tracecontext'], ['b3', 'baggage'], ['none'], ['jaeger', 'xray', 'ottrace', 'b3multi']],
    [[], ['none', 'b3'], ['b3', 'b3']],
  ),
  resourceAttributes: maybe<Props['resourceAttributes']>(
    [{ 'deployment.environment.name': 'dev' }, { team: 'a b' }, {}],
    [{ team: 'a,b' }, { '': 'a' }, { 'service.name': 'x' }],
  ),
  env: maybe<Props['env']>(
    [
      { OTEL_LOG_LEVEL: 'debug' },
      { OTEL_METRICS_EXPORTER: 'prometheus' },
      { OTEL_METRICS_EXPORTER: 'otlp' },
      { OTEL_EXPORTER_OTLP_TIMEOUT: '20000' },
      { OTEL_CONFIG_FILE: '/etc/otel/config.yaml' },
      { OTEL_RESOURCE_ATTRIBUTES: 'team=a' },
      { OTEL_SERVICE_NAME: 'shop' },
    ],
    [{ HOME: '/' }, { OTEL_TRACES_SAMPLER: 'always_on' }],
  ),
  tls: maybe<Props['tls']>([
    { configMapName: 'ca', caFile: 'ca.crt' },
    { secretName: 'client', certFile: 'tls.crt', keyFile: 'tls.key', caFile: 'ca.crt' },
    { secretName: 'client', certFile: 'tls.crt' },
    { caFile: '/etc/ssl/ca.crt' },
  ]),
  languages: maybe<Props['languages']>(
    [
      { java: { image: 'registry.example.com/java:2.20.0' } },
      { python: { env: { OTEL_LOGS_EXPORTER: 'console' } } },
      { nodejs: { env: { OTEL_LOGS_EXPORTER: 'otlp' } } },
      { nodejs: { protocol: 'otlp-grpc', resources: { limits: { memory: '64Mi' } } } },
      { dotnet: { env: { OTEL_DOTNET_AUTO_LOG_DIRECTORY: '/tmp' } }, go: {} },
      { nginx: { image: 'registry.example.com/nginx:1.0.4' }, apacheHttpd: {} },
    ],
    [
      { go: { resources: { requests: { cpu: '2' } } } },
      { go: { protocol: 'otlp-grpc' } },
      { java: { image: 'java' } },
    ],
  ),
  extraSpec: maybe<Props['extraSpec']>([
    { defaults: { useLabelsForResourceAttributes: true } },
    { java: { volumeLimitSize: '300Mi' } },
  ]),
  restricted: maybe([true, false]),
  labels: maybe([{ team: 'a' }], [{ team: '-' }]),
  injections: fc.uniqueArray(
    fc.record({
      injection: fc.constantFrom(
        ...(['java', 'nodejs', 'python', 'dotnet', 'go', 'apacheHttpd', 'nginx', 'sdk'] as const),
      ),
      options: fc.constantFrom<InstrumentOptions[]>(
        {},
        {},
        { containers: ['web'] },
        { containers: ['web', 'proxy'] },
        { containers: ['proxy'] },
        { goExecutable: '/shop', containers: ['web'] },
        { libc: 'musl' },
        { libc: 'glibc', containers: ['proxy'] },
      ),
    }),
    { maxLength: 2, selector: ({ injection }) => injection },
  ),
  target: fc.constantFrom('plus', 'object', 'manifest', 'job', 'namespace'),
  image: fc.constantFrom('docker.io/acme/shop:1.0.0', 'docker.io/library/python:3.13-alpine'),
  env2: fc.constantFrom(
    undefined,
    { name: 'JAVA_TOOL_OPTIONS', value: '-Xmx1g' },
    { name: 'NODE_OPTIONS', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'OTEL_SERVICE_NAME', value: 'mine' },
  ),
  runAsNonRoot: fc.constantFrom(undefined, true),
  user: fc.constantFrom(undefined, 65532),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function pods({ image, env2, runAsNonRoot, user }: Drawn) {
  const env = env2 && [env2];
  return {
    metadata: { labels: { app: 'shop' } },
    spec: {
      securityContext: runAsNonRoot && { runAsNonRoot, runAsUser: user },
      containers: [
        { name: 'web', image, env },
        { name: 'proxy', image: 'docker.io/library/nginx:1.29.0' },
      ],
    },
  };
}

function workload(drawn: Drawn) {
  const metadata = { name: 'shop', namespace: 'shop' };
  const template = pods(drawn);
  return drawn.target === 'job'
    ? {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata,
        spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
      }
    : {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: { selector: { matchLabels: { app: 'shop' } }, template },
      };
}

function target(chart: Chart, drawn: Drawn): object {
  if (drawn.target === 'namespace') return new TracingNamespace(chart, 'Shop', { name: 'shop' });
  if (drawn.target === 'manifest') return workload(drawn);
  if (drawn.target !== 'plus') return new ApiObject(chart, 'Shop', workload(drawn));
  const plus = new Deployment(chart, 'Shop', {
    metadata: { name: 'shop', namespace: 'shop' },
    securityContext: { ensureNonRoot: drawn.runAsNonRoot ?? false, user: drawn.user },
  });
  const resources = { cpu: { request: Cpu.millis(100) } };
  plus.addContainer({ name: 'web', image: drawn.image, portNumber: 8080, resources });
  plus.addContainer({ name: 'proxy', image: 'docker.io/library/nginx:1.29.0', resources });
  return plus;
}

function make(all: Drawn): readonly object[] {
  const {
    mode,
    operator,
    injections,
    target: _,
    image: __,
    env2: ___,
    runAsNonRoot: ____,
    user: _____,
    ...props
  } = all;
  const chart = new Chart(Testing.app(), 'test', { namespace: 'tracing' });
  guard(chart.node.root, 'off');
  if (operator !== undefined)
    new OtelOperator(chart, 'Operator', { version: operator, enableGoInstrumentation: true });
  const collector = new OtelCollector(chart, 'Collector', {
    exportTo: [jaeger],
    ...(mode === 'node' && { mode: 'daemonset', hostPort: true }),
  });
  const receivers = {
    service: () => collector,
    node: () => collector.onNode,
    secured: () => secured,
    plain: () => plain,
    mixed: () => ({ otlpGrpc: plain.otlpGrpc, otlpHttp: secured.otlpHttp }),
  };
  const instrumentation = new Instrumentation(chart, 'Made', {
    ...props,
    exportTo: receivers[mode]() as OtlpReceiver,
  });
  const made = injections.reduce<object>(
    (one, { injection, options }) => instrument(one, injection, instrumentation, options),
    target(chart, all),
  );
  const objects = Testing.synth(chart);
  return all.target === 'manifest' ? [...objects, made] : objects;
}

test('whatever is said of agents is refused by construct and prop, or has no findings', () => {
  let count = 0;
  fc.assert(
    fc.property(drawn, (all) => {
      let objects: readonly object[];
      try {
        objects = make(all);
      } catch (error) {
        // of a manifest that is outside of any construct, the prop alone can be told
        expect(String(error)).toMatch(
          /^Error: (?:test\/(?:Made|Shop|Collector): )?(?:[a-z][A-Za-z.]* |(?:Deployment|Job|Namespace) shop )/,
        );
        expect(error).not.toBeInstanceOf(TypeError);
        return;
      }
      count += 1;
      expect(findings(objects as never)).toEqual([]);
    }),
    { numRuns: rounds(200) },
  );
  expect(count).toBeGreaterThan(20);
}, 600_000);
