import {
  type ComponentEntry,
  isAt,
  type Membership,
  slotOf,
  type TypeEntry,
  variantsOf,
  type Written,
  type WrittenSlot,
} from '../../src/upstream/collector/catalogue/entries.ts';
import { compareVersions } from '../../src/upstream/values/version.ts';
import {
  brief,
  type ComponentReading,
  emptyReading,
  type Reading,
  type TypeReading,
} from './readings.ts';

/** All that is known, by what it is of: `types/<Go type>`, or a component by kind and id. */
export type Catalogue = Readonly<Record<string, ComponentEntry | TypeEntry>>;

/** What was read, by release. */
export type Readings = ReadonlyMap<string, Reading>;

/** A component as the distributions know it, with its Go module. */
export type Member = Membership & Pick<ComponentEntry, 'module'>;

/** What the distributions have, by kind and id of a component. */
export type Members = ReadonlyMap<string, Member>;

/** One entry for each component and type, with the releases in which each setting is as it is. */
export function join(readings: Readings, members: Members): Catalogue {
  const releases = [...readings.keys()].sort(compareVersions);
  const components = new Map(byKey(readings, releases, (reading) => reading.components));
  const entries: [string, ComponentEntry | TypeEntry][] = [
    ...[...new Set([...components.keys(), ...members.keys()])].map(
      (key): [string, ComponentEntry] => [
        key,
        componentEntry(components.get(key) ?? [], members.get(key)),
      ],
    ),
    ...byKey(readings, releases, ({ types }) => types).map(([key, found]): [string, TypeEntry] => [
      `types/${key}`,
      typeEntry(found),
    ]),
  ];
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Found<T> = readonly (readonly [release: string, reading: T])[];

function byKey<T>(
  readings: Readings,
  releases: readonly string[],
  part: (reading: Reading) => ReadonlyMap<string, T>,
): [string, Found<T>][] {
  const found = new Map<string, [string, T][]>();
  for (const release of releases) {
    for (const [key, one] of part(readings.get(release) ?? emptyReading())) {
      found.set(key, [...(found.get(key) ?? []), [release, one]]);
    }
  }
  return [...found];
}

function componentEntry(found: Found<ComponentReading>, member?: Member): ComponentEntry {
  const newest = found.at(-1)?.[1];
  const stability = found.findLast(([, { stability: told }]) => told !== undefined)?.[1].stability;
  const defaults = newest?.defaults ?? {};
  return {
    ...member,
    module: newest?.module ?? member?.module ?? '',
    in: found.map(([release]) => release),
    ...(newest
      ? { settings: written(found.map(([release, { settings }]) => [release, settings])) }
      : {}),
    ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
    ...(stability ? { stability } : {}),
  };
}

function typeEntry(found: Found<TypeReading>): TypeEntry {
  const keys = [...new Set(found.flatMap(([, reading]) => [...reading.keys.keys()]))].sort();
  const entries = keys.map((key): [string, Written] => [
    key,
    written(found.map(([release, reading]) => [release, reading.keys.get(key)])),
  ]);
  // readings that were handed over do not say so
  const coded = found.some(([, { text }]) => typeof text === 'object' && text.coded);
  const texts = found.map(([release, { text }]): [string, WrittenSlot | undefined] => [
    release,
    coded && typeof text === 'object' ? { ...text, coded } : text,
  ]);
  const open = runs(
    found.map(([release, reading]) => [release, reading.open ? 'open' : undefined]),
  );
  return {
    in: found.map(([release]) => release),
    ...(keys.length > 0 ? { keys: Object.fromEntries(entries) } : {}),
    ...(texts.some(([, text]) => text !== undefined) ? { text: written(texts) } : {}),
    ...(open.length > 0 ? { open: openIn(open) } : {}),
  };
}

function openIn(open: readonly Run<string>[]): Exclude<TypeEntry['open'], undefined> {
  const [only] = open;
  const always = open.length === 1 && only?.from === undefined && only?.until === undefined;
  return always || open.map(({ from, until }) => interval(from, until));
}

/** The slots of releases from old to new as one, where it never changes, or as variants. */
function written(slots: readonly (readonly [string, WrittenSlot | undefined])[]): Written {
  const found = runs(slots);
  const [only] = found;
  if (found.length === 1 && only && !only.from && !only.until) return only.value;
  return found.map(({ value, from, until }) => {
    const { is, ...more } = slotOf(value);
    return { ...(is === 'section' ? {} : { is }), ...more, ...interval(from, until) };
  });
}

interface Run<T> {
  readonly value: T;
  readonly from?: string;
  readonly until?: string;
}

function interval(from: string | undefined, until: string | undefined) {
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

/** Stretches of releases with equal values. */
function runs<T>(values: readonly (readonly [release: string, value: T | undefined])[]): Run<T>[] {
  const found: { value: T; from?: string; until?: string; text: string }[] = [];
  let current: (typeof found)[number] | undefined;
  for (const [index, [release, value]] of values.entries()) {
    const text = JSON.stringify(value);
    if (current && text === current.text) continue;
    if (current) current.until = release;
    current = undefined;
    if (value === undefined) continue;
    current = { value, text, ...(index > 0 ? { from: release } : {}) };
    found.push(current);
  }
  return found;
}

/** The readings that a catalogue was joined from; of a component, the newest alone has defaults. */
export function part(catalogue: Catalogue): Map<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const [key, entry] of Object.entries(catalogue)) {
    for (const release of entry.in) {
      const reading = readings.get(release) ?? emptyReading();
      readings.set(release, reading);
      if ('module' in entry) reading.components.set(key, componentIn(entry, release));
      else reading.types.set(key.slice('types/'.length), typeIn(entry, release));
    }
  }
  return readings;
}

function componentIn(entry: ComponentEntry, release: string): ComponentReading {
  const newest = entry.in.at(-1) === release;
  return {
    module: entry.module,
    settings: (entry.settings && slotIn(entry.settings, entry.in, release)) ?? 'any',
    defaults: newest ? (entry.defaults ?? {}) : {},
    ...(newest && entry.stability ? { stability: entry.stability } : {}),
  };
}

function typeIn(entry: TypeEntry, release: string): TypeReading {
  const keys = Object.entries(entry.keys ?? {}).flatMap(([key, one]): [string, WrittenSlot][] => {
    const slot = slotIn(one, entry.in, release);
    return slot === undefined ? [] : [[key, slot]];
  });
  const { open } = entry;
  return {
    keys: new Map(keys),
    ...(entry.text ? { text: slotIn(entry.text, entry.in, release) } : {}),
    open:
      open === true || (open ?? []).some((one) => isAt(one, entry.in.indexOf(release), entry.in)),
  };
}

function slotIn(one: Written, read: readonly string[], release: string): WrittenSlot | undefined {
  const found = variantsOf(one).find((variant) => isAt(variant, read.indexOf(release), read));
  if (found === undefined) return undefined;
  const { from, until, ...slot } = found;
  return brief(slot);
}
