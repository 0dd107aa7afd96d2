import type { ObjectReference } from '../../model/kubernetes/reference.ts';
import type { Requirement } from '../../model/needs/requirements.ts';
import { laterNamespaces } from '../../plan/later-namespaces.ts';
import type { Step } from '../../plan/step.ts';
import { installsPrograms, mayMakeData } from '../../upstream/kubernetes/makers.ts';

/**
 * When a need is looked for: before anything is changed, once the namespaces of the plan are there, or before the first step that has
 * an object with it. As early as possible, so that little is changed by a plan that cannot come to its end, and not before what may
 * have made it.
 */
export type Due = 'start' | 'namespaces' | 'step';

/** When a need of a plan with these objects is looked for. */
export function dueOf({ name }: Requirement, planned: Step['objects']): Due {
  const [kind, namespace = ''] = name.split('/');
  // an operator of the plan may bring kinds when it starts
  if (kind === 'kind') return 'step';
  if (kind === 'namespace') return 'start';
  // and so may what the plan has others install
  if (namespace === '') return planned.some(isInstaller) ? 'step' : 'start';
  const mayBeMade = planned.some(
    (object) =>
      [namespace, ''].includes(object.namespace) &&
      (object.apiVersion === 'batch/v1' || hasUnknownMaker(object)),
  );
  if (mayBeMade) return 'step';
  // before that, nothing can exist in it
  if (laterNamespaces(planned).has(namespace)) return 'step';
  const isNew = planned.some((object) => object.kind === 'Namespace' && object.name === namespace);
  return isNew ? 'namespaces' : 'start';
}

function isInstaller({ apiVersion, kind }: ObjectReference): boolean {
  return installsPrograms(groupOf(apiVersion), kind);
}

function groupOf(apiVersion: string): string {
  return apiVersion.split('/', 1)[0] ?? '';
}

/** Whether an operator may make something of an object by a name that no manifest says; cert-manager is always told it. */
function hasUnknownMaker({ apiVersion }: ObjectReference): boolean {
  const group = groupOf(apiVersion);
  return mayMakeData(group) && group !== 'cert-manager.io';
}
