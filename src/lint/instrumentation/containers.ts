import type { Injection } from '../../model/instrumentation/injections.ts';
import { groupBy } from '../../model/kubernetes/group.ts';
import type { KubeObject, Location, ObjectIndex } from '../../model/kubernetes/objects.ts';
import type { Container, Workload } from '../../model/kubernetes/workloads.ts';
import type { Model } from '../../model/model.ts';
import type { Operator } from '../../model/operator/installed.ts';
import {
  commonContainerNames,
  injectionAnnotations,
} from '../../upstream/instrumentation/languages.ts';
import { namesByLanguageSwitch } from '../../upstream/instrumentation/switches.ts';
import { isSwitchedOn } from './switched-on.ts';

/** Container names of an annotation. */
export interface NamedContainers extends Location {
  readonly annotation: string;
  readonly value: string;
  readonly names: readonly string[];
}

/** An injection with the annotations that name its containers: the one for all languages, then its own. */
export interface InjectedLanguage extends Injection {
  readonly containers: readonly NamedContainers[];
}

/** Agents that are injected into a workload, and the containers that annotations name. */
export interface InjectedWorkload {
  /** What has an Instrumentation, one entry for each language. */
  readonly injections: readonly InjectedLanguage[];
  /** All annotations with container names, also those for what is not injected. */
  readonly named: readonly NamedContainers[];
  /** Whether all annotations that count are among the manifests. */
  readonly namespaceKnown: boolean;
}

/** Workloads that agents are injected into. */
export function injectedWorkloads({
  injections,
  objects,
  operators,
}: Model): ReadonlyMap<Workload, InjectedWorkload> {
  const found = injections.filter(
    ({ injects, target }) => injects !== 'sidecar' && target?.status === 'found',
  );
  const byLanguage = readsNamesByLanguage(operators);
  const ownNames = Object.values(injectionAnnotations).map(({ containerNames }) => containerNames);
  const keys = [commonContainerNames, ...(byLanguage ? ownNames : [])];
  const injected = new Map<Workload, InjectedWorkload>();
  for (const [workload, asked] of groupBy(found, (injection) => injection.workload)) {
    if (!workload) continue;
    const named = keys.flatMap((key) => namedContainers(objects, workload, key) ?? []);
    injected.set(workload, {
      named,
      namespaceKnown: objects.find('Namespace', '', workload.object.namespace) !== undefined,
      injections: asked.map((injection) => ({
        ...injection,
        containers: named.filter(({ annotation }) => isFor(injection, annotation)),
      })),
    });
  }
  return injected;
}

/** Whether an annotation names containers for an injection. */
function isFor({ injects }: Injection, annotation: string): boolean {
  return (
    annotation === commonContainerNames ||
    (injects !== 'sidecar' && annotation === injectionAnnotations[injects].containerNames)
  );
}

/** Whether the operator reads the names of a language; one that is not among the manifests is a current one. */
export function readsNamesByLanguage(operators: readonly Operator[]): boolean {
  const installed = operators.filter(({ kind }) => kind === 'opentelemetry');
  return (
    installed.length === 0 ||
    installed.some((operator) => isSwitchedOn(operator, namesByLanguageSwitch) !== false)
  );
}

/** Container names that an annotation of the pods, or else of their Namespace, gives. */
function namedContainers(
  objects: ObjectIndex,
  workload: Workload,
  annotation: string,
): NamedContainers | undefined {
  const { object, podPath, podAnnotations } = workload;
  const place: Location & { annotations: KubeObject['annotations'] } = Object.hasOwn(
    podAnnotations,
    annotation,
  )
    ? { object, path: [...podPath, 'metadata', 'annotations'], annotations: podAnnotations }
    : namespaceLocation(objects, object);
  const value = Object.hasOwn(place.annotations, annotation) ? place.annotations[annotation] : '';
  if (!value) return undefined;
  return {
    object: place.object,
    path: [...place.path, annotation],
    annotation,
    value,
    names: value.split(',').map((name) => name.trim()),
  };
}

function namespaceLocation(
  objects: ObjectIndex,
  object: KubeObject,
): Location & { annotations: KubeObject['annotations'] } {
  const namespace = objects.find('Namespace', '', object.namespace);
  return {
    object: namespace ?? object,
    path: ['metadata', 'annotations'],
    annotations: namespace?.annotations ?? {},
  };
}

/**
 * Containers of a workload that an agent is injected into: those that are named, or else the first. None where a Namespace that is
 * not among the manifests may name them.
 */
export function instrumentedContainers(
  { containers: all }: Workload,
  { containers: named }: InjectedLanguage,
  { namespaceKnown }: InjectedWorkload,
): readonly Container[] {
  const names = named.flatMap((one) => one.names);
  if (names.length > 0) return all.filter(({ name }) => names.includes(name));
  const others = all.filter(({ init }) => !init);
  return namespaceKnown || others.length === 1 ? others.slice(0, 1) : [];
}
