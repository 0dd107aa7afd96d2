import type { KubeObject } from '../../model/kubernetes/objects.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';

/**
 * What becomes of a value of the input.
 *
 * - `carried`: an object of the output has it, or what does the same
 * - `none`: it did something, and nothing in the output does it
 * - `dropped`: it had no effect, or is not needed any more
 */
export type Fate = 'carried' | 'none' | 'dropped';

/** A value of the input and what becomes of it. */
export interface Entry {
  readonly path: Path;
  readonly fate: Fate;
  /** Where it is now, or why it is not. */
  readonly text: string;
}

// several parts of Jaeger may read one value: the highest rank wins
const rank: Readonly<Record<Fate, number>> = { dropped: 0, none: 1, carried: 2 };

/** Keeps account of an object of the input: what becomes of each of its values. */
export class Ledger {
  readonly object: KubeObject;
  private readonly entries = new Map<string, Entry>();
  /** Paths above those of entries. */
  private readonly ways = new Set<string>();

  constructor(object: KubeObject) {
    this.object = object;
  }

  /** A mark for the values at some paths, each with all that is in it. */
  at(...paths: readonly Path[]): Mark {
    return new Mark(this.object, paths, (entry) => this.note(entry));
  }

  /** What becomes of each value of the object, in its order; a mapping or list of one fate is one entry. */
  get all(): readonly Entry[] {
    return this.below([], this.object.value, undefined);
  }

  private note(entry: Entry): void {
    const key = keyOf(entry.path);
    const known = this.entries.get(key);
    if (known && rank[known.fate] >= rank[entry.fate]) return;
    this.entries.set(key, entry);
    for (let length = 0; length < entry.path.length; length++) {
      this.ways.add(keyOf(entry.path.slice(0, length)));
    }
  }

  private below(path: Path, value: unknown, around: Entry | undefined): Entry[] {
    const own = this.entries.get(keyOf(path)) ?? around;
    // such as the empty sections that the operator writes into a Jaeger
    if (own?.fate !== 'carried' && isHollow(value)) {
      return [{ path, fate: 'dropped', text: emptiness }];
    }
    if (own && !this.ways.has(keyOf(path))) return [{ ...own, path }];
    const parts = partsOf(value);
    if (parts.length > 0) {
      return parts.flatMap(([key, part]) => this.below([...path, key], part, own));
    }
    return [{ path, fate: 'dropped', text: 'Jaeger v1 has no such field' }];
  }
}

/** Notes what becomes of a value. */
export class Mark {
  private readonly object: KubeObject;
  private readonly paths: readonly Path[];
  private readonly note: (entry: Entry) => void;

  constructor(object: KubeObject, paths: readonly Path[], note: (entry: Entry) => void) {
    this.object = object;
    this.paths = paths;
    this.note = note;
  }

  /** Says where the value is in the output. */
  carried(where: string): void {
    for (const path of this.paths) this.note({ path, fate: 'carried', text: where });
  }

  /** Says why nothing in the output does what the value did, as the end of a sentence. */
  none(because: string): void {
    for (const path of this.paths) this.note({ path, fate: 'none', text: because });
  }

  /** Says why the value is not needed, as the end of a sentence. */
  dropped(because: string): void {
    for (const path of this.paths) this.note({ path, fate: 'dropped', text: because });
  }

  /** An error about the value, without which there is nothing to write. */
  refusal(reason: string): MigrationError {
    return new MigrationError(this.object, this.paths[0] ?? [], reason);
  }
}

/** Why an input cannot be migrated, and where in it. */
export class MigrationError extends Error {
  readonly object: KubeObject;
  readonly path: Path;

  constructor(object: KubeObject, path: Path, reason: string) {
    super(reason);
    this.name = 'MigrationError';
    this.object = object;
    this.path = path;
  }
}

/** Why fields without content are dropped. */
export const emptiness = 'nothing is written there';

/** Whether there is nothing in a value, at any depth. */
function isHollow(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && partsOf(value).every(([, part]) => isHollow(part));
}

function partsOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return isRecord(value) ? Object.entries(value) : [];
}

function keyOf(path: Path): string {
  return ['', ...path].join('\n');
}
