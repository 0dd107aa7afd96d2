import { expect, test } from 'vitest';
import { missingAccess } from '../../../src/lint/collector/missing-access/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { config, operator, workload } from './at.ts';
import { collectorExample } from './example.ts';

const image = 'image: otel/opentelemetry-collector-contrib:0.120.0';
const collector = (processors: string, spec = '') =>
  collectorExample({ spec: `${image}\n${spec}`, processors });
const role = (rules: string, kind = 'ClusterRole') => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: reader${kind === 'Role' ? ', namespace: tracing' : ''}}
rules: [${rules}]
`;
const bound = (
  account: string,
  kind = 'ClusterRole',
  binding = 'ClusterRoleBinding',
  name = 'reader',
  namespace = 'tracing',
) => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${binding}
metadata: {name: reads${binding === 'RoleBinding' ? ', namespace: tracing' : ''}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${name}}
subjects: [{kind: ServiceAccount, name: ${account}, namespace: ${namespace}}]
`;
const pods = '{apiGroups: [""], resources: [pods, namespaces], verbs: [get, list, watch]}';
const account = (name: string) => `---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ${name}, namespace: tracing}
`;

const lacks = (what: string, got: string) => [
  `${config}processors.k8sattributes: k8sattributes must be allowed to list, watch ${what}, but ${got}`,
];
const nothing = (name: string) => `no role is bound to service account ${name}`;

test('a collector has no rights of its own; whether the operator gives some is not known without it', () => {
  const yaml = collector('k8sattributes: {}');
  expect(check(yaml, missingAccess)).toEqual(
    lacks('pods in all namespaces', nothing('otel-collector')),
  );
  const severities = (text: string) =>
    lint(modelOf(text), [missingAccess]).map(({ severity }) => severity);
  expect(severities(yaml)).toEqual(['warning']);
  const deployed = operator('0.158.0').replace(
    '    spec:\n',
    '    spec:\n      serviceAccountName: manager\n',
  );
  const manager = (rules: string) =>
    role(rules) + bound('manager', 'ClusterRole', 'ClusterRoleBinding', 'reader', 'operators');
  expect(severities(yaml + deployed + manager(pods))).toEqual(['error']);
  const all = '{apiGroups: [rbac.authorization.k8s.io], resources: ["*"], verbs: ["*"]}';
  expect(severities(yaml + deployed + manager(all))).toEqual([]);
});

test.each([
  [
    'a role without pods',
    role('{apiGroups: [""], resources: [nodes], verbs: ["*"]}') + bound('otel-collector'),
    'service account otel-collector has ClusterRole reader',
  ],
  [
    'a role without watching',
    role('{apiGroups: [""], resources: [pods], verbs: [get, list]}') + bound('otel-collector'),
    'service account otel-collector has ClusterRole reader',
  ],
  [
    'a role of one namespace',
    role(pods, 'Role') + bound('otel-collector', 'Role', 'RoleBinding'),
    'service account otel-collector has Role reader',
  ],
  ['a binding of another account', role(pods) + bound('otel'), nothing('otel-collector')],
  [
    'a binding of another namespace',
    role(pods) + bound('otel-collector', 'ClusterRole', 'ClusterRoleBinding', 'reader', 'default'),
    nothing('otel-collector'),
  ],
])('%s is not enough', (_, rbac, got) => {
  expect(check(collector('k8sattributes: {}') + rbac, missingAccess)).toEqual(
    lacks('pods in all namespaces', got),
  );
});

test.each([
  ['a role with pods', collector('k8sattributes: {}') + role(pods) + bound('otel-collector')],
  [
    'a role that the manifests do not have',
    collector('k8sattributes: {}') +
      bound('otel-collector', 'ClusterRole', 'ClusterRoleBinding', 'view'),
  ],
  [
    'a role of one namespace for pods of one',
    collector('k8sattributes: {filter: {namespace: tracing}}') +
      role(pods, 'Role') +
      bound('otel-collector', 'Role', 'RoleBinding'),
  ],
  ['attributes that are passed on', collector('k8sattributes: {passthrough: true}')],
  ['an account that others look after', collector('k8sattributes: {}', 'serviceAccount: given')],
  ['a sidecar', collector('k8sattributes: {}', 'mode: sidecar')],
  [
    'a processor that no pipeline names',
    collector('k8sattributes: {}').replace('processors: [k8sattributes]', 'processors: []'),
  ],
  ['statistics without the account', collector('k8sattributes: {auth_type: none}')],
])('nothing is said of %s', (_, yaml) => {
  expect(check(yaml, missingAccess)).toEqual([]);
});

