import type { KubeObject } from '../model/kubernetes/objects.ts';
import { referenceOf, titleOf } from '../model/kubernetes/reference.ts';
import type { Model } from '../model/model.ts';
import type { DerivedObject } from '../upstream/operator/derived-object.ts';
import type { Wait } from './step.ts';

/** Kinds of workloads that have a rollout. */
const rolledOut = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** What to wait for after a Namespace. */
export function namespaceWaits(objects: readonly KubeObject[]): Wait[] {
  return objects.map((object) => ({
    until: 'active',
    object: referenceOf(object),
    why: 'one that is still being deleted accepts no objects',
  }));
}

/** What to wait for after objects from which others create namespaces. */
export function madeNamespaceWaits(
  { madeNamespaces }: Model,
  objects: readonly KubeObject[],
): Wait[] {
  return [...madeNamespaces]
    .filter(([, maker]) => objects.includes(maker))
    .map(([name, maker]) => ({
      until: 'active',
      object: { apiVersion: 'v1', kind: 'Namespace', namespace: '', name },
      why: `objects of the next steps are in it, and ${titleOf(maker)} has it created`,
    }));
}

/** What to wait for after CustomResourceDefinitions. */
export function definitionWaits(objects: readonly KubeObject[]): Wait[] {
  return objects.map((object) => ({
    until: 'established',
    object: referenceOf(object),
    why: 'until then the API server does not know its kind',
  }));
}

/** What to wait for after Certificates. */
export function certificateWaits(objects: readonly KubeObject[]): Wait[] {
  return objects
    .filter(({ kind }) => kind === 'Certificate')
    .map((object) => ({
      until: 'issued',
      object: referenceOf(object),
      why: 'pods that mount its Secret do not start without it',
    }));
}

/** What to wait for after operators. */
export function operatorWaits(objects: readonly KubeObject[]): Wait[] {
  return rollouts(objects, 'it makes pods of custom resources, and answers webhooks');
}

/** What to wait for after webhooks, including conversion webhooks of CustomResourceDefinitions. */
export function webhookWaits({ webhooks }: Model, objects: readonly KubeObject[]): Wait[] {
  const ofStep = new Set(objects);
  const callers = new Set(
    webhooks
      .filter(({ object, service }) => service && (ofStep.has(object) || isDefinition(object)))
      .map(({ object }) => object),
  );
  return [
    ...[...callers].map(
      (object): Wait => ({
        until: 'trusted',
        object: referenceOf(object),
        why: 'without a CA the API server does not trust the webhook, and refuses the objects that it is for',
      }),
    ),
    ...[...callers].map(
      (object): Wait => ({
        until: 'answering',
        object: referenceOf(object),
        why: 'a Service leads to a pod a moment after that is ready',
      }),
    ),
  ];
}

function isDefinition({ kind }: KubeObject): boolean {
  return kind === 'CustomResourceDefinition';
}

/** What to wait for after a tier: what operators make of its custom resources, pods of workloads, and Jobs. */
export function tierWaits(model: Model, objects: readonly KubeObject[]): Wait[] {
  return objects.flatMap((object): Wait[] => {
    if (object.kind === 'Job') {
      return [
        {
          until: 'complete',
          object: referenceOf(object),
          why: 'it makes the indices that the next ones write to',
        },
      ];
    }
    const made = madeOf(model, object);
    // other kinds have no field that shows whether their operator has reconciled them
    return made
      ? customResourceWaits(object, made)
      : rollouts([object], 'it takes what the next ones send');
  });
}

/** What to wait for after who sends. */
export function senderWaits(objects: readonly KubeObject[]): Wait[] {
  return rollouts(objects, 'then it runs with its new settings');
}

function madeOf(
  { collectors, jaegers }: Model,
  object: KubeObject,
): readonly DerivedObject[] | undefined {
  return [...collectors.filter(({ operated }) => operated), ...jaegers].find(
    (resource) => resource.object === object,
  )?.objects;
}

function customResourceWaits(object: KubeObject, made: readonly DerivedObject[]): Wait[] {
  const title = titleOf(object);
  const workloads = made.filter(({ kind }) => rolledOut.includes(kind));
  return [
    {
      until: 'observed',
      object: referenceOf(object),
      why: 'until its operator has reconciled it, its pods run with the old settings',
    },
    ...workloads.map(
      ({ kind, name }): Wait => ({
        until: 'rolled-out',
        object: { apiVersion: 'apps/v1', kind, namespace: object.namespace, name },
        madeOf: title,
        why: 'a custom resource that is Ready was reconciled, but its pods need not run',
      }),
    ),
  ];
}

function rollouts(objects: readonly KubeObject[], why: string): Wait[] {
  return objects
    .filter(({ kind }) => rolledOut.includes(kind))
    .map((object) => ({ until: 'rolled-out', object: referenceOf(object), why }));
}
