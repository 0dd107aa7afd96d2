import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from './kubectl.ts';

// written by the control plane itself, at its own pace
const IGNORED = /^(events|leases|endpoints|endpointslices|apiservices)\b|\.metrics\.k8s\.io$/;
const IGNORED_OBJECTS = /^v1 ConfigMap [^ /]+\/kube-root-ca\.crt$/;

/** Names of all objects in the cluster, as `apiVersion Kind namespace/name`. */
export async function inventory(kubectl: Kubectl): Promise<Set<string>> {
  const { stdout } = await kubectl.run(['api-resources', '--verbs=list,delete', '-o', 'name']);
  const resources = stdout.split('\n').filter((name) => name !== '' && !IGNORED.test(name));
  const row = '{.apiVersion} {.kind} {.metadata.namespace}/{.metadata.name}{"\\n"}';
  const list = await kubectl.run([
    'get',
    [...new Set(resources)].join(','),
    '-A',
    '--ignore-not-found',
    '-o',
    `jsonpath={range .items[*]}${row}{end}`,
  ]);
  const lines = list.stdout
    .split('\n')
    .filter((line) => line !== '' && !IGNORED_OBJECTS.test(line));
  return new Set(lines);
}

/**
 * Waits until nothing is in the cluster that was not there before; deletion goes on in the background for a while.
 *
 * @throws with what is left after the given time
 */
export async function awaitNothingNew(
  kubectl: Kubectl,
  before: ReadonlySet<string>,
  seconds: number,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const left = [...(await inventory(kubectl))].filter((name) => !before.has(name));
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`left behind:\n${left.join('\n')}`);
    await sleep(1_000);
  }
}
