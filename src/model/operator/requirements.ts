import { readRequirements, requiresAnnotation } from '../../annotations/requires.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import type { Operator, OperatorKind } from './installed.ts';
import type { Certificate } from './webhooks.ts';

/** Something that the cluster must have, because objects say that they need it and the manifests do not bring it. */
export interface Requirement {
  /** As the annotation names it; a Secret with its namespace, `secret/tracing/webhook-tls`. */
  readonly name: string;
  /** Objects that need it, in the order of application. */
  readonly objects: readonly KubeObject[];
}

/** What the manifests may bring of what objects need. */
interface Brought {
  readonly objects: ObjectIndex;
  readonly operators: readonly Operator[];
  readonly certificates: readonly Certificate[];
}

/** What objects need in the cluster and the manifests do not bring, in the order of application. */
export function readUnmetRequirements(brought: Brought): Requirement[] {
  const needing = new Map<string, KubeObject[]>();
  for (const object of brought.objects.all) {
    if (!Object.hasOwn(object.annotations, requiresAnnotation)) continue;
    for (const requirement of readRequirements(object.annotations[requiresAnnotation] ?? '')) {
      if (isBrought(requirement, object, brought)) continue;
      const name = qualified(requirement, object);
      const others = needing.get(name);
      if (others) others.push(object);
      else needing.set(name, [object]);
    }
  }
  return [...needing].map(([name, objects]) => ({ name, objects }));
}

/** Whether manifests install cert-manager, or at least its CRDs. */
export function bringsCertManager({ objects, operators }: Omit<Brought, 'certificates'>): boolean {
  return (
    operators.some(({ kind }) => kind === 'cert-manager') ||
    objects.find('CustomResourceDefinition', '', 'certificates.cert-manager.io') !== undefined
  );
}

const operatorKinds: Readonly<Record<string, OperatorKind>> = {
  'opentelemetry-operator': 'opentelemetry',
  'jaeger-operator': 'jaeger',
};

function isBrought(requirement: string, { namespace }: KubeObject, brought: Brought): boolean {
  const { objects, operators, certificates } = brought;
  const [kind, name] = split(requirement);
  if (kind === 'namespace') return objects.find('Namespace', '', name) !== undefined;
  if (kind === 'secret') {
    const issued = certificates.some(
      ({ object, secretName }) => object.namespace === namespace && secretName === name,
    );
    return issued || objects.find('Secret', namespace, name) !== undefined;
  }
  if (requirement === 'cert-manager') return bringsCertManager(brought);
  const operator = Object.hasOwn(operatorKinds, requirement)
    ? operatorKinds[requirement]
    : undefined;
  return operator !== undefined && operators.some((installed) => installed.kind === operator);
}

function qualified(requirement: string, { namespace }: KubeObject): string {
  const [kind, name] = split(requirement);
  return kind === 'secret' ? `secret/${namespace}/${name}` : requirement;
}

function split(requirement: string): [kind: string, name: string] {
  const slash = requirement.indexOf('/');
  return slash < 0
    ? ['', requirement]
    : [requirement.slice(0, slash), requirement.slice(slash + 1)];
}
