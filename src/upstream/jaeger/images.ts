import type { ProgramPorts } from '../edge/image-ports.ts';
import { parseImage } from '../kubernetes/image.ts';
import { at, text } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import type { JaegerComponent } from './flag-table.ts';
import type { JaegerStrategy } from './names.ts';

/** Last release of Jaeger v1 (jaeger CHANGELOG). */
export const lastJaegerV1 = '1.76.0';

/** First release whose images do not run as root (jaeger v1.50.0 cmd/all-in-one/Dockerfile). */
export const unprivilegedSince = '1.50.0';

/** User that the images run as, and that a volume must be writable for (jaeger v1.65.0 cmd/all-in-one/Dockerfile). */
export const jaegerUser = 10001;

/** First release without an image of the agent (jaeger#6081). */
export const agentGoneSince = '1.63.0';

/** Last release with an image of the agent, where later operators stay (jaeger-operator v1.65.0 Makefile). */
export const lastAgent = '1.62.0';

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

const components: Readonly<Record<string, JaegerComponent>> = {
  'jaeger-agent': 'agent',
  'jaeger-collector': 'collector',
  'jaeger-query': 'query',
  'jaeger-ingester': 'ingester',
  'all-in-one': 'allInOne',
};

/** Component of Jaeger v1 that images of a repository are; undefined for all others. */
export function jaegerComponentOf(repository: string): JaegerComponent | undefined {
  const [parent, name = ''] = repository.split('/').slice(-2);
  return parent === 'jaegertracing' && Object.hasOwn(components, name)
    ? components[name]
    : undefined;
}

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
      return `image must be of Jaeger v1, because the operator passes flags of v1, got '${image}'`;
    if (version === undefined || isAtLeast(version, '2.0.0-rc0')) return undefined;
    return `image jaegertracing/jaeger begins with release 2.0.0, got '${image}'`;
  }
  const component = jaegerComponentOf(repository);
  if (component === undefined || version === undefined) return undefined;
  if (component === 'agent' && isAtLeast(version, agentGoneSince)) {
    return `image of jaeger-agent ended with release 1.62.0, got '${image}'`;
  }
  // later builds of 1.76 would still be releases of it
  return isAtLeast(version, '1.77.0')
    ? `images of Jaeger v1 end with release ${lastJaegerV1}, got '${image}'`
    : undefined;
}

const collectorPorts: ProgramPorts = {
  4317: 'otlp-grpc',
  4318: 'otlp-http',
  14250: 'jaeger-grpc',
  14267: 'dead',
  14268: 'jaeger-thrift-http',
  14269: 'admin',
};
const queryPorts: ProgramPorts = {
  16685: 'jaeger-query-grpc',
  16686: 'jaeger-query',
  16687: 'admin',
};
const ingesterPorts: ProgramPorts = { 14270: 'admin' };

/** A container of the pods that the operator makes for a component. */
export interface DerivedContainer {
  readonly name: string;
  /** Unset when neither the instance nor the release of the operator tells. */
  readonly image?: string;
}

/** Containers of Jaeger v1 with the images that the operator gives them, by the part of the spec that may name another. */
const containers = {
  allInOne: { name: 'jaeger', repository: 'jaegertracing/all-in-one' },
  collector: { name: 'jaeger-collector', repository: 'jaegertracing/jaeger-collector' },
  query: { name: 'jaeger-query', repository: 'jaegertracing/jaeger-query' },
  ingester: { name: 'jaeger-ingester', repository: 'jaegertracing/jaeger-ingester' },
  agent: { name: 'jaeger-agent', repository: 'jaegertracing/jaeger-agent' },
} as const;

/**
 * Containers of the pods of a component on plain Kubernetes, by an operator that is not told other images: a query service gets
 * an agent beside it unless `tracingEnabled` is false.
 *
 * Source: jaeger-operator v1.65.0 pkg/deployment, pkg/strategy/streaming.go, pkg/inject/sidecar.go, pkg/util/util.go.
 */
export function derivedContainers(
  component: Exclude<keyof typeof containers, 'agent'>,
  strategy: JaegerStrategy,
  spec: unknown,
  operatorVersion: string | undefined,
): DerivedContainer[] {
  const derived = (part: keyof typeof containers, release: string | undefined) => {
    const { name, repository } = containers[part];
    const image =
      text(at(spec, part, 'image')) ||
      (release === undefined ? release : `${repository}:${release}`);
    return { name, image };
  };
  const traced = strategy !== 'allInOne' && at(spec, 'query', 'tracingEnabled') !== false;
  const own = derived(component, operatorVersion);
  if (component !== 'query' || !traced) return [own];
  const isAgentGone = operatorVersion !== undefined && isAtLeast(operatorVersion, agentGoneSince);
  return [own, derived('agent', isAgentGone ? lastAgent : operatorVersion)];
}

/** Ports that components of Jaeger v1 listen on (jaeger v1.51.0 ports/ports.go). */
export const jaegerComponentPorts: Readonly<Partial<Record<JaegerComponent, ProgramPorts>>> = {
  collector: collectorPorts,
  query: queryPorts,
  ingester: ingesterPorts,
  allInOne: { ...collectorPorts, ...queryPorts },
};

/** First release that takes OTLP without being told to (jaeger#4494). */
const otlpDefaultSince = '1.46.0';

/**
 * Whether a component of Jaeger v1 takes OTLP; one of an unknown release does.
 *
 * @param enabled - value of `collector.otlp.enabled`; unset when it is not given
 */
export function takesOtlp(version: string | undefined, enabled: string | undefined): boolean {
  if (enabled !== undefined) return enabled !== 'false';
  return version === undefined || isAtLeast(version, otlpDefaultSince);
}
