import { nearest } from '../../values/nearest.ts';
import type { Problem } from '../../values/problem.ts';
import type { FunctionParameter, Signature } from './language.ts';
import { literalProblem } from './literals.ts';
import type { Call, Node } from './syntax.ts';

/** What the names in place of values are, and how values are taken. */
export interface Names {
  readonly isFunction: (name: string) => boolean;
  readonly symbol: (name: string) => Problem[];
  /** Whether literals are looked at when the collector starts, also where a value that is worked out may stand. */
  readonly literals: boolean;
}

/**
 * What is wrong with what a function is called with, as far as that is settled when the collector starts.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 pkg/ottl/functions.go, buildArgs and buildArg.
 */
export function argumentProblems(call: Call, signature: Signature, names: Names): Problem[] {
  const { name, parameters } = call;
  const least = signature.filter(({ optional }) => !optional).length;
  const [given, most] = [parameters.length, signature.length];
  if (given < least || given > most) {
    const wanted = least === most ? `${most}` : `${least} to ${most}`;
    const noun = most === 1 ? 'argument' : 'arguments';
    return [{ message: `${name} takes ${wanted} ${noun} (${spelled(signature)}), got ${given}` }];
  }
  const firstNamed = parameters.findIndex((one) => one.name !== undefined);
  if (firstNamed !== -1 && parameters.slice(firstNamed).some((one) => one.name === undefined)) {
    return [{ message: `${name} must get its arguments without a name before those with one` }];
  }
  return parameters.flatMap((argument, index): Problem[] => {
    const parameter =
      argument.name === undefined ? signature[index] : named(signature, argument.name);
    if (parameter === undefined) {
      const known = signature.map(parameterName);
      return [
        {
          message: `${name} has no parameter ${argument.name}, it has ${known.join(', ')}`,
          fix: nearest(argument.name ?? '', known),
        },
      ];
    }
    return valueProblems(argument.value, parameter.type, names).map((problem) => ({
      ...problem,
      message: `${parameterName(parameter)} of ${name} ${problem.message}`,
    }));
  });
}

function spelled(signature: Signature): string {
  return signature.map((one) => parameterName(one) + (one.optional ? '?' : '')).join(', ');
}

/** A parameter by its name, which may be written with `_` or with capitals: `replacement_format`, `replacementFormat`. */
function named(signature: Signature, name: string): FunctionParameter | undefined {
  return signature.find((one) => one.name === camel(name));
}

function camel(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The name that a parameter is given by: `replacement_format`, but `sourceIP`. */
export function parameterName({ name }: FunctionParameter): string {
  const plain = snake(name);
  return camel(plain) === name ? plain : `${name[0]?.toLowerCase()}${name.slice(1)}`;
}

/** `ReplacementFormat` as `replacement_format`, `XPath` as `x_path`. */
function snake(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => `_${letter}`)
    .toLowerCase();
}

function valueProblems(value: Node, type: string, names: Names): Problem[] {
  if (type.startsWith('FunctionGetter')) return functionProblems(value, names);
  if (value.is === 'function') return [{ message: `must be a value, got the name ${value.name}` }];
  if (type.startsWith('[]')) return listProblems(value, type, names);
  if (type === 'Enum') return enumProblems(value, names);
  if (type === 'LambdaExpression' && value.is !== 'lambda') {
    return [{ message: 'must be a lambda, (value) => …' }];
  }
  const written = writtenOut[type];
  if (written) return writtenProblem(value, written);
  const isWritten = /^(?:P\w+)?(?:Get)?Setter$/.test(type);
  if (isWritten && value.is !== 'path')
    return [{ message: 'must be a path that can be written to' }];
  const unknown = value.is === 'enum' ? names.symbol(value.name) : [];
  if (unknown.length > 0) return unknown;
  const message = names.literals ? literalProblem(value, type) : undefined;
  return message === undefined ? [] : [{ message }];
}

function enumProblems(value: Node, { symbol }: Names): Problem[] {
  return value.is === 'enum'
    ? symbol(value.name)
    : [{ message: 'must be a name in capital letters' }];
}

/** Types of which only a literal is. */
const writtenOut: Readonly<Record<string, { is: Node['is']; said: string }>> = {
  string: { is: 'text', said: 'a string literal in double quotes, not a computed value' },
  int64: { is: 'int', said: 'a whole number' },
  float64: { is: 'float', said: 'a number with a decimal point' },
  bool: { is: 'bool', said: 'true or false' },
};

function writtenProblem(value: Node, { is, said }: { is: Node['is']; said: string }): Problem[] {
  if (value.is === is) return [];
  // older releases read a sign as part of the number, newer ones do not
  if (value.is === 'signed' || (value.is === 'all' && value.math)) return [];
  return [{ message: `must be ${said}` }];
}

function listProblems(value: Node, type: string, names: Names): Problem[] {
  if (type === '[]byte' || type === '[]uint8') {
    return value.is === 'bytes' ? [] : [{ message: 'must be bytes, 0x…' }];
  }
  if (value.is !== 'list') return [{ message: 'must be a list in brackets' }];
  return value.of.flatMap((one) => valueProblems(one, type.slice(2), names));
}

function functionProblems(value: Node, { isFunction }: Names): Problem[] {
  if (value.is !== 'function' && value.is !== 'enum') {
    return [{ message: 'must be the name of a function, without brackets' }];
  }
  return isFunction(value.name) ? [] : [{ message: `must be a function, got ${value.name}` }];
}
