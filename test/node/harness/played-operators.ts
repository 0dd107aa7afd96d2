import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../../cluster/harness/control-plane.ts';
import { at, type KubeObject, listAt } from '../../cluster/harness/objects.ts';
import type { OperatorRunner } from '../../cluster/harness/operator-runner.ts';
import { operatorOf, secretsOf } from '../../cluster/harness/operators.ts';

const PAUSE_MS = 300;

/** Runs operators where their pods are played: from when these are ready, and could have mounted what they name. */
export class PlayedOperators {
  readonly #plane: ControlPlane;
  readonly #runner: OperatorRunner;
  #playing = true;
  readonly #done: Promise<void>;

  constructor(plane: ControlPlane, runner: OperatorRunner) {
    this.#plane = plane;
    this.#runner = runner;
    this.#done = this.#play();
  }

  /** Ends the operators, too. */
  async stop(): Promise<void> {
    this.#playing = false;
    await this.#done;
    await this.#runner.stop();
  }

  async #play(): Promise<void> {
    const begun = new Set<unknown>();
    while (this.#playing) {
      const found = (await this.#plane.api.list('/apis/apps/v1/deployments'))
        // those of a list do not tell their kind
        .map((object) => ({ ...object, apiVersion: 'apps/v1', kind: 'Deployment' }))
        .filter(operatorOf);
      for (const one of found) if (await this.#couldRun(one)) begun.add(at(one, 'metadata', 'uid'));
      await this.#runner.follow(found.filter((one) => begun.has(at(one, 'metadata', 'uid'))));
      await sleep(PAUSE_MS);
    }
  }

  async #couldRun(deployment: KubeObject): Promise<boolean> {
    const isAvailable = listAt(deployment, 'status', 'conditions').some(
      (one) => at(one, 'type') === 'Available' && at(one, 'status') === 'True',
    );
    if (!isAvailable) return false;
    const { namespace = '' } = deployment.metadata;
    const secrets = await this.#plane.api.list(`/api/v1/namespaces/${namespace}/secrets`);
    const names = new Set(secrets.map(({ metadata }) => metadata.name));
    return secretsOf(deployment).every((name) => names.has(name));
  }
}
