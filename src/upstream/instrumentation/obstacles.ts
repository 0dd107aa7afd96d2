import { at, isRecord, list, record, text, type UnknownRecord } from '../values/unknown.ts';
import { dotnetRuntime, type Injection, pythonPlatform } from './languages.ts';

/**
 * Variables of a container that the operator writes the agent into. It skips a container in which one of them has its value from
 * elsewhere, and says so in its own log alone.
 *
 * Source: opentelemetry-operator v0.88.0 pkg/instrumentation and v0.158.0 internal/instrumentation, validateContainerEnv.
 */
const carriers: Readonly<Partial<Record<Injection, readonly string[]>>> = {
  java: ['JAVA_TOOL_OPTIONS'],
  nodejs: ['NODE_OPTIONS'],
  python: ['PYTHONPATH'],
  dotnet: ['DOTNET_STARTUP_HOOKS', 'DOTNET_ADDITIONAL_DEPS', 'DOTNET_SHARED_STORE'],
};

/** Feature gate by which operators write no agents into those variables, but a library into LD_PRELOAD (opentelemetry-operator#5347). */
export const injectorGate = 'operator.autoinstrumentation.injector';

/** A variable that keeps an agent out of a container. */
interface TakenCarrier {
  readonly name: string;
  /** Place in the container's `env`. */
  readonly index: number;
}

/**
 * Variables that the operator writes an agent into; what stands in `env` goes before what `envFrom` brings, which it does not look at.
 *
 * Source: opentelemetry-operator v0.148.0 internal/instrumentation/nodejs.go, javaagent.go, python.go, dotnet.go.
 */
export function carriersOf(injection: Injection): readonly string[] {
  return carriers[injection] ?? [];
}

/** The variable for which the operator skips a container; undefined when there is none. */
export function takenCarrier(
  injection: Injection,
  container: UnknownRecord,
): TakenCarrier | undefined {
  const names = carriersOf(injection);
  return list(container.env)
    .map((entry, index) => ({ entry: record(entry), name: text(at(entry, 'name')) ?? '', index }))
    .find(({ entry, name }) => names.includes(name) && isRecord(entry.valueFrom));
}

/** Annotation that says which C library a container has, for agents that hang on it, with its values. */
export function libraryAnnotation(
  injection: string,
): typeof pythonPlatform | typeof dotnetRuntime | undefined {
  if (injection === 'python') return pythonPlatform;
  return injection === 'dotnet' ? dotnetRuntime : undefined;
}

/**
 * Whether an image is built on Alpine by its name, and so has musl for its C library; agents that are built for glibc do not load
 * there. What has another name may be built on it too.
 */
export function isAlpine(image: string): boolean {
  return /(?:^|[-_./:])alpine(?:[-_./:@\d]|$)/.test(image);
}

/**
 * Why a pod with the agent of Go, a container beside the others that runs as root for ever, would not do what it is for; undefined
 * when it would.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/golang.go, opentelemetry-operator#4539.
 *
 * @param kind - of the object that makes the pod
 * @param podSpec - of the pod
 * @param agentContext - security context of the agent; unset for the operator's
 */
export function goAgentObstacle(
  kind: string,
  podSpec: UnknownRecord,
  agentContext?: unknown,
): string | undefined {
  if (kind === 'Job' || kind === 'CronJob') {
    return `the Go agent never exits, so the ${kind} never completes`;
  }
  return at(podSpec, 'securityContext', 'runAsNonRoot') === true && agentContext === undefined
    ? 'the Go agent runs as root, and runAsNonRoot: true of the pod keeps it from starting; set runAsNonRoot on the containers instead'
    : undefined;
}
