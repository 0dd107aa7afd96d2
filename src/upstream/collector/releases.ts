import { parseImage } from '../kubernetes/image.ts';
import { nearest } from '../values/nearest.ts';
import { compareVersions, isAtLeast } from '../values/version.ts';
import type { ReleaseRange, WrittenAlias } from './catalogue/entries.ts';
import {
  type CollectorComponent,
  type CollectorDistribution,
  type ComponentKind,
  componentIds,
  componentsById,
  type Presence,
  tabledReleases,
} from './components.ts';
import {
  collectorRelease,
  jaegerComponentIds,
  jaegerPresence,
  jaegerSince,
} from './jaeger-components.ts';

/** Which set of components an image has: one of the OpenTelemetry project, or that of Jaeger v2. */
export type Distribution = CollectorDistribution | 'jaeger';

const images: Readonly<Record<string, CollectorDistribution>> = {
  'opentelemetry-collector': 'core',
  'opentelemetry-collector-contrib': 'contrib',
  'opentelemetry-collector-k8s': 'k8s',
  'opentelemetry-collector-otlp': 'otlp',
  'opentelemetry-collector-ebpf-profiler': 'ebpf',
};

/** Names of the distributions in the words of their images. */
export const distributionNames: Readonly<Record<Distribution, string>> = {
  core: 'opentelemetry-collector',
  contrib: 'opentelemetry-collector-contrib',
  k8s: 'opentelemetry-collector-k8s',
  otlp: 'opentelemetry-collector-otlp',
  ebpf: 'opentelemetry-collector-ebpf-profiler',
  jaeger: 'jaeger',
};

/** Owners of images that are releases of the OpenTelemetry project. */
const owners: readonly (string | undefined)[] = ['otel', 'opentelemetry-collector-releases'];

/**
 * Distribution that an image is; undefined for images of others, whose components nobody knows. A mirror is recognised when it
 * keeps the last two parts of the name, or has nothing but a registry before the name of a distribution.
 */
export function distributionOf(image: string): Distribution | undefined {
  const parts = parseImage(image).repository.split('/');
  const [parent, name = ''] = [parts.at(-2), parts.at(-1)];
  if (parent === 'jaegertracing' && name === 'jaeger') return 'jaeger';
  const distribution = Object.hasOwn(images, name) ? images[name] : undefined;
  const bare = parent === undefined || /[.:]/.test(parent);
  return owners.includes(parent) || (bare && distribution !== 'core') ? distribution : undefined;
}

/** What a release of a distribution makes of a component id. */
export type ComponentStatus =
  /** It is there. */
  | { readonly status: 'present'; readonly component?: CollectorComponent }
  /** It is there under a name that is deprecated; `replacement` is the current one. */
  | {
      readonly status: 'deprecated-id';
      readonly replacement: string;
      readonly since?: string;
      readonly component: CollectorComponent;
    }
  /** It is gone since `since`. */
  | { readonly status: 'removed'; readonly since: string; readonly successor?: string }
  /** It comes with `since`. */
  | { readonly status: 'not-yet'; readonly since: string }
  /** It is in other distributions of that release, or in none any more. */
  | {
      readonly status: 'other-distribution';
      readonly distributions: readonly Distribution[];
      readonly successor?: string;
    }
  /** The component is there, but takes this id from `since` on; before it is called `replacement`. */
  | { readonly status: 'id-too-new'; readonly since: string; readonly replacement: string }
  /** The component is there, but this release takes the id `replacement` alone. */
  | { readonly status: 'id-refused'; readonly replacement: string }
  /** No component of this kind has or had such an id. */
  | { readonly status: 'unknown-id'; readonly nearest?: string }
  /** Nothing is known about this release, or not enough. */
  | { readonly status: 'unsure' };

const unsure: ComponentStatus = { status: 'unsure' };

/**
 * What takes the place of a component that is gone.
 *
 * Source: opentelemetry-collector and -contrib CHANGELOGs.
 */
const successors: Readonly<Record<string, string>> = {
  'exporters/logging': 'the debug exporter',
  'exporters/jaeger': 'the otlp exporter, to port 4317 of Jaeger',
  'exporters/jaeger_thrift': 'the otlp exporter, to port 4317 of Jaeger',
  'exporters/opencensus': 'the otlp exporter',
  'receivers/opencensus': 'the otlp receiver',
  'extensions/memory_ballast': 'a memory limit, from which the operator sets GOMEMLIMIT',
  'processors/spanmetrics': 'the connector of the same name',
  'processors/servicegraph': 'the connector of the same name',
  'processors/datadog': 'the connector of the same name',
  'processors/routing': 'the connector of the same name',
};

/**
 * Releases that take a memory_ballast and do nothing about it; those from `until` on do not have it
 * (opentelemetry-collector v0.106.0 CHANGELOG, opentelemetry-collector-releases v0.108.0 distributions).
 */
export const ballastIgnored = { from: '0.106.0', until: '0.108.0' } as const;

/**
 * What a release of a distribution makes of a component.
 *
 * @param type id without the name after `/`
 * @param version release of the distribution, without a `v`
 */
