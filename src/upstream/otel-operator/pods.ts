import type { DerivedPod } from '../operator/derived-pod.ts';
import { truncate } from '../operator/names.ts';
import { at, list, own, record, textMap, type UnknownRecord } from '../values/unknown.ts';
import {
  collectorContainer,
  collectorNames,
  collectorSelectorLabels,
  versionLabel,
} from './collector-names.ts';
import type { CollectorMode } from './modes.ts';

/** A resource of the operator's kinds, as far as its pods depend on it. */
interface PodInput {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: UnknownRecord;
}

/** A collector, with what decides whether and how it is run. */
interface CollectorPodInput extends PodInput {
  /** Unset for a mode that the operator does not know. */
  readonly mode?: CollectorMode;
  /** Image as the resource names it; empty for the operator's default. */
  readonly image: string;
}

/**
 * Pods of a collector, and of the target allocator beside it. A sidecar is a part of other pods.
 *
 * Source: opentelemetry-operator v0.148.0 internal/manifests/collector/{deployment,container,targetallocator}.go,
 * internal/manifests/manifestutils/labels.go; v0.158.0 has the same.
 */
export function derivedCollectorPods(input: CollectorPodInput): DerivedPod[] {
  const { spec, mode, name, namespace } = input;
  if (spec.managementState === 'unmanaged' || mode === undefined) return [];
  const labels = {
    'app.kubernetes.io/name': collectorNames(name).workload,
    ...input.labels,
    ...collectorSelectorLabels(namespace, name),
    'app.kubernetes.io/version': versionLabel(input.image),
  };
  const pod = operandPod(input, { part: 'collector', container: collectorContainer, labels });
  return [
    ...(mode === 'sidecar' ? [] : [pod]),
    ...(at(spec, 'targetAllocator', 'enabled') === true ? [allocatorPod(input)] : []),
  ];
}

/** The container that the operator adds to pods that ask for a sidecar, as a part of their spec. */
export function sidecarContainer(spec: UnknownRecord): UnknownRecord {
  return {
    name: collectorContainer,
    ...(spec.securityContext === undefined ? {} : { securityContext: spec.securityContext }),
  };
}

function operandPod(
  { spec, annotations }: CollectorPodInput,
  { part, container, labels }: { part: string; container: string; labels: DerivedPod['labels'] },
): DerivedPod {
  const main = {
    name: container,
    securityContext: spec.securityContext,
    lifecycle: spec.lifecycle,
    // a port of the resource has the number as `port`, and may have one of the node
    ports: list(spec.ports),
  };
  return {
    part,
    labels,
    annotations: { ...annotations, ...textMap(spec.podAnnotations) },
    spec: {
      ...Object.fromEntries(fields.map(([inPod, inSpec]) => [inPod, own(spec, inSpec)])),
      containers: [main, ...list(spec.additionalContainers)],
    },
    places: [
      ...fields.map(
        ([inPod, inSpec]) =>
          [
            ['spec', inPod],
            ['spec', inSpec],
          ] as const,
      ),
      [
        ['spec', 'containers', 0, 'ports'],
        ['spec', 'ports'],
      ],
      [
        ['spec', 'containers', 0, 'securityContext'],
        ['spec', 'securityContext'],
      ],
      [
        ['spec', 'containers', 0, 'lifecycle'],
        ['spec', 'lifecycle'],
      ],
      ...list(spec.additionalContainers).map(
        (_, index) =>
          [
            ['spec', 'containers', index + 1],
            ['spec', 'additionalContainers', index],
          ] as const,
      ),
    ],
  };
}

function allocatorPod({ name, namespace, labels, spec }: CollectorPodInput): DerivedPod {
  const allocator = record(spec.targetAllocator);
  return {
    part: 'targetallocator',
    labels: {
      'app.kubernetes.io/name': collectorNames(name).targetAllocator,
      ...labels,
      'app.kubernetes.io/component': 'opentelemetry-targetallocator',
      'app.kubernetes.io/instance': truncate(63, (ns, cr) => `${ns}.${cr}`, namespace, name),
      'app.kubernetes.io/managed-by': 'opentelemetry-operator',
      'app.kubernetes.io/part-of': 'opentelemetry',
    },
    annotations: {},
    spec: {
      securityContext: allocator.podSecurityContext,
      containers: [{ name: 'ta-container', securityContext: allocator.securityContext }],
    },
    places: [
      [
        ['spec', 'securityContext'],
        ['spec', 'targetAllocator', 'podSecurityContext'],
      ],
      [
        ['spec', 'containers', 0, 'securityContext'],
        ['spec', 'targetAllocator', 'securityContext'],
      ],
    ],
  };
}

// fields of a pod, and what a collector's spec calls them
const fields: readonly (readonly [inPod: string, inSpec: string])[] = [
  ['securityContext', 'podSecurityContext'],
  ['hostNetwork', 'hostNetwork'],
  ['hostPID', 'hostPID'],
  ['hostUsers', 'hostUsers'],
  ['volumes', 'volumes'],
  ['initContainers', 'initContainers'],
];
