import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectNamespace, type RelocateOptions, relocate } from '../src/relocate.ts';
import { rounds } from './seed.ts';

type Fields = Record<string, unknown>;

function move(object: Fields, options: Partial<RelocateOptions> = {}) {
  const input = structuredClone(object);
  const result = relocate([object], { from: 'old', to: 'new', ...options });
  expect(object).toStrictEqual(input);
  const [moved] = result.objects;
  return {
    moved,
    rules: [...new Set(result.changes.map(({ rule }) => rule))],
    leftovers: result.leftovers.map(({ path }) => path.join('.')),
  };
}

/** An object of the kind with the same fields around `old` and `new`. */
function at(fields: (namespace: string) => Fields): [Fields, Fields] {
  return [fields('old'), fields('new')];
}

const classified: [string, string, (namespace: string) => Fields][] = [
  ['object namespace', 'an object', (ns) => ({ kind: 'Role', metadata: { namespace: ns } })],
  [
    'subject',
    'a ClusterRoleBinding',
    (ns) => ({
      kind: 'ClusterRoleBinding',
      subjects: [
        { kind: 'ServiceAccount', name: 'a', namespace: ns },
        { kind: 'ServiceAccount', name: 'prometheus-k8s', namespace: 'openshift-monitoring' },
      ],
    }),
  ],
  [
    'service account',
    'subjects by user and group name',
    (ns) => ({
      kind: 'RoleBinding',
      metadata: { namespace: 'kube-system' },
      subjects: [
        { kind: 'User', name: `system:serviceaccount:${ns}:a` },
        { kind: 'Group', name: `system:serviceaccounts:${ns}` },
        { kind: 'User', name: 'system:serviceaccount:other:old' },
      ],
    }),
  ],
  [
    'webhook service',
    'a MutatingWebhookConfiguration',
    (ns) => ({
      kind: 'MutatingWebhookConfiguration',
      webhooks: [{ name: 'a.io', clientConfig: { service: { name: 'a', namespace: ns } } }],
    }),
  ],
  [
    'service host',
    'a ValidatingWebhookConfiguration with a URL',
    (ns) => ({
      kind: 'ValidatingWebhookConfiguration',
      webhooks: [{ clientConfig: { url: `https://hook.${ns}.svc:9443/validate` } }],
    }),
  ],
  [
    'conversion webhook',
    'a CustomResourceDefinition',
    (ns) => ({
      kind: 'CustomResourceDefinition',
      spec: {
        conversion: {
          strategy: 'Webhook',
          webhook: { clientConfig: { service: { name: 'a', namespace: ns, path: '/convert' } } },
        },
      },
    }),
  ],
  [
    'conversion webhook',
    'a CustomResourceDefinition of v1beta1',
    (ns) => ({
      kind: 'CustomResourceDefinition',
      spec: { conversion: { webhookClientConfig: { service: { namespace: ns } } } },
    }),
  ],
  [
    'API service',
    'an APIService',
    (ns) => ({ kind: 'APIService', spec: { service: { name: 'metrics', namespace: ns } } }),
  ],
  [
    'CA injection',
    'annotations of cert-manager',
    (ns) => ({
      kind: 'CustomResourceDefinition',
      metadata: {
        annotations: {
          'cert-manager.io/inject-ca-from': `${ns}/serving-cert`,
          'cert-manager.io/inject-ca-from-secret': `${ns}/serving-secret`,
          'cert-manager.io/inject-apiserver-ca': 'true',
        },
      },
    }),
  ],
  [
    'namespaced name',
    'what objects need in the cluster',
    (ns) => ({
      kind: 'Jaeger',
      metadata: {
        annotations: {
          'cdk8s-tracing/requires': `cert-manager, namespace/${ns},namespace/other, secret/tls`,
        },
      },
    }),
  ],
  [
    'service host',
    'a Certificate',
    (ns) => ({
      kind: 'Certificate',
      spec: {
        commonName: `hook.${ns}.svc`,
        dnsNames: [
          `hook.${ns}.svc`,
          `hook.${ns}.svc.cluster.local`,
          `*.${ns}.svc.example.org`,
          `hook.${ns}`,
          'hook.other.svc',
        ],
      },
    }),
  ],
  [
    'namespace selector',
    'a ServiceMonitor',
    (ns) => ({
      kind: 'ServiceMonitor',
      spec: { namespaceSelector: { matchNames: [ns, 'other'] } },
    }),
  ],
  [
    'service host',
    'the server name of a PodMonitor',
    (ns) => ({
      kind: 'PodMonitor',
      spec: { podMetricsEndpoints: [{ tlsConfig: { serverName: `a.${ns}.svc` } }] },
    }),
  ],
  [
    'namespace selector',
    'relabelling by namespace',
    (ns) => ({
      kind: 'ServiceMonitor',
      spec: {
        endpoints: [
          { relabelings: [{ sourceLabels: ['__meta_kubernetes_namespace'], regex: `(${ns}|b)` }] },
        ],
      },
    }),
  ],
  [
    'namespace label',
    'a NetworkPolicy',
    (ns) => ({
      kind: 'NetworkPolicy',
      spec: {
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': ns } } },
              { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } },
            ],
          },
        ],
      },
    }),
  ],
  [
    'namespace selector',
    'a namespace selector with expressions',
    (ns) => ({
      kind: 'MutatingWebhookConfiguration',
      webhooks: [
        {
          namespaceSelector: {
            matchExpressions: [
              { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [ns, 'b'] },
            ],
          },
        },
      ],
    }),
  ],
  [
    'namespace field',
    'a policy binding, affinities, quotas and references',
    (ns) => ({
      kind: 'ValidatingAdmissionPolicyBinding',
      spec: {
        paramRef: { name: 'p', namespace: ns },
        parentRefs: [{ name: 'gateway', namespace: ns }],
        podAffinityTerm: { namespaces: [ns, 'other'] },
        targetNamespaces: [ns],
        secretNamespace: ns,
        targetRef: { kind: 'Pod', namespace: ns },
      },
    }),
  ],
  [
    'namespace field',
    'a StorageClass',
    (ns) => ({
      kind: 'StorageClass',
      parameters: { 'csi.storage.k8s.io/provisioner-secret-namespace': ns },
    }),
  ],
  [
    'namespace name',
    'a role for one namespace',
    (ns) => ({
      kind: 'ClusterRole',
      rules: [{ apiGroups: [''], resources: ['namespaces'], resourceNames: [ns], verbs: ['get'] }],
    }),
  ],
  [
    'namespace matcher',
    'expressions of admission policies and alerts',
    (ns) => ({
      kind: 'PrometheusRule',
      spec: {
        groups: [
          {
            rules: [
              {
                expr: `up{namespace="${ns}"} and x{job="a", exported_namespace=~"a|${ns}"}`,
                labels: { severity: 'page' },
              },
            ],
          },
        ],
        validations: [{ expression: `object.metadata.namespace == '${ns}'` }],
      },
    }),
  ],
  [
    'namespace variable',
    'environment variables',
    (ns) => ({
      kind: 'Deployment',
      spec: {
        env: [
          { name: 'WATCH_NAMESPACE', value: ns },
          { name: 'WATCH_NAMESPACES', value: `a,${ns}` },
        ],
      },
    }),
  ],
  [
    'service host',
    'hosts in environment variables',
    (ns) => ({
      kind: 'Deployment',
      spec: {
        env: [
          { name: 'A', value: `http://collector.${ns}:4318/v1/traces` },
          { name: 'B', value: `collector.${ns}` },
          { name: 'C', value: `https://user@collector.${ns}.svc.cluster.local.` },
          { name: 'NO_PROXY', value: `.${ns}.svc,.svc,old.other.svc` },
          { name: 'D', value: `dnssrv+_grpc._tcp.store.${ns}.svc` },
          { name: 'E', value: `$(HOST).${ns}:4317` },
          { name: 'F', value: `old.${ns}.svc:80` },
        ],
      },
    }),
  ],
  [
    'service host',
    'hosts in arguments',
    (ns) => ({
      kind: 'Deployment',
      spec: {
        containers: [
          {
            args: [
              `--reporter.grpc.host-port=dns:///collector.${ns}.svc:14250`,
              `--es.server-urls=http://a.${ns}:9200,http://b.${ns}.svc:9200,http://c.other:9200`,
              `--host=collector.${ns}`,
            ],
          },
        ],
      },
    }),
  ],
  [
    'namespace flag',
    'flags that name a namespace',
    (ns) => ({
      kind: 'Deployment',
      spec: {
        containers: [
          {
            command: [
              'sh',
              '-c',
              `kubectl -n ${ns} get pods; X_NAMESPACE=${ns} y --namespace ${ns}`,
            ],
            args: [
              `--leader-election-namespace=${ns}`,
              '--watch-namespace',
              `a,${ns}`,
              '-n',
              ns,
              '--verbose',
            ],
          },
        ],
      },
    }),
  ],
  [
    'namespace flag',
    'resource attributes',
    (ns) => ({
      kind: 'Deployment',
      spec: {
        env: [
          { name: 'OTEL_RESOURCE_ATTRIBUTES', value: `a=b,k8s.namespace.name=${ns},c=d` },
          { name: 'A', value: `service.namespace=shop,k8s.namespace.name=${ns}` },
        ],
      },
    }),
  ],
  [
    'service host',
    'text of a ConfigMap',
    (ns) => ({
      kind: 'ConfigMap',
      data: {
        url: `collector.${ns}`,
        'config.yaml': `exporters:
  otlp: {endpoint: "collector.${ns}:4317"}
  jaeger:
    endpoint: http://jaeger.${ns}.svc.cluster.local:14250
  host: query.${ns}
  address: 'query.${ns}' # the query
`,
      },
    }),
  ],
  [
    'resource path',
    'paths of the Kubernetes API and of SPIFFE',
    (ns) => ({
      kind: 'ConfigMap',
      data: {
        a: `https://kubernetes.default/api/v1/namespaces/${ns}/services/a`,
        b: `spiffe://cluster.local/ns/${ns}/sa/a`,
      },
    }),
  ],
  [
    'namespaced name',
    'annotations and labels that name an object of a namespace',
    (ns) => ({
      kind: 'Jaeger',
      metadata: {
        labels: { 'jaegertracing.io/operated-by': `${ns}.jaeger-operator` },
        annotations: {
          'sidecar.opentelemetry.io/inject': `${ns}/sidecar`,
          'instrumentation.opentelemetry.io/inject-java': `${ns}/java`,
        },
      },
      spec: { selector: { 'app.kubernetes.io/instance': `${ns}.collector` } },
    }),
  ],
  [
    'namespace field',
    'the Kubernetes parts of a collector configuration',
    (ns) => ({
      kind: 'OpenTelemetryCollector',
      spec: {
        config: {
          processors: { 'k8sattributes/own': { filter: { namespace: ns } } },
          receivers: { k8sobjects: { objects: [{ name: 'pods', namespaces: [ns] }] } },
        },
      },
    }),
  ],
  [
    'service host',
    'the registry of an image',
    (ns) => ({
      kind: 'Pod',
      spec: { containers: [{ image: `registry.${ns}.svc:5000/old/a:1.0` }] },
    }),
  ],
];

