import type { Section, Setting } from '../../values/setting.ts';
import { type ComponentKind, componentsById } from '../components.ts';
import { componentEntry, typeEntry } from './data.ts';
import {
  isAt,
  isWithin,
  type Slot,
  slotAt,
  slotOf,
  type TypeEntry,
  variantsOf,
  type Window,
  type Written,
  type WrittenSlot,
  windowAt,
} from './entries.ts';
import { newestJaeger } from './jaeger-overlay.ts';
import { corrections, textCorrections } from './overlay.ts';

/**
 * First release of which anything is said. Older ones had settings in other places, such as `insecure` beside the endpoint
 * before v0.36.0 (opentelemetry-collector CHANGELOG).
 */
export const settingsSince = '0.80.0';

/** Releases that settings are looked up for; unset where they are not known. */
export interface Releases {
  /** Of the collector. */
  readonly collector: string | undefined;
  /** Of Jaeger, for settings that are its own. */
  readonly jaeger?: string;
}

/**
 * Settings of a component in a release; undefined of one that was never read.
 *
 * @param type - current or former id, without the name after a slash
 */
export function componentSetting(
  kind: ComponentKind,
  type: string,
  releases: Releases,
): Setting | undefined {
  const current = componentsById(kind, type)[0]?.id ?? type;
  const entry = componentEntry(`${kind}/${current}`);
  if (entry?.settings === undefined) return undefined;
  const release = isOfJaeger(entry.module) ? releases.jaeger : releases.collector;
  const window = windowAt(readOf(entry.module, entry.in), release);
  const slot = slotAt(entry.settings, window);
  // of a Jaeger that is not known, nothing is certain
  const known = release !== undefined || !isOfJaeger(entry.module);
  return slot && settingOf(slot, { releases, read: known && isWithin(window) });
}

/** What is asked, through all the sections of a component. */
interface Lookup {
  readonly releases: Releases;
  /** Whether the component was read of the release, or of one before and one after. */
  readonly read: boolean;
}

function isOfJaeger(name: string): boolean {
  return name.startsWith('jaeger:');
}

function settingOf(written: WrittenSlot, lookup: Lookup): Setting {
  const { is, of, type, keys, optional = false, open = false, orText } = slotOf(written);
  if (is === 'list' || is === 'map') return { is, ...(of ? { of: settingOf(of, lookup) } : {}) };
  if (is === 'text') return textSetting(written, lookup);
  if (is !== 'section') return { is };
  if (type !== undefined) return { is, orText, section: typeSection(type, lookup, optional) };
  const inline = { in: [], keys: keys ?? {}, ...(open ? { open: true as const } : {}) };
  return { is, orText, section: new ReadSection(inline, undefined, lookup, optional) };
}

function textSetting(written: WrittenSlot, lookup: Lookup): Setting {
  const { is, type } = slotOf(written);
  if (type !== undefined && Object.hasOwn(textCorrections, type)) {
    return { is: textCorrections[type] ?? is };
  }
  const text = type ? textOf(type, lookup) : slotOf(written);
  return { is, words: text?.loose ? undefined : text?.words, coded: text?.coded };
}

function textOf(type: string, { releases }: Lookup): Slot | undefined {
  const { text, in: read } = typeEntry(type);
  return text && slotAt(text, windowAt(read, releaseOf(type, releases)));
}

function releaseOf(type: string, { collector, jaeger }: Releases): string | undefined {
  return isOfJaeger(type) ? jaeger : collector;
}

/** Sections of types, the same one each time, as long as the release is: a type may hold itself. */
const sections = new Map<string, Section>();

function typeSection(type: string, lookup: Lookup, optional: boolean): Section {
  const { releases, read } = lookup;
  const key = [type, releases.collector, releases.jaeger, read, optional].join(' ');
  const known = sections.get(key) ?? new ReadSection(typeEntry(type), type, lookup, optional);
  sections.set(key, known);
  return known;
}

/** A section as it was read, with what its source does not tell. */
class ReadSection implements Section {
  readonly type?: string;
  readonly optional: boolean;
  readonly complete: boolean;
  readonly open: boolean;
  readonly others?: Setting;
  readonly #window: Window;
  readonly #lookup: Lookup;
  readonly #ofJaeger: boolean;
  readonly #written: Readonly<Record<string, Written>>;
  readonly #settings = new Map<string, Setting | undefined>();
  #keys: readonly string[] | undefined;

  constructor(entry: TypeEntry, type: string | undefined, lookup: Lookup, optional: boolean) {
    const correction =
      type !== undefined && Object.hasOwn(corrections, type) ? corrections[type] : undefined;
    this.type = type;
    this.#lookup = lookup;
    this.#ofJaeger = isOfJaeger(type ?? '');
    this.#window = windowAt(readOf(type ?? '', entry.in), releaseOf(type ?? '', lookup.releases));
    this.#written = { ...entry.keys, ...correction?.keys };
    this.optional = optional;
    this.complete = lookup.read && (entry.in.length === 0 || isWithin(this.#window));
    this.others = correction?.others && { is: correction.others };
    this.open = correction?.open ?? isOpen(entry, this.#window);
  }

  get keys(): readonly string[] {
    this.#keys ??= Object.keys(this.#written).filter((key) => this.setting(key) !== undefined);
    return this.#keys;
  }

  setting(key: string): Setting | undefined {
    if (!Object.hasOwn(this.#written, key)) return undefined;
    if (!this.#settings.has(key)) this.#settings.set(key, this.#settingOf(key));
    return this.#settings.get(key);
  }

  elsewhere(key: string): string | undefined {
    const written = Object.hasOwn(this.#written, key) ? this.#written[key] : undefined;
    if (written === undefined) return undefined;
    const { read } = this.#window;
    const having = read.filter((_, place) =>
      variantsOf(written).some((variant) => isAt(variant, place, read)),
    );
    const [first, last] = [having[0], having.at(-1)];
    const releases = first === last ? first : `${first} to ${last}`;
    return `${this.#ofJaeger ? 'Jaeger' : 'collector'} ${releases}`;
  }

  #settingOf(key: string): Setting | undefined {
    const written = this.#written[key];
    if (written === undefined) return undefined;
    const slot = slotAt(written, this.#window);
    return slot && settingOf(slot, this.#lookup);
  }
}

/** Releases whose settings are known: those that were read, and of Jaeger those that stand in the overlay. */
function readOf(name: string, read: readonly string[]): readonly string[] {
  return isOfJaeger(name) ? [...read, newestJaeger] : read;
}

function isOpen({ open }: TypeEntry, { read, before }: Window): boolean {
  if (open === undefined || open === true) return open ?? false;
  if (before === undefined) return true;
  return open.some((one) => isAt(one, Math.max(before, 0), read));
}
