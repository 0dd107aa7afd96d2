import {
  initContainerUser,
  isUpstreamAgent,
  leavesUserToImage,
} from '../../upstream/instrumentation/injected-parts.ts';
import type { Injection } from '../../upstream/instrumentation/languages.ts';
import {
  goAgentObstacle,
  isAlpine,
  libraryAnnotation,
  takenCarrier,
} from '../../upstream/instrumentation/obstacles.ts';
import { list, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type {
  AddedParts,
  InstrumentationName,
  Instrumented,
  InstrumentOptions,
} from './injection.ts';

/**
 * Why an agent would not get into a pod, or would keep it from doing what it is for; undefined when nothing is in its way, or
 * when the pod is not known.
 *
 * @param instrumentation - what is said of the agent
 */
export function obstacle(
  instrumented: Instrumented,
  injection: Injection,
  options: InstrumentOptions,
  instrumentation: InstrumentationName,
): string | undefined {
  const { subject, kind, podSpec } = instrumented;
  if (kind === undefined || podSpec === undefined) return undefined;
  const containers = instrumentedContainers(podSpec, options);
  const added = instrumentation.adds?.(injection, containers[0] ?? {});
  const { goSecurityContext } = instrumentation;
  const go = injection === 'go' ? goObstacle(kind, podSpec, options, goSecurityContext) : undefined;
  if (go !== undefined) return `${subject} must not have ${injection} injected: ${go}`;
  return (
    containers
      .map((container) => containerObstacle(container, subject, injection, options))
      .find((problem) => problem !== undefined) ?? rootObstacle(podSpec, subject, injection, added)
  );
}

/** Why the agent's init container is not started: its image runs as root, which the pod forbids. */
function rootObstacle(
  podSpec: UnknownRecord,
  subject: string,
  injection: Injection,
  added: AddedParts | undefined,
): string | undefined {
  const agent = added?.initContainers[0];
  if (agent === undefined || !isUpstreamAgent(added?.image)) return undefined;
  return leavesUserToImage(podSpec.securityContext, agent)
    ? `${subject} must have a runAsUser beside runAsNonRoot: true, such as ${initContainerUser}, or the init container of the agent of ${injection}, whose image runs as root, is not started; where the cluster gives pods a user, as OpenShift does, hand over { namespace, name } in place of the Instrumentation`
    : undefined;
}

function goObstacle(
  kind: string,
  podSpec: UnknownRecord,
  { containers = [] }: InstrumentOptions,
  agentContext: object | undefined,
): string | undefined {
  const names = list(podSpec.initContainers).map((one) => text(record(one).name));
  const initial = containers.find((name) => names.includes(name));
  return initial === undefined
    ? goAgentObstacle(kind, podSpec, agentContext)
    : `${initial} is an init container, which its agent is not for`;
}

/** The containers that the operator injects into: those that are named, or else the first. */
function instrumentedContainers(
  { containers, initContainers }: UnknownRecord,
  { containers: names }: InstrumentOptions,
): UnknownRecord[] {
  const all = list(containers).map(record);
  if (names === undefined) return all.slice(0, 1);
  return [...all, ...list(initContainers).map(record)].filter(({ name }) =>
    names.includes(text(name) ?? ''),
  );
}

function containerObstacle(
  container: UnknownRecord,
  subject: string,
  injection: Injection,
  { libc }: InstrumentOptions,
): string | undefined {
  const name = text(container.name) ?? 'without a name';
  const carrier = takenCarrier(injection, container);
  if (carrier) {
    return `container ${name} of ${subject} must have ${carrier.name} without valueFrom, or the operator leaves it out; write its value`;
  }
  const image = text(container.image) ?? '';
  return libc === undefined && libraryAnnotation(injection) && isAlpine(image)
    ? `libc must be set for container ${name} of ${subject}, whose image ${image} looks like Alpine; did you mean 'musl'?`
    : undefined;
}
