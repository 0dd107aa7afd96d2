import { titleOf } from '../model/kubernetes/reference.ts';
import type { Wait } from '../plan/step.ts';
import { at, list, number, own, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { failed, passed } from '../verify/check.ts';
import { conditionOf } from '../verify/kubernetes/names.ts';
import { certificateOutcome } from '../verify/operator/certificates.ts';
import { definitionOutcome } from '../verify/operator/checks.ts';
import { answeringOutcome } from './answering.ts';
import { type ApplyContext, type Look, placed } from './context.ts';
import { observedOutcome } from './observed.ts';
import { rolloutOutcome } from './rollout.ts';

/** Looks once whether what is waited for has come. */
export async function lookAt(context: ApplyContext, wait: Wait): Promise<Look> {
  const { cluster } = context.verify;
  const reference = placed(context, wait.object);
  switch (wait.until) {
    case 'rolled-out':
      return rolloutOutcome(context, wait);
    case 'observed':
      return observedOutcome(context, wait);
    case 'answering':
      return answeringOutcome(context, wait);
    default: {
      const found = await cluster.read(reference);
      if (!found) return failed(`the cluster does not have ${titleOf(reference)}`);
      return simple[wait.until](found, wait);
    }
  }
}

type SimpleWait = Exclude<Wait['until'], 'rolled-out' | 'observed' | 'answering'>;

/** What the object itself tells. */
const simple: Readonly<Record<SimpleWait, (found: UnknownRecord, wait: Wait) => Look>> = {
  active: (found) =>
    at(found, 'metadata', 'deletionTimestamp') === undefined &&
    at(found, 'status', 'phase') !== 'Terminating'
      ? passed()
      : failed('it is being deleted'),
  established: (found, { object }) => {
    const refused = conditionOf(found, 'NamesAccepted');
    if (refused?.status === 'False') {
      return { ...failed(`its names are taken: ${refused.message}`), final: true };
    }
    return definitionOutcome(object.name, found, new Set());
  },
  issued: (found, { object }) => {
    const seen = number(at(readyOf(found), 'observedGeneration'));
    const generation = number(at(found, 'metadata', 'generation'));
    return seen !== undefined && generation !== undefined && seen < generation
      ? failed('cert-manager has not processed its newest settings yet')
      : certificateOutcome(found, object);
  },
  trusted: (found) => {
    const clients = [
      ...list(found.webhooks).map((webhook) => own(webhook, 'clientConfig')),
      at(found, 'spec', 'conversion', 'webhook', 'clientConfig'),
    ].filter((client) => own(client, 'service') !== undefined);
    const without = clients.filter((client) => !text(own(client, 'caBundle')));
    return without.length === 0
      ? passed()
      : failed(`no CA is set in ${without.length} of its ${clients.length} webhooks`, {
          fix: 'kubectl -n cert-manager logs deployment/cert-manager-cainjector',
        });
  },
  complete: (found) => {
    const gaveUp = conditionOf(found, 'Failed');
    if (gaveUp?.status === 'True') {
      return { ...failed(`it has failed: ${gaveUp.reason} ${gaveUp.message}`.trim()), final: true };
    }
    return conditionOf(found, 'Complete')?.status === 'True'
      ? passed()
      : failed(`${number(at(found, 'status', 'active')) ?? 0} of its pods are running`);
  },
};

function readyOf(found: UnknownRecord): unknown {
  return list(at(found, 'status', 'conditions')).find((one) => own(one, 'type') === 'Ready');
}
