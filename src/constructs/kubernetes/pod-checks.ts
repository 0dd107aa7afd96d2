import type {
  EnvVar,
  SecurityContext,
  Toleration,
  Volume,
  VolumeMount,
} from '../../../imports/kubernetes.ts';
import {
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelKeyProblem,
  labelValueProblem,
  secretNameProblem,
} from '../../upstream/kubernetes/names.ts';
import { securityContextProblems } from '../../upstream/kubernetes/pod-security/contexts.ts';
import { record } from '../../upstream/values/unknown.ts';
import { wholeNumberProblem } from '../props/refuse.ts';
import { resourcesProblems } from './container-resources.ts';
import type { PodProps } from './pod.ts';

type Problems = readonly (string | undefined)[];

/** What pods have that no props say. */
export interface OwnOfPods {
  /** Names of volumes. */
  readonly volumes?: readonly string[];
  /** Paths that the container has volumes at. */
  readonly mounts?: readonly string[];
  /** Security context of the container, for what props say nothing of. */
  readonly security?: SecurityContext;
}

/**
 * Why Kubernetes would refuse pods with such settings, undefined entries where it would not.
 *
 * Source: kubernetes v1.36.0 pkg/apis/core/validation/validation.go.
 *
 * @param own - what the pods have besides
 */
export function podProblems(props: PodProps, own: OwnOfPods = {}): Problems {
  const { volumes = [], mounts = [], security = {} } = own;
  const { priorityClassName, serviceAccountName, imagePullSecrets = [] } = props;
  return [
    ...imagePullSecrets.map((name) => secretNameProblem(name, 'imagePullSecrets')),
    priorityClassName === undefined
      ? undefined
      : dnsSubdomainProblem('priorityClassName', priorityClassName),
    serviceAccountName === undefined
      ? undefined
      : dnsSubdomainProblem('serviceAccountName', serviceAccountName),
    ...resourcesProblems(props.resources),
    ...labelProblems('nodeSelector', props.nodeSelector),
    ...labelProblems('podLabels', props.podLabels),
    ...Object.keys(props.podAnnotations ?? {}).map((key) =>
      labelKeyProblem('podAnnotations key', key),
    ),
    ...(props.tolerations ?? []).map(tolerationProblem),
    ...(props.topologySpreadConstraints ?? []).map(({ maxSkew }, index) =>
      wholeNumberProblem(`topologySpreadConstraints[${index}].maxSkew`, maxSkew, 1),
    ),
    ...environmentProblems(props.env),
    ...volumeProblems(props.volumes, volumes),
    ...mountProblems(props, volumes, mounts),
    ...contradictions(props, security),
  ];
}

function labelProblems(what: string, labels: Readonly<Record<string, string>> = {}): Problems {
  return Object.entries(labels).flatMap(([key, value]) => [
    labelKeyProblem(`${what} key`, key),
    labelValueProblem(`${what} '${key}'`, value),
  ]);
}

function tolerationProblem(toleration: Toleration, index: number): string | undefined {
  const { key, operator = 'Equal', value, effect, tolerationSeconds } = toleration;
  const what = `tolerations[${index}]`;
  if (!['Equal', 'Exists', 'Gt', 'Lt'].includes(operator)) {
    return `${what}.operator must be one of Equal, Exists, Gt, Lt, got '${operator}'`;
  }
  if (effect !== undefined && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) {
    return `${what}.effect must be one of NoSchedule, PreferNoSchedule, NoExecute, got '${effect}'`;
  }
  if (operator === 'Exists' && value) {
    return `${what}.value must not be set with operator Exists, got '${value}'`;
  }
  if (!key && operator !== 'Exists') return `${what}.operator must be Exists without key`;
  return tolerationSeconds !== undefined && effect !== 'NoExecute'
    ? `${what}.tolerationSeconds needs effect NoExecute, got ${tolerationSeconds}`
    : (key && labelKeyProblem(`${what}.key`, key)) || undefined;
}

function environmentProblems(env: readonly EnvVar[] = []): Problems {
  const names = env.map(({ name }) => name);
  return env.flatMap(({ name, value, valueFrom }, index) => [
    /^[^\s=]+$/.test(name) ? undefined : `env[${index}].name must be a name, got '${name}'`,
    names.indexOf(name) < index ? `env must set ${name} once, got it twice` : undefined,
    value && valueFrom ? `env[${index}] must have one of value and valueFrom, got both` : undefined,
    valueFrom && Object.keys(valueFrom).length !== 1
      ? `env[${index}].valueFrom must have one source, got ${Object.keys(valueFrom).length}`
      : undefined,
  ]);
}

function volumeProblems(volumes: readonly Volume[] = [], own: readonly string[]): Problems {
  const names = volumes.map(({ name }) => name);
  return volumes.flatMap(({ name, ...sources }, index) => [
    dnsLabelProblem(`volumes[${index}].name`, name),
    names.indexOf(name) < index || own.includes(name)
      ? `volumes must have one called ${name}, got two`
      : undefined,
    Object.keys(sources).length > 1
      ? `volumes[${index}] must have one source, got ${Object.keys(sources).join(' and ')}`
      : undefined,
  ]);
}

function mountProblems(
  { volumes = [], volumeMounts = [] }: PodProps,
  own: readonly string[],
  mounts: readonly string[],
): Problems {
  const known = [...own, ...volumes.map(({ name }) => name)];
  const paths = [...mounts, ...volumeMounts.map(({ mountPath }) => mountPath)];
  return volumeMounts.flatMap(({ name, mountPath }: VolumeMount, index) => [
    known.includes(name)
      ? undefined
      : `volumeMounts[${index}].name must be that of one of volumes, got '${name}'`,
    /^[^:]+$/.test(mountPath)
      ? undefined
      : `volumeMounts[${index}].mountPath must be a path without a colon, got '${mountPath}'`,
    paths.indexOf(mountPath) < index + mounts.length
      ? `volumeMounts must have ${mountPath} once, got it twice`
      : undefined,
  ]);
}

/** What the props of pods say against each other, or against what their container has by default. */
function contradictions({ podSecurityContext, securityContext }: PodProps, usual: SecurityContext) {
  const pod = record(podSecurityContext);
  // what is undefined leaves the default as it is
  const container = Object.fromEntries(
    Object.entries(record(securityContext)).filter(([, value]) => value !== undefined),
  );
  const found = securityContextProblems({ pod, container: { ...usual, ...container } });
  const byDefault = found.length > securityContextProblems({ pod, container }).length;
  return found.map(({ path: [where] = [], message }) => {
    const context = where === 'pod' ? 'podSecurityContext' : 'securityContext';
    return `${context}.${message}${byDefault ? ', one of which is the default: set both' : ''}`;
  });
}
