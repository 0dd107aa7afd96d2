import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { listAt } from '../../cluster/harness/objects.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { JaegerQuery } from '../harness/jaeger-query.ts';
import { settledPods } from '../harness/pods.ts';
import { serviceUrl } from '../harness/services.ts';
import { countSpans, documentsOf } from '../harness/stored-spans.ts';
import type { Suite } from '../suite.ts';
import { sendAtPace } from './chaos.ts';
import { send } from './trace.ts';

/** The stack of `test/node/stacks/tiers.ts`. */
export const tiers = 'tiers';

const NAMESPACE = 'tracing';
const AGENT = 'http://$(HOST_IP):4317';
const PORT = 4317;
const ANSWER_MS = 10_000;
const FOUND_SECONDS = 60;
const JAEGER = 'app.kubernetes.io/name=jaeger-collector';
const QUEUE_POD = 'otel-collector-collector-0';
const QUEUED = { service: 'queued', spans: 20_000, rate: 2000 };
const SETTLE_SECONDS = 180;
// clients of gRPC wait up to two minutes before they connect again
const DRAIN_SECONDS = 300;

/**
 * An application on the node reaches the agent by the node's address, Jaeger takes nothing of who shows no certificate, and what waits in a
 * queue outlives the pod of the collector.
 */
export async function checkTiers(suite: Suite, stack: Stack): Promise<void> {
  if (stack.name !== tiers) return;
  const { checks, cluster, store } = suite;
  const { kubectl } = cluster;
  const check = (title: string, body: () => Promise<void>) =>
    checks.check('examples', `${stack.name}: ${title}`, body);
  await check('what a pod sends to status.hostIP is found', async () => {
    const since = Date.now();
    await send(kubectl, 'by-host-ip', AGENT);
    const jaeger = await JaegerQuery.of(kubectl, NAMESPACE);
    await jaeger.some('by-host-ip', 'one', { since, seconds: FOUND_SECONDS });
  });
  await check('Jaeger takes nothing of who shows no certificate', async () => {
    const url = new URL(await serviceUrl(kubectl, NAMESPACE, 'jaeger-collector', PORT));
    const answer = await withoutCertificate(url.hostname);
    if (!/CERTIFICATE_REQUIRED/.test(answer)) throw new Error(answer);
  });
  await check('what a queue holds outlives the pod of the collector', async () => {
    await scaleJaeger(kubectl, 0);
    const { accepted } = await sendAtPace(suite, QUEUED);
    if (accepted !== QUEUED.spans) throw new Error(`accepted ${accepted} of ${QUEUED.spans}`);
    const before = await documentsOf(store, QUEUED.service);
    if (before !== 0) throw new Error(`${before} are stored without Jaeger`);
    const now = ['--grace-period=0', '--force'];
    await kubectl.run(['-n', NAMESPACE, 'delete', 'pod', QUEUE_POD, ...now]);
    await scaleJaeger(kubectl, 1);
    await settledPods(kubectl, [NAMESPACE], [], SETTLE_SECONDS);
    const deadline = Date.now() + DRAIN_SECONDS * 1000;
    for (;;) {
      const { stored, twice } = await countSpans(store, QUEUED.service);
      if (stored === QUEUED.spans) return;
      if (Date.now() > deadline) {
        throw new Error(
          `${stored} of ${accepted} are stored after ${DRAIN_SECONDS} s, ${twice} twice`,
        );
      }
      await sleep(3_000);
    }
  });
}

/** Has Jaeger's collector run in so many pods; its operator looks at the Jaeger alone. */
async function scaleJaeger(kubectl: Kubectl, replicas: number): Promise<void> {
  const scope = ['-n', NAMESPACE];
  const scale = ['scale', 'deployment/jaeger-collector', `--replicas=${replicas}`];
  await kubectl.run([...scope, ...scale]);
  const deadline = Date.now() + SETTLE_SECONDS * 1000;
  for (;;) {
    const pods = await kubectl.run([...scope, 'get', 'pods', '-l', JAEGER, '-o', 'json']);
    if (listAt(JSON.parse(pods.stdout), 'items').length === replicas) return;
    if (Date.now() > deadline) throw new Error(`not ${replicas} pods after ${SETTLE_SECONDS} s`);
    await sleep(1_000);
  }
}

/** What becomes of a connection by TLS of a client that has none of its own. */
function withoutCertificate(host: string): Promise<string> {
  return new Promise((resolve) => {
    const socket: TLSSocket = connect({
      host,
      port: PORT,
      ALPNProtocols: ['h2'],
      // who answers is not what this asks
      rejectUnauthorized: false,
    });
    socket.setTimeout(ANSWER_MS, () => end('it is kept open'));
    const end = (answer: string): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('error', (error: NodeJS.ErrnoException) => end(`${error.code} ${error.message}`));
    socket.once('close', () => end('it is closed'));
    socket.resume();
  });
}
