import { readFileSync } from 'node:fs';
import { slotOf, type WrittenSlot } from '../../src/upstream/collector/catalogue/entries.ts';
import { compareVersions } from '../../src/upstream/values/version.ts';
import { catalogueFile, parseCatalogue } from '../catalogue/file.ts';
import { type Catalogue, part, type Readings } from '../catalogue/join.ts';
import { membersOf } from '../catalogue/members.ts';
import { emptyReading, type Reading, type TypeReading, typesIn } from '../catalogue/readings.ts';

/** The catalogue as it stands in its file. */
export function readCatalogue(): Catalogue {
  return parseCatalogue(readFileSync(catalogueFile, 'utf8'));
}

/** Components whose distributions, signals or ids a release has changed, a line each, with what is said of them now. */
export function memberChanges(before: Catalogue, after: Catalogue): string[] {
  const [old, now] = [membersOf(before), membersOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)].map((one) => one && JSON.stringify(one));
    if (was === is) return [];
    if (was === undefined) return [`+ ${key}: ${is}`];
    return is === undefined ? [`- ${key}`] : [`- ${key}: ${was}`, `+ ${key}: ${is}`];
  });
}

/** Components and settings of a release that were in no release before, or have gone since the one that was read before; a line each. */
export function catalogueChanges(before: Catalogue, after: Catalogue, release: string): string[] {
  const fresh = part(after).get(release) ?? emptyReading();
  const keys = [...fresh.components.keys()];
  const former = lastOf(part(before));
  const [old, now] = [
    settingsOf(
      keys.flatMap((key) => [key, ...formerKeys(key, after)]),
      former,
    ),
    settingsOf(keys, fresh),
  ];
  return [
    ...[...now].filter((setting) => !old.has(setting)).map((setting) => `+ ${setting}`),
    ...[...old].filter((setting) => !now.has(setting)).map((setting) => `- ${setting}`),
  ].sort((one, other) => (one.slice(2) < other.slice(2) ? -1 : 1));
}

/** Of each component and type what the newest release has that was read of it. */
function lastOf(readings: Readings): Reading {
  const last = emptyReading();
  for (const release of [...readings.keys()].sort(compareVersions)) {
    const { components, types } = readings.get(release) ?? emptyReading();
    for (const [key, component] of components) last.components.set(key, component);
    for (const [key, type] of types) last.types.set(key, type);
  }
  return last;
}

/** Keys that a component may have had before a release gave it a new id. */
function formerKeys(key: string, catalogue: Catalogue): string[] {
  const entry = catalogue[key];
  const [kind] = key.split('/');
  const aliases = entry && 'module' in entry ? (entry.aliases ?? []) : [];
  return aliases.map(({ id }) => `${kind}/${id}`);
}

/** Some components and the settings of all types that they lead to. */
function settingsOf(keys: readonly string[], { components, types }: Reading): Set<string> {
  const found = keys.flatMap((key) => components.get(key) ?? []);
  const seen = new Map<string, TypeReading>();
  const open = found.flatMap(({ settings }) => typesIn(settings));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = types.get(name);
    if (type === undefined || seen.has(name)) continue;
    seen.set(name, type);
    open.push(...[...type.keys.values()].flatMap(typesIn));
  }
  return new Set([
    ...keys.filter((key) => components.has(key)),
    ...[...seen].flatMap(([name, { keys: written }]) =>
      [...written].map(
        ([key, slot]) => `${name}: ${key}${isDeprecated(slot) ? ', deprecated' : ''}`,
      ),
    ),
  ]);
}

function isDeprecated(slot: WrittenSlot): boolean {
  return slotOf(slot).deprecated ?? false;
}
