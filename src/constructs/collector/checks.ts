import { receiverSlots } from '../../upstream/collector/component-names.ts';
import { offeredDistributions } from '../../upstream/collector/distributions/choice.ts';
import type { Signal } from '../../upstream/edge/signals.ts';
import { imageProblem } from '../../upstream/kubernetes/image.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import {
  collectorNameProblem,
  collectorNames,
  configFolder,
  configVolume,
} from '../../upstream/otel-operator/collector-names.ts';
import { memoryProblem } from '../../upstream/values/quantity.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { versionProblem } from '../../upstream/values/version.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { endpointProblem } from '../edge/endpoint.ts';
import {
  type ContainerResources,
  requesting,
  resourcesProblems,
} from '../kubernetes/container-resources.ts';
import type { OwnOfPods } from '../kubernetes/pod-checks.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';
import { autoscalerProblems } from '../kubernetes/scaling.ts';
import { metadataProblems } from '../props/metadata.ts';
import {
  listProblem,
  oneOfProblem,
  ownedProblem,
  refuse,
  wholeNumberProblem,
  yamlProblem,
} from '../props/refuse.ts';
import { compressions } from './components.ts';
import { backendAccess, backendKey } from './exporters.ts';
import { hostPortProblems } from './host-ports.ts';
import { kafkaProblems } from './kafka/checks.ts';
import { kafkaPod } from './kafka/components.ts';
import { collectorPodProblems } from './pod.ts';
import type { NamedCollectorProps } from './props.ts';
import { persistentQueueProblems, queuePod } from './queue/persistent.ts';
import { sendingProblems } from './queue/sending.ts';
import { signalsProblems } from './signals/checks.ts';
import { allBackends, takenSignals } from './signals/pipelines.ts';

/**
 * Checks the settings of a collector, one by one and against each other.
 *
 * @throws naming the setting, the rule and the value
 */
export function checkCollectorProps(props: NamedCollectorProps): void {
  const { image, distribution, version, clusterDomain, protocols = ['otlp-grpc'] } = props;
  refuse(
    ...metadataProblems(props),
    collectorNameProblem('name', props.name),
    oneOfProblem('apiVersion', props.apiVersion, ['v1beta1', 'v1alpha1']),
    oneOfProblem('mode', props.mode, ['deployment', 'daemonset', 'statefulset', 'sidecar']),
    oneOfProblem('compression', props.compression, compressions),
    oneOfProblem('debug', props.debug, ['basic', 'normal', 'detailed']),
    listProblem('protocols', protocols, 'protocols'),
    Array.isArray(props.exportTo) && (props.exporters ?? props.exportToKafka) !== undefined
      ? undefined
      : listProblem('exportTo', props.exportTo, 'endpoints'),
    image === undefined ? undefined : imageProblem('image', image),
    oneOfProblem('distribution', distribution, offeredDistributions),
    image !== undefined && distribution !== undefined
      ? `distribution must not be set with image, which is one, got '${distribution}' and '${image}'`
      : undefined,
    version === undefined ? undefined : versionProblem('version', version),
    clusterDomain === undefined ? undefined : dnsSubdomainProblem('clusterDomain', clusterDomain),
  );
  refuse(...backendProblems(props), ...kafkaProblems(props));
  refuse(...signalsProblems(props));
  refuse(
    ...protocols.map((one) => oneOfProblem('protocols', one, Object.keys(receiverSlots))),
    replicasProblem(props),
    ...hostPortProblems(props),
    ...persistentQueueProblems(props),
    ...sendingProblems(props),
    ...collectorPodProblems(props, props.mode ?? 'deployment', ownOfPods(props)),
    ...resourceProblems(props),
    ...scalingProblems(props),
    ...componentsProblems(props),
    ownedProblem('extraSpec', props.extraSpec, ownedFields),
  );
}

const ownedFields = {
  config: 'receivers, processors, exporters, pipelines or another one of its parts',
  image: 'image',
  mode: 'mode',
  replicas: 'replicas',
  resources: 'resources',
};

/** Where a signal goes, and the prop that says so. */
interface Way {
  readonly signal: Signal;
  readonly what: string;
  readonly backends: readonly OtlpEndpoint[];
}

function backendProblems(props: NamedCollectorProps): (string | undefined)[] {
  const ways: readonly Way[] = [
    { signal: 'traces', what: 'exportTo', backends: props.exportTo },
    ...takenSignals(props).map(({ signal, exportTo, ownBackends }) => ({
      signal,
      what: ownBackends
        ? `signals.${signal}.exportTo`
        : `signals.${signal}.exportTo must be set, or each of exportTo`,
      backends: exportTo,
    })),
  ];
  const strangers = ways.flatMap(({ signal, what, backends }) =>
    backends.map((one) => endpointProblem(what, one, ['otlp-grpc', 'otlp-http'], signal)),
  );
  if (strangers.some((problem) => problem !== undefined)) return strangers;
  return ways.flatMap((way) => wayProblems(way, props));
}

