import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandLine, expectRun } from '../../cluster/harness/command-line.ts';
import { awaitNothingNew, type Inventory } from '../../cluster/harness/inventory.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { type Counted, countSpans } from '../harness/stored-spans.ts';
import type { Suite } from '../suite.ts';
import { sendAtPace } from './chaos.ts';
import { checkModel } from './model.ts';
import { checkTrace } from './trace.ts';
import { settledStack } from './workloads.ts';

/** The default stack of the release before. */
export const releaseBefore = 'before';

const TIMEOUT = ['--timeout', '180'] as const;
const SETTLE_SECONDS = 120;
const DELETION_SECONDS = 60;
const STORED_SECONDS = 120;
/** Spans that come in for longer than the upgrade takes. */
const load = { service: 'upgrade-load', spans: 60_000, rate: 1000 };

/**
 * `tracing apply` takes the default stack from the release before to this one, while spans come in: none of those that are taken is lost,
 * what is of no use any more goes, and the rest is as the model says.
 */
export async function checkUpgrade(suite: Suite, before: Inventory, earlier: Stack): Promise<void> {
  const { checks, cluster, stack, store, work } = suite;
  const { kubectl, api } = cluster;
  const tracing = await CommandLine.of(kubectl, join(work, 'upgrade'));
  const [old, dist] = [folderOf(earlier), folderOf(stack)];
  const check = (title: string, body: () => Promise<void>) => checks.check('upgrade', title, body);
  const stands = await check('the release before is applied', async () => {
    expectRun(await tracing.run('apply', old, ...TIMEOUT), 0, [
      /created OpenTelemetryCollector tracing\/retired/,
    ]);
    await settledStack(kubectl, earlier, SETTLE_SECONDS);
  });
  if (stands) {
    await checkTrace(suite, 'upgrade');
    await check('spans that come in while it is upgraded are all stored', async () => {
      const { accepted } = await sendAtPace(suite, load, async () => {
        expectRun(await tracing.run('apply', dist, '--prune', ...TIMEOUT), 0, [
          /changed Deployment tracing\/opentelemetry-operator-controller-manager/,
          /deleted OpenTelemetryCollector tracing\/retired/,
        ]);
      });
      if (accepted !== load.spans) throw new Error(`${load.spans} were sent, ${accepted} taken`);
      await awaitStored(() => countSpans(store, load.service));
    });
    const ready = await check('then every workload is available, every pod ready', () =>
      settledStack(kubectl, stack, SETTLE_SECONDS),
    );
    if (ready) await checkModel(suite, stack);
  }
  await check('deleting leaves nothing but what others have made', async () => {
    expectRun(await tracing.run('delete', dist, ...TIMEOUT), 0, [/deleted Namespace tracing/]);
    await awaitNothingNew(api, before, DELETION_SECONDS);
  });
}

function folderOf({ files, name }: Stack): string {
  const [file] = files;
  if (file === undefined) throw new Error(`${name} has no manifest`);
  return dirname(file.path);
}

/** Waits until all spans of the load are stored. */
async function awaitStored(count: () => Promise<Counted>): Promise<void> {
  const deadline = Date.now() + STORED_SECONDS * 1000;
  for (;;) {
    const counted = await count();
    if (counted.stored === load.spans) return;
    if (Date.now() > deadline) {
      throw new Error(`${load.spans} were taken, got ${JSON.stringify(counted)}`);
    }
    await sleep(2_000);
  }
}
