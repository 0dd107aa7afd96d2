import { connectors } from './distributions/connectors.ts';
import { exporters } from './distributions/exporters.ts';
import { extensions } from './distributions/extensions.ts';
import { processors } from './distributions/processors.ts';
import { receivers } from './distributions/receivers.ts';

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

/** Releases from `from` on and before `until`; open where unset. */
export interface ReleaseRange {
  readonly from?: string;
  readonly until?: string;
}

/** Releases of a distribution that have a component. */
export interface Presence extends ReleaseRange {
  /** Releases in between without it. */
  readonly gaps: readonly ReleaseRange[];
}

/** An id that a component had before, or has beside its own. */
export interface ComponentAlias extends ReleaseRange {
  readonly id: string;
  /** Releases that were shipped with the new id alone by mistake. */
  readonly refused?: ReleaseRange;
  /** Releases of which it is not known whether they take this id. */
  readonly unsure?: ReleaseRange;
}

/** A component of the collector. */
export interface CollectorComponent {
  readonly kind: ComponentKind;
  /** Id in 0.159.0, or the last one when the component is gone. */
  readonly id: string;
  /** Signals it handles, as letters: `t`races, `m`etrics, `l`ogs, `p`rofiles; for connectors pairs such as `t>m`. */
  readonly signals: readonly string[];
  readonly distributions: Readonly<Partial<Record<CollectorDistribution, Presence>>>;
  /** First release that takes the id for certain; unset when it never had another. */
  readonly idSince?: string;
  /** Release before which the id was not taken for certain; between this and `idSince` nothing is known. */
  readonly idNotBefore?: string;
  readonly aliases: readonly ComponentAlias[];
}

/** Oldest and newest release of the distributions that the table was made from. */
export const tabledReleases = { from: '0.80.0', to: '0.159.0' } as const;

const tables: Readonly<Record<ComponentKind, string>> = {
  receivers,
  processors,
  exporters,
  connectors,
  extensions,
};

/**
 * Reads the notation of `distributions/`: one component a line, parted by spaces.
 *
 * `id signals distribution… [since=…] [alias=…]…` where a distribution is `name`, `name:from-until` or with gaps
 * `name!from-until`; `since` is a release or `notBefore..certain`; an alias is `id`, `id:from-until`, `id!refusedFrom-until` or
 * `id?unsureFrom-until`.
 *
 * @param mentioned - part of the lines that are read
 * @default mentioned - all lines are read
 */
function parseComponents(kind: ComponentKind, mentioned = ''): CollectorComponent[] {
  const lines = tables[kind].trim().split('\n');
  return lines.filter((line) => line.includes(mentioned)).map((line) => component(kind, line));
}

const parsed = new Map<string, CollectorComponent>();

/** The component of a line, the same object each time. */
function component(kind: ComponentKind, line: string): CollectorComponent {
  const key = `${kind} ${line}`;
  const known = parsed.get(key) ?? parseComponent(kind, line);
  parsed.set(key, known);
  return known;
}

function parseComponent(kind: ComponentKind, line: string): CollectorComponent {
  const [id = '', signals = '-', ...fields] = line.split(' ');
  const distributions: Partial<Record<CollectorDistribution, Presence>> = {};
  const aliases: ComponentAlias[] = [];
  let since: string | undefined;
  for (const field of fields) {
    if (field.startsWith('since=')) since = field.slice('since='.length);
    else if (field.startsWith('alias=')) aliases.push(parseAlias(field.slice('alias='.length)));
    else {
      const [name = '', ...gaps] = field.split('!');
      const [distribution = '', range] = name.split(':');
      distributions[distribution as CollectorDistribution] = {
        ...parseRange(range),
        gaps: gaps.map(parseRange),
      };
    }
  }
  const [notBefore, certain] = since?.includes('..') ? since.split('..') : [undefined, since];
  return {
    kind,
    id,
    signals: signals === '-' ? [] : kind === 'connectors' ? signals.split(',') : [...signals],
    distributions,
    idSince: certain,
    idNotBefore: notBefore,
    aliases,
  };
}

function parseAlias(text: string): ComponentAlias {
  const [, id = '', mark, range] = /^([^:!?]+)(?:([:!?])(.*))?$/.exec(text) ?? [];
  if (mark === '!') return { id, refused: parseRange(range) };
  if (mark === '?') return { id, unsure: parseRange(range) };
  return { id, ...parseRange(range) };
}

function parseRange(text: string | undefined): ReleaseRange {
  const [from, until] = text?.split('-') ?? [];
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

const byId = new Map<string, readonly CollectorComponent[]>();

/** Components of a kind that have or had an id, current id first; more than one only where an id changed hands. */
export function componentsById(kind: ComponentKind, id: string): readonly CollectorComponent[] {
  const key = `${kind}/${id}`;
  const known = byId.get(key);
  if (known) return known;
  // a configuration has a few of some hundred components
  const mentioning = parseComponents(kind, id);
  const found = [
    ...mentioning.filter((one) => one.id === id),
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
  const letters = componentsById(kind, type).flatMap((component) => component.signals);
  return [...new Set(letters)].flatMap(
    (letter) => signals.find((signal) => signal.startsWith(letter)) ?? [],
  );
}

/** Whether a connector makes one signal of another, told by their first letters; undefined where nobody knows. */
export function joinsSignals(type: string, from: string, to: string): boolean | undefined {
  const pairs = componentsById('connectors', type).flatMap((component) => component.signals);
  return pairs.length === 0 ? undefined : pairs.includes(`${from[0]}>${to[0]}`);
}

/** Ids of all components of a kind, for suggestions. */
export function componentIds(kind: ComponentKind): string[] {
  return parseComponents(kind).flatMap(({ id, aliases }) => [
    id,
    ...aliases.map((alias) => alias.id),
  ]);
}
