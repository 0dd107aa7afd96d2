import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandsUnder, runCommands } from '../../node/harness/commands.ts';
import type { Checks } from '../harness/checks.ts';
import { CommandLine, expectRun } from '../harness/command-line.ts';
import type { ControlPlane } from '../harness/control-plane.ts';
import { awaitNothingNew, inventory } from '../harness/inventory.ts';
import type { OperatorPrograms } from '../harness/operator-programs.ts';
import {
  makeForeignNamespaces,
  makeTekton,
  makeThanos,
  tektonKeeps,
  thanosKeeps,
} from '../harness/owners.ts';
import { Player } from '../harness/player.ts';
import type { Stack } from '../harness/stacks.ts';

const OPERATOR_LATE_MS = 3000;
const GONE_SECONDS = 60;
/** Thanos, and the addresses of its Services. */
const OF_THANOS = /^(?:\w+ monitoring\/thanos-|IPAddress )/;

/**
 * `tracing apply` and `tracing delete` on the default stack, with the operators as programs, which start only when their Deployments have been
 * available for a while. Tekton's ConfigMap and a Thanos are there before, as their owners have applied them.
 */
export async function checkApply(
  checks: Checks,
  plane: ControlPlane,
  stack: Stack,
  programs: OperatorPrograms,
  folder: string,
): Promise<void> {
  const { kubectl, api } = plane;
  const tracing = await CommandLine.of(kubectl, folder);
  const dist = dirname(stack.files[0]?.path ?? '');
  await makeForeignNamespaces(plane);
  await makeTekton(plane);
  await makeThanos(plane);
  const before = await inventory(api);
  const player = new Player(plane, folder, programs.binaries, OPERATOR_LATE_MS);
  player.start();
  const check = (name: string, body: () => Promise<void>) => checks.check('apply', name, body);

  await check(
    'a dry run on an empty cluster tells what can be tried, and changes nothing',
    async () => {
      expectRun(await tracing.run('apply', dist, '--dry-run=server'), 0, [
        /the API server accepts Namespace tracing/,
        /Jaeger tracing\/jaeger cannot be checked before its namespace and its kind exist/,
      ]);
      await awaitNothingNew(api, before, 0);
    },
  );
  await check('without the waits of its plan, a custom resource is refused', async () => {
    const saved = join(folder, 'without-waits.json');
    writeFileSync(saved, await tracing.planWithoutWaits(dist));
    expectRun(await tracing.run('apply', '--plan', saved, '--timeout', '1'), 1, [
      /failed calling webhook/,
    ]);
  });
  await check('the run that was stopped goes on, and comes to its end', async () => {
    expectRun(await tracing.run('apply', dist, '--timeout', '120'), 0, [
      /created OpenTelemetryCollector tracing\/otel-collector/,
      /✓ Deployment tracing\/otel-collector-collector has its pods/,
      /changed ConfigMap tekton-pipelines\/config-tracing \(only our part of it\)/,
    ]);
  });
  await check('a second run changes nothing, and there is no difference to show', async () => {
    expectRun(await tracing.run('apply', dist), 0, [/\n\d+ unchanged, in \d+ s\n$/]);
    expectRun(await tracing.run('apply', dist, '--diff'), 0, []);
  });
  await check("Tekton's own keys and labels stay, and the replicas and image of Thanos", () =>
    ownersKeep(plane),
  );
  await check('what a newer folder does not have is pruned, and nothing else', async () => {
    const newer = join(folder, 'newer');
    mkdirSync(newer);
    for (const file of readdirSync(dist)) {
      if (!file.includes('grafana'))
        writeFileSync(join(newer, file), readFileSync(join(dist, file)));
    }
    const { stdout } = await tracing.run('apply', newer, '--prune');
    const deleted = stdout.split('\n').filter((line) => line.startsWith('  deleted '));
    if (deleted.join() !== '  deleted ConfigMap monitoring/jaeger-datasource')
      throw new Error(stdout);
    rmSync(newer, { recursive: true });
    expectRun(await tracing.run('apply', dist), 0, [
      /created ConfigMap monitoring\/jaeger-datasource/,
    ]);
  });
  await check('pods that do not get ready end it, by their name', async () => {
    player.falling.add('Deployment tracing/jaeger-query');
    await kubectl.run([
      ...['patch', 'deployment', 'jaeger-query', '-n', 'tracing', '--subresource=status'],
      ...['--type=merge', '--patch={"status":{"availableReplicas":0,"readyReplicas":0}}'],
    ]);
    expectRun(await tracing.run('apply', dist, '--timeout', '6'), 1, [
      /… \d+ s until Deployment tracing\/jaeger-query has its pods, and they are ready: 0 of 1 pods/,
      /✗ Deployment tracing\/jaeger-query: 0 of 1 pods are available, for \d+ s/,
    ]);
    player.falling.clear();
  });
  await check('deleting leaves nothing but what others have made, as they made it', async () => {
    expectRun(await tracing.run('delete', dist, '--timeout', '120'), 0, [
      /kept ConfigMap tekton-pipelines\/config-tracing \(others have created it; our part was removed\)/,
      /kept Deployment monitoring\/thanos-query/,
      /deleted Namespace tracing/,
    ]);
    await awaitNothingNew(api, before, GONE_SECONDS);
    await ownersKeep(plane);
    expectRun(await tracing.run('delete', dist), 0, [/^(?!.*deleted)/s]);
  });
  await check(
    'the commands of docs/apply.md do it, too, and deleting takes what they made',
    async () => {
      const work = join(folder, 'work');
      mkdirSync(work);
      symlinkSync(dist, join(work, 'dist'));
      const commands = commandsUnder('docs/apply.md', 'By kubectl alone');
      await runCommands(commands, { folder: work, ...kubectl.access });
      expectRun(await tracing.run('apply', dist, '--timeout', '120'), 0, []);
      expectRun(await tracing.run('delete', dist, '--timeout', '120'), 0, [
        /deleted Namespace tracing/,
      ]);
      // applied by kubectl alone, Thanos is its owner's, and stays
      await awaitNothingNew(api, before, GONE_SECONDS, OF_THANOS);
    },
  );
  await player.stop();
}

async function ownersKeep(plane: ControlPlane): Promise<void> {
  await tektonKeeps(plane);
  await thanosKeeps(plane);
}
