import { titleOf } from '../model/kubernetes/reference.ts';
import type { PlannedObject, Wait } from '../plan/step.ts';
import { at, list, own, text, type UnknownRecord } from '../upstream/values/unknown.ts';
import { failed, type Outcome, passed, untested } from '../verify/check.ts';
import { NotAllowed } from '../verify/cluster.ts';
import { webhookOutcome } from '../verify/operator/webhooks.ts';
import { type ApplyContext, identityOf, type Look, placed } from './context.ts';
import { applyArguments, complaintsOf, inputOf, isUnanswered } from './kubectl.ts';

/**
 * Whether the API server reaches webhooks. A dry run of objects that it calls them for is the only way to find out. Where that fails, and where
 * there are no such objects, the pods behind their Service are asked directly.
 */
export async function answeringOutcome(context: ApplyContext, wait: Wait): Promise<Look> {
  const found = await context.verify.cluster.read(placed(context, wait.object));
  if (!found) return failed('the cluster does not have it');
  const asked = [...askedAbout(context, found), ...convertedBy(found)];
  const evidence = (
    await Promise.all(asked.map((manifest) => unansweredBy(context, manifest)))
  ).flat();
  if (asked.length > 0 && evidence.length === 0) return passed();
  const shown = await handshake(context, titleOf(wait.object));
  if (asked.length === 0) return shown;
  const more = { ...shown, evidence: [...evidence, ...(shown.evidence ?? [])] };
  return failed(shown.status === 'failed' ? shown.message : 'the API server cannot reach it', more);
}

async function handshake({ verify }: ApplyContext, title: string): Promise<Outcome> {
  const webhook = verify.model.webhooks.find(
    ({ object, service }) => service && titleOf(object) === title,
  );
  if (!webhook) return untested('the manifests have no such webhooks');
  try {
    return await webhookOutcome(verify, webhook);
  } catch (error) {
    // it is a look from another side only, for which one may have no right
    if (error instanceof NotAllowed) return untested(error.message);
    throw error;
  }
}

/** One object of each kind in the plan that the API server will ask the webhooks of an object about. */
function askedAbout({ plan, verify }: ApplyContext, found: UnknownRecord): UnknownRecord[] {
  const asked = new Set(
    list(found.webhooks)
      .filter((webhook) => own(webhook, 'failurePolicy') !== 'Ignore')
      .flatMap((webhook) => list(own(webhook, 'rules')))
      .filter((rule) =>
        list(own(rule, 'operations')).some((one) => one === 'CREATE' || one === '*'),
      )
      .flatMap((rule) =>
        list(own(rule, 'apiGroups')).flatMap((group) =>
          list(own(rule, 'resources')).map((plural) => `${group}/${plural}`),
        ),
      ),
  );
  const samples = new Map<string, PlannedObject>();
  for (const object of plan.steps.flatMap(({ objects }) => objects)) {
    const [group = '', version] = object.apiVersion.split('/');
    // the plural of all kinds of the operators is plain
    const resource = `${group}/${object.kind.toLowerCase()}s`;
    if (version !== undefined && asked.has(resource) && !samples.has(resource)) {
      samples.set(resource, object);
    }
  }
  return [...samples.values()].map((object) =>
    object.namespace ? object.manifest : inNamespace(object.manifest, verify.namespace),
  );
}

function inNamespace(manifest: UnknownRecord, namespace: string): UnknownRecord {
  const metadata = own(manifest, 'metadata');
  return { ...manifest, metadata: { ...(metadata as UnknownRecord), namespace } };
}

/** What the API server would have to convert by the webhook of a CustomResourceDefinition: an object of a version that it does not store. */
function convertedBy(found: UnknownRecord): UnknownRecord[] {
  const service = at(found, 'spec', 'conversion', 'webhook', 'clientConfig', 'service');
  const namespace = text(own(service, 'namespace'));
  const other = list(at(found, 'spec', 'versions')).find(
    (version) => own(version, 'served') === true && own(version, 'storage') !== true,
  );
  if (namespace === undefined || other === undefined) return [];
  const kind = text(at(found, 'spec', 'names', 'kind')) ?? '';
  const apiVersion = `${text(at(found, 'spec', 'group'))}/${text(own(other, 'name'))}`;
  return [identityOf({ apiVersion, kind, namespace, name: 'rehearsal' })];
}

/** What the API server says when it does not reach a webhook for an object; nothing when it does, whatever it says then. */
async function unansweredBy(
  { kubectl }: ApplyContext,
  manifest: UnknownRecord,
): Promise<readonly string[]> {
  const rehearsal = applyArguments(['--dry-run=server', '--force-conflicts']);
  const answer = await kubectl(rehearsal, inputOf([manifest]));
  return isUnanswered(answer) ? complaintsOf(answer) : [];
}
