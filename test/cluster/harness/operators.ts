import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { replaceAt } from '../../../src/upstream/values/unknown.ts';
import type { ControlPlane } from './control-plane.ts';
import { freePorts } from './free-ports.ts';
import { LocalProcess } from './local-process.ts';
import { type KubeObject, listAt, textAt } from './objects.ts';
import { mountSecrets, type OperatorPod, operatorPod } from './operator-pod.ts';
import type { LocalPod } from './service-network.ts';
import { StandInWebhooks } from './stand-in-webhooks.ts';

/** One of the two operators of the stack. */
export type OperatorName = 'opentelemetry-operator' | 'jaeger-operator';

/** Releases of operators, by operator. */
export type OperatorReleases = Readonly<Partial<Record<OperatorName, string>>>;

interface Ports {
  readonly webhook: number;
  readonly health: number;
  readonly metrics: number;
}

interface OperatorKind {
  /** What its image matches. */
  readonly image: RegExp;
  /** Arguments that keep a local process on loopback ports of its own; they follow those of the Deployment. */
  readonly localArgs: (ports: Ports) => readonly string[];
}

// leader election asks for the namespace of a pod, which a local process does not have
const operators: Readonly<Record<OperatorName, OperatorKind>> = {
  'opentelemetry-operator': {
    image: /\/opentelemetry-operator[:@]/,
    localArgs: ({ webhook, health, metrics }) => [
      `--webhook-port=${webhook}`,
      `--health-probe-addr=127.0.0.1:${health}`,
      `--metrics-addr=127.0.0.1:${metrics}`,
      '--enable-leader-election=false',
    ],
  },
  'jaeger-operator': {
    image: /\/jaeger-operator[:@]/,
    localArgs: ({ webhook, health, metrics }) => [
      `--webhook-bind-port=${webhook}`,
      `--health-probe-bind-address=127.0.0.1:${health}`,
      '--metrics-host=127.0.0.1',
      `--metrics-port=${metrics}`,
      '--leader-elect=false',
    ],
  },
};

const READY_SECONDS = 60;
const WEBHOOK_PORT = 9443;
const SERVING_CERTIFICATES = 'k8s-webhook-server/serving-certs';

/** An operator that runs here in the place of its Deployment's pod. */
export interface RunningOperator {
  readonly name: OperatorName;
  /** Its Deployment. */
  readonly deployment: KubeObject;
  stop(): Promise<void>;
}

/** Which operator a Deployment runs, undefined for any other object. */
export function operatorOf(object: KubeObject): OperatorName | undefined {
  if (object.kind !== 'Deployment') return undefined;
  const text = JSON.stringify(object.spec);
  const names = Object.keys(operators) as OperatorName[];
  return names.find((name) =>
    new RegExp(`"image":"[^"]*${operators[name].image.source}`).test(text),
  );
}

/** Names of the Secrets that the pod of an operator's Deployment cannot start without. */
export function secretsOf(deployment: KubeObject): string[] {
  const name = operatorOf(deployment);
  return name === undefined
    ? []
    : Object.keys(operatorPod(deployment, operators[name].image).secretMounts);
}

/** An object of the manifests as it would be if they asked for the releases that really run. */
export function asRun(object: KubeObject, releases: OperatorReleases): KubeObject {
  const name = operatorOf(object);
  const release = name && releases[name];
  if (name === undefined || release === undefined) return object;
  const containers = listAt(object, 'spec', 'template', 'spec', 'containers').map((container) => {
    const image = textAt(container, 'image');
    return operators[name].image.test(image)
      ? replaceAt(container, ['image'], `${image.replace(/:[^:/]+$/, '')}:${release}`)
      : container;
  });
  const path = ['spec', 'template', 'spec', 'containers'];
  return replaceAt(object, path, containers) as KubeObject;
}

/**
 * Runs an operator as the ServiceAccount of its Deployment, with the Deployment's arguments, environment and
 * certificate, or, without a `binary`, its stand-in.
 */
export async function startOperator(
  plane: ControlPlane,
  folder: string,
  deployment: KubeObject,
  binary: string | undefined,
): Promise<RunningOperator> {
  const name = operatorOf(deployment);
  if (name === undefined) throw new Error(`${deployment.metadata.name} runs no known operator`);
  const pod = operatorPod(deployment, operators[name].image);
  const temp = join(folder, `${name}-tmp`);
  mkdirSync(temp, { recursive: true });
  await mountSecrets(plane.kubectl, pod, temp);
  const started =
    binary === undefined
      ? await StandInWebhooks.start(join(temp, SERVING_CERTIFICATES))
      : await startProcess(plane, folder, { name, pod, binary, temp });
  const local: LocalPod = { ...pod, localPorts: { [WEBHOOK_PORT]: started.port } };
  plane.network.add(local);
  return {
    name,
    deployment,
    stop: async () => {
      plane.network.remove(local);
      await started.stop();
    },
  };
}

async function startProcess(
  plane: ControlPlane,
  folder: string,
  options: { name: OperatorName; pod: OperatorPod; binary: string; temp: string },
): Promise<{ port: number; stop(): Promise<void> }> {
  const { name, pod, binary, temp } = options;
  const [webhook = 0, health = 0, metrics = 0] = await freePorts(3);
  const kubeconfig = plane.writeKubeconfig(name, {
    as: `system:serviceaccount:${pod.namespace}:${pod.serviceAccount}`,
    'as-groups': [
      'system:serviceaccounts',
      `system:serviceaccounts:${pod.namespace}`,
      'system:authenticated',
    ],
  });
  const running = new LocalProcess({
    name,
    program: binary,
    args: [...pod.args, ...operators[name].localArgs({ webhook, health, metrics })],
    logs: folder,
    env: { ...pod.env, TMPDIR: temp, HOME: temp, KUBECONFIG: kubeconfig },
  });
  try {
    await running.waitUntil(() => isReady(health), READY_SECONDS);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { port: webhook, stop: () => running.stop() };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch (error) {
    // fetch fails with a TypeError as long as nothing listens
    if (error instanceof TypeError) return false;
    throw error;
  }
}
