import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, moduleFolder } from '../../cluster/harness/build.ts';
import type { ControlPlane } from '../../cluster/harness/control-plane.ts';
import { LocalProcess } from '../../cluster/harness/local-process.ts';
import type { KubeObject } from '../../cluster/harness/objects.ts';
import { kwok, kwokModule, scheduler } from './programs.ts';

/** What plays a node. */
export interface KwokParts {
  readonly kwok: string;
  readonly scheduler: string;
  /** Folder of KWOK's module, which has what becomes of pods and claims. */
  readonly module: string;
}

/** What becomes of objects, as KWOK describes it by default, and of claims besides. */
const stages = [
  'node/fast/node-initialize',
  ...['pod-ready', 'pod-complete', 'pod-delete'].map((name) => `pod/fast/${name}`),
  ...['pv-bind', 'pv-delete', 'pvc-provision', 'pvc-delete'].map((name) => `volume/fast/${name}`),
];

/** Builds or finds KWOK. */
export async function kwokParts(): Promise<KwokParts> {
  return {
    kwok: await goProgram(kwok),
    scheduler: await goProgram(scheduler),
    module: await moduleFolder(kwok.tool, `${kwokModule}@v${kwok.version}`),
  };
}

/**
 * Starts a scheduler, and a node that is played: pods on it become ready, and those of Jobs complete, without a program that runs.
 *
 * @param folder takes logs
 */
export async function startPlayedNode(
  plane: ControlPlane,
  { kwok: program, scheduler: schedulerProgram, module }: KwokParts,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const read = (name: string) =>
    readFileSync(join(module, 'kustomize/stage', `${name}.yaml`), 'utf8');
  const config = join(folder, 'stages.yaml');
  writeFileSync(config, stages.map(read).join('\n---\n'));
  const kubeconfig = plane.writeKubeconfig('kwok', {});
  const start = (name: string, path: string, args: readonly string[]) =>
    new LocalProcess({
      name,
      program: path,
      args: [`--kubeconfig=${kubeconfig}`, ...args],
      logs: folder,
    });
  start('kube-scheduler', schedulerProgram, ['--leader-elect=false', '--secure-port=0']);
  start('kwok', program, [
    `--config=${config}`,
    '--manage-all-nodes=true',
    '--cidr=10.244.0.0/24',
    '--node-ip=10.0.0.1',
    // without it the node is taken for lost after 50 s, and its pods are not ready any more
    '--node-lease-duration-seconds=40',
  ]);
  await plane.kubectl.run(['apply', '-f', '-'], read('volume/fast/storage-class'));
  await plane.kubectl.applyObjects([node]);
  const wait = ['wait', '--for=condition=Ready', '--timeout=60s'];
  await plane.kubectl.run([...wait, `node/${node.metadata.name}`]);
}

const node: KubeObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: 'played',
    annotations: { 'kwok.x-k8s.io/node': 'fake' },
    labels: {
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/hostname': 'played',
      'kubernetes.io/os': 'linux',
    },
  },
};
