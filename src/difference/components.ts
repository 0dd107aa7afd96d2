import { isDeepStrictEqual } from 'node:util';
import type { CollectorConfig, Component } from '../model/collector/config.ts';
import { objectName } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import type { Effect } from './effects.ts';
import { keyOf } from './objects.ts';

/** Components of collectors that have another name, and the same settings. */
export function componentEffects(before: Model, after: Model): Effect[] {
  const old = new Map(before.collectors.map(({ object, config }) => [keyOf(object), config]));
  return after.collectors.flatMap(({ object, config }) => {
    const was = old.get(keyOf(object));
    return was && config
      ? renamed(was, config).map(
          ([from, to]): Effect => ({
            kind: 'changes',
            object: objectName(object),
            message: `${from.kind.replace(/s$/, '')} ${from.id} is called ${to.id}: its metrics, and its queue on a disk, go by that name`,
          }),
        )
      : [];
  });
}

function renamed(
  before: CollectorConfig,
  after: CollectorConfig,
): (readonly [Component, Component])[] {
  const gone = before.components.filter(({ kind, id }) => !after.component(kind, id));
  const made = after.components.filter(({ kind, id }) => !before.component(kind, id));
  return gone.flatMap((component) => {
    const alike = (other: Component) =>
      other.kind === component.kind && isDeepStrictEqual(other.settings, component.settings);
    const [only, ...more] = made.filter(alike);
    // among several alike it is unknown which one it was
    return only && more.length === 0 && gone.filter(alike).length === 1
      ? [[component, only] as const]
      : [];
  });
}
