import type { InjectedParts } from '../../upstream/instrumentation/injected-parts.ts';
import {
  commonContainerNames,
  dotnetRuntime,
  goExecutableAnnotation,
  type Injection,
  injectionAnnotations,
  pythonPlatform,
} from '../../upstream/instrumentation/languages.ts';
import { text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { nameOf, refuse } from '../props/refuse.ts';
import { obstacle } from './obstacles.ts';

/** The Instrumentation resource that a workload uses; the construct `Instrumentation` is one. */
export interface InstrumentationName {
  /** Namespace of the resource. */
  readonly namespace: string;
  /** Name of the resource. */
  readonly name: string;
  /**
   * Security context that it gives the agent of Go.
   *
   * @default - the operator's own, which runs it as root
   */
  readonly goSecurityContext?: object | undefined;
  /**
   * What the operator adds to a pod for it, and the image that it names for the agent, if any. Of a resource that is known by its name
   * alone, nobody can tell.
   *
   * @default - it is not known
   */
  readonly adds?: (injection: Injection, container: UnknownRecord) => AddedParts;
}

/** What the operator adds to a pod. */
export interface AddedParts extends InjectedParts {
  /** Image of the agent that the resource names; unset for the operator's own. */
  readonly image?: string | undefined;
}

/** How a workload is instrumented. */
export interface InstrumentOptions {
  /**
   * Containers to instrument, by name; needed for each language when a pod has several, and exactly one for Go.
   *
   * @default - the pod's first container
   */
  readonly containers?: readonly string[];
  /**
   * Path of the binary in the container that the Go agent attaches to; for `go` only, and needed there.
   *
   * @default - none
   */
  readonly goExecutable?: string;
  /**
   * C library of the containers; for `python` and `dotnet` only, and needed there for images of Alpine, which have musl.
   *
   * @default 'glibc'
   */
  readonly libc?: 'glibc' | 'musl';
}

/** What is instrumented: the pods of a workload, or those of a namespace that say nothing themselves. */
export interface Instrumented {
  /** What it is called: `Deployment shop`. */
  readonly subject: string;
  /** Where the annotations stand: `on its pod template`. */
  readonly place: string;
  /**
   * Namespace of the pods.
   *
   * @default - it is not known
   */
  readonly namespace?: string;
  /**
   * Kind of the object that makes the pods.
   *
   * @default - it is not known
   */
  readonly kind?: string;
  /**
   * What the pods are.
   *
   * @default - it is not known
   */
  readonly podSpec?: UnknownRecord;
  /** Annotations that are there already. */
  readonly annotations: UnknownRecord;
  /**
   * Names of the containers.
   *
   * @default - they are not known
   */
  readonly containers?: readonly string[];
}

/**
 * The annotations that make the operator inject something, without those that are there already.
 *
 * @throws if the injection is unknown, annotations say otherwise, a container is unknown, or several injections do not each name
 *   containers of their own, or something in the pods keeps an agent out or from starting; the operator would skip most of these
 *   without a word
 */
export function injectionOf(
  instrumented: Instrumented,
  injection: Injection,
  instrumentation: InstrumentationName,
  options: InstrumentOptions,
): Readonly<Record<string, string>> {
  if (typeof instrumentation?.namespace !== 'string' || typeof instrumentation.name !== 'string') {
    throw new Error(
      `instrumentation must be an Instrumentation, or { namespace, name }, got ${nameOf(instrumentation)}; a TracingStack has one where its prop instrumentation is set`,
    );
  }
  const { namespace, name } = instrumentation;
  if (!Object.hasOwn(injectionAnnotations, injection)) {
    throw new Error(
      `injection must be one of ${Object.keys(injectionAnnotations).join(', ')}, got '${injection}'`,
    );
  }
  checkOptions(injection, options);
  checkContainers(instrumented, options);
  refuse(obstacle(instrumented, injection, options, instrumentation));
  const keys = injectionAnnotations[injection];
  const added = {
    [keys.inject]: instrumented.namespace === namespace ? name : `${namespace}/${name}`,
    ...(options.containers && { [keys.containerNames]: options.containers.join(',') }),
    ...(options.goExecutable !== undefined && { [goExecutableAnnotation]: options.goExecutable }),
    ...libcAnnotation(injection, options.libc),
  };
  checkPresent(instrumented, added);
  checkInjections({ ...instrumented.annotations, ...added }, instrumented.subject);
  return added;
}

function checkOptions(injection: Injection, { containers, goExecutable, libc }: InstrumentOptions) {
  if (injection === 'go' && goExecutable === undefined) {
    throw new Error('goExecutable must be set for go, or the agent is not injected');
  }
  if (injection === 'go' && containers !== undefined && containers.length !== 1) {
    throw new Error(
      `containers must be exactly one for go, got ${containers.join(', ') || 'none'}`,
    );
  }
  if (injection !== 'go' && goExecutable !== undefined) {
    throw new Error(`goExecutable must be set for go only, got '${goExecutable}' for ${injection}`);
  }
  if (libc !== undefined && injection !== 'python' && injection !== 'dotnet') {
    throw new Error(`libc must be set for python and dotnet only, got '${libc}' for ${injection}`);
  }
}

function checkContainers(
  { subject, containers: known }: Instrumented,
  { containers }: InstrumentOptions,
): void {
  if (containers === undefined) return;
  const unknown = known && containers.find((name) => !known.includes(name));
  if (unknown === undefined && containers.length > 0) return;
  const some = known ? `some of ${known.join(', ')}` : 'containers';
  throw new Error(`containers must name ${some} of ${subject}, got ${unknown ?? 'none'}`);
}

function checkPresent(
  { subject, place, annotations }: Instrumented,
  added: Readonly<Record<string, string>>,
): void {
  const other = Object.entries(added).find(([key, value]) => (annotations[key] ?? value) !== value);
  if (other === undefined) return;
  const [key, value] = other;
  throw new Error(
    `${subject} must have ${key} '${value}' ${place}, got '${annotations[key]}' there already`,
  );
}

// the operator injects nothing unless several injections name containers of their own (podmutator.go, v0.158.0)
function checkInjections(annotations: UnknownRecord, subject: string): void {
  const active = Object.values(injectionAnnotations).filter(
    ({ inject }) => annotations[inject] !== undefined && annotations[inject] !== 'false',
  );
  const common = annotations[commonContainerNames] !== undefined;
  const specific = active.find(({ containerNames }) => annotations[containerNames] !== undefined);
  if (common && (specific !== undefined || active.length > 1)) {
    throw new Error(
      `${subject} must name the containers of each injection by its own annotation, got ${commonContainerNames}`,
    );
  }
  const unnamed = active.find(({ containerNames }) => annotations[containerNames] === undefined);
  if (active.length > 1 && unnamed !== undefined) {
    throw new Error(
      `${subject} must name the containers of each of its ${active.length} injections, got none for ${unnamed.inject}`,
    );
  }
  const names = active.flatMap(
    ({ containerNames }) => text(annotations[containerNames])?.split(',') ?? [],
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`${subject} must have one injection for each container, got two for ${twice}`);
  }
}

function libcAnnotation(injection: Injection, libc?: 'glibc' | 'musl'): Record<string, string> {
  if (libc === undefined) return {};
  const { annotation, values } = injection === 'dotnet' ? dotnetRuntime : pythonPlatform;
  return { [annotation]: values[libc] };
}
