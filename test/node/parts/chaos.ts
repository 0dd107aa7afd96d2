import { setTimeout as sleep } from 'node:timers/promises';
import { versions } from '../../../src/upstream/operator/versions.ts';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { at, listAt, textAt } from '../../cluster/harness/objects.ts';
import { generatorImage } from '../harness/parts.ts';
import { settledPods } from '../harness/pods.ts';
import { type Counted, countSpans, documentsOf } from '../harness/stored-spans.ts';
import type { Suite } from '../suite.ts';

const NAMESPACE = 'tracing';
const ENTRANCE = 'otel-collector-collector.tracing:4317';
const COLLECTOR =
  'app.kubernetes.io/component=opentelemetry-collector,app.kubernetes.io/instance=tracing.otel-collector';
const JAEGER_COLLECTOR = 'app.kubernetes.io/name=jaeger-collector';
const DEFAULT = 'default';
const SPANS = 100_000;
const RATE = 1500;
/** As many at once as they are taken. */
const BURST = 500_000;
/** SDKs send a batch again for about a minute. */
const PATIENCE = '60s';
const BEFORE_SECONDS = 10;
const GONE_SECONDS = 60;
const SEND_SECONDS = 300;
/** Longer than the pause between two tries of an exporter, which is 30 s at most. */
const QUIET_SECONDS = 45;
const DRAIN_SECONDS = 240;
const SETTLE_SECONDS = 180;

/** What becomes of spans while something is gone. */
export interface Loss extends Counted {
  readonly sent: number;
  /** What the collector has told the sender that it has it. */
  readonly accepted: number;
  /** How often a container of the collector was started again. */
  readonly restarts: number;
}

/** Spans that come in, at an even pace or, without one, as fast as they are taken. */
export interface Load {
  readonly service: string;
  readonly spans: number;
  readonly rate: number;
}

type Trouble = (suite: Suite) => Promise<void>;

const troubles: Readonly<Record<string, Trouble>> = {
  // what is lost then is lost for want of speed, here and below
  'nothing fails': async () => {},
  'the store is gone for a minute': async ({ store }) => {
    await store.stop();
    await sleep(GONE_SECONDS * 1000);
    await store.restart();
  },
  "the pod of Jaeger's collector is deleted": async ({ cluster: { kubectl } }) => {
    await kubectl.run(['-n', NAMESPACE, 'delete', 'pod', '-l', JAEGER_COLLECTOR]);
  },
  'the collector is killed': killCollector,
};

const BURST_TITLE = `${BURST.toLocaleString('en')} spans come in as fast as they are taken`;

const QUEUE = '/var/lib/otelcol/queue';
/** What keeps a queue on a volume, with the batches made in it: what waits in the processor would be lost. */
const queueOnVolume = {
  spec: {
    image: `otel/opentelemetry-collector-contrib:${versions.collector}`,
    volumes: [{ name: 'queue', emptyDir: {} }],
    volumeMounts: [{ name: 'queue', mountPath: QUEUE }],
    config: {
      extensions: { file_storage: { directory: QUEUE } },
      processors: { batch: null },
      exporters: {
        otlp_grpc: {
          sending_queue: {
            storage: 'file_storage',
            sizer: 'items',
            queue_size: 1_000_000,
            batch: { flush_timeout: '5s', min_size: 2048, max_size: 2048 },
          },
        },
      },
      service: {
        extensions: ['file_storage'],
        pipelines: { traces: { processors: ['memory_limiter'] } },
      },
    },
  },
};

/** Has things fail while spans come in at an even pace, and counts what is lost. None is to be told that it is taken and then lost. */
export async function measureLosses(suite: Suite, stack: string): Promise<Record<string, Loss>> {
  const losses: Record<string, Loss> = {};
  const measure = (title: string, service: string, trouble: Trouble, load: Partial<Load> = {}) =>
    suite.checks.check('chaos', `${stack}: ${title}`, async () => {
      const loss = await measured(suite, { service, spans: SPANS, rate: RATE, ...load }, trouble);
      losses[title] = loss;
      console.log(`       ${JSON.stringify(loss)}`);
      if (loss.stored > loss.sent || loss.accepted > loss.sent) throw new Error('more than sent');
    });
  for (const [index, [title, trouble]] of Object.entries(troubles).entries()) {
    await measure(title, `chaos-${stack}-${index}`, trouble);
  }
  const burst = { spans: BURST, rate: 0 };
  await measure(BURST_TITLE, `chaos-${stack}-burst`, async () => {}, burst);
  if (stack !== DEFAULT) return losses;
  await suite.checks.check('chaos', `${stack}: a queue on a volume`, () => putQueueOnVolume(suite));
  await measure('the collector is killed, its queue on a volume', 'chaos-queue', killCollector);
  return losses;
}