test('a role for something else does not tell that the operator gives no rights', () => {
  const yaml = collector('k8sattributes: {}');
  const severities = (text: string) =>
    lint(modelOf(text), [missingAccess]).map(({ severity }) => severity);
  const constraints =
    '{apiGroups: [security.openshift.io], resources: [securitycontextconstraints], verbs: [use]}';
  expect(severities(yaml + role(constraints) + bound('otel-collector'))).toEqual(['warning']);
  const ofOpenShift = bound('otel-collector', 'ClusterRole', 'RoleBinding', 'system:openshift:scc');
  expect(severities(yaml + ofOpenShift)).toEqual(['warning']);
  const onlyList = '{apiGroups: [""], resources: [pods], verbs: [list]}';
  expect(severities(yaml + role(onlyList) + bound('otel-collector'))).toEqual(['error']);
});

test('a service account is a user, too', () => {
  const asUser = (name: string) =>
    bound(`"system:serviceaccount:${name}"`).replace('kind: ServiceAccount', 'kind: User');
  const yaml = collector('k8sattributes: {}') + role(pods);
  expect(check(yaml + asUser('tracing:otel-collector'), missingAccess)).toEqual([]);
  expect(check(yaml + asUser('other:otel-collector'), missingAccess)).toHaveLength(1);
});

test('a part of all resources may be allowed', () => {
  const yaml = collectorExample({
    spec: image,
    receivers: 'kubeletstats: {auth_type: serviceAccount}',
    service: 'pipelines: {metrics: {receivers: [kubeletstats], exporters: [debug]}}',
  });
  const part = (name: string) => role(`{apiGroups: [""], resources: ["${name}"], verbs: [get]}`);
  expect(check(yaml + part('*/stats') + bound('otel-collector'), missingAccess)).toEqual([]);
  expect(check(yaml + part('*/log') + bound('otel-collector'), missingAccess)).toHaveLength(1);
});

test('the older name of the field for the account counts', () => {
  const yaml = workload(
    'receivers: {k8s_events: {}}\nexporters: {debug: {}}\nservice: {pipelines: {logs: {receivers: [k8s_events], exporters: [debug]}}}',
  ).replace('      containers:', '      serviceAccount: reader\n      containers:');
  const events = role('{apiGroups: [""], resources: [events], verbs: [list, watch]}');
  const all = yaml + account('default') + account('reader') + events;
  expect(check(all, missingAccess)).toHaveLength(1);
  expect(check(all + bound('reader'), missingAccess)).toEqual([]);
});

test('a named account that the manifests have needs a binding', () => {
  const yaml = collector('k8sattributes: {}', 'serviceAccount: mine') + account('mine');
  expect(check(yaml, missingAccess)).toEqual(lacks('pods in all namespaces', nothing('mine')));
  expect(check(yaml + role(pods) + bound('mine'), missingAccess)).toEqual([]);
});

test.each([
  ['receivers', 'k8s_cluster: {}', 'list, watch nodes in all namespaces'],
  ['receivers', 'k8s_events: {}', 'list, watch events in all namespaces'],
  ['receivers', 'k8s_events: {namespaces: [a]}', 'list, watch events in namespace a'],
  ['receivers', 'kubeletstats: {auth_type: serviceAccount}', 'get nodes/stats in all namespaces'],
])('%s %s asks for %s', (kind, component, what) => {
  const [id = ''] = component.split(':');
  const yaml = collectorExample({
    spec: image,
    [kind]: component,
    service: `pipelines:\n  metrics:\n    receivers: [${id}]\n    exporters: [debug]`,
  });
  expect(check(yaml, missingAccess)).toEqual([
    `${config}${kind}.${id}: ${id} must be allowed to ${what}, but ${nothing('otel-collector')}`,
  ]);
});

