import { join } from 'node:path';
import type { Checks } from '../cluster/harness/checks.ts';
import { ExistingCluster } from '../cluster/harness/cluster.ts';
import { ControlPlane } from '../cluster/harness/control-plane.ts';
import { operatorPrograms } from '../cluster/harness/operator-programs.ts';
import { OperatorRunner } from '../cluster/harness/operator-runner.ts';
import { loopback } from '../cluster/harness/place.ts';
import { say, step } from '../cluster/harness/progress.ts';
import { checkElsewhere, defaultStack, type LeftOut } from './elsewhere.ts';
import { certManagerParts, startCertManager } from './harness/cert-manager.ts';
import { kwokParts, startPlayedNode } from './harness/kwok.ts';
import { planePrograms } from './harness/parts.ts';
import { PlayedOperators } from './harness/played-operators.ts';
import type { Part } from './suite.ts';

/** A node takes as long to start one, and what does not wait for it is refused. */
const LATE_MS = 3000;
const NO_PROGRAM = 'no program runs in the pods of a node that is played, and no span is sent';

/** What cannot be looked at where KWOK plays the node. */
export const leftOutOfPlayed: LeftOut = {
  node: 'the node is played by KWOK',
  trace: NO_PROGRAM,
  model: NO_PROGRAM,
  evening: NO_PROGRAM,
  injection: NO_PROGRAM,
  verify: NO_PROGRAM,
  upgrade: NO_PROGRAM,
  examples: 'on a node that is played they show no more than npm run test:cluster',
  policies: NO_PROGRAM,
  chaos: NO_PROGRAM,
};

/** Runs the checks that need no program to run in a pod, where there can be no node. */
export async function checkOnPlayed(
  checks: Checks,
  only: readonly Part[],
  folder: string,
): Promise<void> {
  const programs = await planePrograms();
  const certManager = await certManagerParts();
  const kwok = await kwokParts();
  const { binaries, releases } = await operatorPrograms(checks);
  const { stack, work, certificate } = await defaultStack(folder);
  say('the node is played: pods are ready, and Jobs complete, without a program that runs in them');
  const plane = await step('starting the control plane', () =>
    ControlPlane.start(programs, join(folder, 'control-plane'), { ...loopback, controllers: '*' }),
  );
  try {
    await step('starting the node that is played, and cert-manager', () =>
      Promise.all([
        startPlayedNode(plane, kwok, join(folder, 'node')),
        startCertManager(plane, certManager, join(folder, 'cert-manager')),
      ]),
    );
    const operators = new PlayedOperators(
      plane,
      new OperatorRunner(plane, folder, binaries, LATE_MS),
    );
    const cluster = new ExistingCluster(plane.kubectl, plane.api, certificate, releases);
    const suite = { checks, cluster, stack, work };
    try {
      await checkElsewhere(suite, {
        only,
        leftOut: leftOutOfPlayed,
        looks: {},
        traced: async () => undefined,
      });
    } finally {
      await operators.stop();
    }
  } finally {
    await plane.stop();
  }
}
