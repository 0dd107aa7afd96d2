import { nearest } from '../../upstream/values/nearest.ts';
import { isSubstituted } from '../../upstream/values/substituted.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import type { ServiceHost } from './address.ts';
import type { Resource, ResourceKind } from './resources.ts';
import type { Sender } from './senders.ts';
import type { Service, ServiceIndex } from './services.ts';

/**
 * Why a Service is thought to be missing.
 *
 * - `custom-resource-name`: the name of a custom resource, not of a Service that its operator makes
 * - `not-created`: a Service that the operator makes for other modes, strategies or releases of this resource
 * - `other-namespace`: a Service of that name is in another namespace
 * - `unknown-namespace`: the same, and the manifests know nothing of the namespace that the address names
 * - `swapped`: name and namespace of a Service stand the wrong way round
 * - `misspelt`: a Service, or the namespace of a Service of that name, has nearly that name
 * - `other-name`: the name that a resource of the usual name would have, and the only one there has another
 */
export type MissingReason =
  | 'custom-resource-name'
  | 'not-created'
  | 'other-namespace'
  | 'unknown-namespace'
  | 'swapped'
  | 'misspelt'
  | 'other-name';

/** Why a Service is thought to be missing, and the Services that the name may stand for. */
export interface Missing<T extends Service = Service> {
  readonly reason: MissingReason;
  readonly meant: readonly T[];
}

/** What names are looked up in. */
export interface Names<T extends Service> {
  readonly objects: ObjectIndex;
  readonly services: ServiceIndex<T>;
  /** Custom resources that operators make Services for. */
  readonly kinds: readonly ResourceKind<T>[];
}

/** Custom resources of one name and namespace. */
type Owner<T extends Service> = readonly Resource<T>[];

/** Services of one kind of custom resource, by the names that they usually have. */
interface UsualName<T extends Service> {
  /** Has the role for its first group. */
  readonly pattern: RegExp;
  readonly services: ReadonlySet<T>;
}

// looking for slips of the pen among more would take quadratic time
const mostCandidates = 200;

/** Tells addresses that the stack would own, but where it has no Service, from those of somebody else. */
export class MissingServices<T extends Service> {
  private readonly objects: ObjectIndex;
  private readonly services: ServiceIndex<T>;
  private readonly owners: ReadonlyMap<string, Owner<T>>;
  private readonly ownersByName: ReadonlyMap<string | undefined, readonly Owner<T>[]>;
  private readonly suffix: RegExp;
  private readonly usual: readonly UsualName<T>[];
  private readonly derived: readonly T[];
  /** Whether a name is filled in later, which may be any that an address names. */
  private readonly unknownNames: boolean;

  constructor({ objects, services, kinds }: Names<T>) {
    this.objects = objects;
    this.services = services;
    this.derived = services.all.filter(({ derived }) => derived);
    this.unknownNames = services.all.some(({ object }) => isSubstituted(object.name));
    this.owners = groupBy(
      kinds.flatMap(({ resources }) => resources),
      ({ object }) => key(object.namespace, object.name),
    );
    this.ownersByName = groupBy([...this.owners.values()], ([first]) => first?.object.name);
    const suffixes = kinds.flatMap(({ names }) => names.suffixes);
    this.suffix = new RegExp(`-(?:${suffixes.join('|')})$`);
    this.usual = kinds.map(({ names, resources }) => ({
      pattern: new RegExp(`^(?:${names.usual.join('|')})-(?:.*-)?(${names.roles.join('|')})$`),
      services: new Set(servicesOf(resources)),
    }));
  }

  /** Why a host that no Service answers to is a mistake; undefined when it may well be somebody else's. */
  explain(
    { name, namespace: written }: ServiceHost,
    port: number | undefined,
    sender: Sender,
  ): Missing<T> | undefined {
    if (this.unknownNames) return undefined;
    const namespace = written ?? sender.namespace;
    const own = this.owners.get(key(namespace, name));
    if (own) return { reason: 'custom-resource-name', meant: servicesOf(own) };
    const made = this.owners.get(key(namespace, name.replace(this.suffix, '')));
    if (made) return { reason: 'not-created', meant: servicesOf(made) };
    const swapped = this.services.find(name, namespace);
    if (swapped?.namespace === name) return { reason: 'swapped', meant: [swapped] };
    const known = written === undefined || this.objects.hasNamespace(namespace);
    return (
      this.elsewhere(name, namespace, known, sender) ??
      (known ? this.otherResource(name) : undefined) ??
      (known ? this.misspelt(name, namespace, written === undefined, sender) : undefined) ??
      (known ? this.otherName(name, namespace, port, sender) : undefined)
    );
  }

