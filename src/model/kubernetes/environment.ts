import { longestArgument, longestArguments } from '../../upstream/kubernetes/program-limits.ts';
import { list, own, text } from '../../upstream/values/unknown.ts';
import { keysOf, keyText, referenced } from './files.ts';
import type { KubeObject, Location, ObjectIndex } from './objects.ts';
import type { Container, EnvVar } from './workloads.ts';

/** A variable of a container whose value the manifests tell; the location is that of the value. */
export interface EnvValue extends Location {
  readonly name: string;
  readonly value: string;
}

/**
 * Environment of a container as its program finds it: `envFrom` and `env`, also out of ConfigMaps and Secrets among the
 * manifests, one value for each name, with `$(NAME)` replaced where NAME is known. A
 * variable that becomes longer than a program can be given is not known.
 *
 * @param object - object that the container is a part of
 */
export function readEnvironment(
  objects: ObjectIndex,
  object: KubeObject,
  container: Container,
): EnvValue[] {
  const values = new Map<string, EnvValue>();
  let room = longestArguments;
  for (const entry of list(container.value.envFrom)) {
    for (const value of fromObject(objects, object, entry)) values.set(value.name, value);
  }
  for (const { name, value, from, path } of container.env) {
    // what cannot be known hides what stood under the name before
    values.delete(name);
    const found =
      value === undefined
        ? fromKey(objects, object, from)
        : { text: expand(value, values, room), object, path: [...path, 'value'] };
    if (found?.text === undefined) continue;
    // what is not replaced takes no room that it does not have in the manifest
    if (value !== undefined && found.text !== value) room -= found.text.length;
    values.set(name, { name, value: found.text, object: found.object, path: found.path });
  }
  return [...values.values()];
}

function fromKey(objects: ObjectIndex, { namespace }: KubeObject, from: EnvVar['from']) {
  const source = from && referenced(objects, { ...from, namespace });
  return source && keyText(source, from.key);
}

/** Whether a container has variables from an object that is not among the manifests. */
export function hasUnknownVariables(
  objects: ObjectIndex,
  { namespace }: KubeObject,
  container: Container,
): boolean {
  return list(container.value.envFrom).some((entry) =>
    sources.every(([field, kind]) => {
      const name = text(own(own(entry, field), 'name'));
      return name === undefined || !referenced(objects, { kind, namespace, name });
    }),
  );
}

const sources = [
  ['configMapRef', 'ConfigMap'],
  ['secretRef', 'Secret'],
] as const;

function fromObject(objects: ObjectIndex, object: KubeObject, entry: unknown): EnvValue[] {
  const prefix = text(own(entry, 'prefix')) ?? '';
  for (const [field, kind] of sources) {
    const name = text(own(own(entry, field), 'name'));
    if (name === undefined) continue;
    const source = referenced(objects, { kind, namespace: object.namespace, name });
    if (!source) continue;
    return keysOf(source).flatMap((key) => {
      const found = keyText(source, key);
      if (!found) return [];
      return [{ name: `${prefix}${key}`, value: found.text, object: source, path: found.path }];
    });
  }
  return [];
}

/**
 * A text with `$(NAME)` replaced where NAME is known, as the kubelet does in commands and arguments; undefined where that is longer
 * than a program can be given.
 */
export function expandVariables(
  value: string,
  environment: readonly EnvValue[],
): string | undefined {
  return value.includes('$(')
    ? expand(value, new Map(environment.map((entry) => [entry.name, entry])), longestArgument)
    : value;
}

/**
 * Names that the value of a variable uses as `$(NAME)`; two dollars stand for one.
 *
 * Source: Kubernetes third_party/forked/golang/expansion/expand.go.
 */
export function usedVariables(value: string): string[] {
  const names = [...value.matchAll(/\$\$|\$\(([\w.-]+)\)/g)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)];
}

/** What becomes of a text as the value of a variable, where it uses none: of two dollars there is one. */
export function halvedDollars(value: string): string {
  return value.replaceAll('$$', () => '$');
}

const reference = /(?<!\$)\$\(([\w.-]+)\)/g;

/** A text with variables replaced, unless that is longer than there is room for: variables may double each other. */
function expand(
  value: string,
  known: ReadonlyMap<string, EnvValue>,
  room: number,
): string | undefined {
  let { length } = value;
  for (const [whole, name = ''] of value.matchAll(reference)) {
    length += (known.get(name)?.value ?? whole).length - whole.length;
  }
  if (length > Math.max(value.length, Math.min(room, longestArgument))) return undefined;
  return value.replace(reference, (whole, name: string) => known.get(name)?.value ?? whole);
}

/** Value of the first of some names that is set; an empty value counts as none. */
export function environmentValue(
  environment: readonly EnvValue[],
  ...names: readonly string[]
): EnvValue | undefined {
  for (const name of names) {
    const found = environment.find((entry) => entry.name === name);
    if (found?.value) return found;
  }
  return undefined;
}