test.each(classified)('%s: %s', (rule, _, fields) => {
  const [before, after] = at(fields);
  expect(move(before)).toStrictEqual({ moved: after, rules: [rule], leftovers: [] });
});

test.each(classified)('%s: %s moves back', (_rule, _, fields) => {
  const [before, after] = at(fields);
  expect(move(after, { from: 'new', to: 'old' }).moved).toStrictEqual(before);
});

test.each<[string, Fields]>([
  ['subjects of other namespaces', { subjects: [{ kind: 'ServiceAccount', namespace: 'other' }] }],
  ['names of other objects', { metadata: { name: 'old' }, roleRef: { kind: 'Role', name: 'old' } }],
  ['hosts of other namespaces', { spec: { env: [{ name: 'A', value: 'old.other.svc:80' }] } }],
  ['names that contain the namespace', { metadata: { name: 'old-operator' }, a: 'the-old-one' }],
  ['repositories of images', { spec: { containers: [{ image: 'quay.io/old/a:1.0' }] } }],
  ['names of applications', { metadata: { labels: { 'app.kubernetes.io/part-of': 'old' } } }],
  ['fields called like the namespace', { spec: { old: { metrics: true } } }],
  ['volumes', { spec: { volumeMounts: [{ name: 'old', mountPath: '/etc/old' }] } }],
  ['records of field managers', { metadata: { managedFields: [{ manager: 'old' }] } }],
  [
    'prose in a CustomResourceDefinition',
    {
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'old.io',
        versions: [
          { schema: { description: 'The old way.', properties: { old: { enum: ['old'] } } } },
        ],
      },
    },
  ],
])('%s stay and are not reported', (_, object) => {
  expect(move(object)).toStrictEqual({ moved: object, rules: [], leftovers: [] });
});

