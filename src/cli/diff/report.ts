import type { ClusterDifference } from '../../difference/clusters.ts';
import { type Effect, type EffectKind, effectKinds } from '../../difference/effects.ts';

/** What changes, as it is printed. */
export interface Report {
  readonly clusters: readonly {
    /** Folder of the cluster; empty where there is one only. */
    readonly folder: string;
    /** How many objects are new, gone, and not as they were. */
    readonly objects: {
      readonly added: number;
      readonly removed: number;
      readonly changed: number;
    };
    readonly effects: readonly Effect[];
  }[];
}

/** What each kind of effects is called, for people. */
export const titles: Readonly<Record<EffectKind, string>> = {
  refused: 'Cannot be applied',
  lost: 'Spans are lost',
  stale: 'Keeps its old settings until it is restarted',
  waits: 'Spans wait',
  restarts: 'Pods restart',
  moves: 'Endpoints move',
  changes: 'Objects change',
};

/** What changes, counted. */
export function report(differences: readonly ClusterDifference[]): Report {
  return {
    clusters: differences.map(({ folder, objects: { pairs, changed }, effects }) => ({
      folder,
      objects: {
        added: pairs.filter(({ before }) => before === undefined).length,
        removed: pairs.filter(({ after }) => after === undefined).length,
        changed: changed.length,
      },
      effects,
    })),
  };
}

/** Effects by kind, the worst first; kinds without any are left out. */
export function byKind(effects: readonly Effect[]): [title: string, effects: readonly Effect[]][] {
  return effectKinds.flatMap((kind): [string, readonly Effect[]][] => {
    const some = effects.filter((effect) => effect.kind === kind);
    return some.length === 0 ? [] : [[titles[kind], some]];
  });
}

/** Objects, counted in words. */
export function summary({ objects }: Report['clusters'][number]): string {
  const { added, removed, changed } = objects;
  if (added + removed + changed === 0) return 'no object changes';
  return `${counted(added)} new, ${removed} gone, ${changed} changed`;
}

function counted(count: number): string {
  return `${count} object${count === 1 ? '' : 's'}`;
}
