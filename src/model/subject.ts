import type { Completion, ContainerListening } from './edge/pods.ts';
import type { ResourceKind } from './edge/resources.ts';
import type { Sender } from './edge/senders.ts';
import type { Service } from './edge/services.ts';
import type { ObjectIndex } from './kubernetes/objects.ts';
import type { Workload } from './kubernetes/workloads.ts';
import type { Releases } from './releases.ts';

/** What every subject reads from. */
export interface Cluster {
  /** All objects, in the order of application, findable by kind and name. */
  readonly objects: ObjectIndex;
  /** Everything that makes pods. */
  readonly workloads: readonly Workload[];
  /** Tells the releases of images. */
  readonly releases: Releases;
}

/**
 * All that the model knows of one system: adding a system is writing one, and listing it in `model.ts`.
 *
 * @typeParam Given - what it reads from, the cluster and parts of subjects that are listed before it
 * @typeParam Part - its own fields of the model
 * @typeParam S - its senders, with what it adds to them for rules
 * @typeParam T - Services with its pods behind them, with what it adds to them for rules
 */
export interface Subject<
  Given,
  Part extends object = object,
  S extends Sender = never,
  T extends Service = never,
> {
  /** Reads its part of the model. */
  readonly read: (given: Given) => Part;
  /**
   * Custom resources that its operator makes pods and Services for.
   *
   * @default - none
   */
  readonly resources?: (model: Given & Part) => ResourceKind<T>;
  /**
   * Workloads that run it, each with what that tells of a Service with the workload behind it.
   *
   * @default - none, or no more than their images tell
   */
  readonly workloads?: (model: Given & Part) => ReadonlyMap<Workload, Completion<T>>;
  /**
   * What a container of one of its images listens for on a port.
   *
   * @default - nothing is known
   */
  readonly listening?: ContainerListening;
  /**
   * What of it connects to addresses.
   *
   * @default - nothing
   */
  readonly senders?: (model: Given & Part) => readonly S[];
}

/** What subjects have read from a cluster. */
interface Reading<Known, S extends Sender, T extends Service> {
  /** The cluster and the parts of all subjects. */
  readonly known: Known;
  readonly kinds: readonly ResourceKind<T>[];
  readonly runs: ReadonlyMap<Workload, Completion<T>>;
  readonly senders: readonly S[];
}

/** Subjects in the order in which they are read. */
export class Subjects<Known extends Cluster, S extends Sender, T extends Service> {
  /** The empty list. */
  static readonly none = new Subjects<Cluster, never, never>(
    (cluster) => ({ known: cluster, kinds: [], runs: new Map(), senders: [] }),
    [],
  );

  /** Reads a cluster, one subject after the other. */
  readonly read: (cluster: Cluster) => Reading<Known, S, T>;
  private readonly listenings: readonly ContainerListening[];

  private constructor(
    read: (cluster: Cluster) => Reading<Known, S, T>,
    listenings: readonly ContainerListening[],
  ) {
    this.read = read;
    this.listenings = listenings;
  }

  /** The list with one more subject, which may read what those before it have read. */
  and<Part extends object, S2 extends Sender, T2 extends Service>(
    subject: Subject<Known, Part, S2, T2>,
  ): Subjects<Known & Part, S | S2, T | T2> {
    return new Subjects<Known & Part, S | S2, T | T2>(
      (cluster) => {
        const before = this.read(cluster);
        const known = { ...before.known, ...subject.read(before.known) };
        return {
          known,
          kinds: subject.resources ? [...before.kinds, subject.resources(known)] : before.kinds,
          runs: new Map<Workload, Completion<T | T2>>([
            ...before.runs,
            ...(subject.workloads?.(known) ?? []),
          ]),
          senders: [...before.senders, ...(subject.senders?.(known) ?? [])],
        };
      },
      subject.listening ? [...this.listenings, subject.listening] : this.listenings,
    );
  }

  /** What a container listens for on a port; undefined when no subject knows. */
  readonly listening: ContainerListening = (container, port) => {
    for (const listening of this.listenings) {
      const found = listening(container, port);
      if (found) return found;
    }
    return undefined;
  };
}
