import { expect, test } from 'vitest';
import { pathText } from '../../../src/model/kubernetes/objects.ts';
import {
  type PodSecurityLevel,
  podSecurityLabelProblems,
  podSecurityLevel,
  podSecurityProblems,
} from '../../../src/upstream/kubernetes/pod-security/standard.ts';
import { replaceAt, type UnknownRecord } from '../../../src/upstream/values/unknown.ts';

/** A pod that keeps to restricted. */
const good: UnknownRecord = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'web',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    },
  ],
};

type Path = readonly (string | number)[];

const found = (
  level: PodSecurityLevel,
  spec: unknown,
  annotations: Record<string, string> = {},
  release?: number,
): string[] =>
  podSecurityProblems(level, { spec: spec as UnknownRecord, annotations }, release).map(
    ({ path }) => pathText(path ?? []),
  );

const security: Path = ['containers', 0, 'securityContext'];

// what each level refuses, by https://kubernetes.io/docs/concepts/security/pod-security-standards/
test.each<[field: Path, value: unknown, level: PodSecurityLevel]>([
  [['securityContext', 'windowsOptions', 'hostProcess'], true, 'baseline'],
  [[...security, 'windowsOptions', 'hostProcess'], true, 'baseline'],
  [['hostNetwork'], true, 'baseline'],
  [['hostPID'], true, 'baseline'],
  [['hostIPC'], true, 'baseline'],
  [[...security, 'privileged'], true, 'baseline'],
  [[...security, 'capabilities', 'add'], ['SYS_ADMIN'], 'baseline'],
  [[...security, 'capabilities', 'add'], ['NET_RAW'], 'baseline'],
  [['volumes'], [{ name: 'logs', hostPath: { path: '/var/log' } }], 'baseline'],
  [['containers', 0, 'ports'], [{ containerPort: 80, hostPort: 80 }], 'baseline'],
  [['containers', 0, 'livenessProbe'], { httpGet: { host: '10.0.0.1', port: 80 } }, 'baseline'],
  [['containers', 0, 'lifecycle'], { preStop: { tcpSocket: { host: 'a', port: 1 } } }, 'baseline'],
  [[...security, 'appArmorProfile'], { type: 'Unconfined' }, 'baseline'],
  [[...security, 'seLinuxOptions'], { type: 'spc_t' }, 'baseline'],
  [['securityContext', 'seLinuxOptions'], { user: 'system_u' }, 'baseline'],
  [['securityContext', 'seLinuxOptions'], { role: 'system_r' }, 'baseline'],
  [[...security, 'procMount'], 'Unmasked', 'baseline'],
  [[...security, 'seccompProfile'], { type: 'Unconfined' }, 'baseline'],
  [['securityContext', 'sysctls'], [{ name: 'kernel.msgmax', value: '1' }], 'baseline'],
  [[...security, 'capabilities', 'add'], ['CHOWN'], 'restricted'],
  [['volumes'], [{ name: 'data', nfs: { server: 'a', path: '/' } }], 'restricted'],
  [[...security, 'allowPrivilegeEscalation'], undefined, 'restricted'],
  [[...security, 'allowPrivilegeEscalation'], true, 'restricted'],
  [[...security, 'capabilities', 'drop'], ['NET_RAW'], 'restricted'],
  [[...security, 'capabilities'], undefined, 'restricted'],
  [[...security, 'runAsNonRoot'], false, 'restricted'],
  [['securityContext', 'runAsNonRoot'], undefined, 'restricted'],
  [['securityContext', 'runAsNonRoot'], false, 'restricted'],
  [[...security, 'runAsUser'], 0, 'restricted'],
  [['securityContext', 'runAsUser'], 0, 'restricted'],
  [['securityContext', 'seccompProfile'], undefined, 'restricted'],
  [['initContainers'], [{ name: 'wait' }], 'restricted'],
  [['ephemeralContainers'], [{ name: 'debug' }], 'restricted'],
])('%j: %j is refused by %s', (field, value, level) => {
  const spec = replaceAt(good, field, value);
  expect(found('restricted', spec)).not.toEqual([]);
  expect(found('baseline', spec).length > 0).toBe(level === 'baseline');
  expect(found('privileged', spec)).toEqual([]);
});

