import { createHash } from 'node:crypto';
import { type ObjectReference, titleOf } from '../model/kubernetes/reference.ts';
import type { PlannedObject } from '../plan/step.ts';
import { at, own, record, text, textMap, type UnknownRecord } from '../upstream/values/unknown.ts';
import { type ApplyContext, placed, Stopped } from './context.ts';
import { fieldManager } from './kubectl.ts';

/*
 * Which objects belong together, by the conventions of kubectl's ApplySet (KEP-3659): a parent that names the kinds of its members and
 * the tool, and a label on each member with the id of the parent.
 */

/** Label of a member, with the id of its set. */
export const memberLabel = 'applyset.kubernetes.io/part-of';
const idLabel = 'applyset.kubernetes.io/id';
const toolAnnotation = 'applyset.kubernetes.io/tooling';
const kindsAnnotation = 'applyset.kubernetes.io/contains-group-kinds';
const namespacesAnnotation = 'applyset.kubernetes.io/additional-namespaces';
const tool = `${fieldManager}/v1`;

/** What selects the parents of sets. */
export const parentsSelector = idLabel;

/** A context that knows where its set is. */
export interface AtHome extends ApplyContext {
  /** Namespace of the object that records the set. */
  readonly home: string;
}

/** The object that records a set: a ConfigMap. */
export function parentOf({ home, set }: Pick<AtHome, 'home' | 'set'>): ObjectReference {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace: home, name: set };
}

/** Id of a set, which its parent and its members have in a label. */
export function setId({ name, namespace, kind }: ObjectReference): string {
  const hash = createHash('sha256').update(`${name}.${namespace}.${kind}.`).digest('base64url');
  return `applyset-${hash}-v1`;
}

/** The parent of a set, as it is applied, with kinds of members. */
export function parentManifest(
  parent: ObjectReference,
  kinds: Iterable<string>,
  namespaces: Iterable<string>,
): UnknownRecord {
  const others = [...new Set(namespaces)].filter((one) => one && one !== parent.namespace).sort();
  return {
    apiVersion: parent.apiVersion,
    kind: parent.kind,
    metadata: {
      name: parent.name,
      namespace: parent.namespace,
      labels: { [idLabel]: setId(parent) },
      annotations: {
        [toolAnnotation]: tool,
        [kindsAnnotation]: [...new Set(kinds)].sort().join(','),
        [namespacesAnnotation]: others.join(','),
      },
    },
  };
}

/**
 * The parent of a set as the cluster has it; undefined where it has none.
 *
 * @throws Stopped when the object of that name is none of ours, or is one of the manifests
 */
export async function readParent(context: AtHome): Promise<UnknownRecord | undefined> {
  const parent = parentOf(context);
  const title = titleOf(parent);
  const objects = context.plan.steps.flatMap((step) => step.objects);
  if (objects.some((object) => titleOf(placed(context, object)) === title)) {
    throw new Stopped(
      `${title} is in the manifests, so it cannot record the set ${context.set}`,
      [],
      'name another set with --set',
    );
  }
  const former = await context.verify.cluster.read(parent);
  const problem = former && parentProblem(former);
  if (problem) throw new Stopped(`${title} cannot record the set ${context.set}: ${problem}`);
  return former;
}

/**
 * The parent of a set that is to go; undefined where the cluster has none of this set.
 *
 * @throws Stopped when the set is that of another tool
 */
export async function readOwnParent(context: AtHome): Promise<UnknownRecord | undefined> {
  const parent = parentOf(context);
  const live = await context.verify.cluster.read(parent);
  if (!live || text(own(at(live, 'metadata', 'labels'), idLabel)) !== setId(parent)) {
    return undefined;
  }
  const problem = parentProblem(live);
  if (problem) {
    throw new Stopped(`${titleOf(parent)} does not record a set of ours: ${problem}`);
  }
  return live;
}

/** Whether an object records a set of ours. */
export function isOwnParent(parent: unknown): boolean {
  return textMap(at(parent, 'metadata', 'annotations'))[toolAnnotation] === tool;
}

/** What is wrong with a parent that the cluster has; undefined when it is ours. */
function parentProblem(parent: UnknownRecord): string | undefined {
  const annotations = textMap(at(parent, 'metadata', 'annotations'));
  const owner = annotations[toolAnnotation];
  if (owner === tool) return undefined;
  return owner === undefined
    ? 'tracing apply did not create it'
    : `it is a set of ${owner}, and only that may change it`;
}

/** Kinds that a parent names, `Deployment.apps`. */
export function kindsOf(parent: UnknownRecord | undefined): string[] {
  const annotations = textMap(at(parent, 'metadata', 'annotations'));
  // kubectl is asked for them, to which a hyphen begins an option
  return (annotations[kindsAnnotation] ?? '').split(',').filter((kind) => /^[A-Za-z]/.test(kind));
}

/** Namespaces that a parent names beside its own. */
export function namespacesOf(parent: UnknownRecord | undefined): string[] {
  const annotations = textMap(at(parent, 'metadata', 'annotations'));
  return (annotations[namespacesAnnotation] ?? '').split(',').filter(Boolean);
}

/** Kind and group of an object, as parents name them. */
export function groupKind({ apiVersion, kind }: ObjectReference): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group}`;
}

/** The set that an object of the cluster is a member of; undefined for none. */
export function setOf(object: UnknownRecord | undefined): string | undefined {
  return text(own(at(object, 'metadata', 'labels'), memberLabel));
}

/** A manifest with the label of a set. */
export function asMember(manifest: UnknownRecord, id: string): UnknownRecord {
  const metadata = record(manifest.metadata);
  const labels = { ...record(metadata.labels), [memberLabel]: id };
  return { ...manifest, metadata: { ...metadata, labels } };
}

/**
 * Whether an object becomes a member: it is created here, is a member already, or was applied with our field manager before. What others have created
 * stays theirs, also when we change it, as does what a shared object needs.
 */
export function isOurs(
  { shared, serves }: PlannedObject,
  live: UnknownRecord | undefined,
  id: string,
): boolean {
  if (live === undefined || setOf(live) === id) return true;
  return setOf(live) === undefined && !shared && serves === undefined && isApplied(live);
}

/** Whether somebody has applied an object under our name. */
export function isApplied(live: UnknownRecord): boolean {
  const managers = at(live, 'metadata', 'managedFields');
  return (
    Array.isArray(managers) &&
    managers.some(
      (one) => own(one, 'manager') === fieldManager && own(one, 'operation') === 'Apply',
    )
  );
}
