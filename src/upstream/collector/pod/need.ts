import { at, list } from '../../values/unknown.ts';

/** What a component asks the API server for. */
export interface AccessNeed {
  /** API group, `''` for the core group. */
  readonly group: string;
  /** Resource in the plural, with its subresource after a slash. */
  readonly resource: string;
  readonly verbs: readonly string[];
  /** Whether a Role of one namespace is not enough. */
  readonly everywhere: boolean;
  /** Namespace that a Role has to be in; unset with `everywhere`, and where a variable tells it. */
  readonly namespace?: string;
  /**
   * Names of the only objects that it asks for.
   *
   * @default - those of any name
   */
  readonly names?: readonly string[];
  /** What it is for, where the component does the rest without; unset where the component is of no use without. */
  readonly gives?: string;
  /**
   * Whether a collector may well do without: nobody has asked for it by name, or only some clusters have it asked for.
   *
   * @default false
   */
  readonly perhaps?: boolean;
}

/** A need in all namespaces, or of what is in none; by default what an informer of client-go does. */
export function everywhere(group: string, resource: string, verbs = ['list', 'watch']): AccessNeed {
  return { group, resource, verbs, everywhere: true };
}

/** The same need in namespaces alone; in all of them where none is named. */
export function inNamespaces(need: AccessNeed, namespaces: readonly unknown[]): AccessNeed[] {
  if (namespaces.length === 0) return [need];
  return namespaces.map((namespace) => ({
    ...need,
    everywhere: false,
    ...(isName(namespace) ? { namespace } : {}),
  }));
}

/** Whether a value is a name, and no variable that holds one. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('$');
}

/** Whether a rule of a Role or ClusterRole allows what a component needs. */
export function allows(rule: unknown, { group, resource, verbs, names }: AccessNeed): boolean {
  const has = (key: string, wanted: string) =>
    list(at(rule, key)).some((value) => value === '*' || value === wanted);
  const named = list(at(rule, 'resourceNames'));
  const isReached = named.length === 0 || names?.every((name) => named.includes(name)) === true;
  const [whole = '', part] = resource.split('/');
  return (
    isReached &&
    has('apiGroups', group) &&
    (has('resources', resource) ||
      has('resources', `${whole}/*`) ||
      (part !== undefined && has('resources', `*/${part}`))) &&
    verbs.every((verb) => has('verbs', verb))
  );
}
