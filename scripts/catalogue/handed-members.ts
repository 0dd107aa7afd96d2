import type {
  ReleaseRange,
  WrittenAlias,
  WrittenPresence,
} from '../../src/upstream/collector/catalogue/entries.ts';
import {
  type CollectorDistribution,
  tabledReleases,
} from '../../src/upstream/collector/components.ts';
import { compareVersions } from '../../src/upstream/values/version.ts';
import type { Member } from './join.ts';
import { inOrder } from './members.ts';

/** Releases from `from` on and before `until`; null where open. */
interface HandedRange {
  readonly from: string | null;
  readonly until: string | null;
  /** Pairs of the release that lacks it first and the one that has it again. */
  readonly gaps?: readonly (readonly [string, string])[];
}

interface HandedAlias {
  readonly type: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly notAccepted?: readonly [string, string];
  readonly maybeNotAccepted?: readonly [string, string];
}

interface HandedComponent {
  /** `receiver`. */
  readonly kind: string;
  /** Id in the newest release, or the last one. */
  readonly type: string;
  readonly typeSince?: string;
  readonly typeSinceRange?: readonly [notBefore: string, certain: string];
  readonly aliases: readonly HandedAlias[];
  /** Path in its repository, or the whole one of `other`. */
  readonly module: string;
  readonly repo: 'core' | 'contrib' | 'other';
  readonly signals: readonly string[];
  /** By the name of the distribution's folder. */
  readonly in: Readonly<Record<string, HandedRange>>;
}

/** What the manifests of the distributions say, release by release, with the ids that changelogs and metadata give. */
export interface HandedDistributions {
  /** Releases whose manifests were read, from old to new. */
  readonly versions: readonly string[];
  readonly components: readonly HandedComponent[];
}

const names: Readonly<Record<string, CollectorDistribution>> = {
  otelcol: 'core',
  'otelcol-contrib': 'contrib',
  'otelcol-k8s': 'k8s',
  'otelcol-otlp': 'otlp',
  'otelcol-ebpf-profiler': 'ebpf',
};

/**
 * Components by kind and id.
 *
 * @throws if the releases are not those that the code takes as known
 */
export function handedMembers({ versions, components }: HandedDistributions): Map<string, Member> {
  const [from, to] = [versions[0], versions.at(-1)];
  if (from !== tabledReleases.from || to !== tabledReleases.to) {
    throw new Error(
      `tabledReleases must be those of the manifests, ${from} to ${to}, got ${tabledReleases.from} to ${tabledReleases.to}`,
    );
  }
  const members = new Map<string, Member>();
  for (const component of components) {
    const key = `${component.kind}s/${component.type}`;
    members.set(key, memberOf(component, members.get(key)));
  }
  return members;
}

/** A component, whose module may have been another before. */
function memberOf(component: HandedComponent, other: Member | undefined): Member {
  const { module, repo, signals, aliases, typeSince, typeSinceRange } = component;
  const [notBefore, certain] = typeSinceRange ?? [undefined, typeSince];
  const distributions: Record<string, WrittenPresence> = { ...other?.distributions };
  for (const [folder, range] of Object.entries(component.in)) {
    const name = names[folder];
    if (name === undefined) throw new Error(`${folder} must be one of ${Object.keys(names)}`);
    distributions[name] = together(distributions[name], presenceOf(range));
  }
  return inOrder({
    signals,
    distributions: sorted(distributions),
    idSince: certain,
    idNotBefore: notBefore,
    aliases: aliases.map(aliasOf),
    module: repo === 'other' ? module : `${repo}:${module}`,
  });
}

function presenceOf({ from, until, gaps = [] }: HandedRange): WrittenPresence {
  const absent = gaps.map(([since, back]) => ({ from: since, until: back }));
  return { ...rangeOf(from, until), ...(absent.length > 0 ? { gaps: absent } : {}) };
}

function aliasOf({ type, since, until, notAccepted, maybeNotAccepted }: HandedAlias): WrittenAlias {
  return {
    id: type,
    ...rangeOf(since, until),
    ...(notAccepted ? { refused: rangeOf(...notAccepted) } : {}),
    ...(maybeNotAccepted ? { unsure: rangeOf(...maybeNotAccepted) } : {}),
  };
}

function rangeOf(from: string | null, until: string | null): ReleaseRange {
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

/** Releases of two modules that gave the same component one after the other. */
function together(one: WrittenPresence | undefined, other: WrittenPresence): WrittenPresence {
  if (one === undefined) return other;
  const [old, now] = [one, other].sort((a, b) =>
    compareVersions(a.from ?? '0.0.0', b.from ?? '0.0.0'),
  );
  const away = old?.until === now?.from ? [] : [{ from: old?.until, until: now?.from }];
  const gaps = [...(old?.gaps ?? []), ...away, ...(now?.gaps ?? [])];
  return {
    ...rangeOf(old?.from ?? null, now?.until ?? null),
    ...(gaps.length > 0 ? { gaps } : {}),
  };
}

/** Distributions in the order of `names`. */
function sorted(distributions: Readonly<Record<string, WrittenPresence>>): Member['distributions'] {
  const all = Object.values(names).flatMap((name): [string, WrittenPresence][] => {
    const presence = distributions[name];
    return presence ? [[name, presence]] : [];
  });
  return Object.fromEntries(all);
}