function wayProblems({ what, backends }: Way, { namespace, name, mode }: NamedCollectorProps) {
  const { service, headless } = collectorNames(name);
  const own = backends.find(
    (backend) => backend.namespace === namespace && [service, headless].includes(backend.host),
  );
  const ways = backends.map(backendKey);
  const twice = backends.find((_, index) => ways.indexOf(ways[index] ?? '') !== index);
  const wanting = backends.find(({ access }) => access !== undefined);
  return [
    mode === 'sidecar' && wanting !== undefined
      ? `${what} must be an endpoint without headers and certificates for mode sidecar, whose pods are in other namespaces, got ${wanting.url()}; send to another collector`
      : undefined,
    own === undefined
      ? undefined
      : `${what} must not be the collector's own Service ${own.host}, which a Jaeger called ${name} would have too`,
    twice === undefined
      ? undefined
      : `${what} must name each backend once, got ${twice.protocol} ${twice.url()} more than once`,
  ];
}

/** What the pods have that is no prop's: by backends and `extraSpec`, and the operator's own. */
function ownOfPods(props: NamedCollectorProps): OwnOfPods {
  const { extraSpec = {}, restricted = true } = props;
  const [access, topics, queue] = [
    backendAccess(allBackends(props)),
    kafkaPod(props),
    queuePod(props),
  ];
  const volumes = [...access.volumes, ...topics.volumes, ...(extraSpec.volumes ?? [])];
  const mounts = [
    ...access.volumeMounts,
    ...topics.volumeMounts,
    ...(queue ? [queue.mount] : []),
    ...(extraSpec.volumeMounts ?? []),
  ];
  return {
    volumes: [
      configVolume,
      ...(queue ? [queue.mount.name] : []),
      ...volumes.map(({ name }) => name),
    ],
    mounts: [configFolder, ...mounts.map(({ mountPath }) => mountPath)],
    security: restricted ? restrictedContainer() : {},
  };
}

function replicasProblem({
  replicas,
  mode = 'deployment',
}: NamedCollectorProps): string | undefined {
  const counted = mode === 'deployment' || mode === 'statefulset';
  return replicas === undefined || counted
    ? wholeNumberProblem('replicas', replicas, 0)
    : `replicas must not be set for mode ${mode}, which runs no number of pods of its own, got ${replicas}`;
}

/** Compute resources of the container, by the memory limit and what is given beside it. */
export function resources({
  limitMemory = true,
  memoryLimit = '512Mi',
  resources = {},
}: Pick<NamedCollectorProps, 'limitMemory' | 'memoryLimit' | 'resources'>) {
  const limited = limitMemory
    ? { ...resources, limits: { ...resources.limits, memory: memoryLimit } }
    : resources;
  return requesting(limited, { cpu: '100m', memory: memoryLimit });
}

function resourceProblems(props: NamedCollectorProps): (string | undefined)[] {
  const { limitMemory = true, memoryLimit = '512Mi', resources: given } = props;
  return [
    limitMemory || props.memoryLimit === undefined
      ? undefined
      : `memoryLimit must not be set with limitMemory: false, got '${memoryLimit}'`,
    memoryProblem('memoryLimit', memoryLimit),
    limitMemory
      ? ownedProblem('resources.limits', given?.limits, { memory: 'memoryLimit' })
      : undefined,
    ...resourcesProblems(resources(props)),
  ];
}

function scalingProblems(props: NamedCollectorProps): (string | undefined)[] {
  const { autoscaler, replicas, extraSpec } = props;
  const others = (extraSpec?.additionalContainers ?? []).map(
    ({ name, resources }) => [`container ${name}`, resources as ContainerResources] as const,
  );
  const containers = { 'the collector': resources(props), ...Object.fromEntries(others) };
  return [
    autoscaler && replicas !== undefined
      ? `replicas must not be set with autoscaler, which decides, got ${replicas}`
      : undefined,
    ...autoscalerProblems(autoscaler, containers),
  ];
}

const components = [
  'receivers',
  'processors',
  'exporters',
  'connectors',
  'extensions',
  'pipelines',
  'memoryLimiter',
  'batch',
  'sendingQueue',
  'telemetry',
  'extraSpec',
] as const;

function componentsProblems(props: NamedCollectorProps): (string | undefined)[] {
  return components.map((name) => {
    const value: unknown = props[name];
    // text keeps null, of which cdk8s makes nothing
    if (value === undefined || isRecord(value)) {
      return yamlProblem(name, value, props.apiVersion === 'v1alpha1' && name !== 'extraSpec');
    }
    return `${name} must be a mapping, got ${JSON.stringify(value)}`;
  });
}