const resolver = (spec: string, service = 'sampler-collector-headless.sampling') =>
  collectorExample({
    spec,
    exporters: `loadbalancing:
  protocol: {otlp: {tls: {insecure: true}}}
  resolver: {k8s: {service: ${service}}}`,
    service: 'pipelines:\n  traces:\n    receivers: [otlp]\n    exporters: [loadbalancing]',
  });
const slices = '{apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch]}';
const inSampling = (rules: string) =>
  (role(rules, 'Role') + bound('otel-collector', 'Role', 'RoleBinding')).replaceAll(
    /(name: rea\w+, namespace: )tracing/g,
    '$1sampling',
  );

test.each([
  ['0.139.0', 'endpoints'],
  ['0.140.0', 'endpointslices'],
])('the k8s resolver of %s watches %s of the namespace of its Service', (release, resource) => {
  const yaml = resolver(`image: otel/opentelemetry-collector-contrib:${release}`);
  const lacking = `${config}exporters.loadbalancing: loadbalancing must be allowed to list, watch ${resource} in namespace sampling`;
  expect(check(yaml, missingAccess)).toEqual([`${lacking}, but ${nothing('otel-collector')}`]);
  const elsewhere = role(slices, 'Role') + bound('otel-collector', 'Role', 'RoleBinding');
  expect(check(yaml + elsewhere, missingAccess)).toEqual([
    `${lacking}, but service account otel-collector has Role reader`,
  ]);
  const found = check(yaml + inSampling(slices), missingAccess);
  expect(found).toHaveLength(resource === 'endpoints' ? 1 : 0);
});

test.each([
  ['of a release that nobody knows', resolver('image: mine/collector:1')],
  [
    'whose namespace a variable tells',
    resolver(image.replace('0.120', '0.158'), '"sampler.$NS"') +
      role(slices, 'Role') +
      bound('otel-collector', 'Role', 'RoleBinding'),
  ],
])('nothing is said of a k8s resolver %s', (_, yaml) => {
  expect(check(yaml, missingAccess)).toEqual([]);
});

test('what a component does the rest without is a warning, and none where nobody has asked for it', () => {
  const granted = role(pods) + bound('otel-collector');
  const asked = collector('k8sattributes: {extract: {metadata: [k8s.deployment.name]}}') + granted;
  const found = lint(modelOf(asked), [missingAccess]);
  expect(found.map(({ severity, message }) => [severity, message])).toEqual([
    [
      'warning',
      'k8sattributes must be allowed to list, watch replicasets in all namespaces for k8s.deployment.name, but service account otel-collector has ClusterRole reader',
    ],
  ]);
  const newer = asked.replace('contrib:0.120.0', 'contrib:0.153.0');
  expect(check(newer, missingAccess)).toEqual([]);
  expect(check(collector('k8sattributes: {}') + granted, missingAccess)).toEqual([]);
});

test('a right to objects of some names is enough for them', () => {
  const yaml = collector('resourcedetection: {detectors: [kubeadm]}');
  const named = (name: string) =>
    role(`{apiGroups: [""], resources: [configmaps], resourceNames: [${name}], verbs: [get]}`) +
    bound('otel-collector');
  const [found] = check(yaml + named('other'), missingAccess);
  expect(found).toContain('get configmaps in namespace kube-system');
  expect(check(yaml + named('kubeadm-config'), missingAccess)[0]).toContain(
    'get namespaces in namespace kube-system for k8s.cluster.uid',
  );
});

test('the account of a workload is looked at, too', () => {
  const text =
    'processors:\n  k8sattributes:\nservice:\n  pipelines:\n    traces:\n      processors: [k8sattributes]';
  const yaml =
    workload(text).replace('    spec:\n', '    spec:\n      serviceAccountName: mine\n') +
    account('mine');
  expect(check(yaml, missingAccess)).toHaveLength(1);
  expect(check(yaml + role(pods) + bound('mine'), missingAccess)).toEqual([]);
  expect(check(workload(text), missingAccess)).toEqual([]);
});

