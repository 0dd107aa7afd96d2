import type { UsedEdge } from '../../model/model.ts';
import type { Entrance } from './entrances.ts';
import type { Journey } from './journeys.ts';
import { behind } from './routes.ts';

/** The trace that was sent straight to where an edge leads, by the same protocol where there is one. */
export function nextJourney(
  edge: UsedEdge,
  all: ReadonlyMap<Entrance, Journey>,
): Journey | undefined {
  const owner = behind(edge);
  const there = [...all.values()].filter(({ entrance }) => entrance.owner === owner);
  return there.find(({ entrance }) => entrance.protocol === edge.sender.protocol) ?? there.at(0);
}
