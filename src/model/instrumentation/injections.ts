import type { Protocol } from '../../upstream/edge/protocols.ts';
import { sidecarAnnotation } from '../../upstream/instrumentation/annotation-keys.ts';
import {
  type Injection as InjectionKind,
  injectionAnnotations,
} from '../../upstream/instrumentation/languages.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Collector } from '../collector/instances.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';
import type { Workload } from '../kubernetes/workloads.ts';
import type { Instrumentation } from './instances.ts';

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

/** Something that an annotation may name. */
type Meant = Instrumentation | Collector;

class Targets {
  private readonly instrumentations: ReadonlyMap<string, readonly Instrumentation[]>;
  private readonly collectors: ReadonlyMap<string, readonly Collector[]>;

  constructor(instrumentations: readonly Instrumentation[], collectors: readonly Collector[]) {
    this.instrumentations = groupBy(instrumentations, ({ namespace }) => namespace);
    this.collectors = groupBy(
      collectors.filter(({ operated }) => operated),
      ({ namespace }) => namespace,
    );
  }

  resolve(injects: Injected, value: string, podNamespace: string): InjectionTarget | undefined {
    const asked = value.toLowerCase();
    if (asked === '' || asked === 'false') return undefined;
    if (asked === 'true') return this.only(injects, podNamespace);
    const slash = value.indexOf('/');
    const namespace = slash < 0 ? podNamespace : value.slice(0, slash);
    return this.named(injects, namespace, value.slice(slash + 1));
  }

  /** The one of a namespace. */
  private only(injects: Injected, namespace: string): InjectionTarget {
    // several documents of one name are one object in the cluster, the last of them
    const byName = new Map(this.in(namespace, injects).map((meant) => [meant.name, meant]));
    const here = [...byName.values()].filter(
      (meant) => 'languages' in meant || meant.mode === 'sidecar',
    );
    const [first, ...more] = here;
    if (!first) return { status: 'none', namespace };
    return more.length === 0
      ? found(first)
      : { status: 'several', namespace, names: here.map(({ name }) => name) };
  }

  private named(injects: Injected, namespace: string, name: string): InjectionTarget {
    // one without a namespace is taken for any
    const match = [...this.in(namespace, injects), ...this.in('', injects)].find(
      (candidate) => candidate.name === name,
    );
    return match ? found(match) : { status: 'missing', namespace, name };
  }

  private in(namespace: string, injects: Injected): readonly Meant[] {
    const all = injects === 'sidecar' ? this.collectors : this.instrumentations;
    return all.get(namespace) ?? [];
  }
}

function found(meant: Meant): InjectionTarget {
  return 'languages' in meant
    ? { status: 'found', instrumentation: meant }
    : { status: 'found', collector: meant };
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
