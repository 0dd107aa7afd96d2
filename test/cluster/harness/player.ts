import { setTimeout as sleep } from 'node:timers/promises';
import { playCertManager } from './cert-manager.ts';
import { messageOf } from './checks.ts';
import type { OperatorBinaries } from './cluster.ts';
import type { ControlPlane } from './control-plane.ts';
import { at, type KubeObject, nameOf } from './objects.ts';
import { OperatorRunner } from './operator-runner.ts';
import { ProgramFailed } from './run-program.ts';

const PAUSE_MS = 300;
const workloads = 'deployments.apps,statefulsets.apps,daemonsets.apps';

const revisions = { currentRevision: '1', updateRevision: '1' };
const TIME = '2026-01-01T00:00:00Z';

/** What the controller of Deployments says of one, in the order in which the API server prints it. */
function rolledOut(done: boolean): Readonly<Record<string, string>>[] {
  const times = { lastUpdateTime: TIME, lastTransitionTime: TIME };
  const available = done ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable';
  const progressing = done ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated';
  return [
    { type: 'Available', status: done ? 'True' : 'False', ...times, reason: available },
    { type: 'Progressing', status: 'True', ...times, reason: progressing },
  ];
}

/**
 * Plays, by itself and all the time, what a cluster without nodes does not have: cert-manager, controllers of workloads, whose pods are
 * ready at once, and the nodes that run the operators, a while after their Deployments have become available.
 */
export class Player {
  /** Workloads that do not get ready, as `Kind namespace/name`. */
  readonly falling = new Set<string>();
  readonly #plane: ControlPlane;
  readonly #folder: string;
  readonly #operators: OperatorRunner;
  #playing = true;
  #done: Promise<void> = Promise.resolve();

  /** @param lateMs how long after its Deployment an operator starts */
  constructor(plane: ControlPlane, folder: string, binaries: OperatorBinaries, lateMs: number) {
    this.#plane = plane;
    this.#folder = folder;
    this.#operators = new OperatorRunner(plane, folder, binaries, lateMs);
  }

  start(): void {
    this.#done = this.#play();
  }

  /** Ends playing, and the operators. */
  async stop(): Promise<void> {
    this.#playing = false;
    await this.#done;
    await this.#operators.stop();
  }

  async #play(): Promise<void> {
    while (this.#playing) {
      try {
        await this.#round();
      } catch (error) {
        // what is applied just now is not whole; it is looked at again
        if (!(error instanceof ProgramFailed) && !/missing|found none/.test(messageOf(error))) {
          throw error;
        }
      }
      await sleep(PAUSE_MS);
    }
  }

  async #round(): Promise<void> {
    const { kubectl } = this.#plane;
    await playCertManager(kubectl, this.#folder);
    for (const object of await kubectl.list(
      'certificates.cert-manager.io,issuers.cert-manager.io',
    )) {
      await this.#setStatus(object, {
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: TIME }],
      });
    }
    const found = await kubectl.list(workloads);
    for (const workload of found) await this.#rollOut(workload);
    await this.#operators.follow(found);
  }

  async #rollOut(workload: KubeObject): Promise<void> {
    const replicas = Number(at(workload, 'spec', 'replicas') ?? 1);
    const ready = this.falling.has(nameOf(workload)) ? 0 : replicas;
    await this.#setStatus(workload, {
      observedGeneration: workload.metadata.generation,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: ready,
      availableReplicas: ready,
      ...(workload.kind === 'Deployment' ? { conditions: rolledOut(ready === replicas) } : {}),
      ...(workload.kind === 'StatefulSet' ? { currentReplicas: replicas, ...revisions } : {}),
    });
  }

  async #setStatus(object: KubeObject, status: Readonly<Record<string, unknown>>): Promise<void> {
    const same = Object.entries(status).every(
      ([key, value]) => JSON.stringify(at(object, 'status', key)) === JSON.stringify(value),
    );
    if (same) return;
    const { name, namespace = '' } = object.metadata;
    const [group = ''] = object.apiVersion.split('/');
    const patch = ['--subresource=status', '--type=merge', `--patch=${JSON.stringify({ status })}`];
    await this.#plane.kubectl.run([
      'patch',
      `${object.kind}.${group}`,
      name,
      '-n',
      namespace,
      ...patch,
    ]);
  }
}
