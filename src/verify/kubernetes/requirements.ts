import type { Requirement } from '../../model/needs/requirements.ts';
import {
  caretakerDefinitions,
  caretakerOf,
  isCaretaker,
} from '../../upstream/operator/caretakers.ts';
import { listed } from '../../upstream/values/shown.ts';
import { type Check, failed, type Outcome, passed } from '../check.ts';
import type { Context } from '../context.ts';
import { conditionOf } from './names.ts';

/** What the manifests need and do not bring. */
export function requirementChecks(context: Context): Check[] {
  return context.model.requirements.map((requirement) => requirementCheck(context, requirement));
}

/** Whether one thing is there that the manifests need and do not bring. */
export function requirementCheck(context: Context, requirement: Requirement): Check {
  const { name, objects } = requirement;
  return {
    title: `${name} is there, which ${objects.length === 1 ? 'one object needs' : `${objects.length} objects need`}`,
    run: () => requirementOutcome(context, requirement),
  };
}

/** Kinds that are there or not, by how a requirement calls them. */
const plainKinds: Readonly<Record<string, string>> = { secret: 'Secret', configmap: 'ConfigMap' };

async function requirementOutcome(context: Context, requirement: Requirement): Promise<Outcome> {
  const { cluster } = context;
  const [prefix = '', first = '', second = ''] = requirement.name.split('/');
  if (prefix === 'namespace') {
    const reference = { apiVersion: 'v1', kind: 'Namespace', namespace: '', name: first };
    if (await cluster.read(reference)) return passed();
    return failed(`the cluster has no namespace ${first}`, {
      fix: `kubectl create namespace ${first}, or leave out what needs it`,
    });
  }
  const kind = Object.hasOwn(plainKinds, prefix) ? plainKinds[prefix] : undefined;
  if (kind !== undefined) {
    const [namespace, name] = [first || context.namespace, second];
    if (await runsAlready(context, requirement)) return passed();
    if (await cluster.read({ apiVersion: 'v1', kind, namespace, name })) return passed();
    return failed(`there is no ${kind} ${namespace}/${name}`, {
      fix: fixOf(kind, namespace, requirement),
    });
  }
  if (prefix === 'kind') return servedOutcome(context, requirement);
  if (await servesAll(context, requirement)) return passed();
  return installedOutcome(context, requirement.name);
}

/**
 * Whether only pods that run already name a Secret or ConfigMap: those of a Thanos with tracing. Of that only arguments are applied, so
 * the rest of its manifest may differ from the cluster.
 */
async function runsAlready(
  { model, cluster, namespace }: Context,
  { objects }: Requirement,
): Promise<boolean> {
  const told = model.thanos.filter(({ container, flags }) => container && flags.length > 0);
  for (const object of objects) {
    if (!told.some((one) => one.object === object)) return false;
    const { apiVersion, kind, name } = object;
    const place = { namespace: object.namespace || namespace };
    if (!(await cluster.read({ apiVersion, kind, name, ...place }))) return false;
  }
  return true;
}

function fixOf(kind: string, namespace: string, { objects }: Requirement): string {
  const readers = new Set(objects.map((object) => `${object.kind}/${object.name}`));
  const keys = kind === 'Secret' ? ', with the keys that docs/configure.md names' : '';
  return `create it in namespace ${namespace}${keys}; ${listed([...readers])} ${readers.size === 1 ? 'reads' : 'read'} it`;
}

/** Whether the cluster knows the kind of the objects that need nothing but that. */
async function servedOutcome({ cluster }: Context, { objects }: Requirement): Promise<Outcome> {
  for (const { apiVersion, kind } of objects) {
    if (await cluster.serves({ apiVersion, kind })) continue;
    return failed(`the cluster knows no ${kind} of ${apiVersion}`, {
      fix: 'install what brings that kind first, or leave out what is of it',
    });
  }
  return passed();
}

/**
 * Whether the cluster serves the kinds of all objects that need an operator. It may serve only some of that operator's kinds, and
 * this can be seen without the right to read CustomResourceDefinitions.
 */
async function servesAll({ cluster }: Context, { name, objects }: Requirement): Promise<boolean> {
  for (const { group, apiVersion, kind } of objects) {
    if (caretakerOf(group) !== name || !(await cluster.serves({ apiVersion, kind }))) return false;
  }
  return objects.length > 0;
}

/** Whether something that takes care of kinds is installed. */
async function installedOutcome({ cluster }: Context, requirement: string): Promise<Outcome> {
  if (!isCaretaker(requirement)) throw new Error(`there is no check for ${requirement}`);
  const name = caretakerDefinitions[requirement];
  const crd = await cluster.read({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    namespace: '',
    name,
  });
  if (!crd) {
    return failed(`${requirement} is not installed: the cluster has no ${name}`, {
      fix: `install ${requirement} first`,
    });
  }
  return conditionOf(crd, 'Established')?.status === 'True'
    ? passed()
    : failed(`${name} is not established`, { fix: `kubectl describe crd ${name}` });
}
