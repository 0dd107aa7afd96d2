import type { Instrumentation } from '../../../model/instrumentation/instances.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import type { Workload } from '../../../model/kubernetes/workloads.ts';
import {
  goExecutableAnnotation,
  goExecutableVariable,
} from '../../../upstream/instrumentation/languages.ts';
import type { Rule } from '../../rule.ts';

/** A pod that the agent for Go cannot be injected into, or which nothing tells what program to attach to. */
export const goAgent: Rule = {
  id: 'instrumentation/go-agent',
  severity: 'error',
  rationale:
    'the agent for Go attaches to the program that it is told, in the one container of a pod that shares its processes',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/golang.go',
  ignoreWhen:
    'a policy of the cluster adds the annotation with the path to the pods, or the other containers are not to be traced and no annotation names them',
  visit: ({ objects }) => ({
    *injection({ injects, place, annotation, target, workload }) {
      if (injects !== 'go' || target?.status !== 'found' || !workload || place !== 'pod') return;
      const { podSpec, containers } = workload;
      const count = containers.filter(({ init }) => !init).length;
      if (count > 1) {
        yield { message: `${annotation} is for pods of one container, there are ${count}` };
      }
      if (podSpec.shareProcessNamespace === false) {
        const message = `${annotation} is for pods that share processes, shareProcessNamespace is false`;
        yield { message };
      }
      if (hasExecutable(workload, target.instrumentation, objects)) return;
      const message = `${annotation} needs ${goExecutableAnnotation} with the path of the program, there is none`;
      yield { message };
    },
  }),
};

/** Whether an annotation or a variable tells the agent what program to attach to. */
function hasExecutable(
  { object, podAnnotations }: Workload,
  instrumentation: Instrumentation | undefined,
  objects: ObjectIndex,
): boolean {
  const namespace = objects.find('Namespace', '', object.namespace);
  const annotations = [podAnnotations, namespace?.annotations ?? {}];
  if (annotations.some((one) => Object.hasOwn(one, goExecutableAnnotation))) return true;
  const { env = [], languages = [] } = instrumentation ?? {};
  const go = languages.find(({ language }) => language === 'go')?.env ?? [];
  return [...env, ...go].some(({ name }) => name === goExecutableVariable);
}
