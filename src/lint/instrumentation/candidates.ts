import { nearest } from '../../upstream/values/nearest.ts';

/** Objects that an annotation can name, findable by namespace and by name. */
export class Candidates {
  /** Of how many objects it is. */
  readonly size: number;
  private readonly names = new Map<string, string[]>();
  private readonly namespaces = new Map<string, string[]>();
  private readonly first: readonly string[];

  constructor(objects: readonly { readonly namespace: string; readonly name: string }[]) {
    this.size = objects.length;
    this.first = objects.slice(0, 3).map(({ namespace, name }) => `${namespace}/${name}`);
    for (const { namespace, name } of objects) {
      push(this.names, namespace, name);
      push(this.namespaces, name, namespace);
    }
  }

  /** Whether a namespace has any. */
  has(namespace: string): boolean {
    return this.names.has(namespace);
  }

  /** Some of them, as `namespace/name`. */
  some(): readonly string[] {
    return this.first;
  }

  /** The only one, as `namespace/name`; undefined when there are none or several. */
  get only(): string | undefined {
    return this.size === 1 ? this.first[0] : undefined;
  }

  /** What a value was to say that names none of them; undefined when that is not certain. */
  meant(value: string, namespace: string, name: string): string | undefined {
    if (isYes(value)) return 'true';
    const [only, ...more] = this.namespaces.get(name) ?? [];
    if (only !== undefined) return more.length > 0 ? undefined : `${only}/${name}`;
    const here = this.names.get(namespace) ?? [];
    // among hundreds of names some are always alike, and comparing them all takes long
    const close = here.length > 100 ? undefined : nearest(name, here);
    if (close === undefined) return undefined;
    return value.includes('/') ? `${namespace}/${close}` : close;
  }
}

function push(map: Map<string, string[]>, key: string, item: string): void {
  const group = map.get(key);
  if (group) group.push(item);
  else map.set(key, [item]);
}

/** Whether a value is another word for `true`. */
function isYes(value: string): boolean {
  return /^\s*(true|yes|y|on|1|enabled?|ture|treu|tru)\s*$/i.test(value);
}
