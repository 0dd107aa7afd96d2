import { isDeepStrictEqual } from 'node:util';
import type { JaegerV2Role } from '../../constructs/jaeger/v2/props.ts';
import { at, isRecord, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';

/** A part of the output that can be applied on its own, in this order. */
export type Step = 'query' | 'ui' | 'collector' | 'names';

/** What is changed in an object that the construct makes, where no prop is there for it. */
export interface Patch {
  /** Id of the object's node in the construct, `IndexCleaner`. */
  readonly child: string;
  /** JSON pointer of what is added, or replaced. */
  readonly pointer: string;
  readonly value: unknown;
}

/** An object beside those of the construct. */
export interface ExtraObject {
  readonly step: Step;
  /** Id of its node, `OldQueryService`. */
  readonly id: string;
  readonly object: UnknownRecord;
}

/** Something to do, and the commands for it. */
export interface CutOverStep {
  readonly title: string;
  readonly commands: readonly string[];
}

type Tree = Record<string, unknown>;

/** A Jaeger v2 that is being put together: the props of the construct, and what goes beside it. */
export class Draft {
  /** Name of the Jaeger v2. */
  readonly name: string;
  readonly namespace: string;
  /** Release of Jaeger v2. */
  readonly release: string;
  /** Props of the construct but for those that follow. */
  readonly props: Tree = {};
  /** Props of Kafka, where it is between what takes spans and what stores them. */
  readonly kafka: Tree = {};
  /** Labels of all objects. */
  readonly labels: Record<string, string> = {};
  /** References to Secrets by which images are pulled. */
  readonly pullSecrets: unknown[] = [];
  /** Configuration that is to be, by role; what a prop says is taken out of it. */
  readonly config: Partial<Record<JaegerV2Role, Tree>> = {};
  /** Spec of the CR that is to be, by role. */
  readonly spec: Partial<Record<JaegerV2Role, Tree>> = {};
  readonly patches: Patch[] = [];
  /** Volumes of v1 with a file that a prop says or names now, each with where it is. */
  readonly liftedVolumes = new Map<string, string>();
  readonly objects: ExtraObject[] = [];
  /** What is otherwise than before, though nothing in the input speaks of it. */
  readonly notes: string[] = [];
  /** What has to be done before anything is applied, beside making Secrets. */
  private readonly before: CutOverStep[] = [];
  /** Keys of Secrets that are to be made of what stood in the clear, by the names of these. */
  private readonly secrets = new Map<string, Set<string>>();

  constructor(name: string, namespace: string, release: string) {
    this.name = name;
    this.namespace = namespace;
    this.release = release;
  }

  /** Sets what the configuration of a role has at a path. */
  configure(role: JaegerV2Role, path: Path, value: unknown): void {
    this.config[role] = withPart(this.config[role] ?? {}, path, value);
  }

  /** What the configuration of a role has at a path. */
  configured(role: JaegerV2Role, path: Path): unknown {
    return at(this.config[role], ...path);
  }

  /** Takes out what the configuration of a role has at a path; mappings that are empty then go too. */
  unconfigure(role: JaegerV2Role, path: Path): void {
    if (this.configured(role, path) === undefined) return;
    this.config[role] = without(this.config[role] ?? {}, path);
  }

  /**
   * Takes a setting out of the configurations, since a prop says it for all roles; a role that has another value than the first
   * one keeps it.
   *
   * @returns the value of what writes into the storage, or else of what reads
   */
  lift(path: Path): unknown {
    const holders = byWeight.filter((role) => this.configured(role, path) !== undefined);
    const [first] = holders;
    const value = first && this.configured(first, path);
    for (const role of holders) {
      if (isDeepStrictEqual(this.configured(role, path), value)) this.unconfigure(role, path);
    }
    return value;
  }

  /** Adds to what the spec of a role has: entries to lists and mappings, values to fields. */
  specify(role: JaegerV2Role, field: string, value: unknown): void {
    const spec = this.spec[role] ?? {};
    const known = spec[field];
    this.spec[role] = { ...spec, [field]: joined(known, value) };
  }

  /** Adds the ServiceAccount that has the pull secrets, where there are any. */
  addPullSecrets(step: Step): void {
    if (this.pullSecrets.length === 0) return;
    this.objects.push({
      step,
      id: 'ServiceAccount',
      object: {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: `${this.name}-pods`, namespace: this.namespace },
        imagePullSecrets: this.pullSecrets.filter(
          (one, index, all) => all.findIndex((other) => isDeepStrictEqual(one, other)) === index,
        ),
      },
    });
  }

  /** Gives a label to all objects. */
  label(key: string, value: string): void {
    this.labels[key] = value;
  }

  /** Says once what is otherwise than before. */
  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  /** Says what has to be done first. */
  first(title: string, ...commands: readonly string[]): void {
    this.before.push({ title, commands });
  }

  /** Has keys of a Secret made of what stood in the clear. */
  promise(secret: string, keys: Iterable<string>): void {
    this.secrets.set(secret, new Set([...(this.secrets.get(secret) ?? []), ...keys]));
  }

  /** What has to be done before anything is applied. */
  get preparations(): readonly CutOverStep[] {
    const made = [...this.secrets].map(([secret, keys]): CutOverStep => {
      const literals = [...keys].map((key) => `--from-literal=${key}=…`).join(' ');
      return {
        title: `Make the Secret ${secret} of what stood in the clear`,
        commands: [`kubectl -n ${this.namespace} create secret generic ${secret} ${literals}`],
      };
    });
    return [...this.before, ...made];
  }
}

// what one role of these writes, the next ones read
const byWeight: readonly JaegerV2Role[] = ['ingester', 'collector', 'query'];

function joined(known: unknown, value: unknown): unknown {
  if (Array.isArray(known) && Array.isArray(value)) return [...known, ...value];
  return isRecord(known) && isRecord(value) ? { ...known, ...value } : value;
}

function withPart(tree: UnknownRecord, [key, ...rest]: Path, value: unknown): Tree {
  if (key === undefined) return { ...tree };
  const below = tree[key];
  return {
    ...tree,
    [key]: rest.length === 0 ? value : withPart(isRecord(below) ? below : {}, rest, value),
  };
}

function without(tree: UnknownRecord, [key = '', ...rest]: Path): Tree {
  const { [key]: below, ...others } = tree;
  if (rest.length === 0 || !isRecord(below)) return others;
  const left = without(below, rest);
  return Object.keys(left).length === 0 ? others : { ...tree, [key]: left };
}
