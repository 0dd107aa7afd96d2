import { expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';
import { propagatorsDiffer } from '../../../src/lint/sdk/propagators-differ/rule.ts';
import { modelOf } from '../../model/model-of.ts';
import { workloadExample } from '../edge/examples.ts';

const found = (...manifests: string[]) =>
  lint(modelOf(manifests.join('---\n')), [propagatorsDiffer]).map(
    ({ severity, object, message }) => `${severity} ${object.kind}: ${message}`,
  );

const instrumentation = (spec: string) => `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: agents, namespace: shop}
spec: {${spec}}
`;
const workload = (propagators: string) => workloadExample({ OTEL_PROPAGATORS: propagators });
const mesh = (provider: string) => `apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: {name: istio, namespace: istio-system}
spec:
  meshConfig:
    defaultProviders: {tracing: [tracer]}
    extensionProviders: [{name: tracer, ${provider}}]
`;
const zipkin = (more = '') =>
  `zipkin: {service: zipkin.istio-system.svc.cluster.local, port: 9411${more}}`;

test('who has no format in common with another is told, at its propagators', () => {
  expect(found(instrumentation('propagators: [tracecontext, baggage]'), workload('b3'))).toEqual([
    'warning Deployment: Deployment/shop/checkout propagates context as b3, but Instrumentation/shop/agents as tracecontext: the trace breaks where one calls the other',
  ]);
  expect(found(instrumentation('propagators: [jaeger]'), workload('b3'))).toEqual([
    'warning Instrumentation: Instrumentation/shop/agents propagates context as jaeger, but Deployment/shop/checkout as b3: the trace breaks where one calls the other',
    'warning Deployment: Deployment/shop/checkout propagates context as b3, but Instrumentation/shop/agents as jaeger: the trace breaks where one calls the other',
  ]);
});

test('an Instrumentation that says nothing has what is usual, which is an assumption', () => {
  expect(found(instrumentation(''), workload('b3multi'))).toEqual([
    'info Deployment: Deployment/shop/checkout propagates context as b3, but Instrumentation/shop/agents by default as tracecontext: the trace breaks where one calls the other',
  ]);
});

test('an Instrumentation that tells agents of a language otherwise is left alone', () => {
  const java = 'java: {env: [{name: OTEL_PROPAGATORS, value: "tracecontext,b3"}]}';
  const written = `propagators: [b3], ${java}`;
  expect(found(instrumentation(written), workload('tracecontext'))).toEqual([]);
});

test('the proxies of a mesh count by the provider in use', () => {
  const agents = instrumentation('propagators: [tracecontext]');
  expect(found(agents, mesh(zipkin()))).toEqual([
    'warning IstioOperator: Istio with provider tracer propagates context as b3, but Instrumentation/shop/agents as tracecontext: the trace breaks where one calls the other',
  ]);
  expect(found(agents, mesh(zipkin(', traceContextOption: USE_B3_WITH_W3C_PROPAGATION')))).toEqual(
    [],
  );
  expect(found(agents, mesh(zipkin()).replace('tracing: [tracer]', 'tracing: [other]'))).toEqual(
    [],
  );
  expect(
    found(workload('b3'), mesh('opentelemetry: {service: a.b.svc.cluster.local, port: 4317}')),
  ).toHaveLength(1);
});

test.each([
  ['one in common', 'tracecontext,b3'],
  ['the two of B3', 'b3multi'],
  ['a propagator of somebody', 'b3,ours'],
  ['none at all', 'none'],
  ['a variable', '$(PROPAGATORS)'],
])('nothing is said of %s', (_, propagators) => {
  const others = propagators === 'b3multi' ? '[b3]' : '[tracecontext]';
  expect(found(instrumentation(`propagators: ${others}`), workload(propagators))).toEqual([]);
});

test('nothing is said of one alone, also in several containers', () => {
  expect(found(workload('b3'))).toEqual([]);
  const two = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: shop}
spec:
  template:
    spec:
      containers:
        - {name: a, image: a, env: [{name: OTEL_PROPAGATORS, value: b3}]}
        - {name: b, image: b, env: [{name: OTEL_PROPAGATORS, value: tracecontext}]}
`;
  expect(found(two)).toEqual([]);
});

const nginx = (enabled = 'true') => `apiVersion: v1
kind: ConfigMap
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
data: {enable-opentelemetry: "${enabled}", otlp-collector-host: otel.tracing.svc}
`;
const traefik = (env = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec:
  selector: {matchLabels: {app: traefik}}
  template:
    metadata: {labels: {app: traefik}}
    spec:
      containers:
        - name: traefik
          image: traefik:v3.5.0
          args: ["--tracing.otlp.grpc.endpoint=otel.tracing.svc:4317", "--tracing.otlp.grpc.insecure"]
          env: [${env}]
`;
const entrance = (ingressClass: string, selector = 'app: checkout') => `apiVersion: v1
kind: Service
metadata: {name: shop, namespace: shop}
spec: {selector: {${selector}}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  ${ingressClass}
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}}]
`;
const annotated = (ingressClass: string, annotation: string) =>
  entrance(ingressClass).replace(
    'name: shop, namespace: shop}\nspec:\n',
    `name: shop, namespace: shop, annotations: {${annotation}}}\nspec:\n`,
  );
const byNginx = 'ingressClassName: nginx';
const injected = (pods: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout, namespace: shop}
spec:
  selector: {matchLabels: {app: checkout}}
  template:
    metadata: {labels: {app: checkout}, annotations: {instrumentation.opentelemetry.io/inject-java: "true"}}
    spec: {containers: [{name: checkout, image: "checkout:1.0"${pods}}]}
`;
const b3 = 'env: [{name: OTEL_PROPAGATORS, value: b3}]';

test('an application behind an ingress controller must read what that writes', () => {
  const breaks = (name: string, by: string) =>
    `${name} propagates context as b3, but ${by} as tracecontext: the trace breaks where one calls the other`;
  const own = injected(`, ${b3}`);
  expect(found(nginx(), entrance(byNginx), own)).toEqual([
    `warning Deployment: ${breaks('Deployment/shop/checkout', 'Ingress NGINX')}`,
  ]);
  expect(found(traefik(), entrance('ingressClassName: traefik'), own)).toEqual([
    `warning Deployment: ${breaks('Deployment/shop/checkout', 'Traefik')}`,
  ]);
  expect(
    found(nginx(), entrance(byNginx), injected(''), instrumentation('propagators: [b3]')),
  ).toEqual([`warning Instrumentation: ${breaks('Instrumentation/shop/agents', 'Ingress NGINX')}`]);
});

test.each([
  ['a controller that reports nothing', [nginx('false'), entrance(byNginx), injected(`, ${b3}`)]],
  ['another controller', [nginx(), entrance('ingressClassName: traefik'), injected(`, ${b3}`)]],
  [
    'an Ingress that is not traced',
    [
      nginx(),
      annotated(byNginx, 'nginx.ingress.kubernetes.io/enable-opentelemetry: "false"'),
      injected(`, ${b3}`),
    ],
  ],
  [
    'an Ingress that is not traced by Traefik',
    [
      traefik(),
      annotated(
        'ingressClassName: traefik',
        'traefik.ingress.kubernetes.io/router.observability.tracing: "false"',
      ),
      injected(`, ${b3}`),
    ],
  ],
  [
    'a snippet that says what is written',
    [
      nginx(),
      annotated(
        byNginx,
        'nginx.ingress.kubernetes.io/configuration-snippet: "opentelemetry_propagate b3;"',
      ),
      injected(`, ${b3}`),
    ],
  ],
  [
    'a snippet of the controller',
    [
      nginx().replace('data: {', 'data: {location-snippet: "opentelemetry_propagate b3;", '),
      entrance(byNginx),
      injected(`, ${b3}`),
    ],
  ],
  [
    'a class of that name of another controller',
    [
      nginx(),
      entrance(byNginx),
      injected(`, ${b3}`),
      `apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: nginx.org/ingress-controller}
`,
    ],
  ],
  [
    'a Traefik whose variables are elsewhere',
    [
      traefik().replace('env: []', 'envFrom: [{configMapRef: {name: traefik}}]'),
      entrance('ingressClassName: traefik'),
      injected(`, ${b3}`),
    ],
  ],
  ['no class', [nginx(), entrance(''), injected(`, ${b3}`)]],
  ['another Service', [nginx(), entrance(byNginx, 'app: other'), injected(`, ${b3}`)]],
  [
    'an application that reads both',
    [
      nginx(),
      entrance(byNginx),
      injected(', env: [{name: OTEL_PROPAGATORS, value: "b3,tracecontext"}]'),
    ],
  ],
  ['an application of which nothing is told', [nginx(), entrance(byNginx), injected('')]],
  [
    'agents that read it, in an application of other words',
    [nginx(), entrance(byNginx), injected(''), instrumentation('propagators: [tracecontext, b3]')],
  ],
  [
    'a Traefik that is told',
    [
      traefik('{name: OTEL_PROPAGATORS, value: b3}'),
      entrance('ingressClassName: traefik'),
      injected(`, ${b3}`),
    ],
  ],
])('nothing is said behind %s', (_, manifests) => {
  expect(found(...manifests)).toEqual([]);
});
