import { App, Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { expect, test } from 'vitest';
import { Endpoint } from '../../src/constructs/edge/endpoint.ts';
import { otlp } from '../../src/constructs/edge/otlp.ts';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { instrument } from '../../src/constructs/instrumentation/instrument.ts';
import { jaeger } from '../../src/constructs/jaeger/v1/backend.ts';
import { jaegerV2 } from '../../src/constructs/jaeger/v2/backend.ts';
import { readGraph } from '../../src/graph/graph.ts';
import {
  IngressNginxTracing,
  type NetworkPoliciesProps,
  PrometheusTracing,
  TektonTracing,
  TracingStack,
} from '../../src/index.ts';
import type { MadePods } from '../../src/model/kubernetes/pods.ts';
import type { Model } from '../../src/model/model.ts';
import { identityOf } from '../../src/stack/policies/needs.ts';
import { policyRules } from '../../src/stack/policies/rules.ts';
import type { AnyStackProps } from '../../src/stack/props.ts';
import {
  type ConnectionEnd,
  denyingPolicies,
  type PlacedPolicy,
} from '../../src/upstream/kubernetes/network/policy.ts';
import { at } from '../../src/upstream/values/unknown.ts';
import { modelOf } from '../stack-model.ts';
import { stacks } from '../stacks.ts';

const types = { policyTypes: ['Ingress', 'Egress'] };

/** All policies of the namespaces that a stack has pods of the tracing in. */
function wallsOf(model: Model, props: NetworkPoliciesProps): PlacedPolicy[] {
  return ourPods(model).flatMap((pods) => [
    { namespace: pods.namespace, spec: { podSelector: {}, ...types } },
    {
      namespace: pods.namespace,
      spec: {
        podSelector: { matchLabels: identityOf(pods) },
        ...types,
        ...policyRules(model, pods, props),
      },
    },
  ]);
}

function ourPods(model: Model): readonly MadePods[] {
  return model.pods.filter(({ namespace }) => namespace === 'tracing');
}

const end = ({ namespace, labels }: MadePods): ConnectionEnd => ({ namespace, labels });

function passes(
  walls: readonly PlacedPolicy[],
  from: ConnectionEnd,
  to: ConnectionEnd,
  port: number,
): boolean {
  const connection = { from, to, port, transport: 'TCP' as const };
  return (['Ingress', 'Egress'] as const).every(
    (direction) => denyingPolicies(walls, direction, connection).length === 0,
  );
}

const node = ({ object }: MadePods) => [object.kind, object.namespace, object.name].join('/');

/** Arrows of the picture between two things with pods, as `from to port of the Service`. */
function arrows(model: Model): Set<string> {
  return new Set(readGraph(model, []).edges.map(({ from, to, port }) => `${from} ${to} ${port}`));
}

// Services of the stacks have the ports of their pods
const ports = [4317, 4318, 14250, 14268, 14269, 16685, 16686, 9411, 8888, 9443, 8443, 9200, 80];

test.each(Object.keys(stacks))(
  'pods of the %s stack reach each other where the picture has an arrow, and nowhere else',
  async (stack) => {
    const model = await modelOf(stack);
    const walls = wallsOf(model, {});
    const drawn = arrows(model);
    for (const from of ourPods(model)) {
      for (const to of ourPods(model)) {
        for (const port of ports) {
          // the picture draws a Jaeger as one: its collector sends nothing to itself
          const arrow = drawn.has(`${node(from)} ${node(to)} ${port}`);
          const open = passes(walls, end(from), end(to), port);
          if (open)
            expect([node(from), node(to), port, arrow]).toEqual([node(from), node(to), port, true]);
        }
      }
    }
    const receivers = new Map(ourPods(model).map((pods) => [node(pods), pods]));
    for (const arrow of drawn) {
      const [from = '', to = '', port] = arrow.split(' ');
      const received = ourPods(model).filter((pods) => node(pods) === to);
      const sent = model.pods.filter((pods) => node(pods) === from);
      if (!receivers.has(to) || sent.length === 0) continue;
      const open = sent.some((one) =>
        received.some((other) => passes(walls, end(one), end(other), Number(port))),
      );
      expect([arrow, open]).toEqual([arrow, true]);
    }
  },
);

test.each(Object.keys(stacks))(
  'a pod that is not in the picture of the %s stack gets through nowhere',
  async (stack) => {
    const model = await modelOf(stack);
    const walls = wallsOf(model, {});
    for (const namespace of ['tracing', 'shop', 'default']) {
      const stranger = { namespace, labels: { app: 'stranger' } };
      for (const pods of ourPods(model)) {
        const open = ports.filter((port) => passes(walls, stranger, end(pods), port));
        // the API server calls webhooks from an address that nobody knows
        const webhooks = model.operators.some(({ workload }) => workload === pods.workload);
        expect([node(pods), ...open]).toEqual([
          node(pods),
          ...(webhooks && namespace !== 'tracing' ? [9443] : []),
        ]);
      }
    }
  },
);

const storage = elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'] });

function stackWith(props: Partial<AnyStackProps>) {
  const app = new App();
  const stack = new TracingStack(app, 'tracing', { backend: jaeger({ storage }), ...props });
  return { app, stack };
}

function written(app: App) {
  return app.charts.flatMap((chart) => Testing.synth(chart));
}

const policies = (app: App) =>
  Object.fromEntries(
    written(app)
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map(({ metadata, spec }) => [metadata.name, spec]),
  );

test('there are none unless they are asked for', () => {
  expect(policies(stackWith({}).app)).toEqual({});
  expect(policies(stackWith({ networkPolicies: false }).app)).toEqual({});
});

test('everything is denied first, and each program has a policy of its own', () => {
  const found = policies(stackWith({ networkPolicies: true }).app);
  expect(Object.keys(found)).toEqual([
    'deny-all',
    'allow-opentelemetry-operator-controller-manager',
    'allow-jaeger-operator',
    'allow-otel-collector-collector',
    'allow-jaeger-collector',
    'allow-jaeger-query',
    'allow-jaeger-es-index-cleaner',
  ]);
  expect(found['deny-all']).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  // whose addresses nobody told
  expect(found['allow-jaeger-es-index-cleaner'].egress).toEqual([
    { ports: [{ protocol: 'TCP', port: 9201 }] },
    {
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
  ]);
});

test('a collector whose components ask the API server reaches it', () => {
  const egress = (collector: AnyStackProps['collector']) =>
    policies(stackWith({ networkPolicies: true, collector }).app)['allow-otel-collector-collector']
      .egress;
  const server = { ports: [443, 6443].map((port) => ({ protocol: 'TCP', port })) };
  expect(egress({})).not.toContainEqual(server);
  const asking = { image: 'otel/opentelemetry-collector-k8s:0.158.0' };
  expect(egress({ ...asking, processors: { k8s_attributes: {} } })).toContainEqual(server);
});

test("the operator's own policy for a collector, which lets everybody in, is off", () => {
  const [collector] = written(stackWith({ networkPolicies: true }).app).filter(
    ({ kind }) => kind === 'OpenTelemetryCollector',
  );
  expect(collector.spec.networkPolicy).toEqual({ enabled: false });
});

test('an application that is instrumented later is let in', () => {
  const { app, stack } = stackWith({ instrumentation: {}, networkPolicies: true });
  const before = policies(app)['allow-otel-collector-collector'].ingress;
  const labels = { app: 'shop' };
  const shop: k8s.KubeDeploymentProps = {
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'shop', image: 'shop:1' }] } },
    },
  };
  const { namespace } = stack;
  const named = { namespace, name: 'instrumentation' };
  new k8s.KubeDeployment(new Chart(app, 'shop'), 'Shop', instrument(shop, 'nodejs', named));
  const after = policies(app)['allow-otel-collector-collector'].ingress;
  expect([before, after]).toEqual([
    undefined,
    [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
            podSelector: { matchLabels: labels },
          },
        ],
        ports: [
          { protocol: 'TCP', port: 4318 },
          { protocol: 'TCP', port: 4317 },
        ],
      },
    ],
  ]);
});

