import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildPrograms } from './build-programs.ts';
import { Api } from './harness/api.ts';
import { goProgram } from './harness/build.ts';
import { type Cluster, ExistingCluster, LocalCluster } from './harness/cluster.ts';
import type { DeliveryPrograms } from './harness/delivery-programs.ts';
import { createForeignNamespaces } from './harness/deploy.ts';
import { createForeignKinds } from './harness/foreign-kinds.ts';
import { Kubectl } from './harness/kubectl.ts';
import type { OperatorPrograms } from './harness/operator-programs.ts';
import { jaegerOperator, kubectl } from './harness/programs.ts';
import { type Release, releases } from './harness/releases.ts';
import { byInstallation, type Installation } from './harness/stacks.ts';
import { checkAlertRules } from './parts/alert-rules.ts';
import { checkAlerts } from './parts/alerts.ts';
import { checkApiServer } from './parts/api-server.ts';
import { checkApply } from './parts/apply.ts';
import { checkConfigs, type RenderedConfig, renderedConfigs } from './parts/collector.ts';
import { checkCollectorModel } from './parts/collector-model.ts';
import { checkComponentSettings } from './parts/component-settings.ts';
import { checkConversion } from './parts/conversion.ts';
import { checkDelivery } from './parts/delivery.ts';
import { checkDocumentedSettings } from './parts/documented-settings.ts';
import { checkExpressions } from './parts/expressions.ts';
import { checkGeneratedJaegers } from './parts/generated-jaegers.ts';
import { checkInjections } from './parts/injections.ts';
import { checkJaegerModel } from './parts/jaeger-model.ts';
import { checkJaegerV2 } from './parts/jaeger-v2.ts';
import { checkLinter } from './parts/linter.ts';
import { checkMigration } from './parts/migration.ts';
import { type OperatedStack, withInstallation, withOperatedStack } from './parts/operated.ts';
import { checkOperated } from './parts/operators.ts';
import { checkOttl } from './parts/ottl.ts';
import { checkOverwritten } from './parts/overwritten.ts';
import { checkJaegerPods, checkPods } from './parts/pods.ts';
import { checkPromises, promisingStack } from './parts/promised-endpoints.ts';
import { checkSettings } from './parts/settings.ts';
import { checkSpans } from './parts/spans.ts';
import { checkWebhooks } from './parts/webhooks.ts';
import { type Suite, withControlPlane } from './suite.ts';

/**
 * Runs the parts that were asked for. Everything is built first, one program after the other; then the parts run side by
 * side, because they mostly wait.
 */
export async function runParts(suite: Suite): Promise<void> {
  const { parts, kubeconfig } = suite;
  const operated = parts.has('operators') || parts.has('collector');
  const found = kubeconfig === undefined ? await releases() : [];
  const {
    operators,
    delivery,
    jaeger,
    migration,
    releases: built,
  } = await buildPrograms(suite, found, operated);
  const runs = [
    parts.has('api-server') ? () => runApiServer(suite, built) : undefined,
    operated ? () => runOperated(suite, found.at(-1), operators) : undefined,
    jaeger === undefined || !parts.has('jaeger-v2')
      ? undefined
      : () => checkJaegerV2(suite.checks, jaeger, join(suite.folder, 'jaeger-v2')),
    parts.has('apply') ? () => runApply(suite, found.at(-1), operators) : undefined,
    delivery ? () => runDelivery(suite, found.at(-1), operators, delivery) : undefined,
    migration === undefined
      ? undefined
      : () => checkMigration(suite.checks, migration, join(suite.folder, 'migration')),
  ].filter((run) => run !== undefined);
  // both use the one cluster of the user
  if (kubeconfig !== undefined) for (const run of runs) await run();
  else await sideBySide(runs);
}

/**
 * Runs one more at a time than there are processor cores, since they mostly wait; with many more, webhooks answer too late. Waits for all,
 * also when one fails, and fails then.
 */
async function sideBySide(runs: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...runs];
  const failures: unknown[] = [];
  const work = async () => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      await run().catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  if (failures.length > 0) throw failures[0];
}

async function runApiServer(suite: Suite, built: readonly Release[]): Promise<void> {
  const { checks, stacks, kubeconfig } = suite;
  const folder = join(suite.folder, 'api-server');
  mkdirSync(folder);
  if (kubeconfig !== undefined) {
    await withExistingCluster(suite, kubeconfig, folder, (cluster) =>
      checkApiServer(checks, cluster, stacks),
    );
    return;
  }
  const runs = built.map(
    (release) => () =>
      withControlPlane(folder, release, async (plane) => {
        const work = join(folder, release.name);
        mkdirSync(work);
        const cluster = new LocalCluster(release.name, plane, work, suite.certificate);
        await checkApiServer(checks, cluster, stacks).finally(() => cluster.stop());
      }),
  );
  await sideBySide(runs);
}

async function runApply(
  { checks, folder, stacks }: Suite,
  release: Release | undefined,
  operators: OperatorPrograms | undefined,
): Promise<void> {
  const [stack] = stacks;
  // on a cluster of the user's, the README's commands do it
  if (release === undefined || operators === undefined || stack === undefined) return;
  const work = join(folder, 'apply');
  mkdirSync(work);
  await withControlPlane(work, release, (plane) =>
    checkApply(checks, plane, stack, operators, work),
  );
}

