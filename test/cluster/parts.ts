import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './harness/api.ts';
import { goProgram, ModuleUnavailable } from './harness/build.ts';
import { messageOf } from './harness/checks.ts';
import { type Cluster, ExistingCluster, LocalCluster } from './harness/cluster.ts';
import { createForeignNamespaces } from './harness/deploy.ts';
import { Kubectl } from './harness/kubectl.ts';
import type { OperatorName } from './harness/operators.ts';
import { jaegerOperator, kubectl, otelOperator } from './harness/programs.ts';
import { say } from './harness/progress.ts';
import { type Release, releases } from './harness/releases.ts';
import { byInstallation } from './harness/stacks.ts';
import { checkApiServer } from './parts/api-server.ts';
import {
  buildCollectors,
  checkConfigs,
  type RenderedConfig,
  renderedConfigs,
} from './parts/collector.ts';
import { checkConversion } from './parts/conversion.ts';
import { checkJaegerModel } from './parts/jaeger-model.ts';
import { checkLinter } from './parts/linter.ts';
import { type Absent, withInstallation, withOperatedStack } from './parts/operated.ts';
import { checkOperated } from './parts/operators.ts';
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
  const operators = operated && kubeconfig === undefined ? await operatorBinaries() : undefined;
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
  /** Programs by operator. */
  readonly binaries: Readonly<Partial<Record<OperatorName, string>>>;
  readonly absent: Absent;
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
      visitStacks(suite, cluster, new Map(), folder, configs),
    );
  } else if (release !== undefined && operators !== undefined) {
    await withControlPlane(folder, release, async (plane) => {
      const cluster = new LocalCluster(
        release.name,
        plane,
        folder,
        suite.certificate,
        operators.binaries,
      );
      await visitStacks(suite, cluster, operators.absent, folder, configs);
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
  absent: Absent,
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
        await checkWebhooks(checks, cluster, absent);
      }
      for (const stack of group) {
        await withOperatedStack(checks, cluster, stack, absent, async (operated) => {
          if (parts.has('operators')) {
            await checkOperated(checks, operated, absent);
            await checkConversion(checks, operated, absent);
            if (stack === promises.stack) {
              await checkPromises(checks, operated, promises.promised, absent);
            }
          }
          if (parts.has('collector') && stack !== promises.stack) {
            configs.push(...renderedConfigs(checks, operated, absent));
          }
        });
      }
    });
  }
}

/** Programs of the operators; the OpenTelemetry operator is absent where its module cannot be fetched. */
async function operatorBinaries(): Promise<Operators> {
  const binaries: Partial<Record<OperatorName, string>> = {
    'jaeger-operator': await goProgram(jaegerOperator),
  };
  const absent = new Map<OperatorName, string>();
  try {
    binaries['opentelemetry-operator'] = await goProgram(otelOperator);
  } catch (error) {
    if (!(error instanceof ModuleUnavailable)) throw error;
    say(
      `opentelemetry-operator ${otelOperator.version} cannot be built here:\n${messageOf(error)}`,
    );
    absent.set('opentelemetry-operator', 'its module cannot be fetched here, see above');
  }
  return { binaries, absent };
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
