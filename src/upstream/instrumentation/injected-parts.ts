import { at, own, record, text, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import type { Injection } from './languages.ts';

/** What the operator adds to a pod for one injection, as far as Pod Security looks at it. */
export interface InjectedParts {
  readonly initContainers: readonly UnknownRecord[];
  readonly containers: readonly UnknownRecord[];
  readonly volumes: readonly UnknownRecord[];
}

/** First operator that takes a security context of init containers from the Instrumentation (opentelemetry-operator#4894). */
export const initContextSince = '0.150.0';

// operators that gave init containers no security context at all (opentelemetry-operator#4848)
const contextLostSince = '0.146.0';
const contextKeptSince = '0.149.0';

/**
 * User that init containers may run as: `nobody` of the images, which anybody else may copy an agent from.
 *
 * Source: opentelemetry-operator v0.158.0 autoinstrumentation Dockerfiles, on busybox without a USER.
 */
export const initContainerUser = 65534;

/** The agent of Go reads the memory of other processes, which needs more than any other pod may have. */
const goContext = { runAsUser: 0, privileged: true };

const nothing: InjectedParts = { initContainers: [], containers: [], volumes: [] };

/**
 * What is added to a pod for an injection. The images of the agents run as root unless a security context says otherwise.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/{sdk,golang}.go.
 *
 * @param spec - of the Instrumentation
 * @param container - the first container that is instrumented
 * @param release - of the operator; one that the manifests do not tell is taken for one that does best
 */
export function injectedParts(
  injects: Injection,
  spec: UnknownRecord,
  container: UnknownRecord,
  release: string | undefined,
): InjectedParts {
  const told = release === undefined || isAtLeast(release, initContextSince);
  if (injects === 'sdk') return nothing;
  if (injects === 'go') {
    const own = told ? at(spec, 'go', 'securityContext') : undefined;
    return {
      ...nothing,
      containers: [
        { name: 'opentelemetry-auto-instrumentation', securityContext: own ?? goContext },
      ],
      volumes: [{ name: 'kernel-debug', hostPath: { path: '/sys/kernel/debug' } }],
    };
  }
  const inherited = losesContext(injects, release) ? undefined : container.securityContext;
  const securityContext = (told ? spec.initContainerSecurityContext : undefined) ?? inherited;
  return {
    ...nothing,
    initContainers: [
      { name: `opentelemetry-auto-instrumentation-${injects.toLowerCase()}`, securityContext },
    ],
  };
}

/**
 * Whether a container must not run as root, and is told no user, so that its image decides.
 *
 * Source: Kubernetes v1.36.3 pkg/kubelet/kuberuntime/security_context_others.go.
 *
 * @param podContext - security context of its pod
 * @param container - as it is in the pod
 */
export function leavesUserToImage(podContext: unknown, container: unknown): boolean {
  const pod = record(podContext);
  const context = record(own(container, 'securityContext'));
  return (
    (context.runAsNonRoot ?? pod.runAsNonRoot) === true &&
    (context.runAsUser ?? pod.runAsUser ?? undefined) === undefined
  );
}

/** Whether an agent is copied from an image of upstream, all of which run as root; an image of somebody may name a user. */
export function isUpstreamAgent(image: unknown): boolean {
  return (
    image === undefined ||
    /^ghcr\.io\/open-telemetry\/opentelemetry-operator\/autoinstrumentation-/.test(
      text(image) ?? '',
    )
  );
}

function losesContext(injects: Injection, release: string | undefined): boolean {
  return (
    release !== undefined &&
    isAtLeast(release, contextLostSince) &&
    !isAtLeast(release, contextKeptSince) &&
    ['java', 'nodejs', 'python', 'dotnet'].includes(injects)
  );
}
