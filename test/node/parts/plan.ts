import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandLine, expectRun } from '../../cluster/harness/command-line.ts';
import { awaitNothingNew, type Inventory } from '../../cluster/harness/inventory.ts';
import type { ClusterSuite } from '../suite.ts';
import { settledStack } from './workloads.ts';

const SETTLE_SECONDS = 60;
const DELETION_SECONDS = 60;
const TIMEOUT = ['--timeout', '180'] as const;
/** In the middle: operators are there, and what they look after is not. */
const MIDDLE = /created Deployment tracing\/jaeger-operator\b/;

/**
 * `tracing apply` and `tracing delete` on the default stack, as docs/apply.md tells of them: what waits are for, a run that was killed,
 * one that goes on, one that finds all of it, and the way back.
 *
 * @param traced looks for a trace in the stack that it has applied
 */
export async function checkPlan(
  suite: ClusterSuite,
  before: Inventory,
  traced: () => Promise<void>,
): Promise<void> {
  const { checks, cluster, stack, work } = suite;
  const { kubectl, api } = cluster;
  const tracing = await CommandLine.of(kubectl, work);
  const dist = dirname(stack.files[0]?.path ?? '');
  const check = (title: string, body: () => Promise<void>) => checks.check('plan', title, body);
  await check('without the waits of its plan, a custom resource is refused', async () => {
    const saved = join(work, 'without-waits.json');
    writeFileSync(saved, await tracing.planWithoutWaits(dist));
    expectRun(await tracing.run('apply', '--plan', saved, '--timeout', '1'), 1, [
      /failed calling webhook|no matches for kind/,
    ]);
    expectRun(await tracing.run('delete', dist, ...TIMEOUT), 0, [/deleted Namespace tracing/]);
    await awaitNothingNew(api, before, DELETION_SECONDS);
  });
  await check('a run is killed in the middle', async () => {
    await tracing.killAt(MIDDLE, 'apply', dist);
  });
  const runs = await check('the next goes on, and comes to its end', async () => {
    expectRun(await tracing.run('apply', dist, ...TIMEOUT), 0, [
      /created OpenTelemetryCollector tracing\/otel-collector/,
      /✓ Deployment tracing\/otel-collector-collector has its pods/,
      /changed ConfigMap tekton-pipelines\/config-tracing \(only our part of it\)/,
    ]);
  });
  if (runs) {
    await check('then every workload is available, every pod ready', () =>
      settledStack(kubectl, stack, SETTLE_SECONDS),
    );
    await traced();
    await check('another finds everything as it is', async () => {
      expectRun(await tracing.run('apply', dist, ...TIMEOUT), 0, [/\n\d+ unchanged, in \d+ s\n$/]);
      expectRun(await tracing.run('apply', dist, '--diff'), 0, []);
    });
  }
  await check('deleting leaves nothing but what others have made', async () => {
    expectRun(await tracing.run('delete', dist, ...TIMEOUT), 0, [
      /kept ConfigMap tekton-pipelines\/config-tracing \(others have created it; our part was removed\)/,
      /deleted Namespace tracing/,
    ]);
    await awaitNothingNew(api, before, DELETION_SECONDS);
    expectRun(await tracing.run('delete', dist, ...TIMEOUT), 0, [/^(?!.*deleted)/s]);
  });
}
