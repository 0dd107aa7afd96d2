import { Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { cassandra } from '../../src/constructs/cassandra/storage.ts';
import { clickhouse } from '../../src/constructs/clickhouse/storage.ts';
import { OtelCollector } from '../../src/constructs/collector/instance.ts';
import { Endpoint } from '../../src/constructs/edge/endpoint.ts';
import { elasticsearch, opensearch } from '../../src/constructs/elasticsearch/storage.ts';
import { GrafanaDatasource } from '../../src/constructs/grafana/datasource.ts';
import { IngressNginxTracing } from '../../src/constructs/ingress/nginx.ts';
import { traefikTracingArgs, traefikTracingConfig } from '../../src/constructs/ingress/traefik.ts';
import { sdkEnvironment } from '../../src/constructs/instrumentation/environment.ts';
import { Instrumentation } from '../../src/constructs/instrumentation/instance.ts';
import { IstioTracing } from '../../src/constructs/istio/tracing.ts';
import { badger, memory } from '../../src/constructs/jaeger/local-storage.ts';
import { jaeger } from '../../src/constructs/jaeger/v1/backend.ts';
import { Jaeger } from '../../src/constructs/jaeger/v1/instance.ts';
import { JaegerOperator } from '../../src/constructs/jaeger/v1/operator.ts';
import { jaegerV2 } from '../../src/constructs/jaeger/v2/backend.ts';
import { JaegerV2 } from '../../src/constructs/jaeger/v2/instance.ts';
import { remoteStorage } from '../../src/constructs/jaeger/v2/remote-storage.ts';
import { TracingNamespace } from '../../src/constructs/kubernetes/namespace.ts';
import { OtelOperator } from '../../src/constructs/otel-operator/operator.ts';
import { PrometheusTracing } from '../../src/constructs/prometheus/tracing.ts';
import { TektonTracing } from '../../src/constructs/tekton/tracing.ts';
import { thanosTracingArg } from '../../src/constructs/thanos/argument.ts';
import { ThanosTracingSecret } from '../../src/constructs/thanos/secret.ts';
import { ThanosTracing } from '../../src/constructs/thanos/tracing.ts';
import { flux } from '../../src/delivery/props.ts';
import { TracingStack } from '../../src/stack.ts';

vi.spyOn(console, 'warn').mockImplementation(() => {});

type Props = Readonly<Record<string, unknown>>;
type Class = new (scope: Construct, id: string, props: never) => Construct;

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
const otlpGrpc = new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tracing' });
const otlpHttp = new Endpoint('otlp-http', { host: 'otel', namespace: 'tracing' });
const query = new Endpoint('jaeger-query', { host: 'jaeger-query', namespace: 'tracing' });
const thanos = { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos' };
const pod = [
  'imagePullSecrets',
  'resources',
  'nodeSelector',
  'affinity',
  'tolerations',
  'topologySpreadConstraints',
  'priorityClassName',
  'podSecurityContext',
  'securityContext',
  'env',
  'volumes',
  'volumeMounts',
  'podAnnotations',
  'podDisruptionBudget',
];
const operator = [
  ...pod,
  'podLabels',
  'crds',
  'manifest',
  'clusterDomain',
  'certificate',
  'image',
  'replicas',
  'logLevel',
  'leaderElection',
  'watchNamespaces',
  'webhooks',
];

/** Each construct with props that it takes, and the names of the others. */
const constructs: readonly [Class, Props, readonly string[]][] = [
  [TracingNamespace, { name: 'tracing' }, []],
  [OtelOperator, {}, [...operator, 'collectorImage', 'enableGoInstrumentation', 'featureGates']],
  [JaegerOperator, {}, [...operator, 'watch', 'proxyImage']],
  [
    Jaeger,
    { storage },
    [
      'name',
      'ingress',
      'dependenciesImage',
      'operatorDependencies',
      'collectorReplicas',
      'queryReplicas',
      'pods',
      'collectorOptions',
      'queryOptions',
      'ingesterOptions',
      'kafka',
      'sampling',
      'gateway',
      'basePath',
      'uiConfig',
      'extraSpec',
      'clusterDomain',
    ],
  ],
  [
    JaegerV2,
    { storage },
    [
      'name',
      'layout',
      'protocols',
      'kafka',
      'sampling',
      'metrics',
      'dependenciesImage',
      'ingress',
      'gateway',
      'basePath',
      'uiConfig',
      'collectorReplicas',
      'queryReplicas',
      'pods',
      'memoryLimit',
      'queryMemoryLimit',
      'readiness',
      'image',
      'version',
      'indexCleanerImage',
      'rolloverImage',
      'clusterDomain',
      'extraSpec',
      'extraConfig',
    ],
  ],
  [
    OtelCollector,
    { exportTo: [otlpGrpc] },
    [
      ...pod,
      'autoscaler',
      'serviceAccountName',
      'name',
      'protocols',
      'apiVersion',
      'image',
      'version',
      'mode',
      'replicas',
      'memoryLimit',
      'limitMemory',
      'memoryLimiter',
      'batch',
      'debug',
      'receivers',
      'processors',
      'exporters',
      'connectors',
      'extensions',
      'pipelines',
      'telemetry',
      'extraSpec',
      'clusterDomain',
    ],
  ],
  [
    Instrumentation,
    { exportTo: { otlpGrpc, otlpHttp } },
    [
      'name',
      'sampler',
      'propagators',
      'resourceAttributes',
      'env',
      'tls',
      'languages',
      'extraSpec',
    ],
  ],
  [
    ThanosTracing,
    { ...thanos, exportTo: otlpGrpc },
    ['container', 'version', 'sampling', 'tls', 'extraConfig'],
  ],
  [
    ThanosTracingSecret,
    { serviceName: 'thanos', version: '0.42.4', exportTo: otlpGrpc },
    ['name', 'key', 'sampling', 'tls', 'extraConfig'],
  ],
  [PrometheusTracing, { name: 'k8s', exportTo: otlpGrpc }, ['sampling', 'thanos']],
  [
    GrafanaDatasource,
    { query },
    [
      'name',
      'title',
      'uid',
      'tracesToLogs',
      'tracesToMetrics',
      'tracesToProfiles',
      'grafanaOperator',
      'isDefault',
      'nodeGraph',
      'spanBar',
      'traceIdTimeParams',
      'login',
      'headers',
      'secretsFolder',
    ],
  ],
  [
    TektonTracing,
    { version: '1.15.0', exportTo: otlpHttp },
    ['credentialsSecret', 'operatorVersion'],
  ],
  [IstioTracing, { exportTo: otlpGrpc }, ['sampling', 'podLabels', 'name', 'provider']],
  [
    IngressNginxTracing,
    { exportTo: otlpGrpc },
    ['sampling', 'trustIncomingSpans', 'serviceName', 'name'],
  ],
  [
    TracingStack,
    { backend: jaeger({ storage }) },
    [
      'imageRegistry',
      'imagePullSecrets',
      'createNamespace',
      'clusterDomain',
      'installOtelOperator',
      'otelOperator',
      'collector',
      'backends',
      'instrumentation',
      'thanos',
      'tekton',
      'grafana',
      'guard',
    ],
  ],
];

const garbage = fc.oneof(
  fc.constantFrom(null, '', 'x', 7, -1, true, [], {}, [null], [''], [{}], { x: null }, { x: 7 }, [
    'x',
  ]),
  fc.constantFrom(() => 0, Symbol('x'), 1n, new Date(0), new Map(), Number.NaN, otlpGrpc),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    maxDepth: 3,
  }),
);

