import {
  type CollectorPodProps,
  collectorPodProblems,
  collectorPodShapes,
} from '../../../collector/pod.ts';
import { isIndexStorage } from '../../../elasticsearch/storage.ts';
import { requesting, resourcesProblems } from '../../../kubernetes/container-resources.ts';
import { type PodProps, podShapes } from '../../../kubernetes/pod.ts';
import { type OwnOfPods, podProblems } from '../../../kubernetes/pod-checks.ts';
import { autoscalerProblems } from '../../../kubernetes/scaling.ts';
import { ownedProblem } from '../../../props/refuse.ts';
import { props, type Shape } from '../../../props/shape.ts';
import { ownOfDependenciesJob } from '../../dependencies-job.ts';
import { ownOfIndexJobs } from '../../index-jobs.ts';
import { type Part, partsOf } from '../parts.ts';
import type { NamedJaegerV2Props } from '../props.ts';

/** Settings of the pods of a Jaeger v2, by their role. */
export interface JaegerV2Pods {
  /**
   * Pods that receive spans; with layout `one`, the only pods.
   *
   * @default - none
   */
  readonly collector?: CollectorPodProps;
  /**
   * Pods that answer queries, with layout `split`.
   *
   * @default - none
   */
  readonly query?: CollectorPodProps;
  /**
   * Pods that store spans from Kafka, with `kafka`.
   *
   * @default - none
   */
  readonly ingester?: CollectorPodProps;
  /**
   * Pods of the jobs that maintain the indices of Elasticsearch or OpenSearch.
   *
   * @default - none
   */
  readonly jobs?: PodProps;
  /**
   * Pods of the job of `dependenciesImage`.
   *
   * @default - none
   */
  readonly dependencies?: PodProps;
}

const ofResource = props<CollectorPodProps>(collectorPodShapes);

/** What kinds of values they are. */
export const podsShape: Shape<JaegerV2Pods | undefined> = props<JaegerV2Pods>({
  collector: ofResource,
  query: ofResource,
  ingester: ofResource,
  jobs: props<PodProps>(podShapes),
  dependencies: props<PodProps>(podShapes),
});

/** Settings of the pods of one CR. */
export function podOf({ pods }: NamedJaegerV2Props, { role }: Part): CollectorPodProps {
  return pods?.[role] ?? {};
}

/** Compute resources of Jaeger in the pods of one CR: as much memory is requested as it may use. */
export function resourcesOf(props: NamedJaegerV2Props, part: Part) {
  const { resources } = podOf(props, part);
  const limit = part.role === 'query' ? props.queryMemoryLimit : props.memoryLimit;
  const memory = limit ?? '1Gi';
  const cpu = part.role === 'query' ? '100m' : '200m';
  return requesting({ ...resources, limits: { ...resources?.limits, memory } }, { cpu, memory });
}

/** What of the pods of a CR props must not take. */
interface Taken extends OwnOfPods {
  readonly env: readonly string[];
  readonly mode: 'deployment' | 'statefulset';
}

/**
 * Why the pods of a Jaeger v2 cannot be so, undefined entries where they can.
 *
 * @param takenBy - what the pods of a CR have of their own
 */
export function podsProblems(
  named: NamedJaegerV2Props,
  takenBy: (part: Part) => Taken,
): (string | undefined)[] {
  const parts = partsOf(named);
  const known = [
    ...parts.map(({ role }) => role),
    ...(isIndexStorage(named.storage) ? ['jobs'] : []),
    ...(named.dependenciesImage === undefined ? [] : ['dependencies']),
  ];
  const stranger = Object.entries(named.pods ?? {}).find(
    ([name, value]) => value !== undefined && !known.includes(name),
  );
  return [
    stranger && `pods must be of ${known.join(', ')}, the pods that there are, got ${stranger[0]}`,
    ...parts.flatMap((part) =>
      prefixed(`pods.${part.role}.`, partProblems(named, part, takenBy(part))),
    ),
    ...prefixed(
      'pods.jobs.',
      podProblems(
        named.pods?.jobs ?? {},
        isIndexStorage(named.storage) ? ownOfIndexJobs(named.storage) : {},
      ),
    ),
    ...prefixed(
      'pods.dependencies.',
      podProblems(named.pods?.dependencies ?? {}, ownOfDependenciesJob),
    ),
  ];
}

function partProblems(named: NamedJaegerV2Props, part: Part, taken: Taken) {
  const pod = podOf(named, part);
  const memory = part.role === 'query' ? 'queryMemoryLimit' : 'memoryLimit';
  const double = (pod.env ?? []).find(({ name }) => taken.env.includes(name));
  return [
    ownedProblem('resources.limits', pod.resources?.limits, { memory }),
    double && `env must not set ${double.name}, which Jaeger is given already`,
    ...collectorPodProblems(pod, taken.mode, taken),
    ...resourcesProblems(resourcesOf(named, part)),
    ...scalingProblems(named, part),
  ];
}

const replicaProps = {
  collector: 'collectorReplicas',
  query: 'queryReplicas',
  ingester: 'kafka.ingesterReplicas',
};

function scalingProblems(named: NamedJaegerV2Props, part: Part): (string | undefined)[] {
  const { autoscaler } = podOf(named, part);
  const counts = {
    collector: named.collectorReplicas,
    query: named.queryReplicas,
    ingester: named.kafka?.ingesterReplicas,
  };
  return [
    autoscaler && counts[part.role] !== undefined
      ? `autoscaler must not be set with ${replicaProps[part.role]}, one of them decides, got ${counts[part.role]}`
      : undefined,
    ...autoscalerProblems(autoscaler, { Jaeger: resourcesOf(named, part) }),
  ];
}

/** Problems of a part of the props, with its path before them. */
function prefixed(path: string, problems: readonly (string | undefined)[]) {
  return problems.map((problem) => problem && `${path}${problem}`);
}
