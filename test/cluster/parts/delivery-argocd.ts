import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { healthStates } from '../fixtures/health-states.ts';
import { Argocd } from '../harness/argocd.ts';
import { type DeliveryPlace, writeForm } from '../harness/delivery-place.ts';
import type { LocalProcess } from '../harness/local-process.ts';
import { nameOf, readManifests } from '../harness/objects.ts';
import { tektonKeeps } from '../harness/owners.ts';
import { expectEqual, expectUnchanged, liveObject, versionsOf } from '../harness/sent-objects.ts';

const SECONDS = 240;
/** How long what is not healthy must hold up the waves after it. */
const HELD_MS = 8000;

/** Argo CD's own health checks and waves on what `plan --format argocd` writes of a stack. */
export async function checkArgocd(place: DeliveryPlace): Promise<void> {
  const { checks, plane, player, program, folder } = place;
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
    await check('all waves are applied, each when the one before is healthy', () =>
      sync.waitUntil(async () => sync.output().includes('"done":true'), SECONDS),
    );
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
    const before = await versionsOf(plane, sent);
    const again = argocd.sync(plane, manifests, folder, 'argocd-sync-again');
    await again.waitUntil(async () => again.output().includes('"done":true'), SECONDS);
    expectUnchanged(before, await versionsOf(plane, sent));
  });
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
  await sync.waitUntil(async () => waves(sync).includes(wave), SECONDS);
  await sleep(HELD_MS);
  const after = waves(sync).filter((one) => one > wave);
  if (after.length > 0) throw new Error(`waves ${after} came after wave ${wave}\n${sync.output()}`);
}

function waves(sync: LocalProcess): number[] {
  return [...sync.output().matchAll(/^\{"wave":(\d+)\}$/gm)].map(([, wave]) => Number(wave));
}

function waveOf(sent: Parameters<typeof expectEqual>[1], name: string): number {
  const object = sent.find((one) => nameOf(one) === name);
  return Number(object?.metadata.annotations?.['argocd.argoproj.io/sync-wave']);
}
