import type {
  ReleaseRange,
  WrittenPresence,
} from '../../src/upstream/collector/catalogue/entries.ts';
import { signals, tabledReleases } from '../../src/upstream/collector/components.ts';
import { compareVersions, isAtLeast } from '../../src/upstream/values/version.ts';
import type { Catalogue, Member } from './join.ts';

/** What metadata.yaml of a component says in one release. */
export interface Told {
  readonly id?: string;
  /** Id that it had before, and still takes. */
  readonly alias?: string;
  /** Distributions that have it; those of which `told` says nothing are none of these. */
  readonly distributions?: readonly string[];
  /** Signals, or pairs of them, by level. */
  readonly stability?: Readonly<Record<string, readonly string[]>>;
}

/** Distributions that metadata.yaml tells of. */
const told = ['core', 'contrib', 'k8s', 'otlp'] as const;

/**
 * Components in distributions of which their metadata.yaml does not tell, while the manifest, which decides, has them.
 *
 * Source: opentelemetry-collector-contrib v0.140.1 and v0.158.0 connector/spanmetricsconnector/metadata.yaml;
 * opentelemetry-collector-releases v0.98.0 to v0.159.0 distributions/otelcol-k8s/manifest.yaml.
 */
const untold: Readonly<Record<string, readonly string[]>> = {
  'connectors/span_metrics': ['k8s'],
};

/** What a catalogue says of the distributions. */
export function membersOf(catalogue: Catalogue): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const [key, entry] of Object.entries(catalogue)) {
    if (!('module' in entry) || entry.distributions === undefined) continue;
    const { signals = [], distributions, idSince, idNotBefore, aliases, module } = entry;
    members.set(key, inOrder({ signals, distributions, idSince, idNotBefore, aliases, module }));
  }
  return members;
}

/** A member as it is written: in this order, and without what is not said. */
export function inOrder(member: { [K in keyof Member]: Member[K] | undefined }): Member {
  const { signals = [], distributions = {}, idSince, idNotBefore, aliases = [], module } = member;
  return {
    signals,
    distributions,
    ...(idSince ? { idSince } : {}),
    ...(idNotBefore ? { idNotBefore } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    module: module ?? '',
  };
}

/**
 * What is known of a component with what its metadata.yaml says in a release, and the key that it then has.
 *
 * Up to `tabledReleases.to` the manifests of the distributions have told all, so metadata has to agree. From there on a component
 * that comes, goes or is renamed does so at the release that is read.
 *
 * @throws if metadata says another thing than the manifests
 */
export function withMetadata(
  key: string,
  known: Member | undefined,
  metadata: Told,
  release: string,
): [key: string, member: Member | undefined] {
  const says = metadata.distributions ?? [];
  if (says.length === 0) return [key, known];
  if (compareVersions(release, tabledReleases.to) <= 0) {
    const problem = problemOf(key, known, metadata, release);
    if (problem !== undefined) throw new Error(`metadata.yaml of ${key} ${release} ${problem}`);
    return [key, known];
  }
  const [kind = '', id = ''] = key.split('/');
  const current = metadata.id ?? id;
  const distributions = { ...known?.distributions };
  for (const name of told) {
    const presence = presenceWith(distributions[name], isTold(key, name, says), release);
    if (presence) distributions[name] = presence;
  }
  const ids = current === id ? known : { ...known, ...renamed(id, metadata, known, release) };
  return [`${kind}/${current}`, inOrder({ ...known, ...ids, distributions } as Member)];
}

function isTold(key: string, name: string, says: readonly string[]): boolean {
  return says.includes(name) || (untold[key] ?? []).includes(name);
}

/** How metadata and manifests differ; undefined when they do not. */
function problemOf(
  key: string,
  known: Member | undefined,
  { id = '', alias, distributions = [] }: Told,
  release: string,
): string | undefined {
  if (known === undefined) return 'is of no component that the distributions have';
  const ids = [key.split('/')[1], ...(known.aliases ?? []).map((one) => one.id)];
  const unknown = [id, alias].find((one) => one !== undefined && !ids.includes(one));
  if (unknown !== undefined)
    return `says that it is or was called ${unknown}, got ${ids.join(' and ')}`;
  for (const name of told) {
    const has = isPresent(known.distributions[name], release);
    if (has === isTold(key, name, distributions)) continue;
    return has
      ? `must say that ${name} has it, as its manifest does; add it to \`untold\` if it does not`
      : `says that ${name} has it, which its manifest does not`;
  }
  return undefined;
}

function isPresent(presence: WrittenPresence | undefined, release: string): boolean {
  if (presence === undefined) return false;
  const { gaps = [], ...range } = presence;
  return isWithin(release, range) && !gaps.some((gap) => isWithin(release, gap));
}

function isWithin(release: string, { from, until }: ReleaseRange): boolean {
  const begun = from === undefined || isAtLeast(release, from);
  return begun && (until === undefined || !isAtLeast(release, until));
}

/** Releases of a distribution with a component, of which a newer release says whether it has it. */
function presenceWith(
  presence: WrittenPresence | undefined,
  has: boolean,
  release: string,
): WrittenPresence | undefined {
  if (isPresent(presence, release) === has) return presence;
  if (!has) return { ...presence, until: release };
  if (presence === undefined) return { from: release };
  // it has been away
  const { until, gaps = [], ...begun } = presence;
  return { ...begun, gaps: [...gaps, { from: until, until: release }] };
}

/** What follows for the ids from a new one. */
function renamed(
  former: string,
  { alias }: Told,
  known: Member | undefined,
  release: string,
): Partial<Member> {
  const taken = alias === former ? {} : { until: release };
  const next = nextMinor(tabledReleases.to);
  return {
    idSince: release,
    idNotBefore: next === release ? undefined : next,
    aliases: [{ id: former, ...taken }, ...(known?.aliases ?? [])],
  };
}

function nextMinor(release: string): string {
  const [major, minor] = release.split('.').map(Number);
  return `${major}.${(minor ?? 0) + 1}.0`;
}

/** Signals by metadata, in the order of `signals`; none where it does not say any. */
export function signalsTold({ stability = {} }: Told): string[] {
  const all = Object.values(stability).flat();
  const order = (signal: string) => signal.split('_to_').map((one) => signals.indexOf(one));
  return all
    .filter((one) => order(one).every((place) => place !== -1))
    .sort((a, b) => {
      const [[a0 = 0, a1 = 0], [b0 = 0, b1 = 0]] = [order(a), order(b)];
      return a0 - b0 || a1 - b1;
    });
}
