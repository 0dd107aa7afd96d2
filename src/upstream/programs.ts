import { tabledReleases } from './collector/components.ts';
import { distributionOf } from './collector/releases.ts';
import { otherwiseNumbered } from './collector/vendors.ts';
import { jaegerComponentOf, lastJaegerV1 } from './jaeger/images.ts';
import type { ImageReference } from './kubernetes/image.ts';
import { versions } from './operator/versions.ts';
import { newestTekton } from './tekton/tracing.ts';
import { compareVersions, isAtLeast } from './values/version.ts';

/** Programs whose release decides what manifests may say. */
export type Program =
  | 'collector'
  | 'jaeger'
  | 'jaeger-v1'
  | 'otel-operator'
  | 'jaeger-operator'
  | 'tekton';

/** Newest release of each program that is known here. */
export const newestReleases: Readonly<Record<Program, string>> = {
  collector: tabledReleases.to,
  jaeger: versions.jaegerV2,
  'jaeger-v1': lastJaegerV1,
  'otel-operator': versions.otelOperator,
  'jaeger-operator': versions.jaegerOperator,
  tekton: newestTekton,
};

/** All of them. */
export const programs = Object.keys(newestReleases) as readonly Program[];

/** What is told of a release of a program: `jaeger` of a release before 2 is Jaeger v1. */
export function programOfRelease(program: Program, release: string): Program {
  return program === 'jaeger' && !isAtLeast(release, firstJaegerV2) ? 'jaeger-v1' : program;
}

const firstJaegerV2 = '2.0.0';
const repositories: readonly [RegExp, Program][] = [
  [/(?:^|\/)opentelemetry-operator$/, 'otel-operator'],
  [/(?:^|\/)jaeger-operator$/, 'jaeger-operator'],
  [/tektoncd\/pipeline\/(?:cmd\/controller|controller-[0-9a-f]+)$/, 'tekton'],
];

/** Program that images of a repository are; undefined for all others. */
export function programOf(repository: string): Program | undefined {
  const distribution = distributionOf(repository);
  if (distribution !== undefined) return distribution === 'jaeger' ? 'jaeger' : 'collector';
  if (jaegerComponentOf(repository)) return 'jaeger-v1';
  return repositories.find(([pattern]) => pattern.test(repository))?.[1];
}

/** Oldest collector that a build of somebody's own is taken for: older numbers are likelier those of the build itself. */
const oldestPlausible = '0.40.0';

/**
 * Release of the collector in a build of somebody's own: the number of its tag where that may be one, since such builds are mostly
 * numbered like what they are built from.
 */
export function plausibleCollector({ repository, version }: ImageReference): string | undefined {
  if (version === undefined || otherwiseNumbered.test(repository)) return undefined;
  const plausible =
    compareVersions(version, oldestPlausible) >= 0 &&
    compareVersions(version, newestReleases.collector) <= 0;
  return plausible ? version : undefined;
}
