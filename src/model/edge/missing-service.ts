import { nearest } from '../../upstream/values/nearest.ts';
import type { Collector } from '../collector/instances.ts';
import type { Jaeger } from '../jaeger/instances.ts';
import { groupBy } from '../kubernetes/group.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import type { ServiceHost } from './address.ts';
import type { Sender } from './senders.ts';
import type { Service, ServiceIndex } from './services.ts';

/**
 * Why a Service is thought to be missing.
 *
 * - `custom-resource-name`: the name of a collector or Jaeger, not of a Service that its operator makes
 * - `not-created`: a Service that the operator makes for other modes, strategies or releases of this resource
 * - `other-namespace`: a Service of that name is in another namespace
 * - `unknown-namespace`: the same, and the manifests know nothing of the namespace that the address names
 * - `swapped`: name and namespace of a Service stand the wrong way round
 * - `misspelt`: a Service, or the namespace of a Service of that name, has nearly that name
 * - `other-name`: the name that a Jaeger or collector of the usual name would have, and the only one there has another
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
export interface Missing {
  readonly reason: MissingReason;
  readonly meant: readonly Service[];
}

/** What names are looked up in. */
export interface Cluster {
  readonly objects: ObjectIndex;
  readonly services: ServiceIndex;
  readonly collectors: readonly Collector[];
  readonly jaegers: readonly Jaeger[];
}

/** A custom resource that an operator makes Services for. */
interface Owner {
  readonly name: string;
  readonly namespace: string;
  readonly services: Service[];
}

// looking for slips of the pen among more would take quadratic time
const mostCandidates = 200;

const suffixes =
  /-(collector|query|agent|collector-headless|collector-monitoring|collector-extension|headless)$/;

/** Tells addresses that the stack would own, but where it has no Service, from those of somebody else. */
export class MissingServices {
  private readonly objects: ObjectIndex;
  private readonly services: ServiceIndex;
  private readonly owners: ReadonlyMap<string, Owner>;
  private readonly ownersByName: ReadonlyMap<string, readonly Owner[]>;
  private readonly derived: readonly Service[];

  constructor({ objects, services, collectors, jaegers }: Cluster) {
    this.objects = objects;
    this.services = services;
    this.derived = services.all.filter(({ derived }) => derived);
    const owners = new Map<string, Owner>();
    for (const { namespace, name } of [
      ...collectors.filter(({ operated }) => operated),
      ...jaegers,
    ]) {
      owners.set(key(namespace, name), { name, namespace, services: [] });
    }
    for (const service of this.derived) {
      owners.get(key(service.namespace, service.object.name))?.services.push(service);
    }
    this.owners = owners;
    this.ownersByName = groupBy([...owners.values()], ({ name }) => name);
  }

  /** Why a host that no Service answers to is a mistake; undefined when it may well be somebody else's. */
  explain(
    { name, namespace: written }: ServiceHost,
    port: number | undefined,
    sender: Sender,
  ): Missing | undefined {
    const namespace = written ?? sender.namespace;
    const own = this.owners.get(key(namespace, name));
    if (own) return { reason: 'custom-resource-name', meant: own.services };
    const made = this.owners.get(key(namespace, name.replace(suffixes, '')));
    if (made) return { reason: 'not-created', meant: made.services };
    const swapped = this.services.find(name, namespace);
    if (swapped?.namespace === name) return { reason: 'swapped', meant: [swapped] };
    const known = written === undefined || this.objects.hasNamespace(namespace);
    return (
      this.elsewhere(name, namespace, known, sender) ??
      (known ? this.otherResource(name) : undefined) ??
      (known ? this.misspelt(name, namespace, written === undefined) : undefined) ??
      (known ? this.otherName(name, namespace, port, sender) : undefined)
    );
  }

  private elsewhere(
    name: string,
    namespace: string,
    known: boolean,
    sender: Sender,
  ): Missing | undefined {
    // a sender that names a Service like its own in another namespace means that other one
    const named = this.services.named(name).filter(({ object }) => object !== sender.client);
    if (known) return named.length > 0 ? { reason: 'other-namespace', meant: named } : undefined;
    const derived = named.filter((service) => service.derived);
    if (derived.length === 0) return undefined;
    const near = nearest(
      namespace,
      derived.map((service) => service.namespace),
    );
    return near === undefined
      ? { reason: 'unknown-namespace', meant: derived }
      : { reason: 'misspelt', meant: derived.filter((service) => service.namespace === near) };
  }

  private otherResource(name: string): Missing | undefined {
    const meant = this.ownersByName.get(name)?.flatMap(({ services }) => services) ?? [];
    return meant.length > 0 ? { reason: 'custom-resource-name', meant } : undefined;
  }

  private otherName(
    name: string,
    namespace: string,
    port: number | undefined,
    sender: Sender,
  ): Missing | undefined {
    const [, kind, role] =
      /^(jaeger|otel|opentelemetry)-(?:.*-)?(collector|query)$/.exec(name) ?? [];
    if (kind === undefined) return undefined;
    const meant = this.services
      .inNamespace(namespace)
      .filter(
        (service) =>
          service.role === role &&
          service.object !== sender.client &&
          (kind === 'jaeger') === (service.jaeger !== undefined) &&
          service.ports.some((candidate) => candidate.port === port),
      );
    return meant.length === 1 ? { reason: 'other-name', meant } : undefined;
  }

  private misspelt(name: string, namespace: string, short: boolean): Missing | undefined {
    const neighbours = this.services.inNamespace(namespace);
    const meant = nearService(name, neighbours) ?? (short ? nearService(name, this.derived) : []);
    return meant && meant.length > 0 ? { reason: 'misspelt', meant } : undefined;
  }
}

function nearService(name: string, candidates: readonly Service[]): Service[] | undefined {
  if (candidates.length > mostCandidates) return undefined;
  const near = nearest(
    name,
    candidates.map((service) => service.name),
  );
  return near === undefined ? undefined : candidates.filter((service) => service.name === near);
}

function key(namespace: string, name: string): string {
  return `${namespace}\n${name}`;
}
