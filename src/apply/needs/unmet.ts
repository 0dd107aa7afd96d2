import { type ObjectReference, titleOf } from '../../model/kubernetes/reference.ts';
import type { Requirement } from '../../model/needs/requirements.ts';
import type { Step } from '../../plan/step.ts';
import type { Check, Outcome } from '../../verify/check.ts';
import { NotAllowed } from '../../verify/cluster.ts';
import { requirementCheck } from '../../verify/kubernetes/requirements.ts';
import { type ApplyContext, pause, Stopped } from '../context.ts';
import { type Due, dueOf } from './due.ts';

/** What the manifests need and do not bring, each looked for once. */
export class Needs {
  private readonly context: ApplyContext;
  private readonly left = new Map<Requirement, Due>();

  constructor(context: ApplyContext) {
    this.context = context;
    const { plan, verify } = context;
    const planned = plan.steps.flatMap(({ objects }) => objects);
    for (const requirement of verify.model.requirements) {
      this.left.set(requirement, dueOf(requirement, planned));
    }
  }

  /**
   * Before anything is changed.
   *
   * @throws Stopped when something is not there
   */
  async beforeAll(): Promise<void> {
    await this.refuseUnmet((_, due) => due === 'start');
  }

  /**
   * Before a step.
   *
   * @throws Stopped when something is not there
   */
  async before({ id, objects }: Step): Promise<void> {
    const ofStep = new Set(objects.map(keyOf));
    await this.refuseUnmet(
      (requirement, due) =>
        (due === 'namespaces' && id !== 'namespaces') ||
        requirement.objects.some((object) => ofStep.has(keyOf(object))),
    );
  }

  private async refuseUnmet(isDue: (requirement: Requirement, due: Due) => boolean): Promise<void> {
    const { verify, listener } = this.context;
    const due = [...this.left].filter(([one, when]) => isDue(one, when));
    for (const [one] of due) this.left.delete(one);
    for (const [one, when] of due) {
      const { title, run } = requirementCheck(verify, one);
      try {
        const { status, message, fix } = await this.lookAt(
          run,
          when === 'start' ? 0 : graceSeconds,
        );
        if (status === 'failed') throw new Stopped(message, [title], fix);
      } catch (error) {
        if (!(error instanceof NotAllowed)) throw error;
        // whoever may apply need not see all that is there, and kubectl will say what it misses
        listener.onNote?.(`cannot tell whether ${title}: ${error.message}`);
      }
    }
  }

  /** Looks until it is there, or for so many seconds. */
  private async lookAt(run: Check['run'], seconds: number): Promise<Outcome> {
    const { timeout, interval } = this.context.patience;
    const end = Date.now() + Math.min(seconds, timeout) * 1000;
    for (;;) {
      const outcome = await run();
      if (outcome.status !== 'failed' || Date.now() >= end) return outcome;
      await pause(interval);
    }
  }
}

// what copies Secrets into a new namespace, or makes them of an object that has just been applied, takes seconds
const graceSeconds = 15;

function keyOf(object: ObjectReference): string {
  return `${object.apiVersion} ${titleOf(object)}`;
}
