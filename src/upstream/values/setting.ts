/** Kinds of values that a setting takes. A `uint` is not negative, a `size` is in bytes or has a unit; of `any` nothing is known, or it is not looked into. */
export type SettingKind =
  | 'text'
  | 'boolean'
  | 'int'
  | 'uint'
  | 'number'
  | 'duration'
  | 'size'
  | 'textmap'
  | 'list'
  | 'map'
  | 'section'
  | 'any';

/** What a setting takes. */
export interface Setting {
  readonly is: SettingKind;
  /** What a list or map holds; anything where unset. */
  readonly of?: Setting;
  /** All texts that it takes, in lower or upper case. */
  readonly words?: readonly string[];
  /** Whether the words stand for numbers, which are taken, too. */
  readonly coded?: boolean;
  /** What is in a section. */
  readonly section?: Section;
  /** Whether a text may stand in the place of a section. */
  readonly orText?: boolean;
}

/** Settings of a component, or of a part of one. */
export interface Section {
  /** Go type that it was read of, `contrib:internal/filter/filterconfig.Attribute`; unset where it has none of its own. */
  readonly type?: string;
  /** Keys that it has. */
  readonly keys: readonly string[];
  /** Whether it is known to have no others. */
  readonly complete: boolean;
  /** Whether others are taken, without any effect. */
  readonly open: boolean;
  /** What the others take; anything where unset. */
  readonly others?: Setting;
  /** Whether `enabled: false` turns it off, as if it was not written. */
  readonly optional: boolean;
  /** The setting of a key that it has. */
  setting(key: string): Setting | undefined;
  /** Releases that have a key which this one has not, `collector 0.88.0 to 0.120.0`, as far as any is known. */
  elsewhere?(key: string): string | undefined;
}

/** A section that is the same in every release, with all its keys. */
export function section(
  settings: Readonly<Record<string, Setting | SettingKind>>,
  open = false,
): Setting {
  const known = new Map(
    Object.entries(settings).map(([key, one]): [string, Setting] => [
      key,
      typeof one === 'string' ? { is: one } : one,
    ]),
  );
  return {
    is: 'section',
    section: {
      keys: [...known.keys()],
      complete: true,
      open,
      optional: false,
      setting: (key) => known.get(key),
    },
  };
}

/** A list of what a setting takes. */
export function listOf(of: Setting | SettingKind): Setting {
  return { is: 'list', of: typeof of === 'string' ? { is: of } : of };
}

/** A text that is one of these words. */
export function oneOf(...words: readonly string[]): Setting {
  return { is: 'text', words };
}
