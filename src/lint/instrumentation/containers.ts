import type { Injection } from '../../model/instrumentation/injections.ts';
import type { KubeObject, Location, ObjectIndex } from '../../model/kubernetes/objects.ts';
import { envVar, type Workload } from '../../model/kubernetes/workloads.ts';
import type { Model } from '../../model/model.ts';
import type { Operator } from '../../model/operator/installed.ts';
import {
  commonContainerNames,
  injectionAnnotations,
} from '../../upstream/instrumentation/languages.ts';
import { isAtLeast } from '../../upstream/values/version.ts';

/** Container names of an annotation. */
export interface NamedContainers extends Location {
  readonly annotation: string;
  readonly value: string;
  readonly names: readonly string[];
}

/** An injection with the annotations that name its containers: the one for all languages, then its own. */
interface InjectedLanguage extends Injection {
  readonly containers: readonly NamedContainers[];
}

/** Agents that are injected into a workload, and the containers that annotations name. */
interface InjectedWorkload {
  readonly workload: Workload;
  /** What has an Instrumentation, one entry for each language. */
  readonly injections: readonly InjectedLanguage[];
  /** All annotations with container names, also those for what is not injected. */
  readonly named: readonly NamedContainers[];
  /** Whether all annotations that count are among the manifests. */
  readonly namespaceKnown: boolean;
}

/** Workloads that agents are injected into. */
export function injectedWorkloads({ injections, objects, operators }: Model): InjectedWorkload[] {
  const byWorkload = new Map<Workload, Injection[]>();
  for (const injection of injections) {
    const { workload, target, injects } = injection;
    if (!workload || injects === 'sidecar' || target?.status !== 'found') continue;
    const known = byWorkload.get(workload);
    if (known) known.push(injection);
    else byWorkload.set(workload, [injection]);
  }
  const byLanguage = namesByLanguage(operators);
  return [...byWorkload].map(([workload, found]) => {
    const common = namedContainers(objects, workload, commonContainerNames);
    const keys = byLanguage
      ? Object.values(injectionAnnotations).map(({ containerNames }) => containerNames)
      : [];
    return {
      workload,
      named: [commonContainerNames, ...keys].flatMap(
        (key) => namedContainers(objects, workload, key) ?? [],
      ),
      namespaceKnown: objects.find('Namespace', '', workload.object.namespace) !== undefined,
      injections: found.map((injection) => ({
        ...injection,
        containers: [common, byLanguage && ownContainers(objects, workload, injection)].filter(
          (named) => typeof named === 'object',
        ),
      })),
    };
  });
}

/** First operator that reads the names of a language unless it is told not to (opentelemetry-operator v0.113.0 main.go). */
const namesByLanguageSince = '0.113.0';

/** Whether the operator reads the names of a language; one that is not among the manifests is a current one. */
function namesByLanguage(operators: readonly Operator[]): boolean {
  const installed = operators.filter(({ kind }) => kind === 'opentelemetry');
  return installed.length === 0 || installed.some(isOn);
}

function isOn({ flags, container, version }: Operator): boolean {
  const flag = flags.findLast(({ name }) => name === 'enable-multi-instrumentation');
  const variable = envVar(container.env, 'ENABLE_MULTI_INSTRUMENTATION');
  const told = flag ? (flag.value ?? 'true') : variable?.value;
  if (told !== undefined) return !/^(false|0|f)$/i.test(told);
  const gates = flags.filter(({ name }) => name === 'feature-gates').map(({ value }) => value);
  if (gates.join().includes('+operator.autoinstrumentation.multi-instrumentation')) return true;
  return version === undefined || isAtLeast(version, namesByLanguageSince);
}

function ownContainers(
  objects: ObjectIndex,
  workload: Workload,
  { injects }: Injection,
): NamedContainers | undefined {
  return injects === 'sidecar'
    ? undefined
    : namedContainers(objects, workload, injectionAnnotations[injects].containerNames);
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
