import type { Problem } from '../../values/problem.ts';
import { isVariable } from '../../values/settings.ts';
import { list, own } from '../../values/unknown.ts';
import { goRegexProblem } from './go-regex.ts';

/** A step into settings: a key, or every item of a list. */
type Step = string | typeof every;

const every = Symbol('every');

/** Where a regular expression stands, and when it is one. */
interface Place {
  readonly steps: readonly Step[];
  /** Settings beside it that make it one: this key has this value. */
  readonly when?: readonly [key: string, value: unknown];
}

const matched = (side: string): readonly Place[] =>
  ['services', 'span_names', 'span_kinds'].map((key) => ({
    steps: [side, key, every],
    when: ['match_type', 'regexp'],
  }));

/**
 * Regular expressions among the settings of components, by kind and type. All of them are compiled when the component is made.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 internal/coreinternal/attraction, internal/filter/{filterset,filterspan},
 * processor/{k8sattributes,span,tailsampling}processor; v0.139.0 processor/redactionprocessor.
 */
const places: Readonly<Record<string, readonly Place[]>> = {
  'processors/attributes': [
    { steps: ['actions', every, 'pattern'] },
    ...matched('include'),
    ...matched('exclude'),
  ],
  'processors/resource': [{ steps: ['attributes', every, 'pattern'] }],
  'processors/k8s_attributes': ['labels', 'annotations'].flatMap((what) => [
    { steps: ['extract', what, every, 'key_regex'] },
    { steps: ['extract', what, every, 'regex'] },
  ]),
  'processors/redaction': ['blocked_values', 'blocked_key_patterns', 'allowed_values'].map(
    (key) => ({
      steps: [key, every],
    }),
  ),
  'processors/span': [
    { steps: ['name', 'to_attributes', 'rules', every] },
    ...matched('include'),
    ...matched('exclude'),
  ],
  'processors/tail_sampling': [
    {
      steps: ['policies', every, 'string_attribute', 'values', every],
      when: ['enabled_regex_matching', true],
    },
  ],
};

const renamed: Readonly<Record<string, string>> = {
  'processors/k8sattributes': 'processors/k8s_attributes',
};

/**
 * What is wrong with the regular expressions among the settings of a component.
 *
 * @param component - kind and type, `processors/attributes`
 */
export function regularExpressionProblems(component: string, settings: unknown): Problem[] {
  const key = renamed[component] ?? component;
  const known = Object.hasOwn(places, key) ? (places[key] ?? []) : [];
  return known.flatMap(({ steps, when }) =>
    reached({ path: [], value: settings, section: settings }, steps).flatMap((one): Problem[] => {
      const { path, value, section } = one;
      if (typeof value !== 'string' || isVariable(value) || value.includes('${')) return [];
      if (when && own(section, when[0]) !== when[1]) return [];
      const message = goRegexProblem(value.replaceAll('$$', '$'));
      return message === undefined ? [] : [{ path, message }];
    }),
  );
}

/** A value among settings, with the section that it is in. */
interface Reached {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly section: unknown;
}

function reached(from: Reached, [step, ...rest]: readonly Step[]): Reached[] {
  if (step === undefined) return [from];
  const { path, value, section } = from;
  if (step === every) {
    return list(value).flatMap((item, index) =>
      reached({ path: [...path, index], value: item, section }, rest),
    );
  }
  return reached({ path: [...path, step], value: own(value, step), section: value }, rest);
}
