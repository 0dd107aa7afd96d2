import { isAtLeast } from '../../values/version.ts';
import { isAt, isWithin, type Window, windowAt } from '../catalogue/entries.ts';
import {
  type ContextVariant,
  type FunctionVariant,
  ottlData,
  type Parameter,
  type PathTree,
} from './data.ts';

/** A parameter of a function. */
export interface FunctionParameter {
  readonly name: string;
  /** Go type, `StringGetter`; with `[]` before it for a list. */
  readonly type: string;
  readonly optional: boolean;
}

/** First release that was read that looks at literals in the place of values that are worked out, too; 0.140.1 does not. */
const literalsReadSince = '0.145.0';

/** The feature gate that lambdas need, which is off by default. Source: pkg/ottl/internal/metadata, v0.155.0 and v0.158.0. */
const lambdaGate = 'ottl.functions.enableLambda';

/** First release with lambdas, and the last one that was read without. */
const lambdasSince = '0.155.0';
const lastWithoutLambdas = '0.150.0';

/** What a release of OTTL has. */
export class Language {
  private readonly functionsIn: Window;
  private readonly pathsIn: Window;
  /** Whether the functions of the release were read. */
  readonly knowsFunctions: boolean;
  /** Whether those that components add were, too: they were read of the newest release alone. */
  readonly knowsOwn: boolean;
  /** Whether the paths of the release were read. */
  readonly knowsPaths: boolean;

  /** Whether the release looks at all literals when it starts, and not at some when spans come. */
  readonly looksAtLiterals: boolean;
  /** Why the release takes no lambda; undefined where it does, or nobody knows. */
  readonly obstacleToLambdas: string | undefined;

  /**
   * @param release - of the collector; undefined where it is not known
   * @param featureGates - those of the collector, as written
   */
  constructor(release: string | undefined, featureGates: readonly string[] = []) {
    const { in: all, pathsIn } = ottlData();
    this.functionsIn = windowAt(all, release);
    this.pathsIn = windowAt(pathsIn, release);
    this.knowsFunctions = release !== undefined && isWithin(this.functionsIn);
    this.knowsOwn = release !== undefined && release === all.at(-1);
    this.knowsPaths = release !== undefined && isWithin(this.pathsIn);
    const known = this.knowsFunctions ? release : undefined;
    this.looksAtLiterals = known !== undefined && isAtLeast(known, literalsReadSince);
    this.obstacleToLambdas = known && obstacleToLambdas(known, featureGates);
  }

  /** What a function may be called with, in each of the releases that tell of this one; none where no release has it. */
  signatures(name: string, component: string, context: string): Signature[] {
    const standard = variantsOf(name).filter((variant) => this.isIn(variant, this.functionsIn));
    const own = ownFunctions(component, context);
    const added = Object.hasOwn(own, name) ? [own[name] ?? []] : [];
    return [...standard.map(({ parameters }) => parameters), ...added].map(signature);
  }

  /** All functions that there are in any release, for what may have been meant. */
  functionNames(component: string, context: string): string[] {
    return [...Object.keys(ottlData().functions), ...Object.keys(ownFunctions(component, context))];
  }

  /** Newest release that is known to have come before a function did; undefined where this one is newer, or nobody has it. */
  lastWithout(name: string): string | undefined {
    const { read, before = -1 } = this.functionsIn;
    const first = read.indexOf(variantsOf(name)[0]?.from ?? '');
    return first > before ? read[first - 1] : undefined;
  }

  /** A context, in each of the releases that tell of this one. */
  context(name: string): readonly ContextVariant[] {
    const { contexts } = ottlData();
    const variants = Object.hasOwn(contexts, name) ? (contexts[name] ?? []) : [];
    return variants.filter((variant) => this.isIn(variant, this.pathsIn));
  }

  private isIn(variant: { from?: string; until?: string }, window: Window): boolean {
    const { read, before, after } = window;
    if (before === undefined) return true;
    return [before, after].some(
      (place) => place !== undefined && place >= 0 && isAt(variant, place, read),
    );
  }
}

function obstacleToLambdas(release: string, gates: readonly string[]): string | undefined {
  if (isAtLeast(lastWithoutLambdas, release)) {
    return `lambdas need a release after ${lastWithoutLambdas}`;
  }
  if (!isAtLeast(release, lambdasSince)) return undefined;
  // what a variable brings is not known
  const isOn = gates.some((gate) => gate.includes('$') || gate.replace(/^\+/, '') === lambdaGate);
  return isOn
    ? undefined
    : `a lambda needs the feature gate ${lambdaGate}, which is off by default`;
}

/** A function that every component has, release by release. */
function variantsOf(name: string): readonly FunctionVariant[] {
  const { functions } = ottlData();
  return Object.hasOwn(functions, name) ? (functions[name] ?? []) : [];
}

/** Functions that a component adds; all but transform take those of filter. */
function ownFunctions(
  component: string,
  context: string,
): Readonly<Record<string, readonly Parameter[]>> {
  const { own } = ottlData();
  const home = Object.hasOwn(own, component) ? component : 'processors/filter';
  return own[home]?.[context] ?? {};
}

/** The parameters of a function. */
export type Signature = readonly FunctionParameter[];

function signature(parameters: readonly Parameter[]): Signature {
  return parameters.map((parameter) => {
    const [written = '', type = ''] = parameter.split(': ');
    const optional = written.endsWith('?');
    return { name: optional ? written.slice(0, -1) : written, type, optional };
  });
}

/** What a path of names leads to below a tree; the first name that leads nowhere otherwise. */
export function followed(
  tree: Readonly<Record<string, PathTree>>,
  names: readonly string[],
): { readonly found: readonly PathTree[] } | { readonly lost: number; readonly near: string[] } {
  const found: PathTree[] = [];
  let next: Readonly<Record<string, PathTree>> = tree;
  for (const [index, name] of names.entries()) {
    const one = Object.hasOwn(next, name) ? next[name] : undefined;
    if (one === undefined) return { lost: index, near: Object.keys(next) };
    found.push(one);
    next = one.next ?? {};
  }
  return { found };
}
