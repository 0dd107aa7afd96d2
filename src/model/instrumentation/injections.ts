import type { Protocol } from '../../upstream/edge/protocols.ts';
import { sidecarAnnotation } from '../../upstream/instrumentation/annotation-keys.ts';
import {
  type Injection as InjectionKind,
  injectionAnnotations,
} from '../../upstream/instrumentation/languages.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Collector } from '../collector/instances.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';
import type { Workload } from '../kubernetes/workloads.ts';
import type { Instrumentation } from './instances.ts';

/** Annotation that asks the Jaeger operator for an agent sidecar. */
export const jaegerAgentAnnotation = 'sidecar.jaegertracing.io/inject';

/** What an annotation asks to be injected. */
export type Injected = InjectionKind | 'sidecar';

/** An annotation that has an effect on a workload's pods, or is written where it has none. */
export interface Injection extends Location {
  readonly injects: Injected;
  readonly annotation: string;
  readonly value: string;
  /** The workload whose pods it is for; unset for one that has no effect. */
  readonly workload?: Workload;
  /** Where it stands: pod template, Namespace, or in the metadata of something that makes pods, where nobody reads it. */
  readonly place: 'pod' | 'namespace' | 'metadata';
  /** What the value leads to; unset for a value that asks for nothing, or an annotation that has no effect. */
  readonly target?: InjectionTarget;
}

/** What the operator finds for an annotation. */
export type InjectionTarget =
  | {
      readonly status: 'found';
      readonly instrumentation?: Instrumentation;
      readonly collector?: Collector;
    }
  /** `true`, and none in the pod's namespace. */
  | { readonly status: 'none'; readonly namespace: string }
  /** `true`, and several in the pod's namespace. */
  | { readonly status: 'several'; readonly namespace: string; readonly names: readonly string[] }
  /** A name that is not there. */
  | { readonly status: 'missing'; readonly namespace: string; readonly name: string };

const annotations: readonly [string, Injected][] = [
  ...Object.entries(injectionAnnotations).map(([kind, { inject }]): [string, Injected] => [
    inject,
    kind as InjectionKind,
  ]),
  [sidecarAnnotation, 'sidecar'],
];

/** Injections that workloads ask for, resolved as the operator does, and annotations without effect. */
export function readInjections(
  objects: ObjectIndex,
  workloads: readonly Workload[],
  instrumentations: readonly Instrumentation[],
  collectors: readonly Collector[],
): Injection[] {
  const targets = new Targets(instrumentations, collectors);
  return workloads.flatMap((workload) => {
    const { object } = workload;
    const namespace = objects.find('Namespace', '', object.namespace);
    return annotations.flatMap(([annotation, injects]) => {
      const effective = effectiveAnnotation(workload, namespace, annotation);
      const found: Injection[] = [];
      if (effective) {
        const target = targets.resolve(injects, effective.value, object.namespace);
        found.push({ injects, annotation, workload, ...effective, ...(target ? { target } : {}) });
      }
      for (const metadata of unreadMetadata(workload)) {
        const path = [...metadata, 'annotations', annotation];
        const value = text(at(object.value, ...path));
        if (value !== undefined) {
          found.push({ injects, annotation, value, place: 'metadata', object, path });
        }
      }
      return found;
    });
  });
}

/** Metadata of a workload that does not become a pod's. */
export function unreadMetadata({ object, podPath }: Workload): Path[] {
  if (podPath.length === 0) return [];
  const job: Path[] = object.kind === 'CronJob' ? [['spec', 'jobTemplate', 'metadata']] : [];
  return [['metadata'], ...job];
}

function annotationOf(object: KubeObject, annotation: string): string | undefined {
  return Object.hasOwn(object.annotations, annotation) ? object.annotations[annotation] : undefined;
}

/**
 * The annotation that counts for a pod: that of the pod, unless it is `true` (or absent) and the Namespace's says more.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go.
 */
