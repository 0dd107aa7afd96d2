import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import {
  OtelOperator,
  type OtelOperatorProps,
} from '../../../src/constructs/otel-operator/operator.ts';
import { bundle, certificate } from '../../certificate.ts';
import { additions, decided, expectedDecided, expectedTemplate, placement } from '../pod-props.ts';

function synth(props: Partial<OtelOperatorProps> = {}) {
  const chart = Testing.chart();
  const operator = new OtelOperator(chart, 'Operator', { namespace: 'tracing', ...props });
  const objects = Testing.synth(chart);
  return { operator, objects, of: (kind: string) => objects.filter((o) => o.kind === kind) };
}

function pod(props: Partial<OtelOperatorProps> = {}) {
  return synth(props).of('Deployment')[0].spec.template.spec;
}

test('emits what the release manifest has, but no Namespace', () => {
  const { objects } = synth();
  expect(
    objects.map(({ kind, metadata: { name, namespace = '' } }) => [kind, name, namespace]),
  ).toEqual([
    ['ServiceAccount', 'opentelemetry-operator-controller-manager', 'tracing'],
    ['Role', 'opentelemetry-operator-leader-election-role', 'tracing'],
    ['RoleBinding', 'opentelemetry-operator-leader-election-rolebinding', 'tracing'],
    ['ClusterRole', 'opentelemetry-operator-manager-role', ''],
    ['ClusterRoleBinding', 'opentelemetry-operator-manager-rolebinding', ''],
    ['ClusterRole', 'opentelemetry-operator-metrics-reader', ''],
    ['ClusterRole', 'opentelemetry-operator-proxy-role', ''],
    ['ClusterRoleBinding', 'opentelemetry-operator-proxy-rolebinding', ''],
    ['Service', 'opentelemetry-operator-controller-manager-metrics-service', 'tracing'],
    ['Service', 'opentelemetry-operator-webhook-service', 'tracing'],
    ['Certificate', 'opentelemetry-operator-serving-cert', 'tracing'],
    ['Issuer', 'opentelemetry-operator-selfsigned-issuer', 'tracing'],
    ['Deployment', 'opentelemetry-operator-controller-manager', 'tracing'],
    ['MutatingWebhookConfiguration', 'opentelemetry-operator-mutating-webhook-configuration', ''],
    [
      'ValidatingWebhookConfiguration',
      'opentelemetry-operator-validating-webhook-configuration',
      '',
    ],
    ['CustomResourceDefinition', 'opentelemetrycollectors.opentelemetry.io', ''],
    ['CustomResourceDefinition', 'instrumentations.opentelemetry.io', ''],
    ['CustomResourceDefinition', 'opampbridges.opentelemetry.io', ''],
    ['CustomResourceDefinition', 'targetallocators.opentelemetry.io', ''],
  ]);
});

test('every object carries the label that upstream gives it', () => {
  for (const { metadata } of synth().objects) {
    expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'opentelemetry-operator' });
  }
});

test('gives its names', () => {
  const { operator } = synth({ namespace: 'team-a-tracing' });
  expect(operator.namespace).toBe('team-a-tracing');
  expect(operator.serviceAccountName).toBe('opentelemetry-operator-controller-manager');
  expect(operator.deploymentName).toBe('opentelemetry-operator-controller-manager');
  expect(operator.webhookService).toBe('opentelemetry-operator-webhook-service');
});

test('all that names a namespace follows the parameter', () => {
  const elsewhere = synth({ namespace: 'team-a-tracing' });
  const text = JSON.stringify(elsewhere.objects);
  expect(text).not.toContain('opentelemetry-operator-system');
  expect([...text.matchAll(/"namespace":"([^"]*)"/g)].map(([, name]) => name)).toEqual(
    // 8 namespaced objects, 3 subjects, 13 webhooks, 1 conversion
    Array(25).fill('team-a-tracing'),
  );
  const injectCaFrom = 'team-a-tracing/opentelemetry-operator-serving-cert';
  expect(
    elsewhere.objects
      .filter(({ metadata }) => metadata.annotations?.['cert-manager.io/inject-ca-from'])
      .map(({ metadata }) => [metadata.name, metadata.annotations]),
  ).toEqual(
    [
      'opentelemetry-operator-mutating-webhook-configuration',
      'opentelemetry-operator-validating-webhook-configuration',
      'opentelemetrycollectors.opentelemetry.io',
    ].map((name) => [name, { 'cert-manager.io/inject-ca-from': injectCaFrom }]),
  );
  expect(elsewhere.of('Certificate')[0].spec.dnsNames).toEqual([
    'opentelemetry-operator-webhook-service.team-a-tracing.svc',
    'opentelemetry-operator-webhook-service.team-a-tracing.svc.cluster.local',
  ]);
  expect(JSON.parse(text.replaceAll('team-a-tracing', 'tracing'))).toEqual(synth().objects);
});