export function componentStatus(
  kind: ComponentKind,
  type: string,
  distribution: Distribution,
  version: string,
): ComponentStatus {
  if (distribution === 'jaeger') return jaegerStatus(kind, type, version);
  if (!isAtLeast(version, tabledReleases.from)) return unsure;
  const candidates = componentsById(kind, type);
  const newer = compareVersions(version, tabledReleases.to) > 0;
  if (candidates.length === 0) {
    if (newer) return unsure;
    // one that this release has lost is not what anybody should write
    const known = componentIds(kind).filter((id) =>
      inUse.has(componentStatus(kind, id, distribution, version).status),
    );
    return { status: 'unknown-id', nearest: nearest(type, known) };
  }
  const statuses = candidates.map((component) => statusOf(component, type, distribution, version));
  const best = statuses.find(({ status }) => status === 'present' || status === 'deprecated-id');
  const [first = unsure] = statuses;
  if (best) return best;
  // a release that is not tabled yet may have got the component, but none comes back that was removed
  return newer && first.status !== 'removed' ? unsure : first;
}

const inUse: ReadonlySet<ComponentStatus['status']> = new Set([
  'present',
  'deprecated-id',
  'other-distribution',
]);

function statusOf(
  component: CollectorComponent,
  type: string,
  distribution: CollectorDistribution,
  version: string,
): ComponentStatus {
  const presence = component.distributions[distribution];
  if (!presence) return elsewhere(component, version);
  if (presence.until !== undefined && isAtLeast(version, presence.until)) {
    const { kind, id } = component;
    return { status: 'removed', since: presence.until, successor: successorOf(kind, id) };
  }
  if (presence.from !== undefined && !isAtLeast(version, presence.from)) {
    return { status: 'not-yet', since: presence.from };
  }
  if (presence.gaps.some((gap) => isWithin(version, gap))) return elsewhere(component, version);
  return idStatus(component, type, version);
}

function idStatus(component: CollectorComponent, type: string, version: string): ComponentStatus {
  if (type === component.id) return ownIdStatus(component, version);
  const alias = component.aliases.find(({ id }) => id === type);
  return alias ? aliasStatus(component, alias, version) : unsure;
}

function ownIdStatus(component: CollectorComponent, version: string): ComponentStatus {
  const { id, idSince, idNotBefore, aliases } = component;
  if (idSince === undefined || isAtLeast(version, idSince)) return { status: 'present', component };
  if (idNotBefore !== undefined && isAtLeast(version, idNotBefore)) return unsure;
  return { status: 'id-too-new', since: idSince, replacement: aliases[0]?.id ?? id };
}

function aliasStatus(
  component: CollectorComponent,
  alias: WrittenAlias,
  version: string,
): ComponentStatus {
  const { id, idSince, idNotBefore } = component;
  if (alias.unsure && isWithin(version, alias.unsure)) return unsure;
  const refused = alias.refused && isWithin(version, alias.refused);
  if (refused || !isWithin(version, alias)) return { status: 'id-refused', replacement: id };
  if (idSince === undefined || !isAtLeast(version, idSince)) {
    return { status: 'present', component };
  }
  const since = idNotBefore === undefined ? idSince : undefined;
  return { status: 'deprecated-id', replacement: id, since, component };
}

function elsewhere(component: CollectorComponent, version: string): ComponentStatus {
  const distributions = (Object.keys(component.distributions) as CollectorDistribution[]).filter(
    (name) => isPresent(component.distributions[name], version),
  );
  return {
    status: 'other-distribution',
    distributions,
    successor: distributions.length > 0 ? undefined : successorOf(component.kind, component.id),
  };
}

function isPresent(presence: Presence | undefined, version: string): boolean {
  return (
    presence !== undefined &&
    isWithin(version, presence) &&
    !presence.gaps.some((gap) => isWithin(version, gap))
  );
}

/** What takes the place of a component that is gone; undefined when that is not known. */
export function successorOf(kind: ComponentKind, id: string): string | undefined {
  return successors[`${kind}/${id}`];
}

function isWithin(version: string, range: ReleaseRange): boolean {
  if (range.from !== undefined && !isAtLeast(version, range.from)) return false;
  return range.until === undefined || !isAtLeast(version, range.until);
}

function jaegerStatus(kind: ComponentKind, type: string, version: string): ComponentStatus {
  const presence = jaegerPresence(kind, type);
  const collector = collectorRelease(version);
  const [component] = componentsById(kind, type);
  if (presence === undefined) {
    if (component) return elsewhere(component, tabledReleases.to);
    // an id that no collector knows may be one of Jaeger's own from another release
    if (collector === undefined) return unsure;
    return { status: 'unknown-id', nearest: nearest(type, jaegerComponentIds(kind)) };
  }
  const { from, until } = presence;
  if (until !== undefined && isAtLeast(version, until)) return { status: 'removed', since: until };
  if (from !== undefined && !isAtLeast(version, from)) return { status: 'not-yet', since: from };
  if (component === undefined || collector === undefined) return { status: 'present' };
  const status = idStatus(component, type, collector);
  // Jaeger takes former ids as long as its collector does
  if (status.status === 'deprecated-id') return { status: 'present' };
  return status.status === 'id-too-new'
    ? { ...status, since: jaegerSince(status.since) ?? status.since }
    : status;
}