test.each<[field: Path, value: unknown]>([
  [[...security, 'capabilities', 'add'], ['NET_BIND_SERVICE']],
  [
    ['volumes'],
    [
      { name: 'a', emptyDir: {} },
      { name: 'b', secret: {} },
      { name: 'c', projected: {} },
    ],
  ],
  [['volumes'], [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]],
  [['securityContext', 'sysctls'], [{ name: 'net.ipv4.tcp_syncookies', value: '1' }]],
  [[...security, 'seLinuxOptions'], { type: 'container_t', level: 's0' }],
  [[...security, 'appArmorProfile'], { type: 'RuntimeDefault' }],
  [[...security, 'runAsUser'], 1000],
  [['containers', 0, 'ports'], [{ containerPort: 80, hostPort: 0 }]],
  [['containers', 0, 'livenessProbe'], { httpGet: { host: '', port: 80 } }],
  // the container's own, where the pod has none
  [
    [],
    replaceAt(replaceAt(good, ['securityContext'], undefined), security, {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' },
    }),
  ],
  // since 1.35, a pod with users of its own may be root in there
  [
    [],
    {
      ...good,
      hostUsers: false,
      securityContext: { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } },
    },
  ],
  // Windows has none of it
  [
    [],
    {
      os: { name: 'windows' },
      securityContext: { runAsNonRoot: true },
      containers: [{ name: 'a' }],
    },
  ],
])('%j: %j keeps to restricted', (field, value) => {
  const spec = replaceAt(good, field, value);
  expect(found('restricted', spec)).toEqual([]);
  expect(found('baseline', spec)).toEqual([]);
});

test('an AppArmor annotation is looked at', () => {
  const annotations = (profile: string) => ({
    'container.apparmor.security.beta.kubernetes.io/web': profile,
  });
  expect(found('baseline', good, annotations('unconfined'))).toEqual([
    'metadata.annotations["container.apparmor.security.beta.kubernetes.io/web"]',
  ]);
  expect(found('restricted', good, annotations('localhost/mine'))).toEqual([]);
});

test('what only newer releases of Kubernetes refuse is a warning', () => {
  const probe = { httpGet: { host: '10.0.0.1', port: 80 } };
  const spec = replaceAt(good, ['containers', 0, 'readinessProbe'], probe) as UnknownRecord;
  expect(podSecurityProblems('baseline', { spec, annotations: {} })).toEqual([
    {
      path: ['spec', 'containers', 0, 'readinessProbe', 'httpGet', 'host'],
      message:
        'container web must not name a host in readinessProbe, got "10.0.0.1", which Kubernetes refuses since 1.34',
      severity: 'warning',
    },
  ]);
});

test('a problem says where, which rule, what it got and what to write', () => {
  const spec = replaceAt(good, [...security, 'capabilities'], { drop: ['KILL'] }) as UnknownRecord;
  expect(podSecurityProblems('restricted', { spec, annotations: {} })).toEqual([
    {
      path: ['spec', 'containers', 0, 'securityContext', 'capabilities', 'drop'],
      message: 'container web must drop ALL capabilities, got ["KILL"]',
      fix: 'capabilities: { drop: [ALL] }',
    },
  ]);
});

test('a word that is no level is none', () => {
  expect(podSecurityLevel('baseline')).toBe('baseline');
  expect([podSecurityLevel('strict'), podSecurityLevel(undefined)]).toEqual([undefined, undefined]);
});

// Kubernetes staging/src/k8s.io/pod-security-admission/policy: MinimumVersion of each check
function replaceRunAs(user: number): UnknownRecord {
  return replaceAt(good, ['securityContext', 'runAsUser'], user) as UnknownRecord;
}