test.each<[string, Fields]>([
  ['data.text', { kind: 'ConfigMap', data: { text: 'the old way\nto do it' } }],
  ['data.text', { kind: 'ConfigMap', data: { text: 'namespace: old' } }],
  ['data.text', { kind: 'ConfigMap', data: { text: 'management.old.enabled: true' } }],
  ['data.text', { kind: 'ConfigMap', data: { text: 'import com.old as x' } }],
  ['data.old', { kind: 'ConfigMap', data: { old: 'x' } }],
  ['binaryData.a', { kind: 'ConfigMap', binaryData: { a: 'dGhlIG9sZCBvbmU=' } }],
  ['metadata.labels.name', { metadata: { labels: { name: 'old' } } }],
  ['metadata.annotations.note', { metadata: { annotations: { note: 'the old one' } } }],
  ['spec.env.0.value', { spec: { env: [{ name: 'METRICS_NAMESPACE', value: 'old' }] } }],
  ['spec.args.0', { spec: { args: ['--prometheus.query.namespace=old'] } }],
  ['spec.host', { spec: { host: 'grafana.old.example.com' } }],
  ['spec.anything', { spec: { anything: 'old' } }],
  [
    'spec.config.exporters.prometheus.namespace',
    {
      kind: 'OpenTelemetryCollector',
      spec: { config: { exporters: { prometheus: { namespace: 'old' } } } },
    },
  ],
  [
    'spec.query.options.prometheus.query.namespace',
    {
      kind: 'Jaeger',
      spec: { query: { options: { prometheus: { query: { namespace: 'old' } } } } },
    },
  ],
  [
    'spec.namespaceSelector.matchLabels.name',
    { kind: 'NetworkPolicy', spec: { namespaceSelector: { matchLabels: { name: 'old' } } } },
  ],
])('what it cannot classify stays and is reported: %s', (path, object) => {
  expect(move(object)).toStrictEqual({ moved: object, rules: [], leftovers: [path] });
});

const namespaceObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'old', labels: { 'kubernetes.io/metadata.name': 'old', app: 'a' } },
};
const account = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'a', namespace: 'old' },
};
const movedAccount = { ...account, metadata: { name: 'a', namespace: 'new' } };

test('the Namespace object is dropped', () => {
  const result = relocate([namespaceObject, account], { from: 'old', to: 'new' });
  expect(result.objects).toStrictEqual([movedAccount]);
  expect(result.changes).toStrictEqual([
    { index: 0, object: 'Namespace old', path: [], rule: 'namespace dropped' },
    {
      index: 1,
      object: 'ServiceAccount a',
      path: ['metadata', 'namespace'],
      rule: 'object namespace',
    },
  ]);
});

test('the Namespace object is renamed', () => {
  const { moved, leftovers } = move(namespaceObject, { namespace: 'rename' });
  expect(moved).toStrictEqual({
    ...namespaceObject,
    metadata: { name: 'new', labels: { 'kubernetes.io/metadata.name': 'new', app: 'a' } },
  });
  expect(leftovers).toStrictEqual([]);
});

test('the Namespace object is kept', () => {
  expect(move(namespaceObject, { namespace: 'keep' })).toStrictEqual({
    moved: namespaceObject,
    rules: [],
    leftovers: [],
  });
});

test('Namespace objects of other namespaces stay', () => {
  const other = { ...namespaceObject, metadata: { name: 'other' } };
  expect(relocate([other], { from: 'old', to: 'new' }).objects).toStrictEqual([other]);
});

test('the project of OpenShift is the Namespace object too', () => {
  const project = { ...namespaceObject, apiVersion: 'project.openshift.io/v1', kind: 'Project' };
  expect(relocate([project], { from: 'old', to: 'new' }).objects).toStrictEqual([]);
});

