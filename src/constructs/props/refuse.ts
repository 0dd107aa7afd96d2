import { Construct, type IConstruct } from 'constructs';
import { reasonOf } from '../../upstream/values/unknown.ts';
import { placed } from './place.ts';

type Problem = string | undefined;

// errors that say already which construct they are about
const placedErrors = new WeakSet<Error>();
// errors that say which function made the value, for want of a construct
const madeErrors = new WeakSet<Error>();

/**
 * Throws the first of the given problems, for the checks at the head of a constructor or of a function.
 *
 * @param construct - whose props have the problems; unset for a value that is made outside of any
 * @param problems - texts of what is wrong, undefined where nothing is
 * @throws Error with the first text, behind the path of the construct
 */
export function refuse(construct: IConstruct, ...problems: readonly Problem[]): void;
export function refuse(...problems: readonly Problem[]): void;
export function refuse(first?: IConstruct | Problem, ...problems: readonly Problem[]): void {
  const construct = Construct.isConstruct(first) ? first : undefined;
  const problem = construct ? undefined : (first as Problem);
  const found = problem ?? problems.find((one) => one !== undefined);
  if (found === undefined) return;
  throw construct ? placedError(construct, found) : new Error(found);
}

/** Does what makes a part of a construct from its props; refusals then name the construct. */
export function within<T>(construct: IConstruct, action: () => T): T {
  try {
    return action();
  } catch (error) {
    // a TypeError is a mistake of this package, and no refusal
    if (!(error instanceof Error) || error instanceof TypeError || placedErrors.has(error)) {
      throw error;
    }
    throw placedError(construct, refusalOf(error), error);
  }
}

/**
 * Does what looks into a prop, such as `storage`; refusals then name the prop before what is in it.
 *
 * @param prop - with what stands between the two: `storage.`
 */
export function inside<T>(prop: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    // a TypeError is a mistake of this package, and no refusal
    if (!(error instanceof Error) || error instanceof TypeError || placedErrors.has(error)) {
      throw error;
    }
    throw new Error(`${prop}${refusalOf(error)}`, { cause: error });
  }
}

/**
 * Does what makes a value outside of any construct, such as `elasticsearch({ … })`; refusals then name the function, for want of a
 * construct.
 */
export function making<T>(maker: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    // a TypeError is a mistake of this package, and no refusal
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    const made = new Error(`${maker}: ${error.message}`, { cause: error });
    madeErrors.add(made);
    throw made;
  }
}

/** What a refusal says, without the function or the construct that refuses. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof Error)) return reasonOf(error);
  const isOuter = madeErrors.has(error) || placedErrors.has(error);
  return isOuter && error.cause instanceof Error ? error.cause.message : error.message;
}

function placedError(construct: IConstruct, message: string, cause?: Error): Error {
  const error = new Error(placed(construct, message), cause && { cause });
  placedErrors.add(error);
  return error;
}

/**
 * Why a function that takes a construct cannot take this one; undefined when it can. Check it before the first
 * `refuse(construct, …)`, which needs one.
 *
 * @param caller - the function named in the text, such as `guard`
 */
export function constructProblem(caller: string, value: unknown): string | undefined {
  if (Construct.isConstruct(value)) return undefined;
  return `${caller} must be given a construct, got ${nameOf(value)}`;
}

/** Largest count that Kubernetes can hold (int32). */
const largestCount = 2_147_483_647;

/**
 * Why `value` is no count of at least `minimum` and at most `maximum`; undefined when it is one or is not given.
 *
 * @param what - the prop named in the text, such as `retentionDays`
 */
export function wholeNumberProblem(
  what: string,
  value: number | undefined,
  minimum: number,
  maximum: number = largestCount,
): string | undefined {
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < minimum) {
    return `${what} must be a whole number of at least ${minimum}, got ${nameOf(value)}`;
  }
  return value > maximum ? `${what} must be at most ${maximum}, got ${value}` : undefined;
}

/**
 * Why `value` is none of the values allowed; undefined when it is one, or is unset. Types say the same, but `cdk8s synth`
 * does not check types.
 *
 * @param what - the thing named in the text, such as `logLevel`
 */
export function oneOfProblem(
  what: string,
  value: string | undefined,
  allowed: readonly string[],
): string | undefined {
  if (value === undefined || allowed.includes(value)) return undefined;
  return `${what} must be one of ${allowed.join(', ')}, got ${nameOf(value)}`;
}

/**
 * Why `value` is no list with something in it; undefined when it is one.
 *
 * @param what - the prop named in the text, such as `exportTo`
 * @param of - what it is a list of, such as `endpoints`
 */
export function listProblem(what: string, value: unknown, of: string): string | undefined {
  if (!Array.isArray(value)) return `${what} must be a list of ${of}, got ${nameOf(value)}`;
  return value.length === 0 ? `${what} must be a list of ${of}, got an empty one` : undefined;
}

/**
 * Why an open object sets what a prop is there for; undefined when it does not.
 *
 * @param what - the open object as the text names it, such as `extraSpec`
 * @param owners - props by the keys that they are there for
 */
export function ownedProblem(
  what: string,
  value: object | undefined,
  owners: Readonly<Record<string, string>>,
): string | undefined {
  const key = Object.keys(value ?? {}).find((key) => Object.hasOwn(owners, key));
  return key === undefined ? undefined : `${what} must not set ${key}; use the prop ${owners[key]}`;
}

/**
 * Why `value`, or a part of it, cannot be written as YAML; undefined when it can. Left to itself, cdk8s drops null and
 * functions without a word, and stops at an object of a class when half of the files are written.
 *
 * @param path - what it is called in the text, such as `extraSpec`
 * @param allowNull - whether null may stand in it
 */
export function yamlProblem(path: string, value: unknown, allowNull = false): string | undefined {
  if (value === null) {
    return allowNull ? undefined : `${path} must not be null, write {} for defaults`;
  }
  if (value === undefined || typeof value === 'string' || typeof value === 'boolean') {
    return undefined;
  }
  if (typeof value === 'number' && Number.isFinite(value)) return undefined;
  if (!Array.isArray(value) && !isPlain(value)) {
    return `${path} must be something that YAML can hold, got ${nameOf(value)}`;
  }
  const parts = Array.isArray(value) ? value.map((item) => item ?? null) : value;
  return Object.entries(parts)
    .map(([key, part]) => yamlProblem(`${path}.${key}`, part, allowNull))
    .find((problem) => problem !== undefined);
}

/** Whether a value is a mapping as it is written in braces, and of no class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value?.constructor === Object;
}

/** How a value is named in a refusal: a text as a text, a list or a mapping as such. */
export function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (isPlain(value)) return 'a mapping';
  const { constructor: made } = value;
  return typeof made === 'function' ? made.name : 'an object without a class';
}