test('the stored versions of collectors are converted by the webhook server', () => {
  const conversions = synth()
    .of('CustomResourceDefinition')
    .map(({ metadata, spec }) => [metadata.name, spec.conversion]);
  expect(Object.fromEntries(conversions)).toEqual({
    'instrumentations.opentelemetry.io': undefined,
    'opampbridges.opentelemetry.io': undefined,
    'targetallocators.opentelemetry.io': undefined,
    'opentelemetrycollectors.opentelemetry.io': {
      strategy: 'Webhook',
      webhook: {
        clientConfig: {
          service: {
            name: 'opentelemetry-operator-webhook-service',
            namespace: 'tracing',
            path: '/convert',
          },
        },
        conversionReviewVersions: ['v1alpha1', 'v1beta1'],
      },
    },
  });
});

const every: Required<Omit<OtelOperatorProps, 'crds' | 'manifest'>> = {
  version: '0.158.0',
  namespace: 'team-a-tracing',
  clusterDomain: 'k8s.example',
  certificate: { secretName: 'webhook-tls', caBundle: bundle(certificate) },
  image: 'registry.example:5000/otel/opentelemetry-operator:0.158.0',
  imagePullSecrets: ['registry'],
  replicas: 2,
  resources: { requests: { cpu: '200m', memory: '128Mi' }, limits: { memory: '256Mi' } },
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
  watchNamespaces: ['tracing', 'team-a'],
  collectorImage: 'otel/opentelemetry-collector:0.88.0',
  logLevel: 'debug',
  enableGoInstrumentation: true,
  featureGates: ['operator.golang.flags', '-operand.networkpolicy'],
  labels: { team: 'a' },
  annotations: { 'example.com/owner': 'team-a' },
};

test('an older release has its own CRDs, rights and images, and no gate that it does not need', () => {
  const { of } = synth({ version: '0.148.0' });
  const [container] = of('Deployment')[0].spec.template.spec.containers;
  expect(container.image).toBe(
    'ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.148.0',
  );
  expect(container.args).toEqual(['--zap-log-level=info', '--zap-time-encoding=rfc3339nano']);
  const rules = of('ClusterRole').flatMap(({ rules }) => rules);
  const about = (resource: string) =>
    rules.filter(({ resources = [] }) => resources.includes(resource)).map(({ verbs }) => verbs);
  expect(about('httproutes')).toEqual([]);
  expect(about('pods')).toEqual([['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']]);
  const collector = of('CustomResourceDefinition').find(
    ({ spec }) => spec.names.kind === 'OpenTelemetryCollector',
  );
  const fields = ({ schema }: { schema: { openAPIV3Schema: object } }) =>
    JSON.stringify(schema.openAPIV3Schema);
  const [beta] = collector.spec.versions;
  expect(fields(beta)).toContain('"topologySpreadConstraints"');
  expect(fields(beta)).not.toContain('"observedGeneration"');
});

test('a release that is not known is refused, with those that are', () => {
  expect(() => synth({ version: '0.150.0' as '0.148.0' })).toThrow(
    "version must be one of 0.148.0, 0.158.0, got '0.150.0'",
  );
});

test('an older release takes gates of its own', () => {
  const { of } = synth({ version: '0.148.0', featureGates: ['operator.golang.flags'] });
  expect(of('Deployment')[0].spec.template.spec.containers[0].args).toContain(
    '--feature-gates=operator.golang.flags',
  );
});

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
  expect(spec.template.spec).toMatchObject({
    containers: [
      {
        image: 'registry.example:5000/otel/opentelemetry-operator:0.158.0',
        args: [
          '--zap-log-level=debug',
          '--zap-time-encoding=rfc3339nano',
          '--feature-gates=-operator.networkpolicy,operator.golang.flags,-operand.networkpolicy',
          '--collector-image=otel/opentelemetry-collector:0.88.0',
          '--enable-go-instrumentation',
        ],
        resources: { requests: { cpu: '200m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      },
    ],
  });
});

test('webhooks are asked as the props have it, deletions as ever', () => {
  const { of } = synth(every);
  const told = (kind: string) =>
    of(kind)[0].webhooks.map(
      (one: { name: string; failurePolicy: string; namespaceSelector?: object }) =>
        `${one.name} ${one.failurePolicy}${one.namespaceSelector ? ' selected' : ''}`,
    );
  expect(told('MutatingWebhookConfiguration')).toEqual([
    'minstrumentation.kb.io Ignore',
    'mopampbridge.kb.io Ignore',
    'mopentelemetrycollectorbeta.kb.io Ignore',
    'mpod.kb.io Fail selected',
    'mtargetallocatorbeta.kb.io Ignore',
  ]);
  expect(
    new Set(told('ValidatingWebhookConfiguration').map((one: string) => one.split(' ')[1])),
  ).toEqual(new Set(['Ignore']));
  const all = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].flatMap(
    (kind) => of(kind)[0].webhooks,
  );
  expect(new Set(all.map(({ timeoutSeconds }) => timeoutSeconds))).toEqual(new Set([5]));
});

