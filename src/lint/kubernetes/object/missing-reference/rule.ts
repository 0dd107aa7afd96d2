import { keysOf } from '../../../../model/kubernetes/files.ts';
import { namespacesByName, onlyElsewhere } from '../../../../model/kubernetes/name-index.ts';
import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import { nearest } from '../../../../upstream/values/nearest.ts';
import { isRecord, list, own, text } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A pod that needs a Secret or ConfigMap which is in another namespace, or a key which it does not have. */
export const missingReference: Rule = {
  id: 'object/missing-reference',
  severity: 'error',
  rationale:
    'the pod is not started until the Secret or ConfigMap of its own namespace has the key',
  source: 'kubernetes v1.27 pkg/kubelet (CreateContainerConfigError, FailedMount)',
  *check(model) {
    const elsewhere = {
      Secret: namespacesByName(model.objects, 'Secret', ''),
      ConfigMap: namespacesByName(model.objects, 'ConfigMap', ''),
    };
    for (const kind of podMakers) {
      for (const object of model.objects.ofKind(kind)) {
        for (const reference of references(object.value.spec, ['spec'])) {
          const finding = problem(model, elsewhere, object, reference);
          if (finding) yield finding;
        }
      }
    }
  },
};

const podMakers = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
  'OpenTelemetryCollector',
  'Jaeger',
];

interface Reference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namePath: Path;
  readonly keys: readonly { readonly key: string; readonly path: Path }[];
}

const holders: Readonly<Record<string, Reference['kind']>> = {
  secretKeyRef: 'Secret',
  configMapKeyRef: 'ConfigMap',
  secretRef: 'Secret',
  configMapRef: 'ConfigMap',
  secret: 'Secret',
  configMap: 'ConfigMap',
};

// what a collector's own configuration calls `secret` is none of Kubernetes' business
const opaque = ['config', 'options'];

function* references(value: unknown, path: Path): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* references(item, [...path, index]);
  } else if (isRecord(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (opaque.includes(key)) continue;
      const here = [...path, key];
      const reference = readReference(key, child, here);
      if (reference) yield reference;
      else yield* references(child, here);
    }
  }
}

function readReference(holder: string, value: unknown, path: Path): Reference | undefined {
  const kind = Object.hasOwn(holders, holder) ? holders[holder] : undefined;
  // a Secret volume says secretName, everything else name
  const nameField = own(value, 'secretName') === undefined ? 'name' : 'secretName';
  const name = text(own(value, nameField));
  if (!kind || name === undefined || own(value, 'optional') === true) return undefined;
  const items = list(own(value, 'items')).map((item, index) => ({
    key: text(own(item, 'key')),
    path: [...path, 'items', index, 'key'],
  }));
  const keys = [{ key: text(own(value, 'key')), path: [...path, 'key'] }, ...items];
  return {
    kind,
    name,
    namePath: [...path, nameField],
    keys: keys.flatMap(({ key, path: at }) => (key === undefined ? [] : [{ key, path: at }])),
  };
}

function problem(
  { objects }: Model,
  elsewhere: Readonly<Record<Reference['kind'], ReadonlyMap<string, readonly string[]>>>,
  object: KubeObject,
  { kind, name, namePath, keys }: Reference,
): Finding | undefined {
  const found = objects.find(kind, object.namespace, name);
  if (!found) {
    const others = onlyElsewhere(elsewhere[kind], object.namespace, name);
    if (!others) return undefined;
    return {
      object,
      path: namePath,
      message: `${kind} ${name} must be in namespace ${object.namespace}, where the pod runs, but it is in ${others.join(' and ')}`,
    };
  }
  const present = keysOf(found);
  const missing = keys.find(({ key }) => !present.includes(key));
  // an empty one is filled by somebody else, as cert-manager and the CA bundle injectors do
  if (!missing || present.length === 0) return undefined;
  const meant = nearest(missing.key, present);
  return {
    object,
    path: missing.path,
    message: `${kind} ${object.namespace}/${name} has no key '${missing.key}', only ${present.join(', ')}`,
    fix: meant,
  };
}
