import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { type KubeObject, listAt, textAt } from '../../cluster/harness/objects.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { predictedResources } from '../../cluster/parts/predicted.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { settledPods } from '../harness/pods.ts';

const KINDS = /^(?:Deployment|StatefulSet|DaemonSet)$/;

/** A workload by its name. */
export interface NamedWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** All objects of a stack and of what it is applied on. */
export function objectsOf({ installation, files }: Stack): KubeObject[] {
  return [...installation.files, ...files].flatMap(({ objects }) => objects);
}

/** Workloads that the manifests hold. */
export function writtenWorkloads(stack: Stack): NamedWorkload[] {
  return objectsOf(stack)
    .filter(({ kind }) => KINDS.test(kind))
    .map(namedWorkload);
}

function namedWorkload({ kind, metadata: { namespace = 'default', name } }: KubeObject) {
  return { kind, namespace, name };
}

/** Workloads that the manifests hold, by whether there are all images of their pods. */
export function byImages(stack: Stack, images: ReadonlySet<string>) {
  const lacked = new Map(
    objectsOf(stack).flatMap((object) => {
      const containers = listAt(object, 'spec', 'template', 'spec', 'containers');
      const lacking = containers
        .map((container) => fullName(textAt(container, 'image')))
        .filter((image) => !images.has(image));
      return lacking.length === 0 ? [] : [[workloadKey(namedWorkload(object)), lacking] as const];
    }),
  );
  const all = writtenWorkloads(stack).map((workload) => ({
    workload,
    lacking: lacked.get(workloadKey(workload)) ?? [],
  }));
  return {
    runnable: all.filter(({ lacking }) => lacking.length === 0).map(({ workload }) => workload),
    lacking: all.filter(({ lacking }) => lacking.length > 0),
  };
}

function workloadKey({ kind, namespace, name }: NamedWorkload): string {
  return `${kind} ${namespace}/${name}`;
}

/** Name of an image as containerd has it. */
export function fullName(image: string): string {
  const [host = ''] = image.split('/');
  return /[.:]/.test(host) ? image : `docker.io/${image}`;
}

/** Workloads that operators make, as the model says. */
export function operatedWorkloads(stack: Stack): NamedWorkload[] {
  const model = modelOfObjects(objectsOf(stack));
  return predictedResources(model).flatMap(({ namespace, objects }) =>
    objects
      .filter(({ kind }) => KINDS.test(kind))
      .map(({ kind, name }) => ({ kind, namespace, name })),
  );
}

/**
 * Waits until all workloads of a stack, those of its manifests and those that operators make, are available, and every pod beside them
 * is ready.
 *
 * @throws with what is not ready after the given time, and why
 */
export function settledStack(kubectl: Kubectl, stack: Stack, seconds: number): Promise<void> {
  const workloads = [...writtenWorkloads(stack), ...operatedWorkloads(stack)];
  return settledWorkloads(kubectl, workloads, seconds);
}

/**
 * Waits until the given workloads are available, and every pod of their namespaces is ready.
 *
 * @throws with what is not ready after the given time, and why
 */
export async function settledWorkloads(
  kubectl: Kubectl,
  workloads: readonly NamedWorkload[],
  seconds: number,
): Promise<void> {
  const namespaces = new Set(workloads.map(({ namespace }) => namespace));
  await settledPods(kubectl, [...namespaces], workloads.map(workloadKey), seconds);
}
