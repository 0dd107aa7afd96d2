import type {
  ContextVariant,
  FunctionVariant,
  OttlData,
  Parameter,
  PathTree,
} from '../../src/upstream/collector/ottl/data.ts';
import { compareVersions } from '../../src/upstream/values/version.ts';

/** OTTL in a release, as `tools/catalogue` prints it. */
export interface OttlReading {
  readonly functions: Functions;
  /** None where the source reads paths in another way. */
  readonly contexts: Readonly<Record<string, Context>>;
  /** Functions that components add, by component and context. */
  readonly own?: Readonly<Record<string, Readonly<Record<string, Functions>>>>;
}

type Functions = Readonly<
  Record<string, readonly { name: string; type: string; optional?: boolean }[]>
>;

interface Context {
  readonly paths: Readonly<Record<string, Node>>;
  readonly enums: readonly string[];
}

interface Node {
  readonly keys?: boolean;
  readonly next?: Readonly<Record<string, Node>>;
}

/** Releases of OTTL that are read beside that of the tracing build. */
export const ottlReleases = [
  '0.88.0',
  '0.95.0',
  '0.100.0',
  '0.105.0',
  '0.110.0',
  '0.115.0',
  '0.120.0',
  '0.126.0',
  '0.130.0',
  '0.135.0',
  '0.139.0',
  '0.140.1',
  '0.145.0',
  '0.148.0',
  '0.150.0',
  '0.155.0',
];

/** One entry for each function and context, with the releases in which it is as it is. */
export function joinOttl(readings: Readonly<Record<string, OttlReading>>): OttlData {
  const releases = Object.keys(readings).sort(compareVersions);
  const of = (release: string): OttlReading => {
    const found = readings[release];
    if (found === undefined) throw new Error(`OTTL must have been read of ${release}, got nothing`);
    return found;
  };
  const pathsIn = releases.filter((release) => Object.keys(of(release).contexts).length > 0);
  const newest = of(releases.at(-1) ?? '');
  return {
    in: releases,
    pathsIn,
    functions: variants(releases, (release) =>
      mapped(
        of(release).functions,
        (parameters): Omit<FunctionVariant, 'from' | 'until'> => ({
          parameters: parameters.map(parameter),
        }),
      ),
    ),
    contexts: variants(pathsIn, (release) =>
      mapped(
        of(release).contexts,
        ({ paths, enums }): Omit<ContextVariant, 'from' | 'until'> => ({
          paths: mapped(paths, ({ next }) => mapped(next ?? {}, tree)),
          enums,
        }),
      ),
    ),
    own: mapped(newest.own ?? {}, (byContext) =>
      mapped(byContext, (functions) =>
        mapped(functions, (parameters) => parameters.map(parameter)),
      ),
    ),
  };
}

function parameter({
  name,
  type,
  optional,
}: {
  name: string;
  type: string;
  optional?: boolean;
}): Parameter {
  return `${name}${optional ? '?' : ''}: ${type}`;
}

function tree({ keys, next }: Node): PathTree {
  return { ...(keys ? { keys } : {}), ...(next ? { next: mapped(next, tree) } : {}) };
}

type Intervals<T> = readonly (T & { from?: string; until?: string })[];

/** What there is of each name, from the first release that was read with it to the first one without. */
function variants<T extends object>(
  releases: readonly string[],
  of: (release: string) => Readonly<Record<string, T>>,
): Readonly<Record<string, Intervals<T>>> {
  const read = releases.map(of);
  const names = [...new Set(read.flatMap((one) => Object.keys(one)))].sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      intervals(
        releases,
        read.map((one) => one[name]),
      ),
    ]),
  );
}

/** Runs of releases that have the same thing. */
function intervals<T extends object>(
  releases: readonly string[],
  found: readonly (T | undefined)[],
): Intervals<T> {
  const texts = found.map((one) => JSON.stringify(one));
  const isStart = (index: number) => index === 0 || texts[index] !== texts[index - 1];
  return found.flatMap((one, index) => {
    if (one === undefined || !isStart(index)) return [];
    const end = releases.findIndex((_, later) => later > index && isStart(later));
    return [
      {
        ...one,
        ...(index === 0 ? {} : { from: releases[index] }),
        ...(end === -1 ? {} : { until: releases[end] }),
      },
    ];
  });
}

function mapped<A, B>(
  record: Readonly<Record<string, A>>,
  to: (one: A) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(
    Object.entries(record)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, to(one)]),
  );
}
