import type { Problem } from '../values/problem.ts';
import { json, listed } from '../values/shown.ts';
import {
  at,
  isRecord,
  list,
  number,
  own,
  record,
  scalarText,
  text,
  type UnknownRecord,
} from '../values/unknown.ts';
import { type Dialect, type Path, walk } from '../values/walk.ts';
import { kubernetesSchema } from './embedded-types.ts';
import { fieldGuess } from './field-guess.ts';
import { knownPattern } from './known-kinds.ts';

/** What the API server minds about a value that a schema does not allow; the message goes on from the path, `must be a text, got 5`. */
interface SchemaProblem extends Problem {
  /**
   * - `unknown`: a field that the schema does not have, refused by kubectl and dropped without a word for everybody else; the fix is
   *   the field that was probably meant, as it would be written in its place
   * - `invalid`: a value that is rejected
   */
  readonly kind: 'unknown' | 'invalid';
  readonly path: Path;
  /** Type of Kubernetes' own that the field would be one of; unset outside of any. */
  readonly type?: string;
}

const types: Readonly<Record<string, readonly [string, (value: unknown) => boolean]>> = {
  object: ['a mapping', isRecord],
  array: ['a list', Array.isArray],
  string: ['a string', (value) => typeof value === 'string'],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  integer: ['a whole number', Number.isInteger],
  number: ['a number', (value) => typeof value === 'number'],
};

/** `spec` of the schema of each version that a CustomResourceDefinition serves. */
export function specSchemas(crd: unknown): Map<string, unknown> {
  const schemas = new Map<string, unknown>();
  for (const version of list(at(crd, 'spec', 'versions'))) {
    const name = text(own(version, 'name'));
    if (name === undefined || own(version, 'served') === false) continue;
    schemas.set(name, at(version, 'schema', 'openAPIV3Schema', 'properties', 'spec'));
  }
  return schemas;
}

/**
 * What the API server drops or rejects in a value of a structural schema. A null counts as absent, as it does there. Rules in
 * CEL are not evaluated, and of patterns only those that a known schema has too.
 *
 * Source: kubernetes v1.34.0 staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema, pruning and defaulting.
 *
 * @param path - path of the value in its object
 */
export function schemaProblems(
  schema: unknown,
  value: unknown,
  path: Path,
): Iterable<SchemaProblem> {
  return walk(dialect, nodeOf(schema), value, path);
}

/** A schema, with the type of Kubernetes' own that it is a part of. */
interface SchemaNode {
  readonly schema: unknown;
  readonly type?: string;
}

/** A schema that is none of its own but names a type is that of the type. */
function nodeOf(schema: unknown, type?: string): SchemaNode {
  const name = text(own(schema, '$ref'));
  return name === undefined ? { schema, type } : nodeOf(kubernetesSchema(name), name);
}

const dialect: Dialect<SchemaNode, SchemaProblem> = {
  problems: ({ schema, type }, value, path) => {
    const message = valueProblem(schema, value);
    return message === undefined ? undefined : [{ kind: 'invalid', type, path, message }];
  },
  field: ({ schema, type }, key) => {
    const fields = record(own(schema, 'properties'));
    if (Object.hasOwn(fields, key)) return nodeOf(fields[key], type);
    const others = own(schema, 'additionalProperties');
    return isRecord(others) ? nodeOf(others, type) : undefined;
  },
  item: ({ schema, type }) => nodeOf(own(schema, 'items'), type),
  *rest({ schema, type }, value, unknown, path) {
    const meantField = fieldGuess(
      record(own(schema, 'properties')),
      value,
      (inner, one) => valueProblem(inner, one) === undefined,
    );
    const meantBy = new Set<string>();
    for (const name of isClosed(schema) ? unknown : []) {
      const meant = meantField(name, value[name]);
      if (meant !== undefined) meantBy.add(meant);
      yield { kind: 'unknown', type, path: [...path, name], message: 'is not a field', fix: meant };
    }
    for (const name of missingFields(schema, value)) {
      // a misspelt field is told as such
      if (!meantBy.has(name)) {
        yield { kind: 'invalid', type, path: [...path, name], message: 'must be set' };
      }
    }
  },
};

/** Whether the API server drops the fields that a schema does not have. */
function isClosed(schema: unknown): boolean {
  return (
    own(schema, 'type') === 'object' &&
    own(schema, 'x-kubernetes-preserve-unknown-fields') !== true &&
    own(schema, 'additionalProperties') === undefined
  );
}

/** Fields that must be set, and neither are nor have a default. */
function missingFields(schema: unknown, value: UnknownRecord): string[] {
  return list(own(schema, 'required')).flatMap((name) => {
    const field = text(name);
    if (field === undefined || (own(value, field) ?? null) !== null) return [];
    return at(schema, 'properties', field, 'default') === undefined ? [field] : [];
  });
}

function valueProblem(schema: unknown, value: unknown): string | undefined {
  if (own(schema, 'x-kubernetes-int-or-string') === true) {
    const fits = typeof value === 'string' || Number.isInteger(value);
    return fits ? undefined : `must be a whole number or a string, got ${describe(value)}`;
  }
  const [expected, fits] = types[text(own(schema, 'type')) ?? ''] ?? [];
  if (expected !== undefined && fits !== undefined && !fits(value)) {
    return `must be ${expected}, got ${describe(value)}`;
  }
  const allowed = own(schema, 'enum');
  if (Array.isArray(allowed) && !allowed.includes(value)) {
    return `must be ${choice(allowed)}, got ${describe(value)}`;
  }
  if (typeof value === 'number') return numberProblem(schema, value);
  if (typeof value === 'string') return textProblem(schema, value);
  const least = number(own(schema, 'minItems'));
  if (Array.isArray(value) && least !== undefined && value.length < least) {
    return `must have at least ${least} elements, got ${value.length}`;
  }
  return undefined;
}

function numberProblem(schema: unknown, value: number): string | undefined {
  const [minimum, maximum] = [number(own(schema, 'minimum')), number(own(schema, 'maximum'))];
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}, got ${value}`;
  if (maximum !== undefined && value > maximum) return `must be at most ${maximum}, got ${value}`;
  return undefined;
}

function textProblem(schema: unknown, value: string): string | undefined {
  const [least, most] = [number(own(schema, 'minLength')), number(own(schema, 'maxLength'))];
  if (least !== undefined && value.length < least) {
    return `must have at least ${least} characters, got '${value}'`;
  }
  if (most !== undefined && value.length > most) {
    return `must have at most ${most} characters, got ${value.length}`;
  }
  const pattern = text(own(schema, 'pattern'));
  return pattern === undefined || knownPattern(pattern)?.test(value) !== false
    ? undefined
    : `must match ${pattern}, got '${value}'`;
}

function choice(values: readonly unknown[]): string {
  const words = values.map((value) => (value === '' ? "''" : (scalarText(value) ?? json(value))));
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${listed(words)} or ${last}`;
}

function describe(value: unknown): string {
  if (isRecord(value)) return 'a mapping';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value.includes('\n') ? 'a string' : `the string '${value}'`;
  return String(value);
}
