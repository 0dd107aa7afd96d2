import {
  type KubeObject,
  type ObjectIndex,
  objectName,
} from '../../../../model/kubernetes/objects.ts';
import {
  type DerivedObject,
  type ManagedBy,
  overwrittenKinds,
} from '../../../../upstream/operator/derived-object.ts';
import { list, own } from '../../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A written object with the name of one that an operator makes for a custom resource. */
export const overwritten: Rule = {
  id: 'object/overwritten',
  severity: 'error',
  rationale:
    'the operator takes over an object of that name and writes its own ports, selector or pods into it after each apply',
  source:
    'jaeger-operator v1.51.0 pkg/service; opentelemetry-operator v0.148.0 internal/controllers/common.go',
  ignoreWhen:
    'nobody applies the object again: the operator created it, and it comes from an export of the cluster without labels and owner references',
  visit({ objects }) {
    return {
      jaeger: ({ object, objects: made }) => overwrites(objects, object, made, 'jaeger-operator'),
      collector: ({ object, objects: made }) =>
        overwrites(objects, object, made, 'opentelemetry-operator'),
    };
  },
};

/** Objects of the manifests that have the names of those which an operator makes. */
function* overwrites(
  objects: ObjectIndex,
  owner: KubeObject,
  made: readonly DerivedObject[],
  operator: ManagedBy,
): Iterable<Finding> {
  if (owner.name === '') return;
  for (const { kind, name, hashed } of made) {
    const object = hashed ? undefined : objects.find(kind, owner.namespace, name);
    if (!object || object.group !== overwrittenKinds[kind] || isMade(object, operator)) continue;
    const message = `the operator creates a ${kind} ${name} for ${objectName(owner)} and overwrites this one`;
    yield { object, path: ['metadata', 'name'], message };
  }
}

/** Whether the operator has made the object itself, as in an export of a cluster. */
function isMade({ labels, value }: KubeObject, operator: ManagedBy): boolean {
  return (
    labels['app.kubernetes.io/managed-by'] === operator ||
    list(own(own(value, 'metadata'), 'ownerReferences')).length > 0
  );
}
