import { createForeignNamespaces } from '../../cluster/harness/deploy.ts';
import { byInstallation, type Stack } from '../../cluster/harness/stacks.ts';
import { withInstallation, withOperatedStack } from '../../cluster/parts/operated.ts';
import { settledPods } from '../harness/pods.ts';
import type { Suite } from '../suite.ts';
import { checkModel } from './model.ts';
import { operatedWorkloads } from './workloads.ts';

const SETTLE_SECONDS = 180;

const otherPort = 'it stores in an Elasticsearch on another port';

/** What there is no counterpart for here: what these examples run is created, and never gets ready. */
const lacking: Readonly<Record<string, string>> = {
  article:
    'jaeger-agent 1.62.0, which the operator puts beside its query service, cannot be fetched',
  'environments/dev': otherPort,
  'environments/prod': otherPort,
  'environments/staging': otherPort,
  'jaeger-v2': 'Jaeger 2.20.0 cannot be built',
  'jaeger-v2-development': 'Jaeger 2.20.0 cannot be built',
  'jaeger-v2-streaming': 'it stores in an Elasticsearch with TLS and a password, by way of Kafka',
  'own-certificates': 'it stores in an Elasticsearch with TLS and a password',
  'own-chart': 'it stores in an Elasticsearch with TLS and a password',
};

/** Applies each example with its operators as pods, waits until all that they run is ready, and deletes it again. */
export async function checkExamples(suite: Suite, stacks: readonly Stack[]): Promise<void> {
  const { checks, cluster } = suite;
  await createForeignNamespaces(cluster, stacks);
  for (const [installation, group] of byInstallation(stacks)) {
    await withInstallation(checks, cluster, installation, async () => {
      for (const stack of group) {
        await withOperatedStack(checks, cluster, stack, () => checkPods(suite, stack));
      }
    });
  }
}

async function checkPods(suite: Suite, stack: Stack): Promise<void> {
  const title = `${stack.name}: all that the operators run is ready`;
  const reason = lacking[stack.name];
  if (reason !== undefined) {
    suite.checks.skip('examples', title, reason);
    return;
  }
  const workloads = operatedWorkloads(stack);
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))];
  const names = workloads.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
  const ready = await suite.checks.check('examples', title, async () => {
    await settledPods(suite.cluster.kubectl, namespaces, names, SETTLE_SECONDS);
  });
  if (ready) await checkModel(suite, stack);
}
