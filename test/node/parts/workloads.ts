import { readModel } from '../../../src/model/model.ts';
import { type KubeObject, listAt, textAt } from '../../cluster/harness/objects.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { predictedResources } from '../../cluster/parts/predicted.ts';

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
    .map(({ kind, metadata }) => ({
      kind,
      namespace: metadata.namespace ?? 'default',
      name: metadata.name,
    }));
}

/** Those of them whose images there are. */
export function runnableWorkloads(stack: Stack, images: ReadonlySet<string>): NamedWorkload[] {
  const pods = ['spec', 'template', 'spec'] as const;
  const lacking = objectsOf(stack).filter((object) =>
    listAt(object, ...pods, 'containers').some(
      (container) => !images.has(fullName(textAt(container, 'image'))),
    ),
  );
  const names = new Set(lacking.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  return writtenWorkloads(stack).filter(({ kind, name }) => !names.has(`${kind} ${name}`));
}

/** Name of an image as containerd has it. */
export function fullName(image: string): string {
  const [host = ''] = image.split('/');
  return /[.:]/.test(host) ? image : `docker.io/${image}`;
}

/** Workloads that operators make, as the model says. */
export function operatedWorkloads(stack: Stack): NamedWorkload[] {
  const model = readModel(objectsOf(stack).map((value) => ({ value })));
  return predictedResources(model).flatMap(({ namespace, objects }) =>
    objects
      .filter(({ kind }) => KINDS.test(kind))
      .map(({ kind, name }) => ({ kind, namespace, name })),
  );
}
