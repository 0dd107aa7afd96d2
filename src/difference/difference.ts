import { shortened } from '../lint/shortened.ts';
import type { Model } from '../model/model.ts';
import { componentEffects } from './components.ts';
import { type Effect, effectKinds } from './effects.ts';
import { endpointEffects } from './endpoints.ts';
import { migrationEffects } from './jaegers.ts';
import { Objects, objectEffects } from './objects.ts';
import { podEffects } from './pods.ts';
import { policyEffects } from './policies.ts';
import { refusedEffects } from './refused.ts';
import { serviceEffects } from './services.ts';

/** What changes for a cluster between two states of its manifests. */
export interface Difference {
  readonly objects: Objects;
  /** The worst first, then by object; empty where both states are the same. */
  readonly effects: readonly Effect[];
}

/** Reads what changes for a cluster when the manifests of one model take the place of those of another. */
export function readDifference(before: Model, after: Model): Difference {
  const objects = new Objects(before, after);
  const effects = [
    ...refusedEffects(objects),
    ...serviceEffects(before, after),
    ...endpointEffects(before, after),
    ...podEffects(before, after, objects),
    ...componentEffects(before, after),
    ...policyEffects(before, after),
    ...migrationEffects(before, after),
    ...objectEffects(objects),
  ].map((effect) => ({
    ...effect,
    // what has no namespace is named without one
    object: shortened(effect.object.replace('//', '/')),
    message: shortened(effect.message),
  }));
  const rank = ({ kind }: Effect) => effectKinds.indexOf(kind);
  return {
    objects,
    effects: effects.sort(
      (a, b) => rank(a) - rank(b) || (a.object < b.object ? -1 : Number(a.object > b.object)),
    ),
  };
}
