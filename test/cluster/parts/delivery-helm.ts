import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { messageOf } from '../harness/checks.ts';
import { type DeliveryPlace, writeForm } from '../harness/delivery-place.ts';
import { awaitNothingNew, inventory } from '../harness/inventory.ts';
import type { KubeObject } from '../harness/objects.ts';
import { tektonKeeps } from '../harness/owners.ts';
import { run } from '../harness/run-program.ts';
import { expectEqual, expectUnchanged, versionsOf } from '../harness/sent-objects.ts';

const TRIES = 10;
const PAUSE_MS = 3000;
const LOOKS = 20;
const GONE_SECONDS = 60;
const APP = 'test/stacks/default.ts';
/** Helm leaves the kinds of `crds/`. */
const LEFT = /^CustomResourceDefinition /;

/** A way to install a stack that docs/gitops.md tells of. */
interface Way {
  readonly title: string;
  /** Arguments of `helm upgrade --install`, in their order. */
  readonly steps: readonly (readonly string[])[];
}

/**
 * Helm itself on the charts of a stack, as docs/gitops.md says: installed on a cluster whose operators start late, upgraded to what they are
 * already, and uninstalled.
 */
export async function checkHelm(place: DeliveryPlace, version: string): Promise<void> {
  const { plane, stack } = place;
  const before = await inventory(plane.api);
  const objects = stack.files
    .flatMap((file) => file.objects)
    // it is patched
    .filter(({ metadata }) => metadata.name !== 'config-tracing');
  for (const way of [await twoCharts(place), await oneChart(place)]) {
    await checkWay(place, `Helm ${version}, ${way.title}`, way, objects);
    await place.checks.check(
      'delivery',
      `Helm ${version}, ${way.title}: uninstalled, it leaves the kinds, and what others have`,
      async () => {
        const releases = new Set(way.steps.map(([release = '']) => release));
        for (const release of [...releases].reverse()) await helm(place, 'uninstall', release);
        await awaitNothingNew(plane.api, before, GONE_SECONDS, LEFT);
        await tektonKeeps(plane);
      },
    );
  }
}

async function checkWay(
  place: DeliveryPlace,
  name: string,
  { steps }: Way,
  objects: readonly KubeObject[],
): Promise<void> {
  const check = (title: string, body: () => Promise<void>) =>
    place.checks.check('delivery', `${name}: ${title}`, body);
  const installed = await check('it is installed, by a few tries', async () => {
    for (const step of steps) await again(() => helm(place, 'upgrade', '--install', ...step));
  });
  if (!installed) return;
  await check('what is installed is what the manifests say', () =>
    expectEqual(place.plane, objects),
  );
  await check('upgraded to what it is, it changes nothing', async () => {
    const versions = await settledVersions(place, objects);
    // the step before of a release is another state of it
    const last = new Map(steps.map((step) => [step[0], step]));
    for (const step of last.values()) await helm(place, 'upgrade', '--install', ...step);
    expectUnchanged(versions, await settledVersions(place, objects));
  });
}

async function twoCharts(place: DeliveryPlace): Promise<Way> {
  const out = await writeForm(place, 'helm');
  return {
    title: 'the charts of `tracing plan`',
    steps: [
      ['tracing-operators', join(out, 'operators')],
      ['tracing', join(out, 'stack')],
    ],
  };
}

async function oneChart({ folder }: DeliveryPlace): Promise<Way> {
  const chart = join(folder, 'chart');
  await run('npx', [
    ...['cdk8s', 'synth', '--no-check-upgrade', '--format', 'helm', '--chart-version', '1.0.0'],
    ...['--app', `tsx ${APP}`, '--output', chart],
  ]);
  return {
    title: 'the chart of `cdk8s synth`',
    steps: ['true', 'false'].map((value) => ['tracing', chart, '--set', `operatorsOnly=${value}`]),
  };
}

/** Runs Helm on the cluster, with folders of its own. */
async function helm(
  { plane, program, folder }: DeliveryPlace,
  ...args: readonly string[]
): Promise<void> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const env = {
    ...process.env,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
    KUBECONFIG: plane.kubectl.access.kubeconfig,
  };
  // Helm 3 waits for ReplicaSets, which nobody plays here; without waiting, webhooks do not answer for a while
  const wait = basename(program) === 'helm-3' ? [] : ['--wait', '--timeout', '120s'];
  await run(program, [...args, '--namespace', 'default', ...wait], { env });
}

/** Does it again while webhooks do not answer yet. */
async function again(install: () => Promise<void>): Promise<void> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      await install();
      return;
    } catch (error) {
      if (left === 0 || !/failed calling webhook/.test(messageOf(error))) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** Versions of objects, as soon as operators have no more to write into what they have seen, or after so many looks. */
async function settledVersions({ plane }: DeliveryPlace, objects: readonly KubeObject[]) {
  let last = await versionsOf(plane, objects);
  for (let left = LOOKS; left > 0; left -= 1) {
    await sleep(PAUSE_MS);
    const now = await versionsOf(plane, objects);
    if (isDeepStrictEqual(now, last)) break;
    last = now;
  }
  return last;
}
