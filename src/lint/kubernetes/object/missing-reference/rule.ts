import { keysOf } from '../../../../model/kubernetes/files.ts';
import { namespacesByName, onlyElsewhere } from '../../../../model/kubernetes/name-index.ts';
import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import { referenceFields } from '../../../../upstream/kubernetes/references.ts';
import { nearest } from '../../../../upstream/values/nearest.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import { isRecord, list, own, text } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Rule } from '../../../rule.ts';

/** A pod that needs a Secret or ConfigMap which is in another namespace, or a key which it does not have. */
export const missingReference: Rule = {
  id: 'object/missing-reference',
  severity: 'error',
  rationale: 'the pod does not start until its namespace has the Secret or ConfigMap with the key',
  source: 'kubernetes v1.27 pkg/kubelet (CreateContainerConfigError, FailedMount)',
  ignoreWhen:
    "a controller such as reflector or External Secrets copies the object into the pod's namespace, or adds the key, before the pod starts",
  visit({ objects }) {
    const elsewhere: Elsewhere = {
      Secret: namespacesByName(objects, 'Secret', ''),
      ConfigMap: namespacesByName(objects, 'ConfigMap', ''),
    };
    return {
      *object({ kind, namespace, value }) {
        if (!podMakers.includes(kind)) return;
        for (const reference of references(value.spec, ['spec'])) {
          const found = objects.find(reference.kind, namespace, reference.name);
          const problem = found
            ? missingKey(found, namespace, reference)
            : misplaced(elsewhere, namespace, reference);
          if (problem) yield problem;
        }
      },
    };
  },
};

/** Namespaces of Secrets and ConfigMaps, by name. */
type Elsewhere = Readonly<Record<Reference['kind'], ReadonlyMap<string, readonly string[]>>>;

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

function readReference(field: string, value: unknown, path: Path): Reference | undefined {
  const kind = Object.hasOwn(referenceFields, field) ? referenceFields[field] : undefined;
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

function misplaced(
  elsewhere: Elsewhere,
  namespace: string,
  { kind, name, namePath }: Reference,
): Problem | undefined {
  const others = onlyElsewhere(elsewhere[kind], namespace, name);
  return (
    others && {
      path: namePath,
      message: `${kind} ${name} must be in namespace ${namespace}, where the pod runs, but it is in ${listed(others, ' and ')}`,
    }
  );
}

function missingKey(
  object: KubeObject,
  namespace: string,
  { kind, name, keys }: Reference,
): Problem | undefined {
  const present = keysOf(object);
  const missing = keys.find(({ key }) => !present.includes(key));
  // an empty one is filled by somebody else, as cert-manager and the CA bundle injectors do
  if (!missing || present.length === 0) return undefined;
  const { key, path } = missing;
  const message = `${kind} ${namespace}/${name} has no key '${key}', only ${listed(present)}`;
  return { path, message, fix: nearest(key, present) };
}
