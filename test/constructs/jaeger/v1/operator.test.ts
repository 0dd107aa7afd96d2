import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import {
  JaegerOperator,
  type JaegerOperatorProps,
} from '../../../../src/constructs/jaeger/v1/operator.ts';
import { bundle, certificate } from '../../../certificate.ts';
import {
  additions,
  decided,
  expectedDecided,
  expectedTemplate,
  placement,
} from '../../pod-props.ts';

function synth(props: Partial<JaegerOperatorProps> = {}) {
  const chart = Testing.chart();
  const operator = new JaegerOperator(chart, 'Operator', { namespace: 'tracing', ...props });
  const objects = Testing.synth(chart);
  return { operator, objects, of: (kind: string) => objects.filter((o) => o.kind === kind) };
}

function containers(props: Partial<JaegerOperatorProps> = {}) {
  return synth(props).of('Deployment')[0].spec.template.spec.containers;
}

test('emits what the release manifest has', () => {
  const { objects } = synth();
  expect(
    objects.map(({ kind, metadata: { name, namespace = '' } }) => [kind, name, namespace]),
  ).toEqual([
    ['ServiceAccount', 'jaeger-operator', 'tracing'],
    ['Role', 'leader-election-role', 'tracing'],
    ['RoleBinding', 'leader-election-rolebinding', 'tracing'],
    ['Role', 'prometheus', 'tracing'],
    ['RoleBinding', 'prometheus', 'tracing'],
    ['ClusterRole', 'jaeger-operator-metrics-reader', ''],
    ['ClusterRole', 'manager-role', ''],
    ['ClusterRoleBinding', 'manager-rolebinding', ''],
    ['ClusterRole', 'proxy-role', ''],
    ['ClusterRoleBinding', 'jaeger-operator-proxy-rolebinding', ''],
    ['Service', 'jaeger-operator-metrics', 'tracing'],
    ['Service', 'jaeger-operator-webhook-service', 'tracing'],
    ['Certificate', 'jaeger-operator-serving-cert', 'tracing'],
    ['Issuer', 'jaeger-operator-selfsigned-issuer', 'tracing'],
    ['Deployment', 'jaeger-operator', 'tracing'],
    ['MutatingWebhookConfiguration', 'jaeger-operator-mutating-webhook-configuration', ''],
    ['ValidatingWebhookConfiguration', 'jaeger-operator-validating-webhook-configuration', ''],
    ['CustomResourceDefinition', 'jaegers.jaegertracing.io', ''],
  ]);
});

test('every object carries the label that upstream gives it', () => {
  for (const { metadata } of synth().objects) {
    expect(metadata.labels).toMatchObject({ name: 'jaeger-operator' });
  }
});

test('gives its names', () => {
  const { operator } = synth({ namespace: 'team-a-tracing' });
  expect(operator.namespace).toBe('team-a-tracing');
  expect(operator.serviceAccountName).toBe('jaeger-operator');
  expect(operator.deploymentName).toBe('jaeger-operator');
  expect(operator.webhookService).toBe('jaeger-operator-webhook-service');
});

