import { unreadMetadata } from '../../model/instrumentation/injections.ts';
import type { Location } from '../../model/kubernetes/objects.ts';
import type { Workload } from '../../model/kubernetes/workloads.ts';
import type { Model } from '../../model/model.ts';
import { at, record, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';

/** Annotations or labels of an object or of its pods; the location is that of the mapping. */
interface Annotated extends Location {
  readonly values: UnknownRecord;
  /** Whether the operator looks for its annotations here. */
  readonly read: boolean;
  readonly field: 'annotations' | 'labels';
  /** Unset for those of a Namespace. */
  readonly workload?: Workload;
}

/** Every place in workloads and Namespaces where annotations for the OpenTelemetry operator stand, or are put by mistake. */
export function* annotated({ objects, workloads }: Model): Generator<Annotated> {
  for (const workload of workloads) {
    const { object, podPath } = workload;
    const places: { metadata: Path; pod: boolean }[] = [
      ...unreadMetadata(workload).map((metadata) => ({ metadata, pod: false })),
      { metadata: [...podPath, 'metadata'], pod: true },
    ];
    for (const { metadata, pod } of places) {
      for (const field of ['annotations', 'labels'] as const) {
        const path = [...metadata, field];
        const values = record(at(object.value, ...path));
        yield { object, path, values, field, read: pod && field === 'annotations', workload };
      }
    }
  }
  for (const object of objects.ofKind('Namespace', '')) {
    for (const field of ['annotations', 'labels'] as const) {
      const path = ['metadata', field];
      const values = record(at(object.value, ...path));
      yield { object, path, values, field, read: field === 'annotations' };
    }
  }
}
