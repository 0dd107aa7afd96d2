import {
  isTypeName,
  type Slot,
  variantsOf,
  type Written,
  type WrittenSlot,
} from '../../src/upstream/collector/catalogue/entries.ts';
import type { SettingKind } from '../../src/upstream/values/setting.ts';

/** A setting as it was read from source: a tree, in which a Go type stands as often as it is used. */
export interface Node {
  readonly t: string;
  readonly keys?: Readonly<Record<string, Node>>;
  readonly of?: Node;
  readonly default?: unknown;
  readonly enum?: readonly string[] | null;
  readonly loose?: boolean;
  readonly coded?: boolean;
  readonly custom?: readonly string[];
  readonly open?: boolean;
  readonly remain?: boolean;
  readonly optional?: boolean;
  readonly deprecated?: boolean;
  readonly go?: string;
}

/** A Go type in one release. */
export interface TypeReading {
  readonly keys: Map<string, WrittenSlot>;
  text?: WrittenSlot;
  open: boolean;
}

/** A component in one release. */
export interface ComponentReading {
  readonly module: string;
  readonly settings: WrittenSlot;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly stability?: Readonly<Record<string, readonly string[]>>;
}

/** What was read of one release: of the collector, or of Jaeger's own. */
export interface Reading {
  readonly components: Map<string, ComponentReading>;
  readonly types: Map<string, TypeReading>;
}

export function emptyReading(): Reading {
  return { components: new Map(), types: new Map() };
}

const repositories: readonly (readonly [prefix: string, name: string])[] = [
  ['go.opentelemetry.io/collector/', 'core:'],
  ['github.com/open-telemetry/opentelemetry-collector-contrib/', 'contrib:'],
  ['github.com/jaegertracing/jaeger/', 'jaeger:'],
];

/** Path of a Go package or type, with a short name for its repository. */
export function shortName(path: string): string {
  const [prefix = '', name = ''] = repositories.find(([one]) => path.startsWith(one)) ?? [];
  return name + path.slice(prefix.length);
}

/** Whether a type is one of Jaeger, of which Jaeger's releases are told. */
export function isOfJaeger(type: string): boolean {
  return type.startsWith('jaeger:');
}

/** Adds the settings of a component, its types once each. */
export function addComponent(
  readingOf: ReadingOf,
  key: string,
  module: string,
  node: Node,
  stability?: ComponentReading['stability'],
): void {
  const name = shortName(module);
  const settings = slotFrom(node, readingOf);
  const defaults = Object.fromEntries(defaultsOf(node));
  readingOf(name).components.set(key, { module: name, settings, defaults, stability });
}

function* defaultsOf(node: Node, path = ''): Iterable<[string, unknown]> {
  if (isTold(node.default) && path !== '') yield [path, node.default];
  for (const [key, inner] of sorted(node.keys ?? {})) {
    yield* defaultsOf(inner, path === '' ? key : `${path}/${key}`);
  }
}

/** Whether a default is known, all parts of a list among it. */
function isTold(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.includes(null));
}

const kinds: Readonly<Record<string, SettingKind>> = { object: 'section', opaque: 'any' };

type ReadingOf = (type: string) => Reading;

function slotFrom(node: Node, readingOf: ReadingOf): WrittenSlot {
  const is = kinds[node.t] ?? (node.t as SettingKind);
  const flags = node.deprecated ? { deprecated: true } : {};
  if (is === 'section') return brief({ ...sectionFrom(node, readingOf), ...flags });
  if (is === 'text') return brief({ ...textFrom(node, readingOf), ...flags });
  const of = node.of ? { of: slotFrom(node.of, readingOf) } : {};
  return brief({ is, ...of, ...flags });
}

function sectionFrom(node: Node, readingOf: ReadingOf): Slot {
  if (isForeign(node)) return { is: 'any' };
  const optional = node.optional ? { optional: true } : {};
  if (node.go !== undefined) {
    const type = shortName(node.go);
    addType(type, node, readingOf);
    return { is: 'section', type, ...optional };
  }
  const keys = Object.fromEntries(keysFrom(node, readingOf));
  return { is: 'section', keys, ...(isOpen(node) ? { open: true } : {}), ...optional };
}

function textFrom(node: Node, readingOf: ReadingOf): Slot {
  const known = (node.enum ?? []).filter((word) => word !== '').sort();
  if (known.length === 0) return { is: 'text' };
  const text: Slot = {
    is: 'text',
    words: known,
    ...(isLoose(node) ? { loose: true } : {}),
    ...(node.coded ? { coded: true } : {}),
  };
  if (node.go === undefined) return text;
  const type = shortName(node.go);
  readingOf(type).types.set(type, { keys: new Map(), text: brief(text), open: false });
  return { is: 'text', type };
}

/** Whether there may be other words: nothing reads them, they are only constants of their type. */
function isLoose({ loose, custom, go }: Node): boolean {
  return loose ?? (custom !== undefined && go !== undefined && !custom.includes('UnmarshalText'));
}

function isOpen({ open, remain }: Node): boolean {
  return (open ?? false) || (remain ?? false);
}

/** Go types that a setting names, by itself or within. */
export function typesIn(written: Written | undefined): string[] {
  return (written === undefined ? [] : variantsOf(written)).flatMap(({ type, of, keys = {} }) => [
    ...(type === undefined ? [] : [type]),
    ...typesIn(of),
    ...Object.values(keys).flatMap(typesIn),
  ]);
}

/** A slot as it is written. */
export function brief(slot: Slot): WrittenSlot {
  const { is, ...more } = slot;
  const said = Object.keys(more).length;
  if (said === 0) return is;
  if (is !== 'section') return slot;
  return said === 1 && more.type !== undefined && isTypeName(more.type) ? more.type : more;
}

/**
 * Whether a section is a struct of another project that is read by other tags than those of the collector, such as the
 * configuration of Prometheus: the names of its fields are no keys.
 */
function isForeign({ go, keys }: Node): boolean {
  if (go === undefined || repositories.some(([prefix]) => go.startsWith(prefix))) return false;
  return Object.keys(keys ?? {}).some((key) => /^[A-Z]/.test(key));
}

function addType(type: string, node: Node, readingOf: ReadingOf): void {
  const { types } = readingOf(type);
  const known = types.get(type) ?? { keys: new Map(), open: false };
  types.set(type, known);
  known.open ||= isOpen(node);
  for (const [key, slot] of keysFrom(node, readingOf)) known.keys.set(key, slot);
}

function* keysFrom(node: Node, readingOf: ReadingOf): Iterable<[string, WrittenSlot]> {
  for (const [key, inner] of sorted(node.keys ?? {})) {
    // the switch of an optional section is its own affair
    if (node.optional && key === 'enabled') continue;
    yield [key, slotFrom(inner, readingOf)];
  }
}

function sorted<T>(mapping: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1));
}