async function runDelivery(
  { checks, folder: parent, stacks: [stack] }: Suite,
  release: Release | undefined,
  operators: OperatorPrograms | undefined,
  programs: DeliveryPrograms,
): Promise<void> {
  if (release === undefined || operators === undefined || stack === undefined) return;
  const folder = join(parent, 'delivery');
  mkdirSync(folder);
  await checkDelivery(checks, { release, stack, operators, programs, folder });
}

async function runOperated(
  suite: Suite,
  release: Release | undefined,
  operators: OperatorPrograms | undefined,
): Promise<void> {
  const folder = join(suite.folder, 'operated');
  mkdirSync(folder);
  const configs: RenderedConfig[] = [];
  const visit = () => visitInCluster(suite, release, operators, folder, configs);
  if (suite.parts.has('operators')) {
    const generator = await goProgram(jaegerOperator);
    await sideBySide([
      visit,
      () => checkJaegerModel(suite.checks, generator, folder),
      () => checkJaegerPods(suite.checks, generator, folder),
    ]);
  } else await visit();
  if (suite.parts.has('collector')) {
    const [first] = configs;
    const corpus = process.env.CORPUS ?? '../shared/corpus/given';
    await sideBySide([
      () => checkConfigs(suite.checks, configs, folder),
      ...(first === undefined ? [] : [() => checkSpans(suite.checks, first, folder)]),
      () => checkLinter(suite.checks, corpus, folder),
      () => checkSettings(suite.checks),
      () => checkAlerts(suite.checks, folder),
      () => checkAlertRules(suite.checks, suite.stacks, join(folder, 'alert-rules')),
      () => checkComponentSettings(suite.checks),
      () => checkOttl(suite.checks),
      () => checkExpressions(suite.checks),
      () => checkDocumentedSettings(suite.checks),
    ]);
  }
}

async function visitInCluster(
  suite: Suite,
  release: Release | undefined,
  operators: OperatorPrograms | undefined,
  folder: string,
  configs: RenderedConfig[],
): Promise<void> {
  if (suite.kubeconfig !== undefined) {
    await withExistingCluster(suite, suite.kubeconfig, folder, (cluster) =>
      visitStacks(suite, cluster, folder, configs),
    );
  } else if (release !== undefined && operators !== undefined) {
    await withControlPlane(folder, release, async (plane) => {
      const cluster = new LocalCluster(
        release.name,
        plane,
        folder,
        suite.certificate,
        operators.binaries,
        operators.releases,
      );
      await visitStacks(suite, cluster, folder, configs).finally(() => cluster.stop());
    });
  }
}

async function visitStacks(
  suite: Suite,
  cluster: Cluster,
  folder: string,
  configs: RenderedConfig[],
): Promise<void> {
  const { checks, parts } = suite;
  const [base] = suite.stacks;
  if (base === undefined) return;
  const promises = promisingStack(base, join(folder, 'promises'));
  const stacks = parts.has('operators') ? [...suite.stacks, promises.stack] : suite.stacks;
  await createForeignNamespaces(cluster, stacks);
  await createForeignKinds(cluster, stacks);
  for (const [installation, group] of byInstallation(stacks)) {
    await withInstallation(checks, cluster, installation, async () => {
      if (parts.has('operators') && installation === base.installation) {
        await checkOnce(suite, cluster, installation);
      }
      for (const stack of group) {
        await withOperatedStack(checks, cluster, stack, async (operated) => {
          if (parts.has('operators')) await checkAsOperated(checks, operated);
          if (stack !== promises.stack) {
            await renderConfigs(suite, operated, configs);
          } else if (parts.has('operators')) {
            await checkPromises(checks, operated, promises.promised);
          }
        });
      }
    });
  }
}

async function checkAsOperated(checks: Suite['checks'], operated: OperatedStack): Promise<void> {
  await checkOperated(checks, operated);
  await checkConversion(checks, operated);
  await checkPods(checks, operated);
}

/** Adds the configurations that the operator wrote for a stack, where the collector is to judge them. */
async function renderConfigs(
  { checks, parts }: Suite,
  operated: OperatedStack,
  configs: RenderedConfig[],
): Promise<void> {
  if (!parts.has('collector')) return;
  const { name } = operated.stack;
  await checks.check('collector', `${name}: the operator renders its configs`, () => {
    configs.push(...renderedConfigs(operated));
  });
}

/** What is checked on the base's installation alone. */
async function checkOnce(
  suite: Suite,
  cluster: Cluster,
  installation: Installation,
): Promise<void> {
  const { checks } = suite;
  await checkWebhooks(checks, cluster);
  // on a cluster with nodes, all of these collectors would run
  if (suite.kubeconfig === undefined) {
    await checkCollectorModel(checks, cluster, installation);
    await checkGeneratedJaegers(checks, cluster, installation);
  }
  await checkInjections(checks, cluster, installation);
  await checkOverwritten(checks, cluster);
}

async function withExistingCluster(
  { certificate }: Suite,
  kubeconfig: string,
  folder: string,
  work: (cluster: ExistingCluster) => Promise<void>,
): Promise<void> {
  const cacheFolder = join(folder, 'kubectl-cache');
  const client = new Kubectl({ kubectl: await goProgram(kubectl), kubeconfig, cacheFolder });
  const api = await Api.start(client, folder);
  try {
    await work(new ExistingCluster(client, api, certificate));
  } finally {
    await api.stop();
  }
}
