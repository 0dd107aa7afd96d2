import { compareVersions } from '../../values/version.ts';
import { type ComponentKind, tabledReleases } from '../components.ts';
import { componentStatus, distributionNames } from '../releases.ts';

/** Distributions that a collector may be given, in the order that they are tried: the fewest components first. */
export const offeredDistributions = ['core', 'k8s', 'contrib'] as const;

/** A distribution that a collector may be given. */
export type OfferedDistribution = (typeof offeredDistributions)[number];

/** A component in use. */
interface UsedComponent {
  readonly kind: ComponentKind;
  /** Id with its name. */
  readonly id: string;
  /** Id without its name. */
  readonly type: string;
}

/** A component with the distributions that have it. */
interface Offer {
  readonly component: UsedComponent;
  readonly distributions: readonly OfferedDistribution[];
}

/** The first distribution that has all components; contrib has what any of the others has. */
export function chosenDistribution(
  components: readonly UsedComponent[],
  version: string,
): OfferedDistribution {
  const offers = offersOf(components, version);
  return (
    offeredDistributions.find((name) => offers.every((offer) => has(offer, name))) ?? 'contrib'
  );
}

/**
 * Why a distribution does not do for components; undefined when it does. Components that no distribution has had are of a build of
 * one's own, and say nothing.
 */
export function distributionProblem(
  components: readonly UsedComponent[],
  version: string,
  distribution: OfferedDistribution,
): string | undefined {
  const lacking = offersOf(components, version).find((offer) => !has(offer, distribution));
  if (lacking === undefined) return undefined;
  const { component, distributions } = lacking;
  return `distribution must have ${component.kind} ${component.id}, which at ${version} is in ${distributions.join(' and ')}, got '${distribution}'`;
}

function has({ distributions }: Offer, name: OfferedDistribution): boolean {
  return distributions.includes(name);
}

function offersOf(components: readonly UsedComponent[], version: string): Offer[] {
  // what a newer release has got nobody knows, but what it lacks it has hardly got
  const known = compareVersions(version, tabledReleases.to) > 0 ? tabledReleases.to : version;
  return components.flatMap((component) => {
    const statuses = offeredDistributions.map(
      (name) => [name, componentStatus(component.kind, component.type, name, known)] as const,
    );
    if (statuses.some(([, { status }]) => status === 'unknown-id' || status === 'unsure'))
      return [];
    const distributions = statuses
      .filter(([, { status }]) => !['removed', 'not-yet', 'other-distribution'].includes(status))
      .map(([name]) => name);
    // one that is there under another id is told by the linter
    return distributions.length === 0 ? [] : [{ component, distributions }];
  });
}

/** Image of a release of a distribution (opentelemetry-collector-releases v0.158.0 .goreleaser.yaml of each distribution). */
export function distributionImage(distribution: OfferedDistribution, release: string): string {
  const name = distributionNames[distribution];
  return `ghcr.io/open-telemetry/opentelemetry-collector-releases/${name}:${release}`;
}
