import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { goProgram } from './build.ts';
import type { ControlPlane } from './control-plane.ts';
import { freePorts } from './free-ports.ts';
import { LocalProcess } from './local-process.ts';
import { createKinds, definitionsOf, type ModuleKinds } from './module-kinds.ts';
import { at, type KubeObject, listAt } from './objects.ts';
import { kustomizeController } from './programs.ts';
import { run } from './run-program.ts';

const READY_SECONDS = 60;
const NAMESPACE = 'flux-system';
const KUSTOMIZATIONS = 'kustomizations.kustomize.toolkit.fluxcd.io';
const { version } = kustomizeController;

const kustomizations: ModuleKinds = {
  group: 'kustomize.toolkit.fluxcd.io',
  name: 'kustomize-controller',
  module: 'github.com/fluxcd/kustomize-controller',
  version,
  folder: 'config/crd/bases',
  plurals: ['kustomizations'],
};

// the controller watches all of them
const sources: ModuleKinds = {
  group: 'source.toolkit.fluxcd.io',
  name: 'source-controller',
  module: 'github.com/fluxcd/source-controller',
  version,
  folder: 'config/crd/bases',
  plurals: ['gitrepositories', 'buckets', 'ocirepositories', 'externalartifacts'],
};

/**
 * Finds or builds Flux's kustomize-controller, and finds the kinds that it needs.
 *
 * @throws {ModuleUnavailable} when Go cannot fetch one of them
 */
export async function fluxProgram(): Promise<string> {
  await definitionsOf(kustomizations);
  await definitionsOf(sources);
  return goProgram(kustomizeController);
}

/** What Flux says of a Kustomization. */
export interface Kustomization {
  readonly name: string;
  /** Names of those that it depends on. */
  readonly after: readonly string[];
  /** Whether it has applied anything. */
  readonly begun: boolean;
  readonly ready: boolean;
  /** What its condition Ready says. */
  readonly message: string;
  /** What it has applied, as `namespace_name_group_Kind`. */
  readonly inventory: readonly string[];
}

/** Flux's kustomize-controller as a process, and a source of files in the place of its source-controller. */
export class Flux {
  readonly #plane: ControlPlane;
  readonly #folder: string;
  readonly #controller: LocalProcess;
  readonly #server: Server;
  #artifact: Buffer = Buffer.alloc(0);

  /** Gives the cluster the kinds of Flux, and starts it. */
  static async start(plane: ControlPlane, program: string, folder: string): Promise<Flux> {
    mkdirSync(folder, { recursive: true });
    await createKinds(plane.kubectl, kustomizations);
    await createKinds(plane.kubectl, sources);
    await plane.kubectl.run(['create', 'namespace', NAMESPACE]);
    const [metrics = 0, health = 0] = await freePorts(2);
    const controller = new LocalProcess({
      name: 'kustomize-controller',
      program,
      args: [
        `--metrics-addr=127.0.0.1:${metrics}`,
        `--health-addr=127.0.0.1:${health}`,
        // how soon it looks again whether a dependency is ready: 30 seconds else, for each step
        '--requeue-dependency=1s',
      ],
      logs: folder,
      env: {
        ...process.env,
        KUBECONFIG: plane.writeKubeconfig('kustomize-controller', {}),
        RUNTIME_NAMESPACE: NAMESPACE,
        TMPDIR: folder,
      },
    });
    const flux = new Flux(plane, controller, folder);
    try {
      await flux.#listen();
      const started = /Starting workers/;
      await controller.waitUntil(async () => started.test(controller.output()), READY_SECONDS);
    } catch (error) {
      await flux.stop();
      throw error;
    }
    return flux;
  }

  private constructor(plane: ControlPlane, controller: LocalProcess, folder: string) {
    this.#plane = plane;
    this.#controller = controller;
    this.#folder = folder;
    this.#server = createServer((_, response) => response.end(this.#artifact));
  }

