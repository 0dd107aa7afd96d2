import { type PlannedObject, planTitle, type Wait } from '../plan/step.ts';
import { list, own, type UnknownRecord } from '../upstream/values/unknown.ts';
import { failed, type Outcome, passed, untested } from '../verify/check.ts';
import { NotAllowed } from '../verify/cluster.ts';
import { webhookOutcome } from '../verify/operator/webhooks.ts';
import { type ApplyContext, placed } from './context.ts';
import { applyArguments, complaintsOf, inputOf, isUnanswered } from './kubectl.ts';
import type { Look } from './look.ts';

/**
 * Whether the API server reaches webhooks. What answers behind their Service is looked at, and then the API server is told to act as if it
 * applied what it will ask them about: this is the one way to hear from it that it can.
 */
export async function answeringOutcome(context: ApplyContext, wait: Wait): Promise<Look> {
  const title = planTitle(wait.object);
  const shown = await handshake(context, title);
  if (shown.status === 'failed') return shown;
  const found = await context.verify.cluster.read(placed(context, wait.object));
  if (!found) return failed('the cluster does not have it');
  const [asked] = askedAbout(context, found);
  return asked ? rehearsal(context, asked) : shown;
}

async function handshake({ verify }: ApplyContext, title: string): Promise<Outcome> {
  const webhook = verify.model.webhooks.find(
    ({ object, service }) => service && planTitle(object) === title,
  );
  if (!webhook) return untested('the manifests have no such webhooks');
  try {
    return await webhookOutcome(verify, webhook);
  } catch (error) {
    // without the right to connect to pods, the rehearsal alone tells
    if (error instanceof NotAllowed) return untested(error.message);
    throw error;
  }
}

/** Objects of the plan that the API server will ask the webhooks of an object about. */
function askedAbout({ plan }: ApplyContext, found: UnknownRecord): PlannedObject[] {
  const kinds = list(found.webhooks)
    .flatMap((webhook) => list(own(webhook, 'rules')))
    .filter((rule) => list(own(rule, 'operations')).some((one) => one === 'CREATE' || one === '*'))
    .flatMap((rule) =>
      list(own(rule, 'apiGroups')).flatMap((group) =>
        list(own(rule, 'resources')).map((plural) => `${group}/${plural}`),
      ),
    );
  return plan.steps
    .flatMap(({ objects }) => objects)
    .filter(({ apiVersion, kind }) => {
      const [group = '', version] = apiVersion.split('/');
      // the plural of all kinds of the operators is plain
      return version !== undefined && kinds.includes(`${group}/${kind.toLowerCase()}s`);
    });
}

async function rehearsal(context: ApplyContext, object: PlannedObject): Promise<Outcome> {
  const place = object.namespace ? [] : ['--namespace', context.verify.namespace];
  const answer = await context.kubectl(
    applyArguments([...place, '--dry-run=server', '--force-conflicts']),
    inputOf([object.manifest]),
  );
  if (!isUnanswered(answer)) return passed();
  return failed('the API server does not reach them', { evidence: complaintsOf(answer) });
}
