import { ApiObject, type ApiObjectMetadataDefinition, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import type { Injection } from '../../upstream/instrumentation/languages.ts';
import {
  at,
  isRecord,
  list,
  record,
  replaceAt,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import { guarded } from '../props/guarded.ts';
import { within } from '../props/refuse.ts';
import {
  type InstrumentationName,
  type Instrumented,
  type InstrumentOptions,
  injectionOf,
} from './injection.ts';

/**
 * Makes the operator inject instrumentation into the pods of a workload, or into all pods of a namespace whose own
 * annotations do not say otherwise. Injections add up: `instrument(instrument(shop, 'java', …), 'nginx', …)`.
 *
 * @param target - a workload of cdk8s-plus, an ApiObject, or a construct around one such as `TracingNamespace`, which
 *   is annotated in place; or a manifest, of which an annotated copy is returned. Workloads are a Deployment,
 *   StatefulSet, DaemonSet, Job, CronJob or other object with a pod template, or a Pod
 * @param injection - what is injected
 * @param instrumentation - the resource that configures it
 * @returns the construct, or the annotated copy of the manifest
 * @throws if the injection is unknown, there is no pod template, annotations stand on the workload itself or
 *   contradict these, a container is unknown, several injections do not each name containers of their own, or a
 *   variable that an agent is loaded by has its value from elsewhere (all of these the operator would skip silently);
 *   if the Go agent is for a Job, or for a pod that may not run as root; or if the image of a Python or .NET
 *   container looks like Alpine and `libc` is not set
 */
export function instrument<T extends object>(
  target: T,
  injection: Injection,
  instrumentation: InstrumentationName,
  options: InstrumentOptions = {},
): T {
  const annotationsOf = (instrumented: Instrumented) =>
    injectionOf(instrumented, injection, instrumentation, options);
  if (!Construct.isConstruct(target)) {
    const { path, ...instrumented } = placeIn(record(target));
    const annotations = { ...instrumented.annotations, ...annotationsOf(instrumented) };
    return replaceAt(target, [...path, 'metadata', 'annotations'], annotations) as T;
  }
  within(target, () => annotateConstruct(target, annotationsOf));
  guarded(target);
  return target;
}

function annotateConstruct(
  target: Construct,
  annotationsOf: (instrumented: Instrumented) => Readonly<Record<string, string>>,
): void {
  if (isPlusWorkload(target)) {
    annotate(target.podMetadata, annotationsOf(plusWorkload(target)));
    return;
  }
  const object = ApiObject.of(target);
  const { path, ...instrumented } = placeIn(object.toJson());
  const annotations = annotationsOf(instrumented);
  if (path.length === 0) annotate(object.metadata, annotations);
  else patch(object, [...path, 'metadata', 'annotations'], annotations);
}

/** A manifest, and where in it the annotations stand: `path` leads to what has them in its metadata. */
type Place = Instrumented & { readonly path: readonly string[] };

function placeIn(object: UnknownRecord): Place {
  const subject = subjectOf(object.kind, at(object, 'metadata', 'name'));
  if (object.kind === 'Namespace') {
    const annotations = record(at(object, 'metadata', 'annotations'));
    const namespace = text(at(object, 'metadata', 'name'));
    return { subject, place: 'in its metadata', namespace, annotations, path: [] };
  }
  const path = podPath(object);
  if (path === undefined) {
    throw new Error(
      `instrument needs an object with a pod template (spec.template.spec.containers), got ${subject}`,
    );
  }
  if (path.length > 0) checkOwn(record(at(object, 'metadata', 'annotations')), subject);
  const names = ['containers', 'initContainers'].flatMap((kind) =>
    list(at(object, ...path, 'spec', kind)).map((container) => text(at(container, 'name')) ?? ''),
  );
  return {
    subject,
    place: onPodTemplate,
    namespace: text(at(object, 'metadata', 'namespace')),
    annotations: record(at(object, ...path, 'metadata', 'annotations')),
    kind: text(object.kind),
    podSpec: record(at(object, ...path, 'spec')),
    containers: names,
    path,
  };
}

const onPodTemplate = 'on its pod template';

// where the pod stands in an object; the object itself is one when the path is empty
function podPath(object: UnknownRecord): string[] | undefined {
  const paths = [['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template'], []];
  return paths.find((path) => list(at(object, ...path, 'spec', 'containers')).length > 0);
}

/** Labels of the pods of an object; undefined when it makes none. */
export function podLabels(object: unknown): UnknownRecord | undefined {
  const path = podPath(record(object));
  return path && record(at(object, ...path, 'metadata', 'labels'));
}

function subjectOf(kind: unknown, name: unknown): string {
  return `${text(kind) ?? 'an object'} ${text(name) ?? 'without a name'}`;
}

function checkOwn(annotations: UnknownRecord, subject: string): void {
  const owner = Object.keys(annotations).find((key) =>
    key.startsWith('instrumentation.opentelemetry.io/'),
  );
  if (owner !== undefined) {
    throw new Error(
      `${subject} must carry ${owner} on its pod template, got it on its own metadata, where it does nothing`,
    );
  }
}

/** What the workloads of cdk8s-plus have in common, whichever Kubernetes they are for. */
interface PlusWorkload extends Construct {
  readonly kind: string;
  readonly name: string;
  readonly metadata: ApiObjectMetadataDefinition;
  readonly podMetadata: ApiObjectMetadataDefinition;
  readonly containers: readonly { readonly name: string }[];
  readonly initContainers: readonly { readonly name: string }[];
}

function isPlusWorkload(construct: Construct): construct is PlusWorkload {
  return 'podMetadata' in construct && 'containers' in construct;
}

function plusWorkload(workload: PlusWorkload): Instrumented {
  const { kind, name, metadata, podMetadata, containers, initContainers } = workload;
  const subject = subjectOf(kind, name);
  if (podMetadata !== metadata) checkOwn(record(metadata.toJson()?.annotations), subject);
  const manifest = containers.length === 0 ? {} : ApiObject.of(workload).toJson();
  return {
    subject,
    place: onPodTemplate,
    namespace: metadata.namespace,
    kind,
    podSpec: record(at(manifest, ...(podPath(manifest) ?? []), 'spec')),
    annotations: record(podMetadata.toJson()?.annotations),
    containers: [...containers, ...initContainers].map((container) => container.name),
  };
}

function annotate(
  metadata: ApiObjectMetadataDefinition,
  annotations: Readonly<Record<string, string>>,
): void {
  for (const [key, value] of Object.entries(annotations)) metadata.addAnnotation(key, value);
}

/** Adds entries to a mapping in an object, and whatever of the way there is missing. */
function patch(
  object: ApiObject,
  path: readonly string[],
  entries: Readonly<Record<string, string>>,
): void {
  const manifest: unknown = object.toJson();
  const pointer = (keys: readonly string[]) =>
    keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  path.forEach((_, index) => {
    const way = path.slice(0, index + 1);
    if (!isRecord(at(manifest, ...way))) object.addJsonPatch(JsonPatch.add(pointer(way), {}));
  });
  for (const [key, value] of Object.entries(entries)) {
    object.addJsonPatch(JsonPatch.add(pointer([...path, key]), value));
  }
}
