import type { Injection } from '../../../../model/instrumentation/injections.ts';
import { isBuilt } from '../../../../model/kubernetes/built-file.ts';
import type { KubeObject } from '../../../../model/kubernetes/objects.ts';
import { at } from '../../../../upstream/values/unknown.ts';
import { once } from '../../../once.ts';
import type { Rule } from '../../../rule.ts';

/** A workload that is applied before the Instrumentation, or the sidecar, that its pods ask for. */
export const injectedLast: Rule = {
  id: 'order/injected-last',
  severity: 'warning',
  rationale:
    'the operator injects when a pod is created; pods created before their Instrumentation or sidecar collector stay without it until somebody restarts them',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/podmutator.go',
  ignoreWhen:
    'what the pods request is already in the cluster, or a tool such as Argo CD sorts the manifests, for example by sync waves',
  visit() {
    const isNew = once();
    return {
      *injection(injection) {
        const { workload } = injection;
        const asked = askedFor(injection);
        if (!workload || !asked || !makesPods(workload.object)) return;
        if (!comesLater(asked, workload.object) || !isNew(injection)) return;
        const { kind, namespace, name } = workload.object;
        yield {
          message: `${kind} ${namespace}/${name} must be applied after ${asked.kind} ${asked.namespace}/${asked.name}, which comes later in the file; assuming a first kubectl apply, pods that are created before it get no injection`,
        };
      },
    };
  },
};

function askedFor({ target }: Injection): KubeObject | undefined {
  if (target?.status !== 'found') return undefined;
  return target.instrumentation?.object ?? target.collector?.object;
}

/** Whether pods are made as soon as it is applied. */
function makesPods({ kind, value }: KubeObject): boolean {
  return kind !== 'CronJob' && at(value, 'spec', 'replicas') !== 0;
}

/** Whether one is after the other in a file that nobody sorts: kustomize and Helm put custom resources last. */
function comesLater(one: KubeObject, other: KubeObject): boolean {
  const file = other.origin?.file;
  if (one.order <= other.order || file === undefined || file !== one.origin?.file) return false;
  return !isBuilt(file) && ![one, other].some(isOfHelm);
}

function isOfHelm({ labels }: KubeObject): boolean {
  return labels['app.kubernetes.io/managed-by'] === 'Helm';
}
