import { type Program, programs } from '../upstream/programs.ts';
import type { Collector } from './collector/instances.ts';
import type { RunningRole } from './jaeger/roles.ts';
import type { KubeObject } from './kubernetes/objects.ts';
import type { Workload } from './kubernetes/workloads.ts';
import type { Assumption, Releases } from './releases.ts';

/** A release that is assumed, and the objects that run it or hold its configuration; none for one that all hangs on. */
export interface PlacedAssumption {
  readonly assumption: Assumption;
  readonly objects: readonly KubeObject[];
}

/** What may run a release that is assumed. */
interface Running {
  readonly workloads: readonly Workload[];
  readonly collectors: readonly Collector[];
  readonly jaegerRoles: readonly RunningRole[];
}

/** Collects what is assumed in a cluster. */
export function readAssumptions(
  { workloads, collectors, jaegerRoles }: Running,
  releases: Releases,
): PlacedAssumption[] {
  const place = (objects: readonly KubeObject[], assumption: Assumption | undefined) =>
    assumption ? [{ assumption, objects }] : [];
  const images = workloads.flatMap(({ object, containers }) =>
    containers.flatMap(({ imageReference }) => place([object], imageReference?.assumed)),
  );
  return [
    ...images,
    ...collectors.flatMap(({ object, configObject, assumed }) =>
      place([object, configObject], assumed),
    ),
    ...jaegerRoles.flatMap(({ object, assumed }) => place([object], assumed)),
    ...programs.flatMap((program: Program) => place([], releases.told(program))),
  ];
}
