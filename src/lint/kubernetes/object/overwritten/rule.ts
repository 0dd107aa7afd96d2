import { type KubeObject, objectName } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import type { DerivedObject } from '../../../../upstream/operator/derived-object.ts';
import { list, own } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A written object with the name of one that an operator makes for a custom resource. */
export const overwritten: Rule = {
  id: 'object/overwritten',
  severity: 'error',
  rationale:
    'the operator takes an object of that name over and writes its own ports, selector or pods into it, again after each apply',
  source:
    'jaeger-operator v1.51.0 pkg/service; opentelemetry-operator v0.148.0 internal/controllers/common.go',
  *check(model) {
    for (const { object, objects, operator } of owners(model)) {
      for (const made of objects) {
        const written = made.hashed
          ? undefined
          : model.objects.find(made.kind, object.namespace, made.name);
        if (!written || written.group !== groups[made.kind] || isTheOperators(written, operator))
          continue;
        yield {
          object: written,
          path: ['metadata', 'name'],
          message: `the operator makes a ${made.kind} ${made.name} for ${objectName(object)} and overwrites this one`,
        };
      }
    }
  },
};

/** Kinds that the operator changes, by name: it leaves an account as it is, and releases differ in their policies. */
const groups: Readonly<Record<string, string>> = {
  Service: '',
  ConfigMap: '',
  Deployment: 'apps',
  DaemonSet: 'apps',
  StatefulSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Ingress: 'networking.k8s.io',
  HorizontalPodAutoscaler: 'autoscaling',
  PodDisruptionBudget: 'policy',
  TargetAllocator: 'opentelemetry.io',
};

interface Owner {
  readonly object: KubeObject;
  readonly objects: readonly DerivedObject[];
  /** What the operator writes into the label `app.kubernetes.io/managed-by`. */
  readonly operator: string;
}

function owners({ jaegers, collectors }: Model): Owner[] {
  return [
    ...jaegers.map(({ object, objects }) => ({ object, objects, operator: 'jaeger-operator' })),
    ...collectors.map(({ object, objects }) => ({
      object,
      objects,
      operator: 'opentelemetry-operator',
    })),
  ].filter(({ object }) => object.name !== '');
}

/** Whether the operator has made the object itself, as in an export of a cluster. */
function isTheOperators({ labels, value }: KubeObject, operator: string): boolean {
  return (
    labels['app.kubernetes.io/managed-by'] === operator ||
    list(own(own(value, 'metadata'), 'ownerReferences')).length > 0
  );
}
