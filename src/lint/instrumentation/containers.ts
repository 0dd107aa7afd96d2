import type { Injection } from '../../model/injections.ts';
import type { Model } from '../../model/model.ts';
import type { KubeObject, ObjectIndex, Spot } from '../../model/objects.ts';
import type { Workload } from '../../model/workloads.ts';
import { commonContainerNames, injectionAnnotations } from '../../upstream/instrumentation.ts';

/** Container names of an annotation. */
export interface NamedContainers extends Spot {
  readonly annotation: string;
  readonly names: readonly string[];
}

/** Agents that are injected into a workload, and the containers that annotations name. */
export interface InjectedWorkload {
  readonly workload: Workload;
  /** What has an Instrumentation, one entry for each language. */
  readonly injections: readonly (Injection & { readonly containers?: NamedContainers })[];
  /** Containers for all languages. */
  readonly common?: NamedContainers;
  /** Whether all annotations that count are among the manifests. */
  readonly namespaceKnown: boolean;
}

/** Workloads that agents are injected into. */
export function injectedWorkloads({ injections, objects }: Model): InjectedWorkload[] {
  const byWorkload = new Map<Workload, Injection[]>();
  for (const injection of injections) {
    const { workload, target, injects } = injection;
    if (!workload || injects === 'sidecar' || target?.status !== 'found') continue;
    const known = byWorkload.get(workload);
    if (known) known.push(injection);
    else byWorkload.set(workload, [injection]);
  }
  return [...byWorkload].map(([workload, found]) => {
    const common = namedContainers(objects, workload, commonContainerNames);
    return {
      workload,
      ...(common ? { common } : {}),
      namespaceKnown: objects.find('Namespace', '', workload.object.namespace) !== undefined,
      injections: found.map((injection) => {
        if (injection.injects === 'sidecar') return injection;
        const { containerNames } = injectionAnnotations[injection.injects];
        const containers = namedContainers(objects, workload, containerNames);
        return { ...injection, ...(containers ? { containers } : {}) };
      }),
    };
  });
}

/** Container names that an annotation of the pods, or else of their Namespace, gives. */
function namedContainers(
  objects: ObjectIndex,
  workload: Workload,
  annotation: string,
): NamedContainers | undefined {
  const { object, podPath, podAnnotations } = workload;
  const place: Spot & { annotations: KubeObject['annotations'] } = Object.hasOwn(
    podAnnotations,
    annotation,
  )
    ? { object, path: [...podPath, 'metadata', 'annotations'], annotations: podAnnotations }
    : namespaceSpot(objects, object);
  const value = Object.hasOwn(place.annotations, annotation) ? place.annotations[annotation] : '';
  if (!value) return undefined;
  return {
    object: place.object,
    path: [...place.path, annotation],
    annotation,
    names: value.split(',').map((name) => name.trim()),
  };
}

function namespaceSpot(
  objects: ObjectIndex,
  object: KubeObject,
): Spot & { annotations: KubeObject['annotations'] } {
  const namespace = objects.find('Namespace', '', object.namespace);
  return {
    object: namespace ?? object,
    path: ['metadata', 'annotations'],
    annotations: namespace?.annotations ?? {},
  };
}