test('objects in a List move, with their place in the List', () => {
  const result = relocate([{ apiVersion: 'v1', kind: 'List', items: [namespaceObject, account] }], {
    from: 'old',
    to: 'new',
  });
  expect(result.objects).toStrictEqual([{ apiVersion: 'v1', kind: 'List', items: [movedAccount] }]);
  expect(result.changes.map(({ path }) => path)).toStrictEqual([
    ['items', 0],
    ['items', 1, 'metadata', 'namespace'],
  ]);
});

test('the last applied configuration moves with the object', () => {
  const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
  const [before, after] = at((namespace) => ({
    ...account,
    metadata: {
      namespace,
      annotations: {
        [lastApplied]: `${JSON.stringify({ ...account, metadata: { namespace } })}\n`,
      },
    },
  }));
  expect(move(before)).toStrictEqual({
    moved: after,
    rules: ['object namespace', 'last applied configuration'],
    leftovers: [],
  });
});

test('a short host of a Service that moves is known anywhere', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'query', namespace: 'old' },
  };
  const [before, after] = at((ns) => ({
    kind: 'ConfigMap',
    data: { text: `see query.${ns} for it\n` },
  }));
  expect(relocate([service, before], { from: 'old', to: 'new' }).objects[1]).toStrictEqual(after);
  expect(relocate([before], { from: 'old', to: 'new' }).objects[0]).toStrictEqual(before);
});

test.each(['(a+)+$', 'query(', '.*', 'query|other', '[', ''])(
  'the name of a Service is no expression: %j',
  (name) => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'old' } };
    const words = `see ${'a'.repeat(40)}.old, other.old and .old\n`;
    const before = { kind: 'ConfigMap', data: { text: words } };
    expect(relocate([service, before], { from: 'old', to: 'new' }).objects[1]).toStrictEqual(
      before,
    );
  },
);

test('the text of a Secret moves and is not shown', () => {
  const secret = {
    kind: 'Secret',
    stringData: { url: 'http://a.old.svc', note: 'the old one' },
    data: { password: 'dGhlIG9sZCBvbmU=' },
  };
  const result = relocate([secret], { from: 'old', to: 'new' });
  expect(result.objects).toStrictEqual([
    { ...secret, stringData: { url: 'http://a.new.svc', note: 'the old one' } },
  ]);
  expect(result.leftovers).toStrictEqual([
    {
      index: 0,
      object: 'Secret without name',
      path: ['stringData', 'note'],
      line: undefined,
      offset: 0,
    },
    {
      index: 0,
      object: 'Secret without name',
      path: ['data', 'password'],
      line: undefined,
      offset: 0,
    },
  ]);
});

test('a left-over shows each line that still holds the namespace', () => {
  const map = {
    kind: 'ConfigMap',
    metadata: { name: 'a' },
    data: { b: 'http://a.old.svc\n  the old way\nthree\nold\n' },
  };
  const leftover = { index: 0, object: 'ConfigMap a', path: ['data', 'b'] };
  expect(relocate([map], { from: 'old', to: 'new' }).leftovers).toStrictEqual([
    { ...leftover, line: 'the old way', offset: 17 },
    { ...leftover, line: 'old', offset: 37 },
  ]);
});

test('a text with references and a bare word is moved and reported', () => {
  expect(move({ kind: 'ConfigMap', data: { a: 'http://a.old.svc and old' } })).toStrictEqual({
    moved: { kind: 'ConfigMap', data: { a: 'http://a.new.svc and old' } },
    rules: ['service host'],
    leftovers: ['data.a'],
  });
});

test('what is no object passes unchanged', () => {
  expect(relocate(['old', null, 1], { from: 'old', to: 'new' }).objects).toStrictEqual([
    'old',
    null,
    1,
  ]);
});

