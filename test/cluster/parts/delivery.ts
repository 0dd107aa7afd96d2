import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../harness/checks.ts';
import type { DeliveryPlace } from '../harness/delivery-place.ts';
import type { DeliveryPrograms } from '../harness/delivery-programs.ts';
import type { OperatorPrograms } from '../harness/operator-programs.ts';
import { makeForeignNamespaces, makeTekton } from '../harness/owners.ts';
import { Player } from '../harness/player.ts';
import type { Release } from '../harness/releases.ts';
import type { Stack } from '../harness/stacks.ts';
import { withControlPlane } from '../suite.ts';
import { checkArgocd } from './delivery-argocd.ts';
import { checkFlux } from './delivery-flux.ts';
import { checkHelm } from './delivery-helm.ts';

const OPERATOR_LATE_MS = 3000;

interface Delivered {
  readonly release: Release;
  readonly stack: Stack;
  readonly operators: OperatorPrograms;
  readonly programs: DeliveryPrograms;
  readonly folder: string;
}

/** The manifests for tools that deliver, each judged by its real program, one after the other. */
export async function checkDelivery(checks: Checks, delivered: Delivered): Promise<void> {
  const { flux, argocd, helm } = delivered.programs;
  if (flux !== undefined) await withPlace(checks, delivered, 'flux', flux, checkFlux);
  if (argocd !== undefined) await withPlace(checks, delivered, 'argocd', argocd, checkArgocd);
  for (const { release, path } of helm) {
    await withPlace(checks, delivered, release.name, path, (place) =>
      checkHelm(place, release.version),
    );
  }
}

async function withPlace(
  checks: Checks,
  { release, stack, operators, folder: parent }: Delivered,
  name: string,
  program: string,
  work: (place: DeliveryPlace) => Promise<void>,
): Promise<void> {
  const folder = join(parent, name);
  mkdirSync(folder);
  await withControlPlane(folder, release, async (plane) => {
    await makeForeignNamespaces(plane);
    await makeTekton(plane);
    const player = new Player(plane, folder, operators.binaries, OPERATOR_LATE_MS);
    player.start();
    try {
      await work({ checks, plane, player, stack, program, folder });
    } finally {
      await player.stop();
    }
  });
}
