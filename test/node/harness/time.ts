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
  kwok,
  scheduler,
} from './programs.ts';

/** What a run takes on two cores when nothing is to be built; examples that it does not come to are left out. */
export const runMinutes = { node: 15, played: 4 };
/** What a program takes to build of which nothing else is known. */
const BUILD_MINUTES = 3;

/** Nothing runs without them, wherever it does. */
const neededAnyway = [
  etcd,
  kubectl,
  ...Object.values(kubernetesReleases['1.36']),
  scheduler,
  certManagerController,
  certManagerInjector,
  otelOperators[1],
  jaegerOperator,
];
const needed = {
  node: [
    ...neededAnyway,
    ...[kubelet, kubeProxy, kubeRouter, coredns],
    ...[jaegerV1.collector, jaegerV1.query, jaegerV1.indexCleaner],
  ],
  played: [...neededAnyway, kwok],
};

/** Why a run takes longer than the given minutes; undefined when it does not. */
export function lackOfTimeWithin(minutes: number, place: keyof typeof needed): string | undefined {
  const missing = unbuilt(needed[place]);
  const building = missing.reduce((sum, { buildMinutes = BUILD_MINUTES }) => sum + buildMinutes, 0);
  const wanted = runMinutes[place] + building;
  if (wanted <= minutes) return undefined;
  const build = missing.map(({ name }) => name).join(', ');
  return `a run takes about ${wanted} minutes${build && `, with ${build} to build`}; there are ${minutes}`;
}

/** Lets programs be left out, one by one, that there is no time to build. */
export function buildWithin(minutes: number, place: keyof typeof needed): void {
  process.env.CLUSTER_BUILD_MINUTES = `${minutes - runMinutes[place]}`;
}
