import { type ObjectReference, titleOf } from '../model/kubernetes/reference.ts';
import type { Plan } from './plan.ts';
import type { PlannedObject } from './step.ts';

/** Objects that may be deleted together. */
export interface DeletionStep {
  /** Id of the step that applied them. */
  readonly id: string;
  readonly title: string;
  /** Why it has this place in the order, in plain words. */
  readonly why: string;
  readonly objects: readonly PlannedObject[];
  /** What operators have made of them, and must be gone, too, before the next step. */
  readonly made: readonly ObjectReference[];
}

const reasons: Readonly<Record<string, string>> = {
  monitors: 'nothing needs them',
  senders: 'they send to what goes next',
  webhooks: 'the API server must not call what is about to be deleted',
  operators: 'what they made is gone',
  certificates: 'nothing serves with them any more',
  foundations: 'nothing runs with them any more',
  tenants: 'nothing runs with them any more',
  definitions: 'deleting a kind deletes all of its objects, also those of others',
  namespaces: 'deleting a namespace deletes all that is in it',
};

const ofOperators = 'while their operators run, which delete what they made of them';

/** The order in which what a plan applied is deleted: the other way round. */
export function deletionOf({ steps }: Plan): DeletionStep[] {
  return [...steps].reverse().map(({ id, title, objects, waits }) => {
    const made = new Map(
      waits
        .filter(({ madeOf }) => madeOf !== undefined)
        .map(({ object }) => [titleOf(object), object]),
    );
    const why = Object.hasOwn(reasons, id) ? reasons[id] : undefined;
    return { id, title, why: why ?? ofOperators, objects, made: [...made.values()] };
  });
}