test('Tekton, Prometheus and Ingress NGINX are let in from the namespaces that they run in', () => {
  const { app, stack } = stackWith({ networkPolicies: true });
  const { otlpGrpc: exportTo, otlpHttp } = stack.collector;
  const tekton = { version: '1.15.0', operatorVersion: '0.81.1', exportTo: otlpHttp };
  new TektonTracing(new Chart(app, 'tekton'), 'Tekton', tekton);
  const prometheus = { name: 'k8s', namespace: 'monitoring', exportTo };
  new PrometheusTracing(new Chart(app, 'prometheus'), 'Prometheus', prometheus);
  new IngressNginxTracing(new Chart(app, 'nginx'), 'Nginx', { exportTo });
  const { ingress } = policies(app)['allow-otel-collector-collector'];
  const letIn = JSON.stringify(ingress).matchAll(/"kubernetes.io\/metadata.name":"([^"]*)"/g);
  expect([...letIn].map(([, name]) => name).sort()).toEqual([
    'ingress-nginx',
    'monitoring',
    'tekton-pipelines',
  ]);
});

test('who else talks to it is said by props', () => {
  const { app } = stackWith({
    backend: otlp(
      new Endpoint('otlp-grpc', { host: 'tempo.example.com', port: 4317 }),
      new Endpoint('otlp-http', { host: 'tempo', namespace: 'tempo' }),
    ),
    networkPolicies: {
      senders: [
        { namespace: 'shop', podLabels: { app: 'shop' } },
        { cidr: '10.1.0.0/16', except: ['10.1.2.0/24'] },
      ],
      prometheus: [{ namespace: 'monitoring' }],
      apiServer: { cidrs: ['10.0.0.1/32'], port: 6443 },
      dns: [{ cidr: '169.254.20.10/32' }],
      outside: { 'tempo.example.com': [{ cidr: '10.2.0.0/16' }] },
    },
  });
  const found = policies(app);
  const dns = {
    to: [{ ipBlock: { cidr: '169.254.20.10/32' } }],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
  const collector = found['allow-otel-collector-collector'];
  expect(collector.egress).toEqual([
    { to: [{ ipBlock: { cidr: '10.2.0.0/16' } }], ports: [{ protocol: 'TCP', port: 4317 }] },
    {
      to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'tempo' } } }],
    },
    dns,
  ]);
  expect(collector.ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
          podSelector: { matchLabels: { app: 'shop' } },
        },
        { ipBlock: { cidr: '10.1.0.0/16', except: ['10.1.2.0/24'] } },
      ],
      ports: [
        { protocol: 'TCP', port: 4317 },
        { protocol: 'TCP', port: 4318 },
      ],
    },
    {
      from: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
      ],
      ports: [{ protocol: 'TCP', port: 8888 }],
    },
  ]);
  const server = [{ ipBlock: { cidr: '10.0.0.1/32' } }];
  const operator = found['allow-opentelemetry-operator-controller-manager'];
  expect(operator.egress).toEqual([{ to: server, ports: [{ protocol: 'TCP', port: 6443 }] }, dns]);
  expect(operator.ingress[0]).toEqual({ from: server, ports: [{ protocol: 'TCP', port: 9443 }] });
});

