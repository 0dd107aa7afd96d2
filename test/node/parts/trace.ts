import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { at, listAt, textAt } from '../../cluster/harness/objects.ts';
import { ProgramFailed } from '../../cluster/harness/run-program.ts';
import { senderCommand, senderImage } from '../harness/parts.ts';
import type { Part, Suite } from '../suite.ts';

const SEND_SECONDS = 60;
// the collector and Jaeger each wait for a batch, and the store for a refresh of its index
const FOUND_SECONDS = 60;
const NAMESPACE = 'default';

const entrances = [
  { protocol: 'gRPC', url: 'http://otel-collector-collector.tracing:4317' },
  { protocol: 'HTTP', url: 'http://otel-collector-collector.tracing:4318/v1/traces' },
];

/** A span that a pod sends through the Service of the collector is found through that of Jaeger's query API, and lies in the store. */
export async function checkTrace(
  { checks, cluster: { kubectl }, store }: Suite,
  part: Part = 'trace',
): Promise<void> {
  for (const { protocol, url } of entrances) {
    const service = `${part}-${protocol.toLowerCase()}`;
    let traceId: string | undefined;
    const title = `a trace that a pod sends to ${url} over ${protocol} is found by Jaeger's query API`;
    const found = await checks.check(part, title, async () => {
      await send(kubectl, service, url);
      traceId = await findTrace(kubectl, service);
    });
    if (!found) continue;
    await checks.check(part, `the trace of ${service} lies in Elasticsearch`, async () => {
      const answer = await store.get(`/tracing-jaeger-span-*/_search?q=traceID:${traceId}`);
      const spans = listAt(answer, 'hits', 'hits').map((hit) =>
        at(hit, '_source', 'process', 'serviceName'),
      );
      if (spans.length === 0 || spans.some((name) => name !== service)) {
        throw new Error(`spans of ${service} must be there, got ${JSON.stringify(answer)}`);
      }
    });
  }
}

/** What a pod sends. */
interface Sent {
  /** Spans of each trace. @default 1 */
  readonly spans?: number;
  /** @default 1 */
  readonly traces?: number;
  /** Whether their status is that of an error. @default false */
  readonly failing?: boolean;
}

/** Runs a pod that sends traces, to its end. The address may have `$(HOST_IP)` for that of the node. */
export async function send(
  kubectl: Kubectl,
  service: string,
  url: string,
  { spans = 1, traces = 1, failing = false }: Sent = {},
): Promise<void> {
  const args = [url, service, `${spans}`, `${traces}`, `${failing}`];
  await kubectl.applyObjects([
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: service, namespace: NAMESPACE, labels: { traced: 'true' } },
      spec: {
        restartPolicy: 'Never',
        containers: [
          {
            name: 'sender',
            image: senderImage,
            command: [...senderCommand, ...args],
            env: [{ name: 'HOST_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
          },
        ],
      },
    },
  ]);
  const scope = ['-n', NAMESPACE];
  try {
    const done = '--for=jsonpath={.status.phase}=Succeeded';
    await kubectl.run([...scope, 'wait', done, `--timeout=${SEND_SECONDS}s`, `pod/${service}`]);
  } catch (error) {
    const { stdout } = await kubectl.run([...scope, 'logs', service]);
    throw new Error(`the pod has not sent its spans:\n${stdout}`, { cause: error });
  }
  await kubectl.run([...scope, 'delete', 'pod', service]);
}

/** Id of the one trace of a service, by the Service that Grafana asks, too. */
async function findTrace(kubectl: Kubectl, service: string): Promise<string> {
  const query = `/api/v1/namespaces/tracing/services/jaeger-query:16686/proxy/api/traces?service=${service}`;
  const deadline = Date.now() + FOUND_SECONDS * 1000;
  for (;;) {
    const answer = await answered(kubectl, query);
    const [trace] = listAt(answer, 'data');
    if (trace !== undefined) return textAt(trace, 'traceID');
    if (Date.now() > deadline) {
      throw new Error(`not found after ${FOUND_SECONDS} s: ${JSON.stringify(answer)}`);
    }
    await sleep(1_000);
  }
}

/** What is answered, or why nothing is: a store that makes an index at this moment has no answer yet. */
async function answered(kubectl: Kubectl, query: string): Promise<unknown> {
  try {
    return JSON.parse((await kubectl.run(['get', '--raw', query])).stdout);
  } catch (error) {
    if (error instanceof ProgramFailed) return { refused: error.output.stderr };
    throw error;
  }
}
