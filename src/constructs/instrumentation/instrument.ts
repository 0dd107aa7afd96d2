import {
  commonContainerNames,
  dotnetRuntime,
  goExecutableAnnotation,
  type Injection,
  injectionAnnotations,
  pythonPlatform,
} from '../../upstream/instrumentation/languages.ts';
import {
  at,
  list,
  record,
  replaceAt,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';

/** The Instrumentation resource that a workload uses; the construct `Instrumentation` is one. */
export interface InstrumentationName {
  /** Namespace of the resource. */
  readonly namespace: string;
  /** Name of the resource. */
  readonly name: string;
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
   * C library of the container; for `python` and `dotnet` only.
   *
   * @default 'glibc'
   */
  readonly libc?: 'glibc' | 'musl';
}

/**
 * The workload with the annotations on its pod template that make the operator inject instrumentation; the given object
 * is left as it is. Injections add up: `instrument(instrument(shop, 'java', …), 'nginx', …)`.
 *
 * @param workload - a Deployment, StatefulSet, DaemonSet, Job, CronJob or other object with a pod template, or a Pod
 * @param injection - what is injected
 * @param instrumentation - the resource that says how
 * @throws if the injection is unknown, there is no pod template, annotations stand on the workload itself or say otherwise, a container is unknown,
 *   or several injections do not each name containers of their own; the operator would skip all of these without a word
 */
export function instrument<W extends object>(
  workload: W,
  injection: Injection,
  instrumentation: InstrumentationName,
  options: InstrumentOptions = {},
): W {
  if (!Object.hasOwn(injectionAnnotations, injection)) {
    throw new Error(
      `injection must be one of ${Object.keys(injectionAnnotations).join(', ')}, got '${injection}'`,
    );
  }
  const object = record(workload);
  const path = podPath(object);
  const subject = subjectOf(object);
  if (path === undefined) {
    throw new Error(
      `instrument needs an object with a pod template (spec.template.spec.containers), got ${subject}`,
    );
  }
  const pod = record(at(object, ...path));
  if (path.length > 0) checkOwnMetadata(object, subject);
  checkOptions(injection, options);
  checkContainers(pod, subject, options);
  const { namespace, name } = instrumentation;
  const local = text(at(object, 'metadata', 'namespace')) === namespace;
  const keys = injectionAnnotations[injection];
  const annotations = merged(record(at(pod, 'metadata', 'annotations')), subject, {
    [keys.inject]: local ? name : `${namespace}/${name}`,
    ...(options.containers && { [keys.containerNames]: options.containers.join(',') }),
    ...(options.goExecutable !== undefined && { [goExecutableAnnotation]: options.goExecutable }),
    ...libcAnnotation(injection, options.libc),
  });
  checkInjections(annotations, subject);
  return replaceAt(object, [...path, 'metadata', 'annotations'], annotations) as W;
}

// where the pod stands in an object; the object itself is one when the path is empty
function podPath(object: UnknownRecord): string[] | undefined {
  const paths = [['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template'], []];
  return paths.find((path) => list(at(object, ...path, 'spec', 'containers')).length > 0);
}

function subjectOf(object: UnknownRecord): string {
  const name = text(at(object, 'metadata', 'name')) ?? 'without a name';
  return `${text(object.kind) ?? 'an object'} ${name}`;
}

function checkOwnMetadata(object: UnknownRecord, subject: string): void {
  const owner = Object.keys(record(at(object, 'metadata', 'annotations'))).find((key) =>
    key.startsWith('instrumentation.opentelemetry.io/'),
  );
  if (owner !== undefined) {
    throw new Error(
      `${subject} must carry ${owner} on its pod template, got it on its own metadata, where it does nothing`,
    );
  }
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

function checkContainers(pod: UnknownRecord, subject: string, { containers }: InstrumentOptions) {
  if (containers === undefined) return;
  const names = ['containers', 'initContainers'].flatMap((kind) =>
    list(at(pod, 'spec', kind)).map((container) => text(at(container, 'name'))),
  );
  const unknown = containers.find((name) => !names.includes(name));
  if (unknown !== undefined || containers.length === 0) {
    throw new Error(
      `containers must name some of ${names.join(', ')} of ${subject}, got ${unknown ?? 'none'}`,
    );
  }
}

function merged(
  present: UnknownRecord,
  subject: string,
  added: Readonly<Record<string, string>>,
): UnknownRecord {
  const other = Object.entries(added).find(([key, value]) => (present[key] ?? value) !== value);
  if (other !== undefined) {
    throw new Error(
      `${subject} must have ${other[0]} '${other[1]}' on its pod template, got '${present[other[0]]}' there already`,
    );
  }
  return { ...present, ...added };
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