const egressTo = (host: string, outside?: NetworkPoliciesProps['outside']) => {
  const { app } = stackWith({
    backend: jaeger({ storage: elasticsearch({ serverUrls: [`http://${host}:9200`] }) }),
    networkPolicies: outside ? { outside } : true,
  });
  return policies(app)['allow-jaeger-query'].egress.slice(0, -1);
};
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

test('pods behind a Service of others may listen on any port', () => {
  const port = [{ protocol: 'TCP', port: 9200 }];
  expect(egressTo('elastic')).toEqual([{ to: [inNamespace('tracing')] }]);
  expect(egressTo('elastic.search.svc')).toEqual([{ to: [inNamespace('search')] }]);
  expect(egressTo('elastic.search.example.com')).toEqual([{ ports: port }]);
  // a Service of the namespace search, or a machine in a domain of that name
  expect(egressTo('elastic.search')).toEqual([{ to: [inNamespace('search')] }, { ports: port }]);
});

test('what is undefined is not said', () => {
  const networkPolicies = { senders: undefined, dns: undefined, outside: undefined };
  expect(policies(stackWith({ networkPolicies }).app)).toEqual(
    policies(stackWith({ networkPolicies: true }).app),
  );
});

test('DNS may be on several ports', () => {
  const node = { cidr: '169.254.20.10/32' };
  const { app } = stackWith({
    networkPolicies: { dns: [{ namespace: 'openshift-dns', port: 5353 }, node] },
  });
  const to = (port: number) => [
    { protocol: 'UDP', port },
    { protocol: 'TCP', port },
  ];
  expect(policies(app)['allow-jaeger-query'].egress.slice(-2)).toEqual([
    { to: [inNamespace('openshift-dns')], ports: to(5353) },
    { to: [{ ipBlock: node }], ports: to(53) },
  ]);
});