test.each(constructs.map(([made, props, more]) => [made.name, made, props, more] as const))(
  'whatever a prop of %s is, it is synthesized or refused by construct and prop',
  (_, made, props, more) => {
    const names = [...Object.keys(props), ...more, 'labels', 'annotations', 'namespace'].filter(
      (name) => made !== TracingNamespace || name !== 'namespace',
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), garbage, (name, value) => {
        const app = Testing.app();
        const scope =
          made === TracingStack ? app : new Chart(app, 'chart', { namespace: 'tracing' });
        try {
          new made(scope, 'Made', { ...props, [name]: value } as never);
        } catch (error) {
          if (!(error instanceof Error) || error.constructor !== Error) throw error;
          expect(error.message).toMatch(
            made === TracingStack ? /^Made(\/\S+)?: / : /^chart\/Made: /,
          );
          expect(error.message).toContain(name);
          return;
        }
        try {
          app.synth();
        } catch (error) {
          // what the linter or kubectl would refuse is told by object
          expect(`${error}`).toMatch(
            /^Error: Validation failed with the following errors:\n {2}\[(chart\/)?Made\//,
          );
        }
      }),
      { numRuns: made === TracingStack ? 300 : 1000 },
    );
  },
  120_000,
);

const functions = [
  cassandra,
  clickhouse,
  elasticsearch,
  opensearch,
  badger,
  memory,
  remoteStorage,
  jaeger,
  jaegerV2,
  traefikTracingArgs,
  traefikTracingConfig,
  sdkEnvironment,
  thanosTracingArg,
  flux,
];

test.each(functions.map((one) => [one.name, one as (props: unknown) => unknown] as const))(
  'what is no mapping is refused by %s, which is named',
  (name, called) => {
    for (const value of [null, 'x', 7, [], () => 0]) {
      expect(() => called(value)).toThrow(
        new RegExp(`^(${name}: props|props of ${name}) must be a mapping, got `),
      );
    }
  },
);
