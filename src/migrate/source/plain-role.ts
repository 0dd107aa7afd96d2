import type { RunningRole } from '../../model/jaeger/roles.ts';
import type { Container, Workload } from '../../model/kubernetes/workloads.ts';

/** A component of Jaeger v1 that no operator runs. */
export type PlainRole = RunningRole & {
  readonly workload: Workload;
  readonly container: Container;
};

/** Whether a component is run by a workload of the manifests. */
export function isPlain(role: RunningRole): role is PlainRole {
  return role.workload !== undefined && role.container !== undefined;
}
