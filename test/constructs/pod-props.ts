import type { PodProps } from '../../src/constructs/kubernetes/pod.ts';

/** Settings of pods that no construct has values of its own for. */
export const placement = {
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { a: 'b' } } },
      ],
    },
  },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'infra', effect: 'NoSchedule' }],
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { a: 'b' } },
    },
  ],
  priorityClassName: 'system-cluster-critical',
} as const satisfies PodProps;

/** Settings that are joined with what a construct has of its own. */
export const additions = {
  podSecurityContext: { fsGroup: 10001 },
  securityContext: { privileged: false },
  env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'token', key: 'token' } } }],
  volumes: [{ name: 'data', emptyDir: { sizeLimit: '1Gi' } }],
  volumeMounts: [{ name: 'data', mountPath: '/data' }],
  podAnnotations: { 'example.com/scrape': 'true' },
  podLabels: { 'example.com/team': 'a' },
} as const satisfies PodProps;

/** What the template of pods has at least where all of these are set, and the pull secret `registry`. */
export const expectedTemplate = {
  metadata: { annotations: additions.podAnnotations, labels: additions.podLabels },
  spec: {
    ...placement,
    imagePullSecrets: [{ name: 'registry' }],
    securityContext: additions.podSecurityContext,
  },
};

/** The parts of a container, and of the volumes of its pod, that these settings decide. */
export function decided({
  containers: [container],
  volumes,
}: {
  // biome-ignore lint/suspicious/noExplicitAny: manifests as they are written
  readonly containers: readonly any[];
  readonly volumes: readonly unknown[];
}) {
  const { env, volumeMounts, securityContext } = container;
  return {
    env: [env.at(-1)],
    volumes: [volumes.at(-1)],
    volumeMounts: [volumeMounts.at(-1)],
    privileged: securityContext.privileged,
  };
}

/** What `decided` is where all of these are set. */
export const expectedDecided = {
  env: additions.env,
  volumes: additions.volumes,
  volumeMounts: additions.volumeMounts,
  privileged: false,
};
