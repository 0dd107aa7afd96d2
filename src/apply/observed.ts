import { titleOf } from '../model/kubernetes/reference.ts';
import type { Wait } from '../plan/step.ts';
import { at, number, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { failed, type Outcome, passed } from '../verify/check.ts';
import { templateOutcome } from '../verify/collector/generation.ts';
import { workloadOf } from '../verify/collector/pods.ts';
import { argumentOutcome } from '../verify/jaeger/arguments.ts';
import { type Made, surroundingsOutcome } from '../verify/kubernetes/derived.ts';
import { type ApplyContext, type Look, placed } from './context.ts';

/**
 * Whether an operator has looked at the newest generation of a custom resource, and made of it what belongs to it: by the generation
 * that it says it has seen, where its release says one, and by what it has written into the objects that it makes.
 */
export async function observedOutcome(context: ApplyContext, wait: Wait): Promise<Look> {
  const found = await context.verify.cluster.read(placed(context, wait.object));
  if (!found) return failed('the cluster does not have it');
  const unseen = unseenOf(found);
  if (unseen !== undefined) return failed(unseen, { fix: 'see the log of the operator' });
  for (const look of looksInto(context, titleOf(wait.object))) {
    const outcome = await look();
    // a workload that does not exist yet has a wait of its own
    if (outcome.status === 'failed') return outcome;
  }
  return passed();
}

/** Why it is certain that the operator has not seen the newest settings; undefined when it is not. */
function unseenOf(found: UnknownRecord): string | undefined {
  const { status } = found;
  const generation = number(at(found, 'metadata', 'generation'));
  const seen = number(at(status, 'observedGeneration'));
  if (seen !== undefined && generation !== undefined && seen < generation) {
    return `its operator has seen generation ${seen}, but the newest is ${generation}`;
  }
  if (text(at(status, 'phase')) === 'Failed') return 'its operator reports that it failed';
  // both operators write the release that looks after it as soon as they have looked
  const known = [seen, at(status, 'version'), at(status, 'phase')].some(
    (said) => said !== undefined && said !== '',
  );
  return known ? undefined : 'its operator has not reconciled it yet';
}

function looksInto({ verify }: ApplyContext, title: string): (() => Promise<Outcome>)[] {
  const { collectors, jaegers } = verify.model;
  const collector = collectors.find(({ object }) => titleOf(object) === title);
  const jaeger = jaegers.find(({ object }) => titleOf(object) === title);
  const made: Made | undefined = collector ?? jaeger;
  const reference = collector?.config && workloadOf(verify, collector);
  const managed = made !== undefined && made.objects.length > 0;
  return [
    ...(managed ? [() => surroundingsOutcome(verify, made)] : []),
    // pods with a sidecar keep their configuration until somebody restarts them
    ...(managed && collector && reference
      ? [() => templateOutcome(verify, collector, reference)]
      : []),
    ...(jaeger ? jaeger.roles.map((role) => () => argumentOutcome(verify, jaeger, role)) : []),
  ];
}
