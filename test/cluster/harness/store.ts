import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from './free-ports.ts';
import { classPath } from './java.ts';
import { LocalProcess } from './local-process.ts';
import { elasticsearch } from './programs.ts';

const READY_SECONDS = 120;
const HEAP = '400m';

/** A search store of one node, empty at first. */
export class Store {
  readonly #process: LocalProcess;

  private constructor(
    /** Where it is, `http://127.0.0.1:9200`. */
    readonly url: string,
    process: LocalProcess,
  ) {
    this.#process = process;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder takes its data and its log
   * @param place where it listens, a free port of the loopback address by default
   */
  static async start(folder: string, place?: { address: string; port: number }): Promise<Store> {
    const home = join(folder, 'store');
    mkdirSync(home, { recursive: true });
    const [free = 0] = await freePorts(1);
    const { address, port } = place ?? { address: '127.0.0.1', port: free };
    const memory = [`-Xms${HEAP}`, `-Xmx${HEAP}`];
    const path = await classPath(elasticsearch);
    const process = new LocalProcess({
      name: 'store',
      program: 'java',
      args: [...memory, '-cp', path, elasticsearch.mainClass, home, address, `${port}`],
      logs: folder,
    });
    const store = new Store(`http://${address}:${port}`, process);
    await process.waitUntil(() => store.#answers(), READY_SECONDS);
    return store;
  }

  /** Names of all its indices. */
  async indices(): Promise<string[]> {
    const response = await fetch(`${this.url}/_cat/indices?h=index`);
    return (await response.text()).split('\n').filter(Boolean).sort();
  }

  /** What it answers to a GET request. */
  async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    await this.#process.stop();
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(this.url)).ok;
    } catch {
      // nothing listens yet
      return false;
    }
  }
}
