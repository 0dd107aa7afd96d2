import type { Instrumentation } from '../../../model/instrumentation/instances.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import type { Workload } from '../../../model/kubernetes/workloads.ts';
import {
  commonContainerNames,
  goExecutableAnnotation,
  goExecutableVariable,
  injectionAnnotations,
} from '../../../upstream/instrumentation/languages.ts';
import { goAgentObstacle } from '../../../upstream/instrumentation/obstacles.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';
import { readsNamesByLanguage } from '../containers.ts';

/** A pod that the agent for Go cannot be injected into, that it would keep from starting or ending, or which nothing tells what program to attach to. */
export const goAgent: Rule = {
  id: 'instrumentation/go-agent',
  severity: 'error',
  rationale:
    'the Go agent is a sidecar that runs as root, never exits and attaches to one given executable, in a pod with shareProcessNamespace: true',
  source:
    'opentelemetry-operator v0.88.0 pkg/instrumentation/golang.go, v0.158.0 internal/instrumentation/golang.go, opentelemetry-operator#4539',
  ignoreWhen: 'a policy adds the annotation with the path of the executable to the pods',
  visit({ objects, operators }) {
    const names = readsNamesByLanguage(operators)
      ? injectionAnnotations.go.containerNames
      : commonContainerNames;
    return {
      *injection({ injects, place, annotation, target, workload }) {
        if (injects !== 'go' || target?.status !== 'found' || !workload || place !== 'pod') return;
        yield* severalNames(workload, names);
        const obstacle = goAgentObstacle(
          workload.object.kind,
          workload.podSpec,
          at(target.instrumentation?.spec, 'go', 'securityContext'),
        );
        if (obstacle !== undefined)
          yield { message: `${annotation} must not be set here: ${obstacle}` };
        if (workload.podSpec.shareProcessNamespace === false) {
          const message = `${annotation} needs shareProcessNamespace: true, got false`;
          yield { message };
        }
        if (hasExecutable(workload, target.instrumentation, objects)) return;
        const message = `${annotation} needs ${goExecutableAnnotation} with the path of the executable, got none`;
        yield { message };
      },
    };
  },
};

/** The operator counts the names that the pods themselves have, not those of their Namespace, nor the containers. */
function* severalNames(
  { object, podPath, podAnnotations }: Workload,
  annotation: string,
): Iterable<Finding> {
  const value = Object.hasOwn(podAnnotations, annotation) ? podAnnotations[annotation] : undefined;
  if (!value?.includes(',')) return;
  const message = `${annotation} must name one container for the Go agent, got '${value}'`;
  yield { object, path: [...podPath, 'metadata', 'annotations', annotation], message };
}

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
