import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalProcess } from '../../cluster/harness/local-process.ts';
import { ProgramFailed, run } from '../../cluster/harness/run-program.ts';
import { type LocalImage, writeImage } from './images.ts';
import { writePodNetwork } from './network.ts';

const READY_SECONDS = 60;

/** What every pod has beside its containers: it keeps the namespaces of the pod. */
export const sandboxImage = 'localhost/sandbox:1';

/** containerd with data, state and socket in a folder of its own. */
export class ContainerRuntime {
  /** Socket, as kubelet takes it. */
  readonly endpoint: string;
  readonly #folder: string;

  /** Starts it and waits until it answers. */
  static async start(folder: string, cniPlugins: string): Promise<ContainerRuntime> {
    mkdirSync(folder, { recursive: true });
    const config = `
version = 2
root = "${folder}/root"
state = "${folder}/state"
[grpc]
  address = "${folder}/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "${folder}/opt"
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "${sandboxImage}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${cniPlugins}"
    conf_dir = "${writePodNetwork(folder)}"
`;
    const path = join(folder, 'containerd.toml');
    writeFileSync(path, config);
    const started = new LocalProcess({
      name: 'containerd',
      program: 'containerd',
      args: ['--config', path],
      logs: folder,
    });
    const runtime = new ContainerRuntime(folder);
    await started.waitUntil(() => runtime.#answers(), READY_SECONDS);
    return runtime;
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.endpoint = `unix://${folder}/containerd.sock`;
  }

  /** Makes an image known, so that no kubelet pulls it. */
  async add(image: LocalImage): Promise<void> {
    const file = join(this.#folder, `${image.name.replaceAll(/[/:]/g, '_')}.tar`);
    await writeImage(image, file);
    await this.#ctr(['images', 'import', file]);
    await run('rm', [file]);
    for (const alias of image.aliases ?? []) await this.#ctr(['images', 'tag', image.name, alias]);
  }

  /** Process ids of running containers by their ids. */
  async processes(): Promise<Map<string, number>> {
    const listed = await this.#ctr(['tasks', 'list']);
    return new Map(
      [...listed.matchAll(/^(\S+)\s+(\d+)\s+RUNNING/gm)].map(([, id = '', pid]) => [
        id,
        Number(pid),
      ]),
    );
  }

  async #answers(): Promise<boolean> {
    try {
      await this.#ctr(['version']);
      return true;
    } catch (error) {
      if (error instanceof ProgramFailed) return false;
      throw error;
    }
  }

  async #ctr(args: readonly string[]): Promise<string> {
    const socket = join(this.#folder, 'containerd.sock');
    const { stdout } = await run('ctr', [`--address=${socket}`, '--namespace=k8s.io', ...args]);
    return stdout;
  }
}
