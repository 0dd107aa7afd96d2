import { unbuilt } from '../../cluster/harness/build.ts';
import {
  etcd,
  jaegerOperator,
  jaegerV1,
  kubectl,
  kubernetesReleases,
  otelOperators,
} from '../../cluster/harness/programs.ts';
import {
  certManagerController,
  certManagerInjector,
  coredns,
  kubelet,
  kubeProxy,
  kubeRouter,
  scheduler,
} from './programs.ts';

/** What a run takes on two cores when nothing is to be built; examples that it does not come to are left out. */
export const RUN_MINUTES = 15;
/** What a program takes to build of which nothing else is known. */
const BUILD_MINUTES = 3;

/** Nothing runs without them. */
const needed = [
  etcd,
  kubectl,
  ...Object.values(kubernetesReleases['1.36']),
  kubelet,
  kubeProxy,
  kubeRouter,
  scheduler,
  coredns,
  certManagerController,
  certManagerInjector,
  otelOperators[1],
  jaegerOperator,
  ...[jaegerV1.collector, jaegerV1.query, jaegerV1.indexCleaner],
];

/** Why a run takes longer than the given minutes; undefined when it does not. */
export function lackOfTimeWithin(minutes: number): string | undefined {
  const missing = unbuilt(needed);
  const building = missing.reduce((sum, { buildMinutes = BUILD_MINUTES }) => sum + buildMinutes, 0);
  const wanted = RUN_MINUTES + building;
  if (wanted <= minutes) return undefined;
  const build = missing.map(({ name }) => name).join(', ');
  return `a run takes about ${wanted} minutes${build && `, with ${build} to build`}; there are ${minutes}`;
}

/** Lets programs be left out, one by one, that there is no time to build. */
export function buildWithin(minutes: number): void {
  process.env.CLUSTER_BUILD_MINUTES = `${minutes - RUN_MINUTES}`;
}
