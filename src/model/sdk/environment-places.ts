import { environmentPlaces } from '../../upstream/sdk/environment-places.ts';
import { at, isRecord, list } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import { readContainer, type Workload } from '../kubernetes/workloads.ts';

interface PlacedContainers extends Pick<Workload, 'object' | 'containers'> {
  readonly runsElsewhere: boolean;
}

/** Containers of custom resources with no pod template, each with what makes them. */
export function placedContainers(objects: ObjectIndex): PlacedContainers[] {
  return environmentPlaces.flatMap(({ kind, group, containers, switchedBy, runsElsewhere }) =>
    objects.ofKind(kind, group).flatMap((object) => {
      if (switchedBy && at(object.value, ...switchedBy) !== 'opentelemetry') return [];
      const read = Object.entries(containers).flatMap(([usual, pattern]) =>
        expanded(object.value, pattern).flatMap((path) => {
          const value = at(object.value, ...path);
          if (!isRecord(value)) return [];
          const container = readContainer(value, path, false);
          return [container.name === '' ? { ...container, name: usual } : container];
        }),
      );
      return [{ object, containers: read, runsElsewhere: runsElsewhere === true }];
    }),
  );
}

/** Paths that a pattern stands for. */
function expanded(value: unknown, pattern: readonly string[]): Path[] {
  const star = pattern.indexOf('*');
  if (star < 0) return [pattern];
  const before = pattern.slice(0, star);
  return list(at(value, ...before)).map((_, index) => [
    ...before,
    index,
    ...pattern.slice(star + 1),
  ]);
}
