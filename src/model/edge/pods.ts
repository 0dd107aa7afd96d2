import type { ImagePorts } from '../../upstream/edge/image-ports.ts';
import { at, textMap } from '../../upstream/values/unknown.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import type { Container, Workload } from '../kubernetes/workloads.ts';
import type { Listening, Service, UnknownService } from './services.ts';

/** A Service with more that is known of the pods behind it. */
export type Completion<T extends Service> = (service: UnknownService) => T;

/** Pods of one maker that a written Service may select. */
export interface Pods<T extends Service> {
  /** What makes them: a custom resource, or a workload. */
  readonly object: KubeObject;
  readonly labels: Readonly<Record<string, string>>;
  /** Number of a container port by its name, which another one may have for another transport. */
  portNamed(name: string, transport: 'TCP' | 'UDP'): number | undefined;
  /** A Service that selects them, with what is known of them. */
  readonly complete: Completion<T>;
}

/** What a container listens for on a port, as far as its image tells. */
export type ContainerListening = (container: Container, port: number) => Listening | undefined;

/** What containers of an image listen for. */
export function imageListening({ repository, ports }: ImagePorts): ContainerListening {
  return ({ imageReference }, port) => {
    const protocol = repository.test(imageReference?.repository ?? '') ? ports[port] : undefined;
    return protocol && { protocol };
  };
}

/**
 * Pods of a workload.
 *
 * @param completion - what is known beside what its images tell
 */
export function workloadPods<T extends Service>(
  workload: Workload,
  listening: ContainerListening,
  completion: Completion<T> | undefined,
): Pods<UnknownService | T> {
  const containers = workload.containers.filter(({ init }) => !init);
  const listens = (port: number): Listening => {
    const [found = {}] = containers.flatMap((container) => listening(container, port) ?? []);
    return found;
  };
  return {
    object: workload.object,
    labels: workload.podLabels,
    portNamed: (name, transport) =>
      containers
        .flatMap(({ ports }) => ports)
        .find((port) => port.name === name && port.transport === transport)?.port,
    complete: (service) => {
      const ports = service.ports.map((port) =>
        port.targetPort === undefined ? port : { ...port, ...listens(port.targetPort) },
      );
      const known = { ...service, workload, ports };
      return completion ? completion(known) : known;
    },
  };
}

/** Pods by their labels, so that a selector need not look at all of them. */
export class PodIndex<T extends Service> {
  private readonly all: readonly Pods<T>[];
  // filled for the labels that are asked for, which are few
  private readonly byLabel = new Map<string, ReadonlyMap<string, readonly Pods<T>[]>>();

  constructor(all: readonly Pods<T>[]) {
    this.all = all;
  }

  /** Pods that a written Service selects, by their makers. */
  select(service: KubeObject): readonly Pods<T>[] {
    const selector = Object.entries(textMap(at(service.value, 'spec', 'selector')));
    const [first] = selector;
    if (!first) return [];
    const [label, value] = first;
    const labelled = this.labelled(label).get(`${service.namespace}\n${value}`) ?? [];
    return labelled.filter((pods) => selector.every(([key, value]) => pods.labels[key] === value));
  }

  private labelled(label: string): ReadonlyMap<string, readonly Pods<T>[]> {
    const known = this.byLabel.get(label);
    if (known) return known;
    const groups = groupBy(
      this.all.filter(({ labels }) => Object.hasOwn(labels, label)),
      ({ object, labels }) => `${object.namespace}\n${labels[label]}`,
    );
    this.byLabel.set(label, groups);
    return groups;
  }
}
