import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './harness/api.ts';
import { goProgram, ModuleUnavailable } from './harness/build.ts';
import { type Checks, messageOf } from './harness/checks.ts';
import {
  type Cluster,
  ExistingCluster,
  LocalCluster,
  type OperatorBinaries,
} from './harness/cluster.ts';
import { createForeignNamespaces } from './harness/deploy.ts';
import { Kubectl } from './harness/kubectl.ts';
import type { OperatorReleases } from './harness/operators.ts';
import { jaegerOperator, kubectl, otelOperators } from './harness/programs.ts';
import { type Release, releases } from './harness/releases.ts';
import { byInstallation } from './harness/stacks.ts';
import { checkApiServer } from './parts/api-server.ts';
import {
  buildCollectors,
  checkConfigs,
  type RenderedConfig,
  renderedConfigs,
} from './parts/collector.ts';
import { checkCollectorModel } from './parts/collector-model.ts';
import { checkConversion } from './parts/conversion.ts';
import { checkInjections } from './parts/injections.ts';
import { checkJaegerModel } from './parts/jaeger-model.ts';
import { checkLinter } from './parts/linter.ts';
import { withInstallation, withOperatedStack } from './parts/operated.ts';
import { checkOperated } from './parts/operators.ts';
import { checkOverwritten } from './parts/overwritten.ts';
import { checkPromises, promisingStack } from './parts/promised-endpoints.ts';
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
  for (const release of parts.has('api-server') ? found : found.slice(-1)) await release.programs();
  const operators =
    operated && kubeconfig === undefined ? await operatorPrograms(suite.checks) : undefined;
  if (parts.has('collector')) await buildCollectors();
  const results = await Promise.allSettled([
    parts.has('api-server') ? runApiServer(suite, found) : undefined,
    operated ? runOperated(suite, found.at(-1), operators) : undefined,
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function runApiServer(suite: Suite, found: readonly Release[]): Promise<void> {
  const { checks, stacks, kubeconfig } = suite;
  const folder = join(suite.folder, 'api-server');
  mkdirSync(folder);
  if (kubeconfig !== undefined) {
    await withExistingCluster(suite, kubeconfig, folder, (cluster) =>
      checkApiServer(checks, cluster, stacks),
    );
    return;
  }
  const runs = found.map((release) =>
    withControlPlane(folder, release, async (plane) => {
      const work = join(folder, release.name);
      mkdirSync(work);
      const cluster = new LocalCluster(release.name, plane, work, suite.certificate);
      await checkApiServer(checks, cluster, stacks);
      await cluster.stop();
    }),
  );
  for (const result of await Promise.allSettled(runs)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

interface Operators {
  readonly binaries: OperatorBinaries;
  /** Of those that are of another release than the manifests ask for. */
  readonly releases: OperatorReleases;
}

async function runOperated(
  suite: Suite,
  release: Release | undefined,
  operators: Operators | undefined,
): Promise<void> {
  const folder = join(suite.folder, 'operated');
  mkdirSync(folder);
  const configs: RenderedConfig[] = [];
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
      await visitStacks(suite, cluster, folder, configs);
      await cluster.stop();
    });
  }
  if (suite.parts.has('operators')) {
    await checkJaegerModel(suite.checks, await goProgram(jaegerOperator), folder);
  }
  if (suite.parts.has('collector')) {
    await checkConfigs(suite.checks, configs, folder);
    const [first] = configs;
    if (first !== undefined) await checkSpans(suite.checks, first, folder);
    const corpus = process.env.CORPUS ?? '../shared/corpus/given';
    await checkLinter(suite.checks, corpus, folder);
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
  for (const [installation, group] of byInstallation(stacks)) {
    await withInstallation(checks, cluster, installation, async () => {
      if (parts.has('operators') && installation === base.installation) {
        await checkWebhooks(checks, cluster);
        await checkCollectorModel(checks, cluster, installation);
        await checkInjections(checks, cluster, installation);
        await checkOverwritten(checks, cluster);
      }
      for (const stack of group) {
        await withOperatedStack(checks, cluster, stack, async (operated) => {
          if (parts.has('operators')) {
            await checkOperated(checks, operated);
            await checkConversion(checks, operated);
            if (stack === promises.stack) {
              await checkPromises(checks, operated, promises.promised);
            }
          }
          if (parts.has('collector') && stack !== promises.stack) {
            await checks.check(
              'collector',
              `${stack.name}: the operator renders its configs`,
              () => {
                configs.push(...renderedConfigs(operated));
              },
            );
          }
        });
      }
    });
  }
}

/** Programs of the operators; of the OpenTelemetry operator, the first release that can be fetched. */
async function operatorPrograms(checks: Checks): Promise<Operators> {
  const jaeger = await goProgram(jaegerOperator);
  const [wanted, older] = otelOperators;
  try {
    const otel = await goProgram(wanted);
    return {
      binaries: { 'jaeger-operator': jaeger, 'opentelemetry-operator': otel },
      releases: {},
    };
  } catch (error) {
    if (!(error instanceof ModuleUnavailable)) throw error;
    checks.skip(
      'operators',
      `${wanted.name} ${wanted.version} itself`,
      `${messageOf(error)}\n${older.version} runs in its place, and the model is asked about that release`,
    );
    const otel = await goProgram(older);
    return {
      binaries: { 'jaeger-operator': jaeger, 'opentelemetry-operator': otel },
      releases: { 'opentelemetry-operator': older.version },
    };
  }
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
