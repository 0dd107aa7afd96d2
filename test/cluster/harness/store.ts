import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from './free-ports.ts';
import { classPath, toolOf } from './java.ts';
import { LocalProcess } from './local-process.ts';
import { elasticsearch, type JavaProgram } from './programs.ts';

const READY_SECONDS = 120;
const HEAP = '400m';

/** A search store of one node, empty at first. */
export class Store {
  /** Where it is, `http://127.0.0.1:9200`. */
  readonly url: string;
  readonly #folder: string;
  readonly #program: JavaProgram;
  #process: LocalProcess | undefined;

  private constructor(
    folder: string,
    { address, port }: { address: string; port: number },
    program: JavaProgram,
  ) {
    this.#folder = folder;
    this.#program = program;
    this.url = `http://${address}:${port}`;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder takes its data and its log
   * @param place where it listens, a free port of the loopback address by default
   * @param program what it is, Elasticsearch by default
   */
  static async start(
    folder: string,
    place?: { address: string; port: number },
    program: JavaProgram = elasticsearch,
  ): Promise<Store> {
    mkdirSync(join(folder, 'store'), { recursive: true });
    const [free = 0] = await freePorts(1);
    const store = new Store(folder, place ?? { address: '127.0.0.1', port: free }, program);
    await store.restart();
    return store;
  }

  /** Starts it again with what it had, after a stop, and waits until it answers. */
  async restart(): Promise<void> {
    const { hostname, port } = new URL(this.url);
    const memory = [`-Xms${HEAP}`, `-Xmx${HEAP}`];
    const { options = [], mainClass } = this.#program;
    const path = await classPath(this.#program);
    const home = join(this.#folder, 'store');
    const process = new LocalProcess({
      name: 'store',
      program: toolOf(this.#program, 'java'),
      args: [...memory, ...options, '-cp', path, mainClass, home, hostname, port],
      logs: this.#folder,
    });
    this.#process = process;
    await process.waitUntil(() => this.#answers(), READY_SECONDS);
    // it answers before it has read what it had
    await this.get(`/_cluster/health?wait_for_status=yellow&timeout=${READY_SECONDS}s`);
  }

  /** Names of all its indices. */
  async indices(): Promise<string[]> {
    return [...(await this.indexIds()).keys()];
  }

  /** Ids of all its indices, by their names: one that is made anew has another. */
  async indexIds(): Promise<ReadonlyMap<string, string>> {
    const response = await fetch(`${this.url}/_cat/indices?h=index,uuid`);
    const lines = (await response.text()).split('\n').filter(Boolean).sort();
    return new Map(
      lines.map((line) => {
        const [name = '', id = ''] = line.split(/\s+/);
        return [name, id];
      }),
    );
  }

  /** What it answers to a GET request. */
  async get(path: string): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Makes an empty index. */
  async create(index: string): Promise<void> {
    await this.#change('PUT', index);
  }

  /** Removes an index. */
  async remove(index: string): Promise<void> {
    await this.#change('DELETE', index);
  }

  async #change(method: 'PUT' | 'DELETE', index: string): Promise<void> {
    const response = await fetch(`${this.url}/${index}`, { method });
    if (!response.ok) throw new Error(`${method} ${index}: ${await response.text()}`);
  }

  /** Ends it. */
  async stop(): Promise<void> {
    await this.#process?.stop();
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
