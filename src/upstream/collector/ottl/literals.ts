import type { Node } from './syntax.ts';

/** What a literal is, as far as it is settled by how it is written. */
type Literal = 'nil' | 'text' | 'truth' | 'bytes' | 'int' | 'float' | 'list' | 'map';

const scalars: readonly Literal[] = ['nil', 'text', 'truth', 'int', 'float'];

/**
 * Literals that a getter takes, by the name of its type. Getters that are not here take any.
 *
 * Source: opentelemetry-collector-contrib v0.145.0 and v0.158.0 pkg/ottl/expression.go, newStandard…Getter and Get of each.
 */
const taken: Readonly<Record<string, readonly Literal[]>> = {
  StringGetter: ['text'],
  IntGetter: ['int'],
  FloatGetter: ['float'],
  BoolGetter: ['truth'],
  PMapGetter: ['map'],
  PSliceGetter: ['list'],
  TimeGetter: [],
  DurationGetter: [],
  FloatLikeGetter: scalars,
  IntLikeGetter: scalars,
  BoolLikeGetter: scalars,
  ByteSliceLikeGetter: [...scalars, 'bytes'],
};

const said: Readonly<Record<string, string>> = {
  StringGetter: 'a string in double quotes, or a path or function that returns one',
  IntGetter: 'a whole number, or a path or function that returns one',
  FloatGetter: 'a number with a decimal point, or a path or function that returns one',
  BoolGetter: 'true or false, or a path or function that returns one of them',
  PMapGetter: 'a map in braces, or a path or function that returns one',
  PSliceGetter: 'a list in brackets, or a path or function that returns one',
  TimeGetter: 'a time, such as Now() or Time(…) returns',
  DurationGetter: 'a duration, such as Duration("1s") returns',
};

const names: Readonly<Record<Literal, string>> = {
  nil: 'nil',
  text: 'a string',
  truth: 'true or false',
  bytes: 'bytes',
  int: 'a whole number',
  float: 'a number with a decimal point',
  list: 'a list',
  map: 'a map',
};

/** What is wrong with a literal in the place of a getter; undefined where it is none, or one that the getter takes. */
export function literalProblem(value: Node, type: string): string | undefined {
  const literal = literalOf(value);
  const wanted = Object.hasOwn(taken, type) ? taken[type] : undefined;
  if (literal === undefined || wanted === undefined || wanted.includes(literal)) return undefined;
  return `must be ${said[type] ?? 'a value that can be converted to one'}, got ${names[literal]}`;
}

function literalOf(value: Node): Literal | undefined {
  switch (value.is) {
    case 'nil':
    case 'text':
    case 'bytes':
    case 'float':
      return value.is;
    case 'bool':
      return 'truth';
    case 'enum':
    case 'int':
    case 'signed':
      return 'int';
    case 'list':
    case 'map':
      // one with anything to work out is looked at when spans come
      return value.of.every((one) => literalOf(one) !== undefined) ? value.is : undefined;
    default:
      return undefined;
  }
}
