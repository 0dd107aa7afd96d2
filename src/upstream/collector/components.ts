import { componentEntry, idsMentioning, idsOf } from './catalogue/data.ts';
import type { ReleaseRange, WrittenAlias } from './catalogue/entries.ts';

/** Kinds of collector components, as the sections of a configuration name them. */
export type ComponentKind = 'receivers' | 'processors' | 'exporters' | 'connectors' | 'extensions';

/** Kinds in the order of a configuration. */
export const componentKinds: readonly ComponentKind[] = [
  'receivers',
  'processors',
  'exporters',
  'connectors',
  'extensions',
];

/** Signals that a pipeline may be of (opentelemetry-collector v0.158.0 pipeline/pipeline.go). */
export const signals: readonly string[] = ['traces', 'metrics', 'logs', 'profiles'];

/** Distributions of the OpenTelemetry project whose components are tabled. */
export type CollectorDistribution = 'core' | 'contrib' | 'k8s' | 'otlp' | 'ebpf';

/** Releases of a distribution that have a component. */
export interface Presence extends ReleaseRange {
  /** Releases in between without it. */
  readonly gaps: readonly ReleaseRange[];
}

/** A component of the collector. */
export interface CollectorComponent {
  readonly kind: ComponentKind;
  /** Id in the newest release that is known, or the last one when the component is gone. */
  readonly id: string;
  /** Signals that it handles; for connectors pairs such as `traces_to_metrics`. */
  readonly signals: readonly string[];
  readonly distributions: Readonly<Partial<Record<CollectorDistribution, Presence>>>;
  /** First release that takes the id for certain; unset when it never had another. */
  readonly idSince?: string;
  /** Release before which the id was not taken for certain; between this and `idSince` nothing is known. */
  readonly idNotBefore?: string;
  readonly aliases: readonly WrittenAlias[];
}

/**
 * Oldest and newest release of the distributions whose manifests the catalogue was made from: what it says of components, their ids and
 * aliases is whole for these.
 */
export const tabledReleases = { from: '0.80.0', to: '0.159.0' } as const;

const byKey = new Map<string, CollectorComponent | undefined>();

/** The component of an entry, the same object each time; undefined when no distribution ever had it. */
function component(kind: ComponentKind, id: string): CollectorComponent | undefined {
  const key = `${kind}/${id}`;
  if (!byKey.has(key)) byKey.set(key, readComponent(kind, id));
  return byKey.get(key);
}

function readComponent(kind: ComponentKind, id: string): CollectorComponent | undefined {
  const { signals, distributions, idSince, idNotBefore, aliases } =
    componentEntry(`${kind}/${id}`) ?? {};
  if (distributions === undefined) return undefined;
  const presences = Object.entries(distributions).map(([name, presence]): [string, Presence] => [
    name,
    { ...presence, gaps: presence.gaps ?? [] },
  ]);
  return {
    kind,
    id,
    signals: signals ?? [],
    distributions: Object.fromEntries(presences),
    idSince,
    idNotBefore,
    aliases: aliases ?? [],
  };
}

const byId = new Map<string, readonly CollectorComponent[]>();

/** Components of a kind that have or had an id, current id first; more than one only where an id changed hands. */
export function componentsById(kind: ComponentKind, id: string): readonly CollectorComponent[] {
  const key = `${kind}/${id}`;
  const known = byId.get(key);
  if (known) return known;
  // a configuration has a few of some hundred components
  const mentioning = idsMentioning(kind, id).flatMap((one) => component(kind, one) ?? []);
  const found = [
    ...[component(kind, id)].filter((one) => one !== undefined),
    ...mentioning.filter(({ aliases }) => aliases.some((alias) => alias.id === id)),
  ];
  byId.set(key, found);
  return found;
}

/** Signals that a component handles, in words; none where nobody knows. */
export function handledSignals(
  kind: Exclude<ComponentKind, 'connectors'>,
  type: string,
): readonly string[] {
  return [...new Set(componentsById(kind, type).flatMap((one) => one.signals))];
}

/** Whether a connector makes one signal of another, told by their first letters; undefined where nobody knows. */
export function joinsSignals(type: string, from: string, to: string): boolean | undefined {
  const pairs = componentsById('connectors', type).flatMap((one) => one.signals);
  if (pairs.length === 0) return undefined;
  return pairs.some((pair) => {
    const [taken, made] = pair.split('_to_');
    return taken?.[0] === from[0] && made?.[0] === to[0];
  });
}

/** Ids of all components of a kind, for suggestions. */
export function componentIds(kind: ComponentKind): string[] {
  return idsOf(kind)
    .flatMap((id) => component(kind, id) ?? [])
    .flatMap(({ id, aliases }) => [id, ...aliases.map((alias) => alias.id)]);
}
