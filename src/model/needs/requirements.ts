import { readRequirements, requiresAnnotation } from '../../annotations/requires.ts';
import {
  commonConfigMaps,
  isForeignGroup,
  isOfCluster,
  isSystemNamespace,
  namespaceMadeBy,
} from '../../upstream/kubernetes/makers.ts';
import { caretakerOf } from '../../upstream/operator/caretakers.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import { bringsCaretaker } from '../operator/caretakers.ts';
import { Makers, type Wanted } from './makers.ts';
import { readNaming, type WithPods } from './pods.ts';

/** Something that the cluster must have, because objects need it and the manifests do not bring it. */
export interface Requirement {
  /**
   * As the annotation names it; a Secret or ConfigMap with its namespace, `secret/tracing/webhook-tls`, and a kind that nobody here
   * takes care of as `kind/KIND.GROUP`.
   */
  readonly name: string;
  /** Whether an object says it by the annotation. If not, it follows from what the manifests hold and lack. */
  readonly said: boolean;
  /** Objects that need it, in the order of application. */
  readonly objects: readonly KubeObject[];
}

/** What the manifests need, and what of it comes about while they are applied. */
export interface NeedsPart {
  /** What objects need in the cluster, and the manifests do not bring. */
  readonly requirements: readonly Requirement[];
  /** Objects of other operators that make Secrets and ConfigMaps which pods of the manifests do not start without. */
  readonly makers: ReadonlySet<KubeObject>;
  /** Namespaces that others make because an object of the manifests tells them to, by name, with that object. */
  readonly madeNamespaces: ReadonlyMap<string, KubeObject>;
}

/** Reads what objects need in the cluster, in the order of application. */
export function readNeeds(known: WithPods): NeedsPart {
  const { objects } = known;
  const needs = new Needs(known);
  const named = groupBy(readNaming(known), ({ object }) => object);
  const needing = new Map<string, { said: boolean; readonly objects: Set<KubeObject> }>();
  const add = (object: KubeObject, said: boolean, names: Iterable<string>) => {
    for (const name of names) {
      const entry = needing.get(name) ?? { said, objects: new Set() };
      entry.said ||= said;
      entry.objects.add(object);
      needing.set(name, entry);
    }
  };
  for (const object of objects.all) {
    add(object, true, needs.said(object));
    add(object, false, needs.ofKind(object));
    const wanted = (named.get(object) ?? []).flatMap((one) => one.wanted);
    add(
      object,
      false,
      wanted.flatMap((one) => needs.ofPods(one)),
    );
  }
  const requirements = [...needing].map(([name, { said, objects: all }]) => ({
    name,
    said,
    objects: [...all],
  }));
  return { requirements, makers: needs.makers, madeNamespaces: needs.madeNamespaces };
}

class Needs {
  /** Who makes what pods need. */
  readonly makers = new Set<KubeObject>();
  readonly madeNamespaces: ReadonlyMap<string, KubeObject>;
  private readonly known: WithPods;
  private readonly found: Makers;
  private readonly defined: ReadonlySet<string>;

  constructor(known: WithPods) {
    this.known = known;
    this.found = new Makers(known.objects);
    this.madeNamespaces = madeNamespaces(known.objects);
    this.defined = new Set(
      known.objects
        .ofKind('CustomResourceDefinition')
        .map(({ value }) =>
          kindKey(at(value, 'spec', 'group'), at(value, 'spec', 'names', 'kind')),
        ),
    );
  }

  /** What the annotation of an object says. */
  said({ annotations, namespace }: KubeObject): string[] {
    return readRequirements(annotations[requiresAnnotation] ?? '').flatMap((requirement) => {
      const slash = requirement.indexOf('/');
      const [kind, name] = [requirement.slice(0, slash), requirement.slice(slash + 1)];
      if (slash > 0 && kind === 'namespace') return this.ofNamespace(name);
      if (slash > 0 && kind === 'secret') {
        return this.ofPods({ kind: 'Secret', namespace, name, spared: false });
      }
      return bringsCaretaker(this.known, requirement) ? [] : [requirement];
    });
  }

  /** What an object needs because of its kind and its place. */
  ofKind({ group, kind, namespace }: KubeObject): string[] {
    const isPlaced = namespace !== '' && !isSystemNamespace(namespace) && !isOfCluster(kind);
    return [...this.ofGroup(group, kind), ...(isPlaced ? this.ofNamespace(namespace) : [])];
  }

  /** What a Secret or ConfigMap needs: to be there already, unless somebody makes it. */
  ofPods(wanted: Wanted): string[] {
    const { kind, namespace, name, spared } = wanted;
    if (this.known.objects.find(kind, namespace, name) || this.isMadeByOperators(wanted)) return [];
    const maker = this.found.of(wanted);
    if (maker) {
      this.makers.add(maker);
      return [];
    }
    return spared ? [] : [`${kind.toLowerCase()}/${namespace}/${name}`];
  }

  private ofGroup(group: string, kind: string): string[] {
    if (this.defined.has(kindKey(group, kind))) return [];
    const caretaker = caretakerOf(group);
    if (caretaker) return bringsCaretaker(this.known, caretaker) ? [] : [caretaker];
    return isForeignGroup(group) ? [`kind/${kind}.${group}`] : [];
  }

  private ofNamespace(name: string): string[] {
    const isBrought =
      this.known.objects.find('Namespace', '', name) || this.madeNamespaces.has(name);
    return isBrought ? [] : [`namespace/${name}`];
  }

  private isMadeByOperators({ kind, namespace, name }: Wanted): boolean {
    if (kind === 'ConfigMap' && commonConfigMaps.includes(name)) return true;
    return [...this.known.collectors, ...this.known.jaegers].some(
      (resource) =>
        resource.namespace === namespace &&
        resource.objects.some((made) => made.kind === kind && made.name === name),
    );
  }
}

/** Those that no Namespace of the manifests is. */
function madeNamespaces(objects: ObjectIndex): ReadonlyMap<string, KubeObject> {
  const made = objects.all.flatMap((object): [string, KubeObject][] => {
    const name = namespaceMadeBy(object.value);
    return name === undefined || objects.find('Namespace', '', name) ? [] : [[name, object]];
  });
  return new Map(made);
}

function kindKey(group: unknown, kind: unknown): string {
  return `${text(group)} ${text(kind)}`;
}
