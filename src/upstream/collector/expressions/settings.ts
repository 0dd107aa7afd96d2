import type { Problem } from '../../values/problem.ts';
import type { Setting } from '../../values/setting.ts';
import { isVariable } from '../../values/settings.ts';
import { isRecord, own } from '../../values/unknown.ts';
import { type Dialect, type Path, walk } from '../../values/walk.ts';
import { componentSetting } from '../catalogue/sections.ts';
import type { ComponentKind } from '../components.ts';
import { goRegexProblem } from './go-regex.ts';
import { every, type Place, places, type Step } from './places.ts';

/**
 * What is wrong with the regular expressions among the settings of a component.
 *
 * @param release - of the collector; undefined where it is not known
 */
export function regularExpressionProblems(
  kind: ComponentKind,
  type: string,
  settings: unknown,
  release: string | undefined,
): Problem[] {
  const setting = componentSetting(kind, type, { collector: release });
  return setting === undefined ? [] : [...walk(dialect, setting, settings)];
}

const dialect: Dialect<Setting, Problem> = {
  problems: () => undefined,
  field: ({ is, of, section }, key) => (is === 'map' ? of : section?.setting(key)),
  item: ({ of }) => of,
  *rest({ section }, value, _unknown, path) {
    const type = section?.type ?? '';
    const known = Object.hasOwn(places, type) ? (places[type] ?? []) : [];
    for (const place of known) yield* problemsAt(place, value, path);
  },
};

function* problemsAt({ steps, when, beside }: Place, section: unknown, path: Path) {
  if (when && !when(section)) return;
  for (const one of reached({ path, value: section, mapping: section }, steps)) {
    const { value } = one;
    if (typeof value !== 'string' || isVariable(value) || value.includes('${')) continue;
    if (beside && !beside(one.mapping)) continue;
    const message = goRegexProblem(value.replaceAll('$$', '$'));
    if (message !== undefined) yield { path: one.path, message };
  }
}

/** A value among settings, with the mapping that it is in. */
interface Reached {
  readonly path: Path;
  readonly value: unknown;
  readonly mapping: unknown;
}

function reached(from: Reached, [step, ...rest]: readonly Step[]): Reached[] {
  if (step === undefined) return [from];
  const { path, value, mapping } = from;
  if (step !== every) {
    return reached({ path: [...path, step], value: own(value, step), mapping: value }, rest);
  }
  const items: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return items.flatMap(([key, item]) =>
    reached({ path: [...path, key], value: item, mapping }, rest),
  );
}