test('who is outside is told with the port of the pods', () => {
  const search = { namespace: 'search', podLabels: { app: 'elastic' } };
  const to = [{ ...inNamespace('search'), podSelector: { matchLabels: { app: 'elastic' } } }];
  const host = 'elastic.search.svc';
  expect(egressTo(host, { [host]: [search] })).toEqual([{ to }]);
  expect(egressTo(host, { [host]: [{ ...search, port: 9243 }] })).toEqual([
    { to, ports: [{ protocol: 'TCP', port: 9243 }] },
  ]);
  const elsewhere = 'elastic.example.com';
  expect(egressTo(elsewhere, { [elsewhere]: [{ cidr: '10.0.0.0/24' }, search] })).toEqual([
    { to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ protocol: 'TCP', port: 9200 }] },
    { to },
  ]);
});

test('what goes by a proxy is let to the proxy', () => {
  const { app } = stackWith({
    backend: otlp(
      new Endpoint('otlp-grpc', { host: 'tempo.example.com', port: 4317 }),
      new Endpoint('otlp-http', { host: 'tempo.example.com', port: 4318 }),
    ),
    collector: { env: [{ name: 'HTTPS_PROXY', value: 'http://proxy.example.com:3128' }] },
    networkPolicies: { outside: { 'proxy.example.com': [{ cidr: '10.3.0.0/16' }] } },
  });
  const [first] = policies(app)['allow-otel-collector-collector'].egress;
  expect(first).toEqual({
    to: [{ ipBlock: { cidr: '10.3.0.0/16' } }],
    ports: [{ protocol: 'TCP', port: 3128 }],
  });
});

