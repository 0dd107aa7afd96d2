import { Construct } from 'constructs';
import { nearest } from '../../upstream/values/nearest.ts';
import { isPlain, nameOf } from './refuse.ts';

/**
 * What kind of value a prop takes, for callers whose types nobody checks: JavaScript, esbuild, tsx. It takes whatever the type
 * `T` allows, which TypeScript sees to; rules on top of the type are checked elsewhere.
 */
export interface Shape<T> {
  /** What is wrong with a value that is called `what`; nothing is with an unset one, unless it is required. */
  readonly problem: (what: string, value: unknown) => string | undefined;
  /** Never there: it keeps a shape from standing for a prop whose type allows more. */
  readonly takes?: (value: T) => void;
}

/** The shapes of all props. */
export type Shapes<P> = { readonly [K in keyof Required<P>]: Shape<P[K]> };

/** A text. */
export const text: Shape<string | undefined> = kind(
  'a string',
  (value) => typeof value === 'string',
);
/** A number. */
export const count: Shape<number | undefined> = kind(
  'a number',
  (value) => typeof value === 'number',
);
/** True or false. */
export const flag: Shape<boolean | undefined> = kind(
  'true or false',
  (value) => typeof value === 'boolean',
);
/** A text, a number, true or false. */
export const scalar: Shape<string | number | boolean | undefined> = kind(
  'a string, a number, true or false',
  (value) => ['string', 'number', 'boolean'].includes(typeof value),
);
/** A mapping of whatever. */
export const mapping: Shape<object | undefined> = kind('a mapping', isPlain);
/** A name, or a construct that has one. */
export const nameOrConstruct: Shape<string | Construct | undefined> = kind(
  'a name or a construct',
  (value) => typeof value === 'string' || Construct.isConstruct(value),
);
/** What has a check of its own that takes any value. */
export const anything: Shape<unknown> = { problem: () => undefined };

/** A value of a kind in words. */
export function kind<T>(words: string, fits: (value: unknown) => boolean): Shape<T | undefined> {
  return {
    problem: (what, value) =>
      value === undefined || fits(value)
        ? undefined
        : `${what} must be ${words}, got ${nameOf(value)}`,
  };
}

/** What must be set. */
export function required<T>(shape: Shape<T | undefined>): Shape<T> {
  return {
    problem: (what, value) =>
      value === undefined ? `${what} must be set, got nothing` : shape.problem(what, value),
  };
}

/** A list whose items have a shape. */
export function list<T>(
  words: string,
  item: Shape<T | undefined>,
): Shape<readonly T[] | undefined> {
  const inner = required(item);
  return {
    problem: (what, value) => {
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) return `${what} must be a list of ${words}, got ${nameOf(value)}`;
      // not by map, which leaves out holes
      return first(Array.from(value, (one, index) => inner.problem(`${what}[${index}]`, one)));
    },
  };
}

/** A mapping whose values have a shape. */
export function record<T>(
  item: Shape<T | undefined>,
): Shape<{ readonly [key: string]: T | undefined } | undefined> {
  return {
    problem: (what, value) =>
      mapping.problem(what, value) ??
      first(Object.entries(value ?? {}).map(([key, one]) => item.problem(`${what}.${key}`, one))),
  };
}

/** Props of which each has a shape; others are refused. */
export function props<P extends object>(shapes: Shapes<P>): Shape<P | undefined> {
  return {
    problem: (what, value) => mapping.problem(what, value) ?? propsProblem(shapes, value, what),
  };
}

/**
 * What is wrong with the props that a function is called with; undefined when nothing is.
 *
 * @param what - what the message calls the whole of them, such as `props of jaeger`
 */
export function argumentProblem<P extends object>(
  what: string,
  shapes: Shapes<P>,
  value: unknown,
): string | undefined {
  return required(mapping).problem(what, value) ?? propsProblem(shapes, value);
}

/** What is wrong with props; undefined when nothing is. */
export function propsProblem<P extends object>(
  shapes: Shapes<P>,
  value: unknown,
  what?: string,
): string | undefined {
  if (value === undefined) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const path = (key: string) => (what === undefined ? key : `${what}.${key}`);
  const known = Object.keys(shapes);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    const hint = near === undefined ? `known are ${known.join(', ')}` : `did you mean ${near}?`;
    return `${path(unknown)} must be a prop that is known; ${hint}`;
  }
  return first(
    Object.entries<Shape<never>>(shapes).map(([key, shape]) =>
      shape.problem(path(key), given[key]),
    ),
  );
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}
