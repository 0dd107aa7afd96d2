import { isRecord } from '../../../src/upstream/values/unknown.ts';
import { printYaml } from '../../../src/yaml.ts';
import { type Change, embedded, type Field, objectsOf, type Path } from './fields.ts';

/** The manifests of a field with another value in it, or with another name for it. */
export function mutant({ objects, index, path }: Field, change: Change): string {
  return printed(objects.with(index, changed(objects[index], path, change)));
}

// YAML of ours has no way to write some characters, JSON has
function printed(objects: readonly unknown[]): string {
  try {
    return printYaml(objects);
  } catch {
    return objects.map(json).join('\n---\n');
  }
}

function json(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part));
}

function changed(value: unknown, path: Path, change: Change): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return 'value' in change ? change.value : value;
  if (key === embedded) return printed([changed(objectsOf(String(value))[0], rest, change)]);
  if (Array.isArray(value)) {
    return value.with(Number(key), changed(value[Number(key)], rest, change));
  }
  const entries = Object.entries(isRecord(value) ? value : {}).map(
    ([name, part]): [string, unknown] => {
      if (name !== key) return [name, part];
      const renamed = rest.length === 0 && 'key' in change;
      return renamed ? [change.key, part] : [name, changed(part, rest, change)];
    },
  );
  // unlike a literal, this makes __proto__ a key like any other
  return Object.fromEntries(entries);
}