const discovering = `otlp:
  protocols:
    grpc:
      endpoint: 0.0.0.0:4317
prometheus:
  config:
    scrape_configs:
      - job_name: pods
        kubernetes_sd_configs:
          - role: pod
            namespaces:
              own_namespace: true`;
const scraping = (spec: string) =>
  collectorExample({
    spec: `${image}\n${spec}`,
    receivers: discovering,
    service: `pipelines:
  metrics:
    receivers: [prometheus]
    exporters: [debug]`,
  });

test('who finds targets at the API server must be allowed to, unless a target allocator finds them', () => {
  const message = `${config}receivers.prometheus: prometheus must be allowed to list, watch pods in namespace tracing, but no role is bound to service account otel-collector`;
  const manifests = scraping('serviceAccount: mine');
  expect(check(scraping(''), missingAccess)).toEqual([message]);
  expect(check(manifests, missingAccess)).toEqual([]);
  const allocated = 'mode: statefulset\ntargetAllocator:\n  enabled: true';
  expect(check(scraping(allocated), missingAccess)).toEqual([]);
});

const allocating = (allocator: string) =>
  collectorExample({
    spec: `mode: statefulset\ntargetAllocator: {enabled: true, ${allocator}}`,
    receivers: 'prometheus: {config: {scrape_configs: []}}',
    service: 'pipelines: {metrics: {receivers: [prometheus], exporters: [debug]}}',
  });
const monitors =
  '{apiGroups: [monitoring.coreos.com], resources: [servicemonitors, podmonitors], verbs: [list, watch]}';
const looking = 'prometheusCR: {enabled: true, serviceMonitorSelector: {}, podMonitorSelector: {}}';

test.each([
  ['serviceAccount: ta', account('ta'), 'warning', nothing('ta')],
  [
    'serviceAccount: ta',
    role(pods) + bound('ta'),
    'warning',
    'service account ta has ClusterRole reader',
  ],
  [
    'serviceAccount: ta',
    role(monitors.replace(', podmonitors', '')) + bound('ta'),
    'error',
    'service account ta has ClusterRole reader',
  ],
  ['replicas: 1', '', 'warning', nothing('otel-targetallocator')],
])(
  'a target allocator that may not list monitors is told (%s, %#)',
  (given, rest, severity, got) => {
    const found = lint(modelOf(allocating(`${given}, ${looking}`) + rest), [missingAccess]);
    expect(found).toEqual([
      expect.objectContaining({
        severity,
        path: ['spec', 'targetAllocator', 'prometheusCR', 'enabled'],
        message: expect.stringMatching(
          new RegExp(
            `^the target allocator must be allowed to .*monitors in all namespaces, but ${got}$`,
          ),
        ),
      }),
    ]);
  },
);

test.each([
  ['one that may', `serviceAccount: ta, ${looking}`, role(monitors) + bound('ta')],
  [
    'one that looks for what it may see',
    `serviceAccount: ta, ${looking.replace(', podMonitorSelector: {}', '')}`,
    role(monitors.replace(', podmonitors', '')) + bound('ta'),
  ],
  ['one of an account that somebody else makes', `serviceAccount: ta, ${looking}`, ''],
  ['one that looks for none', 'serviceAccount: ta', account('ta')],
  [
    'one that is off',
    `serviceAccount: ta, ${looking}`.replace('enabled: true', 'enabled: false'),
    account('ta'),
  ],
  [
    'one of a namespace',
    `serviceAccount: ta, ${looking.replace('enabled', 'allowNamespaces: [tracing], enabled')}`,
    role(monitors, 'Role') + bound('ta', 'Role', 'RoleBinding'),
  ],
])('the target allocator is let be: %s', (_, allocator, rest) => {
  expect(check(allocating(allocator) + rest, missingAccess)).toEqual([]);
});