test.each<[string, string, string, string | undefined]>([
  ['gcr.io/a/b:v1', 'gcr.io/a/b', 'quay.io/c/d', 'quay.io/c/d:v1'],
  ['gcr.io/a/b:v1', 'gcr.io/a/b', 'quay.io/c/d:v2', 'quay.io/c/d:v2'],
  ['gcr.io/a/b:v1', 'gcr.io/a/b:v1', 'quay.io/c/d', 'quay.io/c/d:v1'],
  ['gcr.io/a/b:v1', 'gcr.io/a/b:v2', 'quay.io/c/d', undefined],
  ['gcr.io/a/b', 'gcr.io/a/b', 'quay.io/c/d', 'quay.io/c/d'],
  ['gcr.io/a/bc:v1', 'gcr.io/a/b', 'quay.io/c/d', undefined],
  ['localhost:5000/b:v1', 'localhost:5000/b', 'c', 'c:v1'],
  ['b:5000', 'b', 'c', 'c:5000'],
  [`b:v1@sha256:${'0'.repeat(64)}`, 'b', 'c', `c:v1@sha256:${'0'.repeat(64)}`],
  [`b@sha256:${'0'.repeat(64)}`, 'b', 'c:v2', 'c:v2'],
  ['b:v1', 'b', `c@sha256:${'1'.repeat(64)}`, `c@sha256:${'1'.repeat(64)}`],
])('the image %s with the override %s=%s', (image, old, replacement, expected) => {
  const result = relocate(
    [
      {
        kind: 'Deployment',
        spec: {
          containers: [
            {
              image,
              args: [`--proxy-image=${image}`, image],
              env: [{ name: 'RELATED_IMAGE_PROXY', value: image }],
            },
          ],
        },
      },
    ],
    { from: 'old', to: 'new', images: { [old]: replacement } },
  );
  const after = expected ?? image;
  expect(result.objects).toStrictEqual([
    {
      kind: 'Deployment',
      spec: {
        containers: [
          {
            image: after,
            args: [`--proxy-image=${after}`, after],
            env: [{ name: 'RELATED_IMAGE_PROXY', value: after }],
          },
        ],
      },
    },
  ]);
  expect(result.unusedImages).toStrictEqual(expected === undefined ? [old] : []);
});

test('the override of one tag goes before that of all tags', () => {
  const image = (name: string) => ({ kind: 'Pod', spec: { containers: [{ image: name }] } });
  const images = { a: 'all', 'a:v1': 'one' };
  const result = relocate([image('a:v1'), image('a:v2')], { from: 'old', to: 'new', images });
  expect(result.objects).toStrictEqual([image('one:v1'), image('all:v2')]);
});

test.each<[Partial<RelocateOptions>, string]>([
  [
    { to: 'New' },
    "to must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'New'; did you mean 'new'?",
  ],
  [
    { from: '' },
    "from must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got ''",
  ],
  [{ images: { a: 'b c' } }, 'an image must look like registry/name:tag, got "b c"'],
])('%j is refused', (options, message) => {
  expect(() => relocate([], { from: 'old', to: 'new', ...options })).toThrow(new Error(message));
});

test('two objects do not become one', () => {
  expect(() => relocate([account, movedAccount], { from: 'old', to: 'new' })).toThrow(
    new Error('ServiceAccount a is in old and in new, so old cannot move to new'),
  );
});

test('two Namespace objects do not become one', () => {
  const other = { ...namespaceObject, metadata: { name: 'new' } };
  expect(() =>
    relocate([namespaceObject, other], { from: 'old', to: 'new', namespace: 'rename' }),
  ).toThrow(new Error('Namespace new is in the manifest too, so old cannot be renamed to it'));
  expect(relocate([namespaceObject, other], { from: 'old', to: 'new' }).objects).toStrictEqual([
    other,
  ]);
});

test('a last applied configuration whose numbers JavaScript would round keeps them', () => {
  const annotation = (ns: string) =>
    `{"metadata":{"namespace":"${ns}"},"count":9223372036854775807,"url":"http://a.${ns}.svc"}`;
  const [before] = at((ns) => ({
    metadata: {
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': annotation(ns) },
    },
  }));
  const { moved, leftovers } = move(before);
  expect(JSON.stringify(moved)).toContain('9223372036854775807');
  expect(leftovers).toStrictEqual([
    'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
  ]);
});

test('moving a namespace onto itself changes nothing', () => {
  expect(relocate([account], { from: 'old', to: 'old' })).toStrictEqual({
    objects: [account],
    changes: [],
    leftovers: [],
    unusedImages: [],
  });
});

