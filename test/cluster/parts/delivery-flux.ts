import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliveryPlace, GONE_SECONDS, stays, writeForm } from '../harness/delivery-place.ts';
import { Flux, type Kustomization } from '../harness/flux.ts';
import { awaitNothingNew, inventory } from '../harness/inventory.ts';
import { type KubeObject, readManifests, textAt } from '../harness/objects.ts';
import { tektonKeeps } from '../harness/owners.ts';
import { expectEqual, expectUnchanged, versionsOf } from '../harness/sent-objects.ts';

const SECONDS = 240;
/** How long what is not ready must hold up the rest. */
const HELD_MS = 8000;
const POLL_MS = 500;
const KEPT = new RegExp(`${stays.source}|^GitRepository `);

/** Flux's own kustomize-controller on what `plan --format flux` writes of a stack. */
export async function checkFlux(place: DeliveryPlace): Promise<void> {
  const { checks, plane, player, program, folder } = place;
  const flux = await Flux.start(plane, program, join(folder, 'flux'));
  const before = await inventory(plane.api);
  const check = (name: string, body: () => Promise<void>) =>
    checks.check('delivery', `Flux: ${name}`, body);
  try {
    const out = await writeForm(
      place,
      'flux',
      ...['--source', 'GitRepository/platform', '--path', './'],
    );
    const watched = new Watched(flux);
    player.falling.add('Deployment tracing/jaeger-operator');
    await check('an operator without pods keeps the next step from being begun', async () => {
      await flux.publish('platform', out);
      await plane.kubectl.apply(join(out, 'flux.yaml'));
      await watched.heldAt('tracing-operators');
    });
    player.falling.clear();
    player.falling.add('Deployment tracing/otel-collector-collector');
    await check('a collector that its operator has seen, but has no pods, does, too', () =>
      watched.heldAt('tracing-tier-2'),
    );
    player.falling.clear();
    await check('every Kustomization becomes ready, each after those that it depends on', () =>
      watched.untilReady(),
    );
    const sent = objectsIn(out);
    await check('what is applied is what the manifests say', () => expectEqual(plane, sent));
    await check("Tekton's own keys and labels stay", () => tektonKeeps(plane));
    await check('a second look changes nothing', async () => {
      const first = await versionsOf(plane, sent);
      await flux.reconcile();
      expectUnchanged(first, await versionsOf(plane, sent));
    });
    await check(
      'deleted from the last to the first, they take away what they brought',
      async () => {
        await flux.deleteBackwards();
        await awaitNothingNew(plane.api, before, GONE_SECONDS, KEPT);
        await tektonKeeps(plane);
      },
    );
  } finally {
    await flux.stop();
  }
}

/** Looks at Kustomizations again and again, and at the order in which they begin. */
class Watched {
  readonly #flux: Flux;
  readonly #wasReady = new Set<string>();

  constructor(flux: Flux) {
    this.#flux = flux;
  }

  /** @throws unless a step begins, and is not ready for a while, in which nothing after it begins */
  async heldAt(name: string): Promise<void> {
    const begun = await this.#until((all) => all.get(name)?.begun === true);
    const deadline = Date.now() + HELD_MS;
    for (let all = begun; Date.now() < deadline; all = await this.#look()) {
      if (all.get(name)?.ready) throw new Error(`${name} is ready: ${all.get(name)?.message}`);
      await sleep(POLL_MS);
    }
  }

  /** @throws unless all of them become ready */
  async untilReady(): Promise<void> {
    await this.#until((all) => all.size > 0 && [...all.values()].every(({ ready }) => ready));
  }

  async #until(done: (all: Map<string, Kustomization>) => boolean) {
    const deadline = Date.now() + SECONDS * 1000;
    for (;;) {
      const all = await this.#look();
      if (done(all)) return all;
      if (Date.now() > deadline) throw new Error(told(all));
      await sleep(POLL_MS);
    }
  }

  /** @throws if one has begun before one that it depends on was ready */
  async #look(): Promise<Map<string, Kustomization>> {
    const all = await this.#flux.kustomizations();
    for (const { name, ready } of all.values()) if (ready) this.#wasReady.add(name);
    for (const { name, after, begun } of all.values()) {
      const early = begun ? after.filter((one) => !this.#wasReady.has(one)) : [];
      if (early.length > 0)
        throw new Error(`${name} has begun before ${early.join()}\n${told(all)}`);
    }
    return all;
  }
}

function told(all: Map<string, Kustomization>): string {
  const lines = [...all.values()].map(
    ({ name, ready, message }) => `${name}: ${ready ? 'ready' : 'not ready'}, ${message}`,
  );
  return lines.join('\n');
}

/** Objects of all steps. */
function objectsIn(out: string): KubeObject[] {
  return readManifests(out)
    .flatMap(({ objects }) => objects)
    .flatMap((step) => readManifests(join(out, textAt(step, 'spec', 'path'))))
    .filter(({ name }) => name === 'objects.yaml')
    .flatMap(({ objects }) => objects);
}