test.each<[since: number, level: PodSecurityLevel, field: Path, value: unknown]>([
  [27, 'baseline', ['securityContext', 'sysctls'], [{ name: 'net.ipv4.ip_local_reserved_ports' }]],
  [29, 'baseline', ['securityContext', 'sysctls'], [{ name: 'net.ipv4.tcp_keepalive_time' }]],
  [32, 'baseline', ['securityContext', 'sysctls'], [{ name: 'net.ipv4.tcp_rmem' }]],
  [37, 'baseline', ['securityContext', 'sysctls'], [{ name: 'net.ipv4.tcp_notsent_lowat' }]],
  [31, 'baseline', ['securityContext', 'seLinuxOptions'], { type: 'container_engine_t' }],
  [25, 'restricted', [], { os: { name: 'windows' }, ...good, containers: [{ name: 'a' }] }],
  [35, 'restricted', [], { ...replaceRunAs(0), hostUsers: false }],
  [
    35,
    'baseline',
    [],
    { ...(replaceAt(good, [...security, 'procMount'], 'Unmasked') as object), hostUsers: false },
  ],
])('since 1.%i, %s lets %j: %j in', (since, level, field, value) => {
  const spec = replaceAt(good, field, value);
  expect(found(level, spec, {}, since - 1)).not.toEqual([]);
  expect(found(level, spec, {}, since)).toEqual([]);
  expect(found(level, spec)).toEqual([]);
});

test.each<[since: number, level: PodSecurityLevel, field: Path, value: unknown]>([
  [8, 'restricted', [...security, 'allowPrivilegeEscalation'], true],
  [19, 'restricted', ['securityContext', 'seccompProfile'], undefined],
  [19, 'baseline', ['securityContext', 'seccompProfile'], { type: 'Unconfined' }],
  [22, 'restricted', [...security, 'capabilities'], { drop: ['KILL'] }],
  [22, 'restricted', [...security, 'capabilities'], { drop: ['ALL'], add: ['CHOWN'] }],
  [23, 'restricted', [...security, 'runAsUser'], 0],
  [34, 'baseline', ['containers', 0, 'livenessProbe'], { httpGet: { host: 'a', port: 80 } }],
])('only since 1.%i does %s refuse %j: %j', (since, level, field, value) => {
  const spec = replaceAt(good, field, value);
  expect(found(level, spec, {}, since - 1)).toEqual([]);
  expect(found(level, spec, {}, since)).not.toEqual([]);
});

test('fields that are null are not set', () => {
  const spec = {
    ...good,
    hostUsers: null,
    securityContext: { ...(good.securityContext as object), seLinuxOptions: { type: null } },
    volumes: [{ name: 'a', hostPath: null, emptyDir: {} }],
    containers: [
      {
        name: 'web',
        livenessProbe: { tcpSocket: { host: null, port: 80 } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'], add: null },
          seccompProfile: null,
          appArmorProfile: null,
          procMount: null,
          runAsNonRoot: null,
        },
      },
    ],
  };
  expect(found('restricted', spec)).toEqual([]);
  expect(found('baseline', spec)).toEqual([]);
});

// Kubernetes v1.36 pkg/apis/core/v1/defaults.go SetDefaults_Volume
test('a volume without a type becomes an emptyDir', () => {
  expect(found('restricted', { ...good, volumes: [{ name: 'a', emptyDir: null }] })).toEqual([]);
});

test('labels that name no level and no release are told', () => {
  const prefix = 'pod-security.kubernetes.io';
  expect(
    podSecurityLabelProblems({
      [`${prefix}/enforce`]: 'Restricted',
      [`${prefix}/enforce-version`]: '1.30',
      [`${prefix}/warn`]: 'baseline',
      [`${prefix}/warn-version`]: 'v1.30',
      [`${prefix}/audit-version`]: 'latest',
    }).map(({ message }) => message),
  ).toEqual([
    "label pod-security.kubernetes.io/enforce must be one of privileged, baseline, restricted, got 'Restricted'",
    "label pod-security.kubernetes.io/enforce-version must be latest or a release, such as 'v1.30', got '1.30'",
  ]);
});
