import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** OTTL in all releases that were read, as `imports/catalogue/ottl.json` has it. */
export interface OttlData {
  /** Releases whose functions were read, from old to new. */
  readonly in: readonly string[];
  /** Those of them whose paths were read, too. */
  readonly pathsIn: readonly string[];
  /** Functions that every component has. */
  readonly functions: Readonly<Record<string, readonly FunctionVariant[]>>;
  readonly contexts: Readonly<Record<string, readonly ContextVariant[]>>;
  /** Functions that a component adds in a context, in the newest release that was read. */
  readonly own: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, readonly Parameter[]>>>>>
  >;
}

/** Name and Go type of a parameter, `Delimiter: StringGetter`; a name that ends with `?` may be left out. */
export type Parameter = string;

interface Interval {
  /** First release that was read with it; the oldest that was read where unset. */
  readonly from?: string;
  /** First release that was read without it; none where unset. */
  readonly until?: string;
}

/** A function as some releases have it. */
export interface FunctionVariant extends Interval {
  readonly parameters: readonly Parameter[];
}

/** A context as some releases have it. */
export interface ContextVariant extends Interval {
  /** Paths by the context that they begin with, and the name behind it. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, PathTree>>>>;
  /** Names in capital letters that stand for numbers. */
  readonly enums: readonly string[];
}

/** What a name in a path leads to. */
export interface PathTree {
  /** Whether keys in brackets may follow. */
  readonly keys?: boolean;
  /** Names that may follow behind a dot. */
  readonly next?: Readonly<Record<string, PathTree>>;
}

let data: OttlData | undefined;

/** What is known of OTTL, read when the first statement is looked at. */
export function ottlData(): OttlData {
  // by package name, as the catalogue of components is
  const find = () =>
    createRequire(import.meta.url).resolve('cdk8s-tracing/imports/catalogue/ottl.json');
  data ??= JSON.parse(readFileSync(find(), 'utf8')) as OttlData;
  return data;
}
