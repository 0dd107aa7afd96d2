import { readRequirements, requiresAnnotation } from '../../annotations/requires.ts';
import { at, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import { secretReferences } from '../kubernetes/secret-references.ts';
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

/** What an object says that it needs, and the Secrets that pods of the tracing's own resources do not start without. */
function requirementsOf({ annotations, group, kind, value }: KubeObject): ReadonlySet<string> {
  const said = Object.hasOwn(annotations, requiresAnnotation)
    ? readRequirements(annotations[requiresAnnotation] ?? '')
    : [];
  const parts = Object.hasOwn(partsWithSecrets, `${group} ${kind}`)
    ? partsWithSecrets[`${group} ${kind}`]?.(record(value.spec))
    : undefined;
  const secrets = [...secretReferences(parts)].map((name) => `secret/${name}`);
  return new Set([...said, ...secrets]);
}

/** Parts of the spec of a resource of the tracing that name Secrets for its pods. */
const partsWithSecrets: Readonly<Record<string, (spec: UnknownRecord) => unknown>> = {
  // what the configuration of a collector calls a secret is none of Kubernetes
  'opentelemetry.io OpenTelemetryCollector': ({ config: _, ...spec }) => spec,
  'opentelemetry.io Instrumentation': (spec) => spec,
  'jaegertracing.io Jaeger': ({ ingress: _, ...spec }) => [
    spec,
    { secretRef: { name: at(spec, 'storage', 'secretName') } },
    ...['collector', 'ingester'].map((role) => ({
      secretRef: { name: at(spec, role, 'kafkaSecretName') },
    })),
  ],
};

/** Kinds of other operators that make a Secret of their own name, or of the one that they say. */
const secretMakers: readonly string[] = ['ExternalSecret', 'SealedSecret'];

/** What objects need in the cluster and the manifests do not bring, in the order of application. */
export function readUnmetRequirements(brought: Brought): Requirement[] {
  const needing = new Map<string, KubeObject[]>();
  for (const object of brought.objects.all) {
    for (const requirement of requirementsOf(object)) {
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
  'prometheus-operator': 'prometheus',
  'grafana-operator': 'grafana',
};

function isBrought(requirement: string, { namespace }: KubeObject, brought: Brought): boolean {
  const { objects, operators, certificates } = brought;
  const [kind, name] = split(requirement);
  if (kind === 'namespace') return objects.find('Namespace', '', name) !== undefined;
  if (kind === 'secret') {
    const issued = certificates.some(
      ({ object, secretName }) => object.namespace === namespace && secretName === name,
    );
    const made = secretMakers
      .flatMap((maker) => objects.ofKind(maker))
      .some(
        (maker) =>
          maker.namespace === namespace &&
          (text(at(maker.value, 'spec', 'target', 'name')) ?? maker.name) === name,
      );
    return issued || made || objects.find('Secret', namespace, name) !== undefined;
  }
  if (requirement === 'cert-manager') return bringsCertManager(brought);
  if (requirement === 'gateway-api') {
    const routes = 'httproutes.gateway.networking.k8s.io';
    return objects.find('CustomResourceDefinition', '', routes) !== undefined;
  }
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