function inNamespace(namespace: string, kind = 'Role') {
  return { apiVersion: 'v1', kind, metadata: { name: 'a', namespace } };
}

test.each<[string, unknown[], string]>([
  ['of the objects', [inNamespace('a'), inNamespace('a')], 'a'],
  ['of the objects, kube-system aside', [inNamespace('a'), inNamespace('kube-system')], 'a'],
  ['of the Namespace object', [namespaceObject, { kind: 'ClusterRole' }], 'old'],
  [
    'of objects and Namespace object',
    [namespaceObject, inNamespace('old'), inNamespace('b')],
    'old',
  ],
  ['of objects in a List', [{ kind: 'List', items: [inNamespace('a')] }], 'a'],
  ['of objects that are all in kube-system', [inNamespace('kube-system')], 'kube-system'],
])('the namespace is that %s', (_, objects, expected) => {
  expect(detectNamespace(objects)).toBe(expected);
});

test.each<[unknown[], string]>([
  [
    [{ kind: 'ClusterRole' }, 1],
    'the manifest has no namespace of its own; name the one to move out of',
  ],
  [
    [inNamespace('a'), inNamespace('b')],
    'the manifest has several namespaces, a, b; name the one to move out of',
  ],
])('%j has not one namespace of its own', (objects, message) => {
  expect(() => detectNamespace(objects)).toThrow(new Error(message));
});

const name = fc
  .stringMatching(/^[a-z][a-z0-9]{0,5}$/)
  .filter((text) => !/^(?:old|new|svc|pod)$/.test(text));
const kinds = fc.array(fc.constantFrom(...classified.map(([, , fields]) => fields)), {
  minLength: 1,
  maxLength: 5,
});
const manifest = fc
  .record({
    parts: kinds,
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
    extra: fc.jsonValue(),
  })
  .map(({ parts, names, extra }) => (namespace: string) => [
    ...parts.map((fields, index) => ({
      metadata: { name: `${names[0]}-${index}`, namespace: 'other' },
      ...fields(namespace),
      extra,
    })),
    ...names.map((service, index) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service, namespace, uid: String(index) },
      spec: { externalName: `${service}.${namespace}.svc.cluster.local` },
    })),
  ])
  .filter((objects) => !/\b(?:old|new)\b/.test(JSON.stringify(objects('-'))));

test('there and back is the identity, for generated manifests', () => {
  fc.assert(
    fc.property(manifest, (objects) => {
      const there = relocate(objects('old'), { from: 'old', to: 'new' });
      expect(there.objects).toStrictEqual(objects('new'));
      expect(there.leftovers).toStrictEqual([]);
      const back = relocate(there.objects, { from: 'new', to: 'old' });
      expect(back.objects).toStrictEqual(objects('old'));
      expect(back.changes).toStrictEqual(there.changes);
    }),
  );
});

test('moving twice changes nothing more, for generated manifests', () => {
  fc.assert(
    fc.property(manifest, (objects) => {
      const once = relocate(objects('old'), { from: 'old', to: 'new' });
      const twice = relocate(once.objects, { from: 'old', to: 'new' });
      expect(twice).toStrictEqual({ ...once, changes: [] });
    }),
  );
});

test('manifests without the namespace stay as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (objects) => {
      const result = relocate(objects, { from: 'not-in-there', to: 'new' });
      expect(result).toStrictEqual({ objects, changes: [], leftovers: [], unusedImages: [] });
    }),
  );
});

test('no text with the namespace as a word is passed over in silence', () => {
  const text = fc.array(fc.constantFrom('old', '.', ' ', '/', ':', 'a', '=', '\n', '"', '-', '{'));
  fc.assert(
    fc.property(text, (parts) => {
      const before = { kind: 'ConfigMap', data: { text: parts.join('') } };
      const { moved, rules, leftovers } = move(before);
      const holdsWord = /(?<![\w-])old(?![\w-])/.test(before.data.text);
      expect(rules.length + leftovers.length > 0).toBe(holdsWord);
      if (rules.length === 0) expect(moved).toStrictEqual(before);
    }),
    { numRuns: rounds(1000) },
  );
});
