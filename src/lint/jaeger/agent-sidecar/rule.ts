import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Workload } from '../../../model/kubernetes/workloads.ts';
import { jaegerAgentAnnotation } from '../../../upstream/jaeger/names.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An annotation for an agent sidecar where the Jaeger operator does not look, or that names no Jaeger. */
export const agentSidecar: Rule = {
  id: 'jaeger/agent-sidecar',
  severity: 'error',
  rationale:
    'the operator reads the annotation of Deployments and Namespaces only; without a sidecar the spans go nowhere',
  source: 'jaeger-operator v1.65.0 pkg/inject/sidecar.go',
  *check({ jaegers, workloads, objects }) {
    if (jaegers.length === 0) return;
    const byNamespace = groupBy(jaegers, ({ namespace }) => namespace);
    const names = new Set(jaegers.map(({ name }) => name));
    for (const workload of workloads) {
      yield* misplaced(workload);
      const { object } = workload;
      const value = object.annotations[jaegerAgentAnnotation];
      if (object.kind !== 'Deployment' || value === undefined) continue;
      const problem = targetProblem(value, jaegers, names, byNamespace.get(object.namespace) ?? []);
      if (problem) {
        yield { object, path: ['metadata', 'annotations', jaegerAgentAnnotation], ...problem };
      }
    }
    for (const object of objects.ofKind('Namespace')) {
      const value = object.annotations[jaegerAgentAnnotation];
      const problem =
        value === undefined
          ? undefined
          : targetProblem(value, jaegers, names, byNamespace.get(object.name) ?? []);
      if (problem) {
        yield { object, path: ['metadata', 'annotations', jaegerAgentAnnotation], ...problem };
      }
    }
  },
};

function* misplaced({ object, podPath, podAnnotations }: Workload): Iterable<Finding> {
  const isOn = (value: string | undefined) =>
    value !== undefined && value.toLowerCase() !== 'false';
  const deployment = object.kind === 'Deployment';
  if (isOn(podAnnotations[jaegerAgentAnnotation]) && podPath.length > 0) {
    const own = object.annotations[jaegerAgentAnnotation];
    if (deployment && own !== undefined) return;
    yield {
      object,
      path: [...podPath, 'metadata', 'annotations', jaegerAgentAnnotation],
      message: deployment
        ? 'the Jaeger operator reads the annotation of the Deployment, not of its pods'
        : `the Jaeger operator injects agents into Deployments only, not into a ${object.kind}`,
    };
  } else if (!deployment && isOn(object.annotations[jaegerAgentAnnotation])) {
    yield {
      object,
      path: ['metadata', 'annotations', jaegerAgentAnnotation],
      message: `the Jaeger operator injects agents into Deployments only, not into a ${object.kind}`,
    };
  }
}

/** Why the operator finds no Jaeger for the value of an annotation. */
function targetProblem(
  value: string,
  jaegers: readonly Jaeger[],
  names: ReadonlySet<string>,
  here: readonly Jaeger[],
): Pick<Finding, 'message' | 'fix'> | undefined {
  const lower = value.toLowerCase();
  if (lower === 'false') return undefined;
  if (lower === 'true') {
    if (jaegers.length === 1 || here.length === 1) return undefined;
    const choice = jaegers.slice(0, 4).map(({ name, namespace }) => `${namespace}/${name}`);
    return {
      message: `'true' must leave one Jaeger to choose, in the cluster or in the namespace, but there are ${choice.join(', ')}`,
    };
  }
  if (names.has(value)) return undefined;
  const meant = nearest(value, names);
  return {
    message: `there is no Jaeger named '${value}', only ${[...names].slice(0, 4).join(', ')}`,
    fix: meant,
  };
}
