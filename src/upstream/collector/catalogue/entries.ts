import type { SettingKind } from '../../values/setting.ts';
import { isAtLeast } from '../../values/version.ts';

/** Name of a Go type: its package, and behind the last dot its own. */
export type TypeName = `${string}.${string}`;

/**
 * What a setting takes, as `imports/catalogue/components.json` says it: a kind alone, the type of a section alone, or more; a section
 * where no kind is said.
 */
export type WrittenSlot = SettingKind | TypeName | (Omit<Slot, 'is'> & Partial<Pick<Slot, 'is'>>);

/** What a setting takes. */
export interface Slot {
  readonly is: SettingKind;
  /** What a list or map holds. */
  readonly of?: WrittenSlot;
  /** Go type that it shares with others, which has its keys or words. */
  readonly type?: string;
  /** Settings of a section that has no type of its own. */
  readonly keys?: Readonly<Record<string, WrittenSlot>>;
  /** All texts that it takes, in lower or upper case. */
  readonly words?: readonly string[];
  /** Whether there may be other words. */
  readonly loose?: boolean;
  /** Whether the words stand for numbers, which are taken, too. */
  readonly coded?: boolean;
  /** Whether `enabled` turns the section off. */
  readonly optional?: boolean;
  /** Whether other keys are taken, too, without any effect. */
  readonly open?: boolean;
  readonly deprecated?: boolean;
  /** Whether a text may stand in the place of a section. */
  readonly orText?: boolean;
}

/** Some of the releases that were read. */
export interface Interval {
  /** First release that was read with it; the oldest that was read where unset. */
  readonly from?: string;
  /** First release that was read without it; none where unset. */
  readonly until?: string;
}

/** What a setting takes in some of the releases that were read. */
export type Variant = Slot & Interval;

/** What a setting takes, release by release where it has changed. */
export type Written = WrittenSlot | readonly (Exclude<WrittenSlot, string> & Interval)[];

/** A Go type that settings share. */
export interface TypeEntry {
  /** Releases that it was read of, from old to new: of the collector, or of Jaeger for a type of its own. */
  readonly in: readonly string[];
  /** Settings of a section. */
  readonly keys?: Readonly<Record<string, Written>>;
  /** What a text is. */
  readonly text?: Written;
  /** Releases in which it takes other keys, too, without any effect; all that were read when true. */
  readonly open?: true | readonly Interval[];
}

/** Releases from `from` on and before `until`; open where unset. */
export interface ReleaseRange {
  readonly from?: string;
  readonly until?: string;
}

/** Releases of a distribution that have a component. */
export interface WrittenPresence extends ReleaseRange {
  /**
   * Releases in between without it.
   *
   * @default none
   */
  readonly gaps?: readonly ReleaseRange[];
}

/** An id that a component had before, or has beside its own, and the releases that take it. */
export interface WrittenAlias extends ReleaseRange {
  readonly id: string;
  /** Releases that were shipped with the new id alone by mistake. */
  readonly refused?: ReleaseRange;
  /** Releases of which it is not known whether they take this id. */
  readonly unsure?: ReleaseRange;
}

/** What the distributions have of a component, whether its settings are known or not. */
export interface Membership {
  /** Signals that it handles, `traces`, or pairs of them, `traces_to_metrics`; none of an extension. */
  readonly signals: readonly string[];
  /** Releases that have it, by the short name of a distribution. */
  readonly distributions: Readonly<Record<string, WrittenPresence>>;
  /** First release that takes its id for certain; unset when it never had another. */
  readonly idSince?: string;
  /** Release before which the id was not taken for certain; between this and `idSince` nothing is known. */
  readonly idNotBefore?: string;
  /** @default none */
  readonly aliases?: readonly WrittenAlias[];
}

/** A component; what no distribution of the OpenTelemetry project ever had has no `signals` and no `distributions`. */
export interface ComponentEntry extends Partial<Membership> {
  /** Go module. */
  readonly module: string;
  /** Releases that its settings were read of, from old to new: of the collector, or of Jaeger for a component of its own. */
  readonly in: readonly string[];
  /** The section of its settings; unset of one that was never read. */
  readonly settings?: Written;
  /** Values of settings that are not written in the newest release that was read, by path, `protocols/grpc/endpoint`: keys may have dots. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Signals, or pairs of them, by level of stability in the newest release that says so. */
  readonly stability?: Readonly<Record<string, readonly string[]>>;
}

/** What the source of a Go type does not say by its syntax. */
export interface Correction {
  /** Why it is not as the source has it. */
  readonly reason: string;
  /** Settings that are another thing, or that no field stands for. */
  readonly keys?: Readonly<Record<string, WrittenSlot>>;
  /** Whether other keys are taken, without any effect. */
  readonly open?: boolean;
  /** What other keys take. */
  readonly others?: SettingKind;
}

/** A slot in its long form. */
export function slotOf(written: WrittenSlot): Slot {
  if (typeof written !== 'string') return { is: 'section', ...written };
  return isTypeName(written) ? { is: 'section', type: written } : { is: written };
}

/** Whether a word is the name of a Go type: those of kinds have no dot. */
export function isTypeName(word: string): word is TypeName {
  return word.includes('.');
}

const anything: Slot = { is: 'any' };

/** Releases that were read, and which of them tell of one that perhaps was not. */
export interface Window {
  /** Releases that were read, from old to new. */
  readonly read: readonly string[];
  /** Place of the newest of them that is as old or older; -1 where there is none, unset where the release is not known. */
  readonly before?: number;
  /** Place of the oldest of them that is as new or newer; -1 where there is none. */
  readonly after?: number;
}

/** The releases that tell of another one; undefined for one that is not known. */
export function windowAt(read: readonly string[], release: string | undefined): Window {
  if (release === undefined) return { read };
  return {
    read,
    before: read.findLastIndex((one) => isAtLeast(release, one)),
    after: read.findIndex((one) => isAtLeast(one, release)),
  };
}

/** Whether a release lies among those that were read; one that is not known does, if more than one was. */
export function isWithin({ read, before, after }: Window): boolean {
  return before === undefined ? read.length > 1 : before >= 0 && after !== -1;
}

/**
 * What a setting takes in a release; undefined where that does not have it. A release between two that were read has what one of
 * them has; of one that is not known, it is what the newest says that has the setting.
 */
export function slotAt(written: Written, { read, before, after }: Window): Slot | undefined {
  if (!isList(written)) return slotOf(written);
  if (before === undefined) return alike(variantsOf(written));
  const [older, newer] = [before, after].map((place) =>
    written.find((variant) => place !== undefined && place >= 0 && isAt(variant, place, read)),
  );
  const found = older && newer && older !== newer ? anything : (newer ?? older);
  return found && slotOf(found);
}

/** The newest of variants that take the same kind of value, or anything. */
function alike(variants: readonly Variant[]): Slot | undefined {
  const newest = variants.at(-1);
  return variants.every(({ is }) => is === newest?.is) ? newest : anything;
}

/** The variants of a setting, the only one in a list too. */
export function variantsOf(written: Written): readonly Variant[] {
  return isList(written) ? written.map(slotOf) : [slotOf(written)];
}

function isList(written: Written): written is Exclude<Written, WrittenSlot> {
  return Array.isArray(written);
}

/** Whether a variant, or what else has an interval, is of the release at a place among those that were read. */
export function isAt({ from, until }: Interval, place: number, read: readonly string[]): boolean {
  const begun = from === undefined || place >= read.indexOf(from);
  return begun && (until === undefined || place < read.indexOf(until));
}
