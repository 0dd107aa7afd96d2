import type { Distribution } from '../../upstream/collector/releases.ts';
import type { DerivedObject } from '../../upstream/operator/derived-object.ts';
import type { DerivedService } from '../../upstream/operator/derived-service.ts';
import type { CollectorMode } from '../../upstream/otel-operator/modes.ts';
import { derivedCollectorObjects } from '../../upstream/otel-operator/objects.ts';
import { derivedCollectorServices } from '../../upstream/otel-operator/services.ts';
import { at, number, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { EmbeddedProblem, TextSource } from '../kubernetes/embedded.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import {
  type Container,
  type EnvVar,
  readEnv,
  readFlags,
  type Workload,
} from '../kubernetes/workloads.ts';
import type { Versions } from '../operator/versions.ts';
import type { Assumption, Releases } from '../releases.ts';
import type { CollectorConfig } from './config.ts';
import {
  isCollectorConfig,
  overlaid,
  type ReadConfig,
  readConfiguration,
  readContainerConfig,
} from './config-source.ts';
import { type ImageFacts, imageFacts, unnamedImage } from './image-facts.ts';
import { operatedOverlays } from './overlays.ts';

/** A collector: an OpenTelemetryCollector, or a workload that runs a collector's image. */
export interface Collector {
  /** The custom resource or the workload. */
  readonly object: KubeObject;
  readonly name: string;
  readonly namespace: string;
  /** Whether the OpenTelemetry operator runs it. */
  readonly operated: boolean;
  /** How it runs; the operator's default is filled in. Unset for a mode that the operator does not know. */
  readonly mode?: CollectorMode;
  /** Replicas as written. */
  readonly replicas?: number;
  /** Image: that of the object, else the operator's default when the manifests tell it. */
  readonly image?: string;
  /** Where the image, or what decides about it, is written. */
  readonly imagePath: Path;
  /** Components that the image has; unset for an image that nobody knows. */
  readonly distribution?: Distribution;
  /** Release of the image; unset when the manifests do not tell. */
  readonly version?: string;
  /** What the release is taken for, where the manifests do not tell. */
  readonly assumed?: Assumption;
  /** Release of the collector in it, which for Jaeger is another one. */
  readonly collectorVersion?: string;
  /** Release of the operator that runs it; unset when the manifests do not tell. */
  readonly operatorVersion?: string;
  /** The parsed configuration; unset when there is none, or none that can be read. */
  readonly config?: CollectorConfig;
  /** Where the configuration is, or should be. */
  readonly configObject: KubeObject;
  readonly configPath: Path;
  /** Text of a configuration that is written as one. */
  readonly configText?: TextSource;
  /** What is wrong with the YAML of the configuration. */
  readonly configProblem?: EmbeddedProblem;
  readonly env: readonly EnvVar[];
  /** Feature gates as written, such as `-component.UseLocalHostAsDefaultHost`. */
  readonly featureGates: readonly string[];
  /** Whether a target allocator of its own finds the targets of its prometheus receiver. */
  readonly targetAllocator?: boolean;
  /** `resources` of the container. */
  readonly resources: UnknownRecord;
  /** Services that the operator creates for it. */
  readonly services: readonly DerivedService[];
  /** All that the operator creates for it. */
  readonly objects: readonly DerivedObject[];
  /** The workload and its container, for one that no operator runs. */
  readonly workload?: Workload;
  readonly container?: Container;
}

const modes: readonly CollectorMode[] = ['deployment', 'daemonset', 'statefulset', 'sidecar'];

/** Collectors of the manifests, those that an operator runs first. */
export function readCollectors(
  objects: ObjectIndex,
  workloads: readonly Workload[],
  versions: Versions,
  releases: Releases,
): Collector[] {
  return [
    ...objects
      .ofKind('OpenTelemetryCollector', 'opentelemetry.io')
      .map((object) => readResource(object, versions, releases)),
    ...workloads.flatMap((workload) => readWorkloadCollectors(objects, workload, releases)),
  ];
}

function readResource(object: KubeObject, versions: Versions, releases: Releases): Collector {
  const spec = record(object.value.spec);
  const written = text(spec.image);
  const modeText = text(spec.mode) || 'deployment';
  const mode = modes.find((known) => known === modeText);
  const replicas = number(spec.replicas);
  const configPath = ['spec', 'config'];
  const configuration = readConfiguration(spec.config, object, configPath);
  const targetAllocator = at(spec, 'targetAllocator', 'enabled') === true;
  const derived = {
    name: object.name,
    mode,
    config: configuration.config?.value ?? {},
    operatorVersion: versions.otelOperator,
  };
  const services = derivedCollectorServices({
    ...derived,
    namespace: object.namespace,
    ports: spec.ports,
    targetAllocator,
  });
  return {
    object,
    name: object.name,
    namespace: object.namespace,
    operated: true,
    mode,
    replicas,
    ...(imageFacts(releases, written || versions.collectorImage) ?? unnamedImage(releases, object)),
    imagePath: ['spec', 'image'],
    operatorVersion: versions.otelOperator,
    ...overlaid(configuration, operatedOverlays(spec)),
    configObject: object,
    configPath,
    env: readEnv(spec.env, ['spec', 'env']),
    featureGates: gates(text(at(spec, 'args', 'feature-gates'))),
    targetAllocator,
    resources: record(spec.resources),
    services,
    objects: derivedCollectorObjects({ ...derived, spec, services }),
  };
}

function gates(written: string | undefined): string[] {
  return (written ?? '')
    .split(',')
    .map((gate) => gate.trim())
    .filter(Boolean);
}

function readWorkloadCollectors(
  objects: ObjectIndex,
  workload: Workload,
  releases: Releases,
): Collector[] {
  return workload.containers.flatMap((container) => {
    const facts = imageFacts(releases, container.image);
    if (!facts || container.init) return [];
    const read = readContainerConfig(objects, workload, container, facts.distribution);
    // an image that nobody knows is told by what it reads
    const known = facts.distribution !== undefined || isCollectorConfig(read.config?.value);
    return known ? [readWorkloadCollector(workload, container, facts, read)] : [];
  });
}

const kindModes: Readonly<Record<string, CollectorMode>> = {
  Deployment: 'deployment',
  DaemonSet: 'daemonset',
  StatefulSet: 'statefulset',
};

function readWorkloadCollector(
  workload: Workload,
  container: Container,
  facts: ImageFacts,
  read: ReadConfig,
): Collector {
  const { object } = workload;
  const mode = Object.hasOwn(kindModes, object.kind) ? kindModes[object.kind] : undefined;
  const replicas = number(at(object.value, 'spec', 'replicas'));
  return {
    object,
    name: object.name,
    namespace: object.namespace,
    operated: false,
    mode,
    replicas,
    ...facts,
    imagePath: [...container.path, 'image'],
    ...read,
    configObject: read.configText?.object ?? object,
    configPath: read.configText?.path ?? container.path,
    env: container.env,
    featureGates: readFlags(object, container)
      .filter(({ name }) => name === 'feature-gates')
      .flatMap(({ value }) => gates(value)),
    resources: record(container.value.resources),
    services: [],
    objects: [],
    workload,
    container,
  };
}
