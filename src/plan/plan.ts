import type { KubeObject } from '../model/kubernetes/objects.ts';
import { referenceOf, titleOf } from '../model/kubernetes/reference.ts';
import type { Model } from '../model/model.ts';
import { listed } from '../upstream/values/shown.ts';
import { firstPhases, lastPhases, type Phase, phaseTeller } from './phases.ts';
import { servingObjects, sharedParts } from './shared.ts';
import type { PlannedObject, Step, Wait } from './step.ts';
import { readTiers } from './tiers.ts';
import {
  certificateWaits,
  definitionWaits,
  madeNamespaceWaits,
  namespaceWaits,
  operatorWaits,
  senderWaits,
  tierWaits,
  webhookWaits,
} from './waits.ts';

/** In which order manifests are applied, and what each step waits for. */
export interface Plan {
  /** What the cluster must have before: what objects say by `cdk8s-tracing/requires`, and what follows from the manifests. */
  readonly requirements: readonly PlanRequirement[];
  readonly steps: readonly Step[];
}

/** Something that the cluster must have, because objects need it and the manifests do not bring it. */
export interface PlanRequirement {
  /** `cert-manager`, `namespace/monitoring`, `secret/tracing/elasticsearch`, `kind/Telemetry.telemetry.istio.io`. */
  readonly name: string;
  /** Titles of the objects that need it. */
  readonly neededBy: readonly string[];
}

/** A step before it knows its place. */
type Draft = Pick<Step, 'id' | 'title' | 'why'> & {
  readonly objects: readonly KubeObject[];
  readonly waits: readonly Wait[];
};

interface PhaseText {
  readonly title: string;
  readonly why: string;
  readonly waits?: (model: Model, objects: readonly KubeObject[]) => Wait[];
}

const texts: Readonly<Record<Phase, PhaseText>> = {
  namespaces: {
    title: 'namespaces',
    why: 'all other objects are in them',
    waits: (_, objects) => namespaceWaits(objects),
  },
  definitions: {
    title: 'kinds of the operators',
    why: 'the API server accepts no object of a kind that it does not know',
    waits: (_, objects) => definitionWaits(objects),
  },
  foundations: {
    title: 'accounts, rights, Services and files',
    why: 'pods of the next steps are made with them',
    waits: madeNamespaceWaits,
  },
  tenants: {
    title: 'accounts, rights, Services and files in namespaces that others make',
    why: 'these namespaces are made of what came before',
    waits: madeNamespaceWaits,
  },
  'cert-manager': {
    title: 'cert-manager',
    why: 'it issues the certificates of webhooks',
    waits: (_, objects) => operatorWaits(objects),
  },
  certificates: {
    title: 'certificates',
    why: 'operators serve their webhooks with them',
    waits: (_, objects) => certificateWaits(objects),
  },
  operators: {
    title: 'operators',
    why: 'they make pods of custom resources',
    waits: (_, objects) => operatorWaits(objects),
  },
  webhooks: {
    title: 'webhooks',
    why: 'a new operator serves paths that the old one does not have, so it comes first',
    waits: webhookWaits,
  },
  senders: {
    title: 'who sends spans or shows them, and what is left',
    why: 'what they send to is there, so that no span is lost',
    waits: (_, objects) => senderWaits(objects),
  },
  monitors: {
    title: 'objects of other operators',
    why: 'nothing waits for them',
  },
};

/** Derives in which order the cluster takes manifests, and what to wait for in between. */
export function readPlan(model: Model): Plan {
  // the later of two objects of one name wins, as in the cluster
  const objects = new Map(model.objects.all.map((object) => [identityOf(object), object]));
  const present = [...objects.values()];
  const tiers = readTiers(model)
    .map((tier) => tier.filter((object) => present.includes(object)))
    .filter((tier) => tier.length > 0);
  const inTier = new Set(tiers.flat());
  const phaseOf = phaseTeller(model);
  const draft = (phase: Phase): Draft => {
    const { title, why, waits } = texts[phase];
    const ofPhase = present.filter((object) => !inTier.has(object) && phaseOf(object) === phase);
    return { id: phase, title, why, objects: ofPhase, waits: waits?.(model, ofPhase) ?? [] };
  };
  const drafts = [
    ...firstPhases.map(draft),
    ...tiers.map((tier, index) => tierDraft(model, tier, index)),
    ...lastPhases.map(draft),
  ].filter(({ objects: ofStep, waits }) => ofStep.length + waits.length > 0);
  return { requirements: requirementsOf(model), steps: inTurn(drafts, plannerOf(model)) };
}

function identityOf(object: KubeObject): string {
  return `${object.group} ${titleOf(object)}`;
}

function tierDraft(model: Model, tier: readonly KubeObject[], index: number): Draft {
  return {
    id: `tier-${index + 1}`,
    title: listed(tier.map(({ kind, name }) => `${kind} ${name}`)),
    why:
      index === 0
        ? 'it sends to nothing of what follows'
        : 'what it sends to is there, and takes spans',
    objects: tier,
    waits: tierWaits(model, tier),
  };
}

function inTurn(drafts: readonly Draft[], planned: (object: KubeObject) => PlannedObject): Step[] {
  return drafts.map(({ id, title, why, objects, waits }, index) => ({
    id,
    title,
    why,
    after: index === 0 ? [] : [drafts[index - 1]?.id ?? ''],
    objects: objects.map(planned),
    waits,
  }));
}

function plannerOf(model: Model): (object: KubeObject) => PlannedObject {
  const shared = sharedParts(model);
  const serving = servingObjects(model, shared);
  return (object) => ({
    ...referenceOf(object),
    file: object.origin?.file,
    shared: shared.get(object),
    serves: serving.get(object),
    manifest: object.value,
  });
}

function requirementsOf({ requirements }: Model): PlanRequirement[] {
  return requirements.map(({ name, objects }) => ({
    name,
    neededBy: objects.map(titleOf),
  }));
}
