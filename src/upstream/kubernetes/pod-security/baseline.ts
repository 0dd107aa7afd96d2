import type { Problem } from '../../values/problem.ts';
import { json } from '../../values/shown.ts';
import { at, list, own, record, text } from '../../values/unknown.ts';
import { fieldProblem, holders, type PodCheck, type SecuredContainer } from './pod.ts';

/** Capabilities that containers may add; anything else is more than a container has by itself. */
const usualCapabilities: readonly unknown[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Kernel parameters that are a pod's own, by the minor release since which they are. */
const safeSysctls: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
  'net.ipv4.tcp_notsent_lowat': 37,
  'net.ipv4.tcp_slow_start_after_idle': 37,
};

/** SELinux types of containers, by the minor release since which they are allowed. */
const seLinuxTypes: Readonly<Record<string, number>> = {
  container_t: 0,
  container_init_t: 0,
  container_kvm_t: 0,
  container_engine_t: 31,
};

const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

const profiles: readonly unknown[] = ['RuntimeDefault', 'Localhost'];

/** Whether a seccomp or AppArmor profile is one that containers may be given. */
export function isProfile(type: unknown): boolean {
  return profiles.includes(type);
}

/** No part of Windows as the node has it. */
export const hostProcess: PodCheck = (view) =>
  holders(view).flatMap((holder) => {
    const got = at(holder.security, 'windowsOptions', 'hostProcess');
    const path = ['windowsOptions', 'hostProcess'];
    return got === true ? [fieldProblem(holder, path, 'not be a process of the host', got)] : [];
  });

/** No namespace of the node. */
export const hostNamespaces: PodCheck = ({ spec }) =>
  ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((field) =>
    spec[field] === true
      ? [{ path: ['spec', field], message: `the pod must not set ${field}, got true` }]
      : [],
  );

export const privileged: PodCheck = ({ containers }) =>
  containers
    .filter(({ security }) => security.privileged === true)
    .map((container) => fieldProblem(container, ['privileged'], 'not be privileged', true));

/** Capabilities that a container adds, beside those of a list. */
export function addedCapabilities(allowed: readonly unknown[] = usualCapabilities): PodCheck {
  return ({ containers }) =>
    containers.flatMap((container) =>
      list(at(container.security, 'capabilities', 'add')).flatMap((capability, index) =>
        allowed.includes(capability)
          ? []
          : [
              fieldProblem(
                container,
                ['capabilities', 'add', index],
                `add no capability but ${allowed.join(', ')}`,
                capability,
              ),
            ],
      ),
    );
}

export const hostPaths: PodCheck = ({ spec }) =>
  list(spec.volumes).flatMap((volume, index) =>
    own(volume, 'hostPath') === undefined
      ? []
      : [
          {
            path: ['spec', 'volumes', index, 'hostPath'],
            message: `volume ${text(own(volume, 'name'))} must not be a path of the node, got hostPath`,
          },
        ],
  );

export const hostPorts: PodCheck = ({ containers }) =>
  containers.flatMap(({ title, value, containerPath }) =>
    list(value.ports).flatMap((port, index) => {
      const got = own(port, 'hostPort') ?? 0;
      return got === 0
        ? []
        : [
            {
              path: [...containerPath, 'ports', index, 'hostPort'],
              message: `${title} must not listen on a port of the node, got hostPort ${json(got)}`,
            },
          ];
    }),
  );

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => [probe]);
const hooks = ['postStart', 'preStop'].map((hook) => ['lifecycle', hook]);

/** Probes and hooks ask the pod, and nobody else, since Kubernetes 1.34; an older cluster asks no more than it knows. */
export const probeHosts: PodCheck = ({ containers, since }) =>
  (since(34) ? containers : []).flatMap(({ title, value, containerPath }) =>
    [...probes, ...hooks]
      .flatMap((place) => [
        [...place, 'httpGet', 'host'],
        [...place, 'tcpSocket', 'host'],
      ])
      .flatMap((path): Problem[] => {
        const host = at(value, ...path);
        return host === undefined || host === ''
          ? []
          : [
              {
                path: [...containerPath, ...path],
                message: `${title} must not name a host in ${path.slice(0, -2).join('.')}, got ${json(host)}, which Kubernetes refuses since 1.34`,
                severity: 'warning',
              },
            ];
      }),
  );

export const appArmor: PodCheck = (view) => [
  ...holders(view).flatMap((holder) => {
    const profile = holder.security.appArmorProfile;
    const type = own(profile, 'type');
    return profile === undefined || isProfile(type)
      ? []
      : [
          fieldProblem(
            holder,
            ['appArmorProfile', 'type'],
            'have the AppArmor profile RuntimeDefault or Localhost',
            type,
          ),
        ];
  }),
  ...Object.entries(view.annotations)
    .filter(([key, value]) => key.startsWith(appArmorAnnotation) && !isAppArmorText(value))
    .map(([key, value]) => ({
      path: ['metadata', 'annotations', key],
      message: `annotation ${key} must be runtime/default or localhost/…, got '${value}'`,
    })),
];

function isAppArmorText(profile: string): boolean {
  return profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/');
}

export const seLinux: PodCheck = (view) =>
  holders(view).flatMap((holder) => {
    const { type = '', user = '', role = '' } = record(holder.security.seLinuxOptions);
    const allowed = Object.keys(seLinuxTypes).filter((one) => view.since(seLinuxTypes[one] ?? 0));
    const problem = (field: string, rule: string, got: unknown) =>
      fieldProblem(holder, ['seLinuxOptions', field], rule, got);
    return [
      ...(['', ...allowed].some((one) => one === type)
        ? []
        : [problem('type', `have no SELinux type but ${allowed.join(', ')}`, type)]),
      ...(user === '' ? [] : [problem('user', 'set no SELinux user', user)]),
      ...(role === '' ? [] : [problem('role', 'set no SELinux role', role)]),
    ];
  });

/** /proc as the runtime masks it; releases since 1.35 let pods with users of their own have more. */
export const procMount: PodCheck = (view) => (view.ownUsers ? [] : anyProcMount(view));

/** /proc as the runtime masks it, whatever the users. */
export const anyProcMount: PodCheck = ({ containers }) =>
  containers.flatMap((container: SecuredContainer) => {
    const { procMount: got = 'Default' } = container.security;
    return got === 'Default'
      ? []
      : [fieldProblem(container, ['procMount'], 'have procMount Default', got)];
  });

export const seccomp: PodCheck = (view) =>
  // older standards looked at annotations, which no kubelet reads any more
  (view.since(19) ? holders(view) : []).flatMap((holder) => {
    const profile = holder.security.seccompProfile;
    const type = own(profile, 'type');
    return profile === undefined || isProfile(type)
      ? []
      : [
          fieldProblem(
            holder,
            ['seccompProfile', 'type'],
            'have the seccomp profile RuntimeDefault or Localhost',
            type,
          ),
        ];
  });

export const sysctls: PodCheck = ({ pod, since }) =>
  list(pod.security.sysctls).flatMap((sysctl, index) => {
    const name = text(own(sysctl, 'name')) ?? '';
    const first = Object.hasOwn(safeSysctls, name) ? safeSysctls[name] : undefined;
    return first !== undefined && since(first)
      ? []
      : [fieldProblem(pod, ['sysctls', index, 'name'], 'set no sysctl but safe ones', name)];
  });
