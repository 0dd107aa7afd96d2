import { setTimeout as sleep } from 'node:timers/promises';
import type { OperatorBinaries } from './cluster.ts';
import type { ControlPlane } from './control-plane.ts';
import { type KubeObject, textAt } from './objects.ts';
import { operatorOf, type RunningOperator, startOperator } from './operators.ts';

/** Runs operators as local processes for as long as their Deployments are there. */
export class OperatorRunner {
  readonly #plane: ControlPlane;
  readonly #folder: string;
  readonly #binaries: OperatorBinaries;
  readonly #lateMs: number;
  readonly #running = new Map<string, Promise<RunningOperator>>();

  /** @param lateMs how long after its Deployment is seen an operator starts */
  constructor(plane: ControlPlane, folder: string, binaries: OperatorBinaries, lateMs = 0) {
    this.#plane = plane;
    this.#folder = folder;
    this.#binaries = binaries;
    this.#lateMs = lateMs;
  }

  /** Starts those of Deployments that it has not seen, and ends those whose Deployments are gone. */
  async follow(deployments: readonly KubeObject[]): Promise<void> {
    // not by name: one that is deleted and made again between two looks has another certificate
    const wanted = new Map(
      deployments.filter(operatorOf).map((object) => [textAt(object, 'metadata', 'uid'), object]),
    );
    for (const [uid, running] of this.#running) {
      if (wanted.has(uid)) continue;
      this.#running.delete(uid);
      await (await running).stop();
    }
    for (const [uid, object] of wanted) {
      if (this.#running.has(uid)) continue;
      const binary = this.#binaries[operatorOf(object) ?? 'jaeger-operator'];
      this.#running.set(
        uid,
        sleep(this.#lateMs).then(() => startOperator(this.#plane, this.#folder, object, binary)),
      );
    }
  }

  /** Ends all of them. */
  async stop(): Promise<void> {
    for (const operator of this.#running.values()) await (await operator).stop();
  }
}
