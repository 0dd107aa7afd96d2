import { readFileSync } from 'node:fs';
import { compareVersions } from '../../src/upstream/values/version.ts';
import { type Catalogue, part } from '../catalogue/join.ts';
import type { Reading } from '../catalogue/readings.ts';

/** The catalogue as it stands in its file. */
export function readCatalogue(): Catalogue {
  return JSON.parse(readFileSync('imports/catalogue/components.json', 'utf8'));
}

/** Components and settings that the newest release of one catalogue has and that of another has not, a line each. */
export function catalogueChanges(before: Catalogue, after: Catalogue): string[] {
  const [old, now] = [settingsOf(newest(before)), settingsOf(newest(after))];
  return [
    ...[...now].filter((setting) => !old.has(setting)).map((setting) => `+ ${setting}`),
    ...[...old].filter((setting) => !now.has(setting)).map((setting) => `- ${setting}`),
  ].sort((one, other) => (one.slice(2) < other.slice(2) ? -1 : 1));
}

/** What was read of the newest release of the collector: Jaeger's own releases, from 2, are others. */
function newest(catalogue: Catalogue): Reading | undefined {
  const readings = part(catalogue);
  const releases = [...readings.keys()].filter((release) => release.startsWith('0.'));
  // a few components were read of more releases than all the rest
  const most = Math.max(...releases.map((release) => readings.get(release)?.components.size ?? 0));
  const whole = releases.filter((one) => (readings.get(one)?.components.size ?? 0) > most / 10);
  return readings.get(whole.sort(compareVersions).at(-1) ?? '');
}

function settingsOf(reading: Reading | undefined): Set<string> {
  return new Set([
    ...(reading?.components.keys() ?? []),
    ...[...(reading?.types ?? [])].flatMap(([type, { keys }]) =>
      [...keys].map(([key, slot]) => `${type}: ${key}${isDeprecated(slot) ? ', deprecated' : ''}`),
    ),
  ]);
}

function isDeprecated(slot: unknown): boolean {
  return typeof slot === 'object' && slot !== null && 'deprecated' in slot;
}
