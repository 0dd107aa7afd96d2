import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Workload } from '../../../model/kubernetes/workloads.ts';
import { jaegerAgentAnnotation } from '../../../upstream/jaeger/names.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** An annotation for an agent sidecar where the Jaeger operator does not look, or that names no Jaeger. */
export const agentSidecar: Rule = {
  id: 'jaeger/agent-sidecar',
  severity: 'error',
  rationale:
    'the operator reads the annotation only on Deployments and Namespaces; without the agent sidecar the spans are lost',
  source: 'jaeger-operator v1.65.0 pkg/inject/sidecar.go',
  ignoreWhen:
    'the Jaeger that the annotation names is applied from elsewhere. On other kinds only if a controller of your own reads the annotation there',
  visit({ jaegers }) {
    if (jaegers.length === 0) return {};
    const byNamespace = groupBy(jaegers, ({ namespace }) => namespace);
    const names = new Set(jaegers.map(({ name }) => name));
    const targetProblems = ({ annotations }: KubeObject, namespace: string) => {
      const value = annotations[jaegerAgentAnnotation];
      const here = byNamespace.get(namespace) ?? [];
      const problem = value === undefined ? undefined : targetProblem(value, jaegers, names, here);
      return problem ? [{ path: annotationPath, ...problem }] : [];
    };
    return {
      *workload(workload) {
        const { object } = workload;
        const misplaced = misplacedProblem(workload);
        if (misplaced) yield misplaced;
        if (object.kind === 'Deployment') yield* targetProblems(object, object.namespace);
      },
      *object(object) {
        if (object.kind === 'Namespace') yield* targetProblems(object, object.name);
      },
    };
  },
};

const annotationPath = ['metadata', 'annotations', jaegerAgentAnnotation];

/** An annotation on pods, or on anything but a Deployment. */
function misplacedProblem({ object, podPath, podAnnotations }: Workload): Problem | undefined {
  const own = object.annotations[jaegerAgentAnnotation];
  const isDeployment = object.kind === 'Deployment';
  if (isOn(podAnnotations[jaegerAgentAnnotation]) && podPath.length > 0) {
    if (isDeployment && own !== undefined) return undefined;
    return {
      path: [...podPath, ...annotationPath],
      message: isDeployment
        ? 'the Jaeger operator reads the annotation of the Deployment, not of its pods'
        : notInjected(object),
    };
  }
  if (isDeployment || !isOn(own)) return undefined;
  return { path: annotationPath, message: notInjected(object) };
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value.toLowerCase() !== 'false';
}

function notInjected({ kind }: KubeObject): string {
  return `the Jaeger operator injects agents into Deployments only, not into a ${kind}`;
}

/** Why the operator finds no Jaeger for the value of an annotation. */
function targetProblem(
  value: string,
  jaegers: readonly Jaeger[],
  names: ReadonlySet<string>,
  here: readonly Jaeger[],
): Problem | undefined {
  const lower = value.toLowerCase();
  if (lower === 'false') return undefined;
  if (lower === 'true') {
    if (jaegers.length === 1 || here.length === 1) return undefined;
    const choice = jaegers.slice(0, 4).map(({ name, namespace }) => `${namespace}/${name}`);
    return {
      message: `'true' needs exactly one Jaeger in the cluster or in the namespace, but there are ${listed(choice)}`,
    };
  }
  if (names.has(value)) return undefined;
  return {
    message: `there is no Jaeger named '${value}', only ${listed([...names].slice(0, 4))}`,
    fix: nearest(value, names),
  };
}
