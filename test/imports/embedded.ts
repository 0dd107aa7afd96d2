import fc from 'fast-check';
import { embeddedTypes, type KubernetesType } from '../../scripts/embedded-types.ts';
import {
  type FieldType,
  type KubernetesTypes,
  plainName,
  readKubernetesTypes,
} from '../../scripts/kubernetes-types.ts';

/** A place of a custom resource where a Kubernetes type is embedded. */
export interface Place {
  readonly kind: string;
  /** Group and version. */
  readonly apiVersion: string;
  /** Keys from the object to the value; an item of a list is 0. */
  readonly path: readonly (string | number)[];
  readonly type: string;
}

/** A value of a Kubernetes type, with a field that is misspelt. */
export interface Misspelt {
  readonly value: unknown;
  /** Path of the misspelt field in the value. */
  readonly path: readonly (string | number)[];
  /** What the field should be called. */
  readonly meant: string;
}

/** The Kubernetes types as they are declared. */
export const types: KubernetesTypes = readKubernetesTypes();

/** Each place where our CRDs embed a Kubernetes type. */
export const places: readonly Place[] = Object.entries(embeddedTypes).flatMap(([where, fields]) => {
  const [kind = '', version] = where.split(' ');
  const group = kind === 'Jaeger' ? 'jaegertracing.io' : 'opentelemetry.io';
  return Object.entries(fields).map(([path, type]) => {
    const keys = path.split('.').flatMap((step) => {
      const [key = '', list] = step.split('[]');
      return list === undefined ? [key] : [key, 0];
    });
    return {
      kind,
      apiVersion: `${group}/${version}`,
      path: type.endsWith('[]') ? [...keys, 0] : keys,
      type: plainName(type as KubernetesType),
    };
  });
});

/** An object with a value at a place and nothing else. */
export function objectWith({ kind, apiVersion, path }: Place, value: unknown): object {
  const spec = path.reduceRight<unknown>(
    (inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }),
    value,
  );
  return { apiVersion, kind, metadata: { name: 'a', namespace: 't' }, ...(spec as object) };
}

/** Valid values of a Kubernetes type: what must be set, and some of what may be. */
export function validOf(type: string, depth = 4): fc.Arbitrary<Record<string, unknown>> {
  const fields = types.get(type) ?? [];
  const optional = fields.filter((field) => !field.required);
  const most = depth <= 0 ? 0 : Math.min(3, optional.length);
  const kept = fc.subarray(optional, { maxLength: most });
  return kept.chain((some) => {
    const chosen = fields.filter((field) => field.required || some.includes(field));
    return fc.record(
      Object.fromEntries(chosen.map(({ name, type }) => [name, fieldValue(type, depth - 1)])),
      // cdk8s writes no object without a class
      { noNullPrototype: true },
    );
  });
}

function fieldValue(type: FieldType, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'text':
      return fc.constantFrom('a', 'example', '/tmp/a');
    case 'choice':
      return fc.constantFrom(...type.values);
    case 'number':
      return fc.integer({ min: 0, max: 60 });
    case 'flag':
      return fc.boolean();
    case 'port':
      return fc.constantFrom<unknown[]>(8080, '25%', 'http');
    case 'amount':
      return fc.constantFrom<unknown[]>('100m', '1Gi', 2, 0.5);
    case 'anything':
      return fc.constant({});
    case 'list':
      return fc.array(fieldValue(type.item, depth), { minLength: 1, maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.constantFrom('cpu', 'memory', 'app'), fieldValue(type.item, depth), {
        noNullPrototype: true,
      });
    case 'type':
      return validOf(type.name, depth);
  }
}

/** Values of a Kubernetes type with one field misspelt somewhere in them: a letter lost, doubled, replaced or changed with the next. */
export function misspeltOf(type: string): fc.Arbitrary<Misspelt> {
  const whole = validOf(type).filter((value) => fieldsIn(value, type).length > 0);
  return fc
    .tuple(whole, fc.nat(), fc.nat(), fc.nat({ max: 3 }))
    .map(([value, which, where, how]) => {
      const fields = fieldsIn(value, type);
      const { path, known } = fields[which % fields.length] as FieldIn;
      const meant = String(path.at(-1));
      const wrong = slip(meant, where % meant.length, how);
      if (known.includes(wrong)) return undefined;
      return { value: renamed(value, path, wrong), path: [...path.slice(0, -1), wrong], meant };
    })
    .filter((misspelt) => misspelt !== undefined);
}

function slip(word: string, at: number, how: number): string {
  const [before, letter = '', after] = [word.slice(0, at), word[at], word.slice(at + 1)];
  if (how === 0 && word.length > 2) return before + after;
  if (how === 1) return before + letter + letter + after;
  if (how === 2 && after !== '' && after[0] !== letter) {
    return before + after[0] + letter + after.slice(1);
  }
  return `${before}${letter === 'q' ? 'x' : 'q'}${after}`;
}

interface FieldIn {
  readonly path: readonly (string | number)[];
  /** Fields that the type around it has. */
  readonly known: readonly string[];
}

function fieldsIn(value: Record<string, unknown>, type: string): FieldIn[] {
  const fields = types.get(type) ?? [];
  const known = fields.map(({ name }) => name);
  return fields.flatMap(({ name, type }) => {
    if (!Object.hasOwn(value, name)) return [];
    const below = inside(value[name], type).map((field) => ({
      ...field,
      path: [name, ...field.path],
    }));
    return [{ path: [name], known }, ...below];
  });
}

function inside(value: unknown, type: FieldType): FieldIn[] {
  if (type.kind === 'type') return fieldsIn(value as Record<string, unknown>, type.name);
  if (type.kind !== 'list') return [];
  return (value as unknown[]).flatMap((item, index) =>
    inside(item, type.item).map((field) => ({ ...field, path: [index, ...field.path] })),
  );
}

function renamed(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  to: string,
): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? renamed(item, rest, to) : item));
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => {
      if (name !== key) return [name, inner];
      return rest.length === 0 ? [to, inner] : [name, renamed(inner, rest, to)];
    }),
  );
}
