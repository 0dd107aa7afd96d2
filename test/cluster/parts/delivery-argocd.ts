import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { healthStates } from '../fixtures/health-states.ts';
import { Argocd } from '../harness/argocd.ts';
import { type DeliveryPlace, GONE_SECONDS, stays, writeForm } from '../harness/delivery-place.ts';
import { awaitNothingNew, inventory } from '../harness/inventory.ts';
import type { LocalProcess } from '../harness/local-process.ts';
import { type KubeObject, nameOf, readManifests } from '../harness/objects.ts';
import { tektonKeeps } from '../harness/owners.ts';
import { expectEqual, expectUnchanged, liveObject, versionsOf } from '../harness/sent-objects.ts';

const SECONDS = 240;
/** How long what is not healthy must hold up the waves after it. */
const HELD_MS = 8000;
/** What leaves the repository before a sync that prunes: it is deleted, or holds what others have. */
const left = {
  deleted: ['ConfigMap monitoring/jaeger-datasource', 'Instrumentation tracing/instrumentation'],
  kept: ['Namespace tracing', 'CustomResourceDefinition jaegers.jaegertracing.io'],
};

/** Argo CD's own health checks and waves on what `plan --format argocd` writes of a stack. */
export async function checkArgocd(place: DeliveryPlace): Promise<void> {
  const { checks, plane, player, program, folder } = place;
  const before = await inventory(plane.api);
  const out = await writeForm(place, 'argocd');
  const manifests = join(out, 'manifests');
  const sent = readManifests(manifests).flatMap(({ objects }) => objects);
  const argocd = new Argocd(program, join(out, 'argocd-cm.yaml'));
  const check = (name: string, body: () => Promise<void>) =>
    checks.check('delivery', `Argo CD: ${name}`, body);

  await check(`${healthStates.length} states are as healthy as they should be`, () =>
    judged(argocd),
  );
  await check('its own check calls a collector that starts degraded', async () => {
    const settings = join(folder, 'no-checks.yaml');
    const metadata = { name: 'argocd-cm', namespace: 'argocd' };
    writeFileSync(settings, JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
    const starting = healthStates.find(({ what }) => what === 'a collector that starts');
    const [found] = await new Argocd(program, settings).health([starting?.object]);
    if (found?.status !== 'Degraded') throw new Error(JSON.stringify(found));
  });

  player.falling.add('Deployment tracing/jaeger-operator');
  const sync = argocd.sync(plane, manifests, folder, 'argocd-sync');
  try {
    await check('an operator without pods holds up the waves after it', () =>
      heldAt(sync, waveOf(sent, 'Deployment tracing/jaeger-operator')),
    );
    player.falling.clear();
    player.falling.add('Deployment tracing/otel-collector-collector');
    await check('a collector that its operator has seen, but has no pods, does, too', () =>
      heldAt(sync, waveOf(sent, 'OpenTelemetryCollector tracing/otel-collector')),
    );
    player.falling.clear();
    await check('all waves are applied, each when the one before is healthy', () => done(sync));
  } finally {
    player.falling.clear();
    await sync.stop();
  }
  await check('what is applied is what the manifests say', () => expectEqual(plane, sent));
  await check("Tekton's own keys and labels stay, also with ours", async () => {
    await tektonKeeps(plane);
    const patch = ['--type=merge', `--patch-file=${join(out, 'patches', 'config-tracing.yaml')}`];
    const settings = ['configmap', 'config-tracing', '-n', 'tekton-pipelines'];
    await plane.kubectl.run(['patch', ...settings, ...patch]);
    await expectEqual(
      plane,
      readManifests(join(out, 'patches')).flatMap((file) => file.objects),
    );
    await tektonKeeps(plane);
  });
  await check('what has come is healthy', async () => {
    const live = await Promise.all(sent.map((object) => liveObject(plane, object)));
    const health = await argocd.health(live);
    const wrong = health.flatMap(({ status, message, error }, index) => {
      const object = sent[index];
      const healthy = error === undefined && (status === '' || status === 'Healthy');
      return healthy || !object ? [] : [`${nameOf(object)}: ${error ?? `${status}, ${message}`}`];
    });
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
  await check('a second sync changes nothing', async () => {
    const first = await versionsOf(plane, sent);
    await done(argocd.sync(plane, manifests, folder, 'argocd-sync-again'));
    expectUnchanged(first, await versionsOf(plane, sent));
  });
  await check('a sync that prunes deletes what has left the repository, and no more', async () => {
    const gone = [...left.deleted, ...left.kept];
    const rest = sent.filter((object) => !gone.includes(nameOf(object)));
    if (rest.length !== sent.length - gone.length) throw new Error(`not all are sent: ${gone}`);
    const versions = await versionsOf(plane, sent);
    await done(
      argocd.sync(plane, written(rest, join(folder, 'rest')), folder, 'argocd-prune', true),
    );
    const now = await inventory(plane.api);
    const there = left.deleted.filter((name) => now.has(name));
    if (there.length > 0) throw new Error(`${there} are still there`);
    const stayed = sent.filter((object) => !left.deleted.includes(nameOf(object)));
    expectUnchanged(versions, await versionsOf(plane, stayed));
  });
  await check(
    'deleted, it goes through the waves backwards, and takes away what it brought',
    async () => {
      const deletion = argocd.delete(plane, folder);
      await done(deletion);
      const order = told(deletion, 'deleted');
      if (order.length < 3 || order.some((wave, index) => wave >= (order[index - 1] ?? Infinity))) {
        throw new Error(`deleted were waves ${order}`);
      }
      await awaitNothingNew(plane.api, before, GONE_SECONDS, stays);
      await tektonKeeps(plane);
    },
  );
}

async function judged(argocd: Argocd): Promise<void> {
  const health = await argocd.health(healthStates.map(({ object }) => object));
  const wrong = healthStates.flatMap(({ what, expected }, index) => {
    const { status, message, error } = health[index] ?? { status: 'none', message: '' };
    return status === expected && error === undefined
      ? []
      : [`${what} is ${status}, not ${expected}: ${error ?? message}`];
  });
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** @throws unless a wave is applied, and none after it for a while */
async function heldAt(sync: LocalProcess, wave: number): Promise<void> {
  await sync.waitUntil(async () => told(sync, 'wave').includes(wave), SECONDS);
  await sleep(HELD_MS);
  const after = told(sync, 'wave').filter((one) => one > wave);
  if (after.length > 0) throw new Error(`waves ${after} came after wave ${wave}\n${sync.output()}`);
}

/** Waves that Argo CD has told of so far. */
function told(process: LocalProcess, what: 'wave' | 'deleted'): number[] {
  const lines = process.output().matchAll(new RegExp(`^\\{"${what}":(\\d+)\\}$`, 'gm'));
  return [...lines].map(([, wave]) => Number(wave));
}

function done(process: LocalProcess): Promise<void> {
  return process.waitUntil(async () => process.output().includes('"done":true'), SECONDS);
}

/** Writes objects into a folder, and gives it. */
function written(objects: readonly KubeObject[], folder: string): string {
  mkdirSync(folder);
  const text = objects.map((object) => `${JSON.stringify(object)}\n`).join('---\n');
  writeFileSync(join(folder, 'rest.yaml'), text);
  return folder;
}

function waveOf(sent: Parameters<typeof expectEqual>[1], name: string): number {
  const object = sent.find((one) => nameOf(one) === name);
  return Number(object?.metadata.annotations?.['argocd.argoproj.io/sync-wave']);
}
