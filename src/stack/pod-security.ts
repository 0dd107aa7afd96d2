import type { Construct } from 'constructs';
import type { NamespacePodSecurity } from '../constructs/kubernetes/namespace.ts';
import { podSecurityProblems } from '../upstream/kubernetes/pod-security/standard.ts';
import { modelOf, objectsOf } from './written.ts';

/**
 * Why pods of a stack are not let into its namespace by the level that this enforces; undefined when all of them are, by any release
 * of Kubernetes.
 */
export function keptOutProblem(
  stack: Construct,
  namespace: string,
  level: NamespacePodSecurity = 'restricted',
): string | undefined {
  if (level === 'unlabelled' || level === 'privileged') return undefined;
  const [first] = modelOf(objectsOf(stack))
    .pods.filter((pods) => pods.namespace === namespace)
    .flatMap((pods) =>
      podSecurityProblems(level, pods)
        .filter(({ severity }) => severity === undefined)
        .map(({ message }) => `${pods.object.kind} ${pods.object.name}: ${message}`),
    );
  return first && `podSecurity must be a level that allows all pods, got '${level}', and ${first}`;
}
