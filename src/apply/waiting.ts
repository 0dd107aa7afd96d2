import { titleOf } from '../model/kubernetes/reference.ts';
import type { Wait } from '../plan/step.ts';
import { reasonOf } from '../upstream/values/unknown.ts';
import { failed } from '../verify/check.ts';
import { NotAllowed, remembered } from '../verify/cluster.ts';
import { type ApplyContext, type Look, pause, placed, Stopped } from './context.ts';
import { evidenceOf } from './evidence.ts';
import { lookAt } from './look.ts';

/**
 * Waits until all has come, and looks at everything again and again until then. What an operator makes is looked at once the operator has
 * looked at its custom resource.
 *
 * @throws Stopped at the first that waiting does not help, or that has not come in time
 */
export async function waitForAll(context: ApplyContext, waits: readonly Wait[]): Promise<void> {
  const { patience, listener } = context;
  const begin = Date.now();
  const open = new Map(waits.map((wait) => [wait, new Settling(settleOf(context, wait))]));
  for (;;) {
    const due = [...open].filter(([wait]) => !isHeldBack(wait, open.keys()));
    const round = inOneRound(context);
    await Promise.all(
      due.map(async ([wait, settling]) => {
        const look = settling.judge(await safeLook(round, wait));
        const seconds = (Date.now() - begin) / 1000;
        listener.onLook?.(wait, look, seconds);
        if (look.status !== 'failed') open.delete(wait);
        else if (look.final || seconds >= patience.timeout) {
          throw await stopped(context, wait, look, seconds);
        }
      }),
    );
    if (open.size === 0) return;
    await pause(patience.interval);
  }
}

/** Takes what has come for what stays when it has been there for a while. */
class Settling {
  private readonly seconds: number;
  private since: number | undefined;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  judge(look: Look): Look {
    if (look.status === 'failed') {
      this.since = undefined;
      return look;
    }
    this.since ??= Date.now();
    return Date.now() - this.since >= this.seconds * 1000
      ? look
      : failed('it is, and has to stay so for a moment');
  }
}

function settleOf({ patience }: ApplyContext, { until }: Wait): number {
  return until === 'rolled-out' ? patience.settle : 0;
}

function isHeldBack({ madeOf }: Wait, open: Iterable<Wait>): boolean {
  return (
    madeOf !== undefined &&
    [...open].some(({ until, object }) => until === 'observed' && titleOf(object) === madeOf)
  );
}

/** What several ask for in one round is asked for once. */
function inOneRound(context: ApplyContext): ApplyContext {
  const { verify } = context;
  return { ...context, verify: { ...verify, cluster: remembered(verify.cluster) } };
}

async function safeLook(context: ApplyContext, wait: Wait): Promise<Look> {
  try {
    return await lookAt(context, wait);
  } catch (error) {
    // a right that is missing stays missing; an API server that is away for a moment comes back
    return { ...failed(reasonOf(error)), ...(error instanceof NotAllowed ? { final: true } : {}) };
  }
}

async function stopped(
  { verify }: ApplyContext,
  wait: Wait,
  look: Look,
  seconds: number,
): Promise<Stopped> {
  // helpful, not needed: the user may have no right to read events and logs
  const more = await evidenceOf(verify.cluster, placed({ verify }, wait.object)).catch((error) => [
    `events and logs cannot be read: ${reasonOf(error)}`,
  ]);
  const evidence = [...new Set([...(look.evidence ?? []), ...more])];
  const how = look.final ? '' : `, for ${Math.round(seconds)} s`;
  return new Stopped(`${titleOf(wait.object)}: ${look.message}${how}`, evidence, look.fix);
}