test('a target allocator asks the API server, and answers its collector', () => {
  const { app } = stackWith({
    networkPolicies: true,
    collector: {
      receivers: { prometheus: { config: { scrape_configs: [{ job_name: 'all' }] } } },
      pipelines: { metrics: { receivers: ['prometheus'], exporters: ['debug'] } },
      exporters: { debug: {} },
      mode: 'statefulset',
      extraSpec: { targetAllocator: { enabled: true, serviceAccount: 'allocator' } },
    },
  });
  const found = policies(app);
  const labels = (part: string) => ({
    'app.kubernetes.io/managed-by': 'opentelemetry-operator',
    'app.kubernetes.io/instance': 'tracing.otel-collector',
    'app.kubernetes.io/component': `opentelemetry-${part}`,
  });
  const ports = [8080, 8443].map((port) => ({ protocol: 'TCP', port }));
  const allocator = found['allow-otel-collector-targetallocator'];
  expect(allocator.ingress).toEqual([
    { from: [{ podSelector: { matchLabels: labels('collector') } }], ports },
  ]);
  expect(allocator.egress[0]).toEqual({
    ports: [443, 6443].map((port) => ({ protocol: 'TCP', port })),
  });
  expect(found['allow-otel-collector-collector'].egress).toContainEqual({
    to: [{ podSelector: { matchLabels: labels('targetallocator') } }],
    ports,
  });
});

test.each<[unknown, string]>([
  [
    { apiServer: { cidrs: [] } },
    'networkPolicies.apiServer.cidrs must have at least one address, got an empty list',
  ],
  [
    { senders: [{ cidr: '10.1.0.0/16', except: ['10.2.0.0/24'] }] },
    "networkPolicies.senders[0].except must be a part of 10.1.0.0/16, got '10.2.0.0/24'",
  ],
  [
    { outside: { 'elastic.centre.com': [{ cidr: '10.0.0.0/8', port: 99999 }] } },
    'networkPolicies.outside.elastic.centre.com[0].port must be a whole number from 1 to 65535, got 99999',
  ],
  ['yes', "networkPolicies must be true, false or a mapping, got 'yes'"],
  [{ sender: [] }, 'networkPolicies.sender must be a prop that is known; did you mean senders?'],
  [{ dns: [] }, 'networkPolicies.dns must have at least one entry, got an empty list'],
  [{ senders: [{}] }, 'networkPolicies.senders[0] must have one of cidr and namespace, got none'],
  [
    { dns: [{ cidr: '10.0.0.1' }] },
    "networkPolicies.dns[0].cidr must be addresses such as 10.1.0.0/16, got '10.0.0.1'",
  ],
  [
    { apiServer: { port: 0 } },
    'networkPolicies.apiServer.port must be a whole number from 1 to 65535, got 0',
  ],
  [
    { outside: { 'elastic.center.com': [{ cidr: '10.0.0.0/8' }] } },
    "networkPolicies.outside must have hosts that the stack talks to, got 'elastic.center.com'; did you mean 'elastic.centre.com'?",
  ],
])('%j is refused', (networkPolicies, message) => {
  const props = { networkPolicies } as Partial<AnyStackProps>;
  expect(() => stackWith(props)).toThrow(message);
});

test('monitoring needs to be told who scrapes', () => {
  expect(() => stackWith({ monitoring: {}, networkPolicies: true })).toThrow(
    'networkPolicies.prometheus must be set with monitoring, or Prometheus may not scrape, got nothing',
  );
});

test('an Ingress needs to be told who leads to it', () => {
  const backend = jaeger({ storage, ingress: { hosts: ['jaeger.example.com'] } });
  expect(() => stackWith({ backend, networkPolicies: true })).toThrow(
    'networkPolicies.ingressController must be set, since the query UI has an Ingress or a route, got nothing',
  );
});

test.each([jaeger, jaegerV2])('a Gateway is let in to the UI where a route leads to it', (made) => {
  const gateway = { parentRefs: [{ name: 'public' }] } as const;
  const backend = made({ storage, gateway });
  const ingressController = [{ namespace: 'gateways' }];
  const found = policies(stackWith({ backend, networkPolicies: { ingressController } }).app);
  const ui = Object.entries(found).find(([name]) => name.startsWith('allow-jaeger-query'))?.[1];
  expect(at(ui, 'ingress')).toContainEqual({
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } } }],
    ports: [{ protocol: 'TCP', port: 16686 }],
  });
  expect(() => stackWith({ backend, networkPolicies: true })).toThrow('ingressController must');
});