test.each(['cluster', 'namespace'] as const)(
  "all that names the operator's namespace follows the parameter, watching its %s",
  (watch) => {
    const elsewhere = synth({ namespace: 'team-a-tracing', watch });
    const text = JSON.stringify(elsewhere.objects);
    expect(text).not.toContain('observability');
    expect(new Set([...text.matchAll(/"namespace":"([^"]*)"/g)].map(([, name]) => name))).toEqual(
      new Set(['team-a-tracing', 'openshift-monitoring']),
    );
    expect(
      elsewhere.of('RoleBinding').find(({ metadata }) => metadata.name === 'prometheus').subjects,
    ).toEqual([
      { kind: 'ServiceAccount', name: 'prometheus-k8s', namespace: 'openshift-monitoring' },
    ]);
    const annotated = [
      ...elsewhere.of('MutatingWebhookConfiguration'),
      ...elsewhere.of('ValidatingWebhookConfiguration'),
      ...elsewhere.of('CustomResourceDefinition'),
    ];
    expect(annotated.map(({ metadata }) => metadata.annotations)).toEqual(
      Array(3).fill({
        'cert-manager.io/inject-ca-from': 'team-a-tracing/jaeger-operator-serving-cert',
      }),
    );
    expect(elsewhere.of('Certificate')[0].spec.dnsNames).toEqual([
      'jaeger-operator-webhook-service.team-a-tracing.svc',
      'jaeger-operator-webhook-service.team-a-tracing.svc.cluster.local',
    ]);
    expect(JSON.parse(text.replaceAll('team-a-tracing', 'tracing'))).toEqual(
      synth({ watch }).objects,
    );
  },
);

test('no image that was deleted is asked for', () => {
  expect(containers().map(({ image }: { image: string }) => image)).toEqual([
    'quay.io/jaegertracing/jaeger-operator:1.65.0',
    'quay.io/brancz/kube-rbac-proxy:v0.13.1',
  ]);
});

const watchEnv = (props: Partial<JaegerOperatorProps>) =>
  containers(props)[0].env.find(({ name }: { name: string }) => name === 'WATCH_NAMESPACE');

test('watches all namespaces unless told otherwise', () => {
  expect(watchEnv({})).toEqual(watchEnv({ watch: 'cluster' }));
  expect(watchEnv({}).valueFrom.fieldRef.fieldPath).toBe(
    "metadata.annotations['olm.targetNamespaces']",
  );
});

test('watching its own namespace, it may change nothing outside of it', () => {
  const { of } = synth({ watch: 'namespace' });
  expect(watchEnv({ watch: 'namespace' }).valueFrom.fieldRef.fieldPath).toBe('metadata.namespace');
  const clusterRoles = of('ClusterRole').map(({ metadata, rules }) => [metadata.name, rules]);
  expect(clusterRoles).toEqual([
    [
      'jaeger-operator-cluster-reader',
      [
        {
          apiGroups: ['networking.k8s.io'],
          resources: ['ingressclasses'],
          verbs: ['get', 'list', 'watch'],
        },
        { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
      ],
    ],
    [
      'proxy-role',
      [
        { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
        {
          apiGroups: ['authorization.k8s.io'],
          resources: ['subjectaccessreviews'],
          verbs: ['create'],
        },
      ],
    ],
  ]);
  const bound = [...of('RoleBinding'), ...of('ClusterRoleBinding')].map(
    ({ kind, roleRef, subjects }) => [kind, roleRef.kind, roleRef.name, subjects[0].name],
  );
  expect(bound).toEqual([
    ['RoleBinding', 'Role', 'leader-election-role', 'jaeger-operator'],
    ['RoleBinding', 'Role', 'prometheus', 'prometheus-k8s'],
    ['RoleBinding', 'Role', 'manager-role', 'jaeger-operator'],
    ['ClusterRoleBinding', 'ClusterRole', 'jaeger-operator-cluster-reader', 'jaeger-operator'],
    ['ClusterRoleBinding', 'ClusterRole', 'proxy-role', 'jaeger-operator'],
  ]);
});

test('watching chosen namespaces, it has a Role in each of them', () => {
  const { of } = synth({ watchNamespaces: ['tracing', 'team-a'] });
  expect(watchEnv({ watchNamespaces: ['tracing', 'team-a'] }).value).toBe('tracing,team-a');
  const placed = [...of('Role'), ...of('RoleBinding')]
    .filter(({ metadata }) => metadata.name.startsWith('manager-role'))
    .map(({ kind, metadata, subjects }) => [
      kind,
      metadata.namespace,
      metadata.annotations?.['cdk8s-tracing/requires'],
      subjects?.[0].namespace,
    ]);
  expect(placed).toEqual([
    ['Role', 'tracing', undefined, undefined],
    ['Role', 'team-a', 'namespace/team-a', undefined],
    ['RoleBinding', 'tracing', undefined, 'tracing'],
    ['RoleBinding', 'team-a', 'namespace/team-a', 'tracing'],
  ]);
  expect(of('ClusterRole').map(({ metadata }) => metadata.name)).not.toContain('manager-role');
});

test('without an election nobody asks for the lease', () => {
  expect(containers({ leaderElection: false })[0].args).toEqual([
    'start',
    '--health-probe-bind-address=:8081',
  ]);
});

test('its Role keeps every access to what belongs to a namespace, and no other', () => {
  interface Rule {
    readonly apiGroups: string[];
    readonly resources: string[];
    readonly verbs: string[];
  }
  const access = (rules: Rule[]) =>
    rules.flatMap(({ apiGroups, resources, verbs }) =>
      resources.map((resource) => `${apiGroups}/${resource} ${verbs}`),
    );
  const manager = (watch: JaegerOperatorProps['watch'], kind: string) =>
    access(
      synth({ watch })
        .of(kind)
        .find(({ metadata }) => metadata.name === 'manager-role').rules,
    );
  const [role, clusterRole] = [manager('namespace', 'Role'), manager('cluster', 'ClusterRole')];
  expect(clusterRole.filter((entry) => !role.includes(entry))).toEqual([
    'console.openshift.io/consolelinks create,delete,get,list,patch,update,watch',
    '/namespaces create,delete,get,list,patch,update,watch',
    '/namespaces/status get,patch,update',
    'networking.k8s.io/ingressclasses create,delete,get,list,patch,update,watch',
    'rbac.authorization.k8s.io/clusterrolebindings create,delete,get,list,patch,update,watch',
  ]);
  expect(role.filter((entry) => !clusterRole.includes(entry))).toEqual([]);
});

// watchNamespaces stands for watch
const every: Required<Omit<JaegerOperatorProps, 'crds' | 'manifest' | 'watchNamespaces'>> = {
  namespace: 'team-a-tracing',
  clusterDomain: 'k8s.example',
  certificate: { secretName: 'webhook-tls', caBundle: bundle(certificate) },
  image: 'registry.example:5000/jaegertracing/jaeger-operator:1.65.0',
  imagePullSecrets: ['registry'],
  replicas: 2,
  resources: { requests: { cpu: '200m' }, limits: { memory: '256Mi' } },
  ...placement,
  ...additions,
  podDisruptionBudget: { minAvailable: 1 },
  restricted: false,
  leaderElection: true,
  webhooks: {
    failurePolicy: 'Ignore',
    workloadFailurePolicy: 'Fail',
    namespaceSelector: { matchLabels: { traced: 'true' } },
    timeoutSeconds: 5,
  },
  watch: 'namespace',
  logLevel: 'warn',
  proxyImage: 'registry.example:5000/brancz/kube-rbac-proxy:v0.13.1',
  labels: { team: 'a' },
  annotations: { 'example.com/owner': 'team-a' },
};

test('renders every prop', () => {
  const { objects, of } = synth(every);
  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({ team: 'a' });
    expect(metadata.annotations).toMatchObject({ 'example.com/owner': 'team-a' });
  }
  const { spec } = of('Deployment')[0];
  expect(spec.replicas).toBe(2);
  expect(spec.template).toMatchObject(expectedTemplate);
  expect(decided(spec.template.spec)).toEqual(expectedDecided);
  expect(of('PodDisruptionBudget')[0].spec).toEqual({
    minAvailable: 1,
    selector: spec.selector,
  });
  const [manager, proxy] = spec.template.spec.containers;
  expect(manager).toMatchObject({
    image: 'registry.example:5000/jaegertracing/jaeger-operator:1.65.0',
    resources: { requests: { cpu: '200m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  });
  expect(manager.env).toContainEqual({ name: 'LOG-LEVEL', value: 'WARN' });
  expect(proxy.image).toBe('registry.example:5000/brancz/kube-rbac-proxy:v0.13.1');
  // upstream's
  expect(manager.securityContext).toEqual({
    ...additions.securityContext,
    allowPrivilegeEscalation: false,
  });
  expect(proxy.securityContext).toBeUndefined();
});

const label =
  "a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters)";
const subdomain =
  "a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters)";

test.each<[string, Partial<JaegerOperatorProps>, string]>([
  ['namespace', { namespace: 'a.b' }, `namespace must be ${label}, got 'a.b'`],
  [
    'cluster domain',
    { clusterDomain: '.local' },
    `clusterDomain must be ${subdomain}, got '.local'`,
  ],
  [
    'Secret of the certificate',
    { certificate: { secretName: '', caBundle: bundle(certificate) } },
    `certificate.secretName must be ${subdomain}, got ''`,
  ],
  [
    'CA bundle',
    { certificate: { secretName: 'webhook-tls', caBundle: bundle('the CA') } },
    'certificate.caBundle must be the base64 of PEM certificates, got base64 of something without a PEM block',
  ],
  [
    'image',
    { image: 'Jaeger Operator' },
    "image must be an image reference such as quay.io/example/name:1.2.3, got 'Jaeger Operator'",
  ],
  [
    'two words on what it watches',
    { watch: 'namespace', watchNamespaces: ['tracing'] },
    "watch must not be set with watchNamespaces, one of them decides, got 'namespace'",
  ],
  [
    'a namespace watched twice',
    { watchNamespaces: ['tracing', 'tracing'] },
    "watchNamespaces must name each namespace once, got 'tracing' twice",
  ],
  [
    'two pods without an election',
    { leaderElection: false, replicas: 2 },
    'leaderElection must not be false with replicas 2, which would all work at once',
  ],
  [
    'webhook that holds everything up',
    { webhooks: { workloadFailurePolicy: 'Fail' } },
    'webhooks.workloadFailurePolicy must be Fail with a namespaceSelector alone that leaves out tracing, or nothing starts while the Jaeger operator is down, itself included',
  ],
  [
    'timeout of a webhook',
    { webhooks: { timeoutSeconds: 31 } },
    'webhooks.timeoutSeconds must be at most 30, got 31',
  ],
  [
    'proxy image',
    { proxyImage: 'quay.io/brancz/kube-rbac-proxy' },
    "proxyImage must name a release by tag or digest, got 'quay.io/brancz/kube-rbac-proxy'",
  ],
  [
    'number of replicas',
    { replicas: 1.5 },
    'replicas must be a whole number of at least 1, got 1.5',
  ],
  [
    'limit',
    { resources: { limits: { memory: 'lots' } } },
    "resources.limits.memory must be a quantity such as 512Mi or 1Gi, got 'lots'",
  ],
  [
    'watch',
    // @ts-expect-error settings may come from where no types are checked
    { watch: 'tracing' },
    "watch must be one of cluster, namespace, got 'tracing'",
  ],
  [
    'log level',
    // @ts-expect-error settings may come from where no types are checked
    { logLevel: 'DEBUG' },
    "logLevel must be one of debug, info, warn, error, fatal, panic, got 'DEBUG'",
  ],
])('a wrong %s is refused', (_, props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Operator: ${message}`));
});