  private elsewhere(
    name: string,
    namespace: string,
    known: boolean,
    sender: Sender,
  ): Missing<T> | undefined {
    // a sender that names a Service like its own in another namespace means that other one
    const named = this.services.named(name).filter(({ object }) => object !== sender.client);
    if (known) return named.length > 0 ? { reason: 'other-namespace', meant: named } : undefined;
    const derived = named.filter((service) => service.derived);
    if (derived.length === 0) {
      const meant = named.filter((service) => isTypingError(namespace, service.namespace));
      return meant.length > 0 ? { reason: 'misspelt', meant } : undefined;
    }
    const near = nearest(
      namespace,
      derived.map((service) => service.namespace),
    );
    return near === undefined
      ? { reason: 'unknown-namespace', meant: derived }
      : { reason: 'misspelt', meant: derived.filter((service) => service.namespace === near) };
  }

  private otherResource(name: string): Missing<T> | undefined {
    const meant = this.ownersByName.get(name)?.flatMap(servicesOf) ?? [];
    return meant.length > 0 ? { reason: 'custom-resource-name', meant } : undefined;
  }

  private otherName(
    name: string,
    namespace: string,
    port: number | undefined,
    sender: Sender,
  ): Missing<T> | undefined {
    for (const { pattern, services } of this.usual) {
      const role = pattern.exec(name)?.[1];
      if (role === undefined) continue;
      const meant = this.services
        .inNamespace(namespace)
        .filter(
          (service) =>
            service.role === role &&
            services.has(service) &&
            service.object !== sender.client &&
            service.ports.some((candidate) => candidate.port === port),
        );
      return meant.length === 1 ? { reason: 'other-name', meant } : undefined;
    }
    return undefined;
  }

  private misspelt(
    name: string,
    namespace: string,
    short: boolean,
    { client }: Sender,
  ): Missing<T> | undefined {
    const ofOthers = ({ object }: T) => object !== client;
    const neighbours = this.services.inNamespace(namespace).filter(ofOthers);
    const meant =
      nearService(name, neighbours) ??
      (short ? nearService(name, this.derived.filter(ofOthers)) : []);
    return meant && meant.length > 0 ? { reason: 'misspelt', meant } : undefined;
  }
}

function servicesOf<T extends Service>(resources: Owner<T>): T[] {
  return resources.flatMap(({ services }) => services);
}

function nearService<T extends Service>(name: string, candidates: readonly T[]): T[] | undefined {
  if (candidates.length > mostCandidates) return undefined;
  const near = nearest(
    name,
    candidates.map((service) => service.name).filter((other) => isSlip(name, other)),
  );
  return near === undefined ? undefined : candidates.filter((service) => service.name === near);
}

/** Whether no whole word between dashes is another: `store-collector` is no slip of the pen for `stove2-collector`. */
function isSlip(name: string, other: string): boolean {
  const [words, others] = [name.split('-'), other.split('-')];
  if (words.length !== others.length) return true;
  return words.every((word, index) => {
    const theirs = others[index] ?? '';
    const most = Math.max(1, Math.floor(word.length / 3));
    return word === theirs || nearest(word, [theirs], most) !== undefined;
  });
}

/**
 * Whether a name is another but for one letter of a long word: namespaces that differ in a short one, a number or the end of a word,
 * as singular and plural do, are often siblings.
 */
function isTypingError(name: string, other: string): boolean {
  const [words, others] = [name.split('-'), other.split('-')];
  return (
    words.length === others.length &&
    words.every((word, index) => {
      const theirs = others[index] ?? '';
      const long = /^[a-z]{6,}$/.test(word) && /^[a-z]{6,}$/.test(theirs);
      const ends = word.slice(0, -1) === theirs || theirs.slice(0, -1) === word;
      const last = word.slice(0, -1) === theirs.slice(0, -1);
      return (
        word === theirs || (long && !ends && !last && nearest(word, [theirs], 1) !== undefined)
      );
    })
  );
}

function key(namespace: string, name: string): string {
  return `${namespace}\n${name}`;
}