async function putQueueOnVolume({ cluster: { kubectl } }: Suite): Promise<void> {
  const patch = ['--type=merge', `--patch=${JSON.stringify(queueOnVolume)}`];
  const scope = ['-n', NAMESPACE];
  await kubectl.run([...scope, 'patch', 'opentelemetrycollector', 'otel-collector', ...patch]);
  // until the operator has seen it, the pods are those of before
  await kubectl.run([
    ...[...scope, 'wait', '--timeout=60s', 'deployment/otel-collector-collector'],
    '--for=jsonpath={.spec.template.spec.volumes[?(@.name=="queue")].name}=queue',
  ]);
  const rollout = ['rollout', 'status', '--timeout=120s', 'deployment/otel-collector-collector'];
  await kubectl.run([...scope, ...rollout]);
}

async function measured(suite: Suite, load: Load, trouble: Trouble): Promise<Loss> {
  const { kubectl } = suite.cluster;
  const { service, spans } = load;
  const before = await restartsOfCollector(suite);
  const { accepted } = await sendAtPace(suite, load, async () => {
    await sleep(BEFORE_SECONDS * 1000);
    await trouble(suite);
  });
  await quiet(suite, service);
  await settledPods(kubectl, [NAMESPACE], [], SETTLE_SECONDS);
  const restarts = (await restartsOfCollector(suite)) - before;
  return { sent: spans, accepted, restarts, ...(await countSpans(suite.store, service)) };
}

/**
 * Sends spans from a pod to the collector, to the end, and has something else done meanwhile.
 *
 * @returns how many the collector has said it has
 */
export async function sendAtPace(
  { cluster: { kubectl } }: Suite,
  load: Load,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<{ readonly accepted: number }> {
  const scope = ['-n', 'default'];
  const pod = `pod/${load.service}`;
  await kubectl.applyObjects([generator(load)]);
  await meanwhile();
  const done = '--for=jsonpath={.status.phase}=Succeeded';
  await kubectl.run([...scope, 'wait', done, `--timeout=${SEND_SECONDS}s`, pod]);
  const { stdout } = await kubectl.run([...scope, 'logs', load.service]);
  await kubectl.run([...scope, 'delete', pod]);
  return JSON.parse(stdout) as { accepted: number };
}

async function restartsOfCollector({ cluster: { kubectl } }: Suite): Promise<number> {
  const pods = await collectorPods(kubectl);
  const statuses = pods.flatMap((pod) => listAt(pod, 'status', 'containerStatuses'));
  return statuses.reduce((sum: number, one) => sum + Number(at(one, 'restartCount')), 0);
}

async function collectorPods(kubectl: Kubectl): Promise<readonly unknown[]> {
  const labelled = ['get', 'pods', '-l', COLLECTOR, '-o', 'json'];
  const { stdout } = await kubectl.run(['-n', NAMESPACE, ...labelled]);
  return listAt(JSON.parse(stdout), 'items');
}

/** Waits until no more spans come. */
async function quiet({ store }: Suite, service: string): Promise<void> {
  const deadline = Date.now() + DRAIN_SECONDS * 1000;
  let [last, since] = [-1, Date.now()];
  while (Date.now() < deadline && Date.now() - since < QUIET_SECONDS * 1000) {
    const now = await documentsOf(store, service);
    if (now !== last) [last, since] = [now, Date.now()];
    await sleep(2_000);
  }
}

/** Ends the process at once, as the kernel does one that wants too much memory. */
async function killCollector({ cluster: { kubectl }, node }: Suite): Promise<void> {
  const [pod] = await collectorPods(kubectl);
  const [status] = listAt(pod, 'status', 'containerStatuses');
  const id = textAt(status, 'containerID').replace('containerd://', '');
  const pid = (await node.runtime.processes()).get(id);
  if (pid === undefined) throw new Error(`no process of ${id}`);
  process.kill(pid, 'SIGKILL');
}

function generator({ service, spans, rate }: Load) {
  const args = [
    `--address=${ENTRANCE}`,
    `--service=${service}`,
    `--spans=${spans}`,
    `--rate=${rate}`,
    `--patience=${PATIENCE}`,
  ];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: service, namespace: 'default' },
    spec: {
      restartPolicy: 'Never',
      containers: [{ name: 'generator', image: generatorImage, args }],
    },
  };
}
