import {
  type InjectedParts,
  injectedParts,
} from '../../upstream/instrumentation/injected-parts.ts';
import {
  commonContainerNames,
  injectionAnnotations,
} from '../../upstream/instrumentation/languages.ts';
import { sidecarContainer } from '../../upstream/otel-operator/pods.ts';
import { list, own, record, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { MadePods } from '../kubernetes/pods.ts';
import type { Injected, Injection } from './injections.ts';

const fields = ['initContainers', 'containers', 'volumes'] as const;

/**
 * Pods of a workload with what the operator injects into them, as far as Pod Security looks at it. What is injected stands where
 * it is asked for: at the annotation, or at the pod template for one of the Namespace; the container of a sidecar, in its collector.
 *
 * @param injections - those that have an effect on these pods
 * @param release - of the OpenTelemetry operator; unset when the manifests do not tell
 */
export function withInjected(
  pods: MadePods,
  injections: readonly Injection[],
  release: string | undefined,
): MadePods {
  return injections.reduce((before, injection) => {
    const parts = partsOf(before, injection, release);
    return parts ? joined(before, injection, parts) : before;
  }, pods);
}

function partsOf(
  pods: MadePods,
  { injects, target }: Injection,
  release: string | undefined,
): InjectedParts | undefined {
  if (target?.status !== 'found') return undefined;
  if (injects === 'sidecar') {
    const spec = record(target.collector?.object.value.spec);
    return {
      initContainers: list(spec.initContainers).map(record),
      containers: [sidecarContainer(spec)],
      volumes: list(spec.volumes).map(record),
    };
  }
  const { instrumentation } = target;
  return (
    instrumentation &&
    injectedParts(injects, instrumentation.spec, instrumented(pods, injects), release)
  );
}

/** The first container that an agent is injected for. */
function instrumented(
  { annotations, spec }: MadePods,
  injects: Exclude<Injected, 'sidecar'>,
): UnknownRecord {
  const containers = list(spec.containers);
  const names = annotations[injectionAnnotations[injects].containerNames];
  const [first] = (names ?? annotations[commonContainerNames] ?? '').split(',');
  return record(containers.find((one) => own(one, 'name') === first) ?? containers[0]);
}

function joined(pods: MadePods, injection: Injection, parts: InjectedParts): MadePods {
  const { place, path, target } = injection;
  const known = new Map(fields.map((field) => [field, list(pods.spec[field]).length]));
  const written: Path = place === 'pod' ? path : pods.place(['spec']);
  const isAdded = ([, field, index]: Path) => {
    const before = known.get(field as (typeof fields)[number]);
    return before !== undefined && typeof index === 'number' && index >= before;
  };
  const collector = target?.status === 'found' ? target.collector : undefined;
  return {
    ...pods,
    broughtBy: (inPod) => {
      const [, field, , ...inner] = inPod;
      // the container of a sidecar is written in its collector
      const isSidecar = collector !== undefined && field === 'containers' && isAdded(inPod);
      return isSidecar
        ? { object: collector.object, path: ['spec', ...inner] }
        : pods.broughtBy?.(inPod);
    },
    spec: {
      ...pods.spec,
      ...Object.fromEntries(
        fields.map((field) => [field, [...list(pods.spec[field]), ...parts[field]]]),
      ),
    },
    place: (inPod) => (isAdded(inPod) ? written : pods.place(inPod)),
  };
}