  async stop(): Promise<void> {
    await this.#controller.stop();
    this.#server.close();
  }

  /** Has a GitRepository lead to the files of a folder, as if they had been committed. */
  async publish(repository: string, files: string): Promise<void> {
    const archive = join(this.#folder, 'artifact.tar.gz');
    await run('tar', ['-czf', archive, '-C', files, '.']);
    this.#artifact = readFileSync(archive);
    const digest = createHash('sha256').update(this.#artifact).digest('hex');
    const { kubectl } = this.#plane;
    await kubectl.applyObjects([
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        metadata: { name: repository, namespace: NAMESPACE },
        spec: { url: 'https://git.example.com/platform.git', interval: '1h' },
      },
    ]);
    const { port } = this.#server.address() as AddressInfo;
    const now = new Date().toISOString();
    const status = {
      observedGeneration: 1,
      artifact: {
        digest: `sha256:${digest}`,
        lastUpdateTime: now,
        path: 'artifact.tar.gz',
        revision: `main@sha1:${digest.slice(0, 40)}`,
        url: `http://127.0.0.1:${port}/artifact.tar.gz`,
      },
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'Succeeded',
          message: '',
          lastTransitionTime: now,
        },
      ],
    };
    await kubectl.run([
      ...['patch', 'gitrepositories.source.toolkit.fluxcd.io', repository, '-n', NAMESPACE],
      ...['--subresource=status', '--type=merge', `--patch=${JSON.stringify({ status })}`],
    ]);
  }

  /** All Kustomizations, by their names. */
  async kustomizations(): Promise<Map<string, Kustomization>> {
    const found = await this.#plane.kubectl.list(KUSTOMIZATIONS);
    return new Map(found.map(asKustomization).map((one) => [one.name, one]));
  }

  /** Has every Kustomization look at everything again, as `flux reconcile` does, and waits until it has. */
  async reconcile(): Promise<void> {
    const { kubectl } = this.#plane;
    const time = new Date().toISOString();
    const annotation = `reconcile.fluxcd.io/requestedAt=${time}`;
    await kubectl.run([
      'annotate',
      KUSTOMIZATIONS,
      '--all',
      '-n',
      NAMESPACE,
      '--overwrite',
      annotation,
    ]);
    const done = (one: KubeObject) => at(one, 'status', 'lastHandledReconcileAt') === time;
    await this.#controller.waitUntil(
      async () =>
        (await kubectl.list(KUSTOMIZATIONS)).every(
          (one) => done(one) && asKustomization(one).ready,
        ),
      READY_SECONDS,
    );
  }

  /** Deletes all Kustomizations, each when the one after it has gone. */
  async deleteBackwards(): Promise<void> {
    const names = [...(await this.kustomizations()).values()];
    const left = new Map(names.map(({ name, after }) => [name, after]));
    while (left.size > 0) {
      const last = [...left.keys()].filter(
        (name) => ![...left.values()].some((after) => after.includes(name)),
      );
      const deleted = [...last, '-n', NAMESPACE, '--timeout=60s'];
      await this.#plane.kubectl.run(['delete', KUSTOMIZATIONS, ...deleted]);
      for (const name of last) left.delete(name);
    }
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }
}

function asKustomization(object: KubeObject): Kustomization {
  const conditions = listAt(object, 'status', 'conditions');
  const ready = conditions.find((one) => at(one, 'type') === 'Ready');
  const inventory = listAt(object, 'status', 'inventory', 'entries');
  return {
    name: object.metadata.name,
    after: listAt(object, 'spec', 'dependsOn').map((one) => String(at(one, 'name'))),
    begun: inventory.length > 0,
    ready:
      at(ready, 'status') === 'True' &&
      at(object, 'status', 'observedGeneration') === object.metadata.generation,
    message: String(at(ready, 'message') ?? 'nothing yet'),
    inventory: inventory.map((entry) => String(at(entry, 'id'))),
  };
}
