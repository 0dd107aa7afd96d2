import { expect, test } from 'vitest';
import { detectNamespace, type RelocateOptions, relocate } from '../src/relocate.ts';

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
        env: [{ name: 'OTEL_RESOURCE_ATTRIBUTES', value: `k8s.namespace.name=${ns},a=b` }],
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
