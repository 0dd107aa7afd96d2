import { type Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { sdkEnvironment } from '../../../src/constructs/instrumentation/environment.ts';
import { Instrumentation } from '../../../src/constructs/instrumentation/instance.ts';
import { instrument } from '../../../src/constructs/instrumentation/instrument.ts';
import type { InstrumentationProps } from '../../../src/constructs/instrumentation/props.ts';
import { OtelOperator } from '../../../src/constructs/otel-operator/operator.ts';
import type { Injection } from '../../../src/upstream/instrumentation/languages.ts';
import type { OtelOperatorRelease } from '../../../src/upstream/operator/otel-releases.ts';

const spans = new Endpoint('otlp-grpc', { host: 'tempo', namespace: 'tempo', signals: ['traces'] });

interface Under {
  readonly version?: OtelOperatorRelease;
  readonly props?: Partial<InstrumentationProps>;
}

function instrumentation({ version, props }: Under, chart: Chart = Testing.chart()) {
  if (version !== undefined) {
    new OtelOperator(chart, 'Operator', { namespace: 'tracing', version });
  }
  const collector = new OtelCollector(chart, 'Collector', {
    namespace: 'tracing',
    exportTo: [spans],
  });
  return new Instrumentation(chart, 'Instrumentation', {
    namespace: 'tracing',
    exportTo: collector,
    ...props,
  });
}

const shop = (podContext: object, context?: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop', namespace: 'shop' },
  spec: {
    template: {
      spec: {
        securityContext: podContext,
        containers: [{ name: 'web', image: 'example.com/shop:1.0.0', securityContext: context }],
      },
    },
  },
});

const nonRoot = { runAsNonRoot: true };

test.each<[string, Under, Injection]>([
  ['an operator before 0.150.0', { version: '0.148.0' }, 'java'],
  ['restricted: false', { props: { restricted: false } }, 'nodejs'],
  [
    'an image of upstream that is named',
    {
      version: '0.148.0',
      props: {
        languages: {
          python: {
            image:
              'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-python:0.62b0',
          },
        },
      },
    },
    'python',
  ],
  ['a web server', { version: '0.148.0' }, 'nginx'],
])(
  'by %s, an agent is not started in a pod that must not be root and has no user',
  (_, under, injection) => {
    expect(() => instrument(shop(nonRoot), injection, instrumentation(under))).toThrow(
      `Deployment shop must have a runAsUser beside runAsNonRoot: true, such as 65534, or the init container of the agent of ${injection}, whose image runs as root, is not started; where the cluster gives pods a user, as OpenShift does, hand over { namespace, name } in place of the Instrumentation`,
    );
  },
);

test.each<[string, Under, Injection, object, object?]>([
  ['a newer operator', { version: '0.158.0' }, 'java', nonRoot],
  ['an operator that nobody names', {}, 'java', nonRoot],
  ['a user of the pod', { version: '0.148.0' }, 'java', { ...nonRoot, runAsUser: 1000 }],
  [
    'a user of the container that the operator hands on',
    { version: '0.148.0' },
    'nginx',
    nonRoot,
    { runAsUser: 1000 },
  ],
  ['a pod that may be root', { version: '0.148.0' }, 'java', {}],
  [
    'an image of somebody, who may name a user',
    { version: '0.148.0', props: { languages: { java: { image: 'example.com/agent:2.20.0' } } } },
    'java',
    nonRoot,
  ],
  ['an SDK, which has no agent', { version: '0.148.0' }, 'sdk', nonRoot],
])('with %s, the agent starts', (_, under, injection, podContext, context) => {
  const result = instrument(shop(podContext, context), injection, instrumentation(under));
  expect(JSON.stringify(result)).toContain('tracing/instrumentation');
});

test('of an Instrumentation that is named alone nobody knows how its agents start', () => {
  const named = { namespace: 'tracing', name: 'instrumentation' };
  expect(() => instrument(shop(nonRoot), 'java', named)).not.toThrow();
});

const takesSpans =
  'for http://otel-collector-collector.tracing.svc.cluster.local:4318, which takes traces alone';

test.each<[Partial<InstrumentationProps>, string]>([
  [
    { env: { OTEL_LOGS_EXPORTER: 'otlp' } },
    `env must not have OTEL_LOGS_EXPORTER 'otlp' ${takesSpans}`,
  ],
  [
    { env: { OTEL_METRICS_EXPORTER: 'prometheus,otlp' } },
    `env must not have OTEL_METRICS_EXPORTER 'otlp' ${takesSpans}`,
  ],
  [
    { languages: { java: { env: { OTEL_LOGS_EXPORTER: 'otlp' } } } },
    `languages.java.env must not have OTEL_LOGS_EXPORTER 'otlp' ${takesSpans}; give the collector signals: { logs: { … } }, or say where they go by OTEL_EXPORTER_OTLP_LOGS_ENDPOINT`,
  ],
])('agents are not told to send what the collector does not take: %j', (props, message) => {
  expect(() => instrumentation({ props })).toThrow(`test/Instrumentation: ${message}`);
});

test.each<Partial<InstrumentationProps>>([
  { env: { OTEL_LOGS_EXPORTER: 'console', OTEL_METRICS_EXPORTER: 'none' } },
  {
    env: { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://loki.loki:3100/otlp/v1/logs' },
    languages: { java: { env: { OTEL_LOGS_EXPORTER: 'otlp' } } },
  },
])('agents are told of other exporters, and of other addresses: %j', (props) => {
  expect(() => instrumentation({ props })).not.toThrow();
});

test('an SDK is not told to send what the endpoint does not take, unless nobody says what that is', () => {
  const environment = (endpoint: Endpoint<'otlp-grpc'>) =>
    sdkEnvironment({
      serviceName: 'shop',
      exportTo: endpoint,
      env: { OTEL_LOGS_EXPORTER: 'otlp' },
    });
  expect(() => environment(spans)).toThrow(
    "env must not have OTEL_LOGS_EXPORTER 'otlp' for http://tempo.tempo.svc.cluster.local:4317, which takes traces alone",
  );
  const unknown = new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tempo' });
  expect(environment(unknown)).toContainEqual({ name: 'OTEL_LOGS_EXPORTER', value: 'otlp' });
});
