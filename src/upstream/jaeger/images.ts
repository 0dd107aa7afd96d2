import { isAtLeast, parseImage } from '../values/version.ts';

/** Last release of Jaeger v1 (jaeger CHANGELOG). */
const lastJaegerV1 = '1.76.0';

/** First release without an image of the agent (jaeger#6081). */
export const agentGoneSince = '1.63.0';

/**
 * Parts of the spec of a Jaeger that have an `image` of Jaeger's.
 *
 * Source: jaeger-operator v1.65.0 apis/v1/jaeger_types.go.
 */
export const imageParts: readonly (readonly string[])[] = [
  ['allInOne'],
  ['collector'],
  ['query'],
  ['ingester'],
  ['agent'],
  ['storage', 'esIndexCleaner'],
  ['storage', 'esRollover'],
];

const components =
  /(?:^|\/)jaegertracing\/(?:jaeger-(?:agent|collector|query|ingester)|all-in-one)$/;

/**
 * What is wrong with an image of Jaeger; undefined when it was published, and for an image that is not Jaeger's.
 *
 * Source: jaeger CHANGELOG, v1.63.0 and v1.76.0; v2.0.0 is the first release of `jaegertracing/jaeger`.
 *
 * @param operated - whether the Jaeger operator runs it, which knows Jaeger v1 only
 */
export function jaegerImageProblem(image: string, operated: boolean): string | undefined {
  const { repository, version } = parseImage(image);
  if (/(?:^|\/)jaegertracing\/jaeger$/.test(repository)) {
    if (operated)
      return `image must be of Jaeger v1, which the operator's flags are for, got '${image}'`;
    if (version === undefined || isAtLeast(version, '2.0.0-rc0')) return undefined;
    return `image jaegertracing/jaeger begins with release 2.0.0, got '${image}'`;
  }
  if (!components.test(repository) || version === undefined) return undefined;
  if (repository.endsWith('jaeger-agent') && isAtLeast(version, agentGoneSince)) {
    return `image of jaeger-agent ended with release 1.62.0, got '${image}'`;
  }
  // later builds of 1.76 would still be releases of it
  return isAtLeast(version, '1.77.0')
    ? `images of Jaeger v1 end with release ${lastJaegerV1}, got '${image}'`
    : undefined;
}
