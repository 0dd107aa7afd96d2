import { receiverSlots } from '../../upstream/collector/component-names.ts';
import { imageProblem } from '../../upstream/kubernetes/image.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import {
  collectorNameProblem,
  collectorNames,
} from '../../upstream/otel-operator/collector-names.ts';
import { memoryProblem } from '../../upstream/values/quantity.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import { versionProblem } from '../../upstream/values/version.ts';
import { endpointProblem } from '../edge/endpoint.ts';
import { resourcesProblems } from '../kubernetes/container-resources.ts';
import { metadataProblems } from '../props/metadata.ts';
import {
  listProblem,
  oneOfProblem,
  ownedProblem,
  refuse,
  wholeNumberProblem,
  yamlProblem,
} from '../props/refuse.ts';
import type { NamedCollectorProps } from './props.ts';

/**
 * Checks the settings of a collector, one by one and against each other.
 *
 * @throws naming the setting, the rule and the value
 */
export function checkCollectorProps(props: NamedCollectorProps): void {
  const { image, version, clusterDomain, protocols = ['otlp-grpc'] } = props;
  refuse(
    ...metadataProblems(props),
    collectorNameProblem(props.name),
    oneOfProblem('apiVersion', props.apiVersion, ['v1beta1', 'v1alpha1']),
    oneOfProblem('mode', props.mode, ['deployment', 'daemonset', 'statefulset', 'sidecar']),
    oneOfProblem('debug', props.debug, ['basic', 'normal', 'detailed']),
    listProblem('protocols', protocols, 'protocols'),
    Array.isArray(props.exportTo) && props.exporters !== undefined
      ? undefined
      : listProblem('exportTo', props.exportTo, 'endpoints'),
    image === undefined ? undefined : imageProblem('image', image),
    version === undefined ? undefined : versionProblem('version', version),
    clusterDomain === undefined ? undefined : dnsSubdomainProblem('clusterDomain', clusterDomain),
  );
  refuse(
    ...protocols.map((one) => oneOfProblem('protocols', one, Object.keys(receiverSlots))),
    ...backendProblems(props),
    replicasProblem(props),
    ...memoryProblems(props),
    ...componentsProblems(props),
    // by the name that it has here, before it goes by that of its processor
    yamlProblem('memoryLimiter', props.memoryLimiter, props.apiVersion === 'v1alpha1'),
    ownedProblem('extraSpec', props.extraSpec, ownedFields),
    yamlProblem('extraSpec', props.extraSpec),
  );
}

const ownedFields = {
  config: 'receivers, processors, exporters, pipelines or another one of its parts',
  image: 'image',
  mode: 'mode',
  replicas: 'replicas',
  resources: 'resources',
};

function backendProblems({
  exportTo,
  namespace,
  name,
}: NamedCollectorProps): (string | undefined)[] {
  const strangers = exportTo.map((backend) =>
    endpointProblem('exportTo', backend, ['otlp-grpc', 'otlp-http']),
  );
  if (strangers.some((problem) => problem !== undefined)) return strangers;
  const { service, headless } = collectorNames(name);
  const own = exportTo.find(
    (backend) => backend.namespace === namespace && [service, headless].includes(backend.host),
  );
  const urls = exportTo.map((backend) => `${backend.protocol} ${backend.url()}`);
  const twice = urls.find((url, index) => urls.indexOf(url) !== index);
  return [
    own === undefined
      ? undefined
      : `exportTo must not be the collector's own Service ${own.host}, which a Jaeger called ${name} would have too`,
    twice === undefined
      ? undefined
      : `exportTo must name each backend once, got ${twice} more than once`,
  ];
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

function memoryProblems(props: NamedCollectorProps): (string | undefined)[] {
  const { limitMemory = true, memoryLimit = '512Mi', resources } = props;
  if (!limitMemory) {
    return [
      props.memoryLimit === undefined
        ? undefined
        : `memoryLimit must not be set with limitMemory: false, got '${memoryLimit}'`,
      ...resourcesProblems(resources),
    ];
  }
  return [
    memoryProblem('memoryLimit', memoryLimit),
    ownedProblem('resources.limits', resources?.limits, { memory: 'memoryLimit' }),
    ...resourcesProblems({ ...resources, limits: { ...resources?.limits, memory: memoryLimit } }),
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
  'telemetry',
  'extraSpec',
] as const;

function componentsProblems(props: NamedCollectorProps): (string | undefined)[] {
  return components.map((name) => {
    const value: unknown = props[name];
    if (value === undefined || isRecord(value)) return undefined;
    return `${name} must be a mapping, got ${JSON.stringify(value)}`;
  });
}
