import {
  copyingKeys,
  mayMakeData,
  servingSecretAnnotations,
} from '../../upstream/kubernetes/makers.ts';
import { at, hasText, isRecord, list, own, record, text } from '../../upstream/values/unknown.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import { type PodReference, podReferences } from '../kubernetes/pod-references.ts';

/** A Secret or ConfigMap, and the namespace that pods look for it in. */
export interface Wanted extends PodReference {
  readonly namespace: string;
}

/**
 * Finds who among the manifests makes a Secret or ConfigMap that is not one of them: an object of another operator that says its
 * name or has a name that it is made of, a Service of OpenShift, a Job that is told it, or one that is copied from another namespace. It
 * rather finds one too many than that something is asked for which comes by itself.
 */
export class Makers {
  private readonly others: readonly KubeObject[];
  private readonly objects: ObjectIndex;

  constructor(objects: ObjectIndex) {
    this.objects = objects;
    this.others = objects.all.filter(({ group }) => mayMakeData(group));
  }

  /** Who makes it; undefined when nobody here does. */
  of(wanted: Wanted): KubeObject | undefined {
    const near = (object: KubeObject) =>
      object.namespace === wanted.namespace || object.namespace === '' || wanted.namespace === '';
    return (
      this.others.find((object) => near(object) && mayMake(object, wanted.name)) ??
      this.byKubernetes(wanted, near) ??
      this.copied(wanted) ??
      this.others.find((object) => isCopied(object) && mayMake(object, wanted.name))
    );
  }

  private byKubernetes(
    { kind, name }: Wanted,
    near: (object: KubeObject) => boolean,
  ): KubeObject | undefined {
    const jobs = [
      ...this.objects.ofKind('Job', 'batch'),
      ...this.objects.ofKind('CronJob', 'batch'),
    ];
    const job = jobs.find((one) => this.makes(one, name));
    if (job || kind === 'ConfigMap') return job;
    const byAnnotation = ['Service', 'Ingress', 'Gateway']
      .flatMap((maker) => this.objects.ofKind(maker))
      .find((object) => near(object) && isServing(object, name));
    return byAnnotation;
  }

  /** Whether a Job is told a name, or runs a script that has it. */
  private makes({ value, namespace }: KubeObject, name: string): boolean {
    const spec = at(value, 'spec');
    if (isTold(spec, name)) return true;
    const maps = [...podReferences(spec)].filter(({ kind }) => kind === 'ConfigMap');
    return maps.some((map) => {
      const data = record(this.objects.find('ConfigMap', namespace, map.name)?.value.data);
      return Object.values(data).some((script) => hasWord(script, name));
    });
  }

  /** One of the same name in another namespace that a controller is told to copy. */
  private copied({ kind, name }: Wanted): KubeObject | undefined {
    return this.objects
      .ofKind(kind, '')
      .find(
        (object) =>
          object.name === name &&
          Object.keys(object.annotations).some((key) => copyingKeys.test(key)),
      );
  }
}

/** Whether what is made of an object asks to be copied to other namespaces. */
function isCopied({ value }: KubeObject): boolean {
  return hasText(value.spec, copyingKeys);
}

/** Whether an operator may make something of that name for an object. */
function mayMake({ group, name, value }: KubeObject, wanted: string): boolean {
  if (says(value.spec, wanted) || name === wanted) return true;
  // what cert-manager makes has the name that it is told
  if (group.endsWith('cert-manager.io') || name === '') return false;
  return (
    wanted.startsWith(`${name}-`) || wanted.endsWith(`-${name}`) || wanted.includes(`.${name}.`)
  );
}

/** Fields by which an object reads a Secret or ConfigMap, and does not make it. */
const readingFields = ['secretKeyRef', 'configMapKeyRef', 'secretRef', 'configMapRef'];

function says(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some((item) => says(item, name));
  if (!isRecord(value)) return value === name;
  return Object.entries(value).some(
    ([key, inner]) => !readingFields.includes(key) && says(inner, name),
  );
}

/** Whether a container somewhere in a value is told a name by its command, or by a variable. */
function isTold(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some((item) => isTold(item, name));
  if (!isRecord(value)) return false;
  const variables = list(value.env).map((variable) => own(variable, 'value'));
  const words = [...list(value.command), ...list(value.args), ...variables];
  return (
    words.some((word) => hasWord(word, name)) ||
    Object.values(value).some((inner) => isTold(inner, name))
  );
}

/** Whether a text has a name as a whole word, such as in `--secret-name=NAME`. */
function hasWord(written: unknown, name: string): boolean {
  return (text(written) ?? '').split(/[^\w.-]+/).includes(name);
}

/** Whether a certificate is written into a Secret of that name, because of an annotation. */
function isServing({ kind, annotations, value }: KubeObject, name: string): boolean {
  if (kind === 'Service') {
    return servingSecretAnnotations.some((key) => own(annotations, key) === name);
  }
  const isAsked = Object.keys(annotations).some((key) => key.startsWith('cert-manager.io/'));
  return isAsked && says(value.spec, name);
}