function effectiveAnnotation(
  workload: Workload,
  namespace: KubeObject | undefined,
  annotation: string,
): ({ value: string; place: 'pod' | 'namespace' } & Location) | undefined {
  const pod = Object.hasOwn(workload.podAnnotations, annotation)
    ? workload.podAnnotations[annotation]
    : undefined;
  const outer = namespace && annotationOf(namespace, annotation);
  const path: Path = ['metadata', 'annotations', annotation];
  const fromPod = pod && {
    value: pod,
    place: 'pod' as const,
    object: workload.object,
    path: [...workload.podPath, ...path],
  };
  const fromNamespace = outer &&
    namespace && { value: outer, place: 'namespace' as const, object: namespace, path };
  if (!fromNamespace) return fromPod || undefined;
  if (!fromPod) return fromNamespace;
  if (fromPod.value.toLowerCase() !== 'true') return fromPod;
  return fromNamespace.value.toLowerCase() === 'false' ? fromPod : fromNamespace;
}

class Targets {
  private readonly instrumentations = new Map<string, Instrumentation[]>();
  private readonly sidecars = new Map<string, Collector[]>();

  constructor(instrumentations: readonly Instrumentation[], collectors: readonly Collector[]) {
    for (const item of instrumentations) push(this.instrumentations, item.namespace, item);
    for (const item of collectors) {
      if (item.operated) push(this.sidecars, item.namespace, item);
    }
  }

  resolve(injects: Injected, value: string, podNamespace: string): InjectionTarget | undefined {
    if (value === '' || value.toLowerCase() === 'false') return undefined;
    const sidecar = injects === 'sidecar';
    if (value.toLowerCase() === 'true') {
      const here = sidecar
        ? (this.sidecars.get(podNamespace) ?? []).filter(({ mode }) => mode === 'sidecar')
        : (this.instrumentations.get(podNamespace) ?? []);
      const [first, ...more] = here;
      if (!first) return { status: 'none', namespace: podNamespace };
      if (more.length > 0) {
        return { status: 'several', namespace: podNamespace, names: here.map(({ name }) => name) };
      }
      return found(first);
    }
    const slash = value.indexOf('/');
    const namespace = slash < 0 ? podNamespace : value.slice(0, slash);
    const name = value.slice(slash + 1);
    const candidates: readonly (Instrumentation | Collector)[] = sidecar
      ? [...(this.sidecars.get(namespace) ?? []), ...(this.sidecars.get('') ?? [])]
      : [...(this.instrumentations.get(namespace) ?? []), ...(this.instrumentations.get('') ?? [])];
    const match = candidates.find((candidate) => candidate.name === name);
    return match ? found(match) : { status: 'missing', namespace, name };
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const group = map.get(key);
  if (group) group.push(item);
  else map.set(key, [item]);
}

function found(item: Instrumentation | Collector): InjectionTarget {
  return 'languages' in item
    ? { status: 'found', instrumentation: item }
    : { status: 'found', collector: item };
}

/** Languages whose agents are injected, by the Instrumentation that they are told by. */
export function injectedLanguages(
  injections: readonly Injection[],
): Map<Instrumentation, Set<string>> {
  const languages = new Map<Instrumentation, Set<string>>();
  for (const { target, injects } of injections) {
    if (target?.status !== 'found' || !target.instrumentation) continue;
    const known = languages.get(target.instrumentation);
    if (known) known.add(injects);
    else languages.set(target.instrumentation, new Set([injects]));
  }
  return languages;
}

/** What agents speak that are injected into workloads; workloads of several languages are left out. */
export function agentProtocols(
  injections: readonly Injection[],
): Map<Workload, Protocol | undefined> {
  const protocols = new Map<Workload, Protocol | undefined>();
  for (const { target, injects, workload } of injections) {
    if (target?.status !== 'found' || !target.instrumentation || !workload) continue;
    const { protocol } =
      target.instrumentation.languages.find(({ language }) => language === injects) ?? {};
    protocols.set(workload, protocols.has(workload) ? undefined : protocol);
  }
  return protocols;
}