test('namespaces to watch and the election are told by variables', () => {
  const { env } = pod({ watchNamespaces: ['tracing', 'team-a'], leaderElection: false })
    .containers[0];
  expect(env).toContainEqual({ name: 'WATCH_NAMESPACE', value: 'tracing,team-a' });
  expect(env).toContainEqual({ name: 'ENABLE_LEADER_ELECTION', value: 'false' });
});

test('the certificate is for the cluster domain', () => {
  expect(synth({ clusterDomain: 'k8s.example' }).of('Certificate')[0].spec.dnsNames).toEqual([
    'opentelemetry-operator-webhook-service.tracing.svc',
    'opentelemetry-operator-webhook-service.tracing.svc.k8s.example',
  ]);
});

test.each(['operator.networkpolicy', '+operator.networkpolicy', '-operator.networkpolicy'])(
  "a gate %s given is the only word on the operator's own NetworkPolicy",
  (gate) => {
    expect(pod({ featureGates: [gate] }).containers[0].args[2]).toBe(`--feature-gates=${gate}`);
  },
);

const label =
  "a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters)";
const subdomain =
  "a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters)";
const caBundle = bundle(certificate);

test.each<[string, Partial<OtelOperatorProps>, string]>([
  [
    'namespace',
    { namespace: 'Tracing' },
    `namespace must be ${label}, got 'Tracing'; did you mean 'tracing'?`,
  ],
  [
    'cluster domain',
    { clusterDomain: 'cluster.local.' },
    `clusterDomain must be ${subdomain}, got 'cluster.local.'`,
  ],
  [
    'Secret of the certificate',
    { certificate: { secretName: 'webhook/tls', caBundle } },
    `certificate.secretName must be ${subdomain}, got 'webhook/tls'`,
  ],
  [
    'CA bundle',
    { certificate: { secretName: 'webhook-tls', caBundle: certificate } },
    'certificate.caBundle must be the base64 of PEM certificates, got PEM itself; encode it with: base64 -w0 ca.crt',
  ],
  [
    'image',
    { image: 'registry.example/opentelemetry-operator' },
    "image must name a release by tag or digest, got 'registry.example/opentelemetry-operator'",
  ],
  [
    'collector image',
    { collectorImage: 'otel/opentelemetry-collector:latest' },
    "collectorImage must name a release, not latest, got 'otel/opentelemetry-collector:latest'",
  ],
  [
    'pull Secret',
    { imagePullSecrets: ['registry', ''] },
    `imagePullSecrets must be ${subdomain}, got ''`,
  ],
  ['number of replicas', { replicas: 0 }, 'replicas must be a whole number of at least 1, got 0'],
  [
    'request',
    { resources: { requests: { memory: 'lots' } } },
    "resources.requests.memory must be a quantity such as 512Mi or 1Gi, got 'lots'",
  ],
  [
    'limit',
    { resources: { limits: { cpu: '0' } } },
    "resources.limits.cpu must be more than 0, got '0'",
  ],
  [
    'limit of half a byte',
    { resources: { limits: { memory: '512m' } } },
    "resources.limits.memory must be at least 1Mi, got '512m'; did you mean '512Mi'?",
  ],
  [
    'request above its limit',
    { resources: { requests: { memory: '1Gi' }, limits: { memory: '1000Mi' } } },
    "resources.requests.memory must be at most the limit of 1000Mi, got '1Gi'",
  ],
  [
    'priority class',
    { priorityClassName: 'High' },
    `priorityClassName must be ${subdomain}, got 'High'; did you mean 'high'?`,
  ],
  [
    'log level',
    // @ts-expect-error settings may come from where no types are checked
    { logLevel: 'verbose' },
    "logLevel must be one of debug, info, error, panic, got 'verbose'",
  ],
  [
    'feature gate',
    { featureGates: ['operator.golang.flags,operand.networkpolicy'] },
    "featureGates must be ids with an optional + or - before them, got 'operator.golang.flags,operand.networkpolicy'",
  ],
])('a wrong %s is refused', (_, props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Operator: ${message}`));
});
