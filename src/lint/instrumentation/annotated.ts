import { unreadMetadata } from '../../model/instrumentation/injections.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Workload } from '../../model/kubernetes/workloads.ts';
import { type Problem, within } from '../../upstream/values/problem.ts';
import { at, record, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Visitor } from '../rule.ts';

/** Annotations or labels of an object or of its pods. */
export interface Annotated {
  readonly object: KubeObject;
  readonly values: UnknownRecord;
  /** Whether the operator looks for its annotations here. */
  readonly read: boolean;
  readonly field: 'annotations' | 'labels';
  /** Unset for those of a Namespace. */
  readonly workload?: Workload;
}

/**
 * A visitor of every place in workloads and Namespaces where annotations for the OpenTelemetry operator stand, or are put by
 * mistake; paths of problems go on from the annotations or labels.
 */
export function annotatedVisitor(visit: (place: Annotated) => Iterable<Problem>): Visitor {
  function* visitMetadata(
    object: KubeObject,
    metadata: Path,
    isRead: boolean,
    workload?: Workload,
  ): Iterable<Problem> {
    for (const field of ['annotations', 'labels'] as const) {
      const path = [...metadata, field];
      const values = record(at(object.value, ...path));
      const read = isRead && field === 'annotations';
      for (const problem of visit({ object, values, field, read, workload })) {
        yield within(path, problem);
      }
    }
  }
  return {
    *workload(workload) {
      const { object, podPath } = workload;
      for (const metadata of unreadMetadata(workload)) {
        yield* visitMetadata(object, metadata, false, workload);
      }
      yield* visitMetadata(object, [...podPath, 'metadata'], true, workload);
    },
    *object(object) {
      if (object.kind !== 'Namespace' || object.group !== '') return;
      yield* visitMetadata(object, ['metadata'], true);
    },
  };
}
