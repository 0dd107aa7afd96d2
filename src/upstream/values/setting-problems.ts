import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Section, Setting } from './setting.ts';
import { type Reading, scalarProblems } from './setting-types.ts';
import { isVariable, settingSynonyms } from './settings.ts';
import { show } from './shown.ts';
import { isRecord } from './unknown.ts';
import { type Dialect, type Path, walk } from './walk.ts';

/** How strictly to read settings. */
export interface SettingOptions extends Reading {
  /** Whether the release has no switches for optional sections; unset when that is not known. */
  readonly switchless?: boolean;
}

/** Keys that a section does not have, and values of another kind than its settings take. */
export function settingProblems(
  setting: Setting,
  settings: unknown,
  options: SettingOptions,
): Problem[] {
  return [...walk(dialect(options), setting, settings)];
}

function dialect(options: SettingOptions): Dialect<Setting, Problem> {
  return {
    problems: (setting, value, path) => {
      if (isVariable(value)) return [];
      if (setting.is === 'section') return sectionProblems(setting, value, path);
      return setting.is === 'list' && holdsSections(setting)
        ? listProblems(value, path)
        : scalarProblems(setting, value, path, options);
    },
    field: (setting, key) => {
      if (setting.is === 'map') return setting.of ?? anything;
      const found = setting.section?.setting(key);
      if (found || key !== 'enabled' || !setting.section?.optional) return found;
      return options.switchless ? undefined : flag;
    },
    item: ({ of }) => of,
    *rest({ section }, settings, unknown, path, parent) {
      if (section === undefined) return;
      for (const key of unknown) {
        yield* unknownKey(section, key, path, parent?.section);
        const { others } = section;
        if (others) yield* scalarProblems(others, settings[key], [...path, key], options) ?? [];
      }
    },
  };
}

const anything: Setting = { is: 'any' };
const flag: Setting = { is: 'boolean' };

function holdsSections({ of }: Setting): boolean {
  return of?.is === 'section' || of?.is === 'list' || of?.is === 'map';
}

function sectionProblems(
  { section, orText }: Setting,
  value: unknown,
  path: Path,
): Problem[] | undefined {
  if (isRecord(value)) return undefined;
  if (orText && typeof value === 'string') return [];
  const where = path.length === 0 ? 'settings' : written(path);
  const some = section?.keys.slice(0, 3).join(', ') ?? '';
  const keys = some === '' ? '' : ` of ${some} …`;
  return [{ path, message: `${where} must be a mapping${keys}, got ${show(value)}` }];
}

function listProblems(value: unknown, path: Path): Problem[] | undefined {
  if (Array.isArray(value)) return undefined;
  return [{ path, message: `${path.at(-1)} must be a list, got ${show(value)}` }];
}

/** A place as people write it, `rules[0].name`. */
function written(path: Path): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

function* unknownKey(
  section: Section,
  key: string,
  around: Path,
  parent: Section | undefined,
): Iterable<Problem> {
  const path = [...around, key];
  const within = written(around);
  const places = placesOf(section, key);
  const [place] = places;
  if (place !== undefined) {
    const what = within === '' ? 'a top-level setting' : `a setting of ${within}`;
    const message = `'${key}' is not ${what}, it belongs under ${places.join(' or ')}`;
    yield { path, message, ...(places.length === 1 ? { fix: `${place}.${key}` } : {}) };
  } else if (parent?.setting(key)) {
    yield { path, message: `'${key}' is not a setting of ${within}, it belongs beside it` };
  } else {
    yield* nowhereKnown(section, key, path, within === '' ? '' : ` of ${within}`);
  }
}

function* nowhereKnown(
  section: Section,
  key: string,
  path: Path,
  where: string,
): Iterable<Problem> {
  const elsewhere = section.elsewhere?.(key);
  // of a release that was not read, one that has it may be the next
  if (elsewhere !== undefined && !section.complete) return;
  const near = elsewhere === undefined ? meantBy(section, key) : undefined;
  if ((section.open || !section.complete) && near === undefined) return;
  const releases = elsewhere === undefined ? '' : ` in this release, it is one in ${elsewhere}`;
  const problem = { path, message: `'${key}' is not a setting${where}${releases}`, fix: near };
  // of an open mapping it is taken, and has no effect; a release that was not read may have it
  yield section.open || !section.complete ? { ...problem, severity: 'warning' } : problem;
}

/** The key of a section that was meant by another one. */
function meantBy({ keys }: Section, key: string): string | undefined {
  // a key of two letters is near to any other
  const guessed = key.length > 2 ? nearest(key, keys) : undefined;
  const near = guessed ?? settingSynonyms[key];
  return near !== undefined && near !== key && keys.includes(near) ? near : undefined;
}

/** Parts of a section, down to the second, that have a key. Many have a switch, so nobody knows which was meant. */
function placesOf(section: Section, key: string, within = '', depth = 2): string[] {
  if (depth === 0 || key === 'enabled') return [];
  return section.keys.flatMap((name) => {
    const part = section.setting(name)?.section;
    if (part === undefined) return [];
    const path = within === '' ? name : `${within}.${name}`;
    return part.setting(key) ? [path] : placesOf(part, key, path, depth - 1);
  });
}
