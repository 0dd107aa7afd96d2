import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from './checks.ts';
import { LocalProcess } from './local-process.ts';
import { isRecord, type KubeObject } from './objects.ts';
import { run } from './run-program.ts';

const APPLY_TRIES = 5;
const APPLY_PAUSE_MS = 3000;
/** What the API server says of a webhook that it does not reach yet, or not in time while the machine is busy. */
const unanswered =
  /(failed calling|conversion) webhook .*(connection refused|context deadline exceeded)/;

/** How a cluster is reached. */
export interface ClusterAccess {
  /** Path of kubectl. */
  readonly kubectl: string;
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  /** Folder for what kubectl remembers of the cluster. */
  readonly cacheFolder: string;
}

/** What `kubectl apply` and its like printed. */
export interface Applied {
  /** One line for each object. */
  readonly lines: readonly string[];
  /** Texts of the warnings that the API server sent, without duplicates. */
  readonly warnings: readonly string[];
}

/** The kubectl commands that this suite needs, against one cluster. */
export class Kubectl {
  readonly #access: ClusterAccess;

  constructor(access: ClusterAccess) {
    this.#access = access;
  }

  /** How the cluster is reached, for commands that somebody else runs. */
  get access(): ClusterAccess {
    return this.#access;
  }

  /**
   * Runs kubectl.
   *
   * @param input text for its standard input
   * @throws {ProgramFailed} with what kubectl printed, when it fails
   */
  async run(args: readonly string[], input?: string): Promise<{ stdout: string; stderr: string }> {
    const { kubectl, kubeconfig, cacheFolder } = this.#access;
    const common = [`--kubeconfig=${kubeconfig}`, `--cache-dir=${cacheFolder}`];
    return run(kubectl, [...common, ...args], input === undefined ? {} : { input });
  }

  /** Starts kubectl in the background. */
  background(args: readonly string[], name: string, logs: string): LocalProcess {
    const { kubectl, kubeconfig } = this.#access;
    return new LocalProcess({
      name,
      program: kubectl,
      args: [`--kubeconfig=${kubeconfig}`, ...args],
      logs,
    });
  }

  /** Applies a file as the README says: server-side, with strict validation of fields, and again while a webhook does not answer. */
  async apply(file: string): Promise<Applied> {
    return this.#applied(['-f', file]);
  }

  /** Applies objects in the same way. */
  async applyObjects(
    objects: readonly KubeObject[],
    extra: readonly string[] = [],
  ): Promise<Applied> {
    return this.#applied([...extra, '-f', '-'], jsonDocuments(objects));
  }

  /** Reads all objects of the given resources, such as `services,deployments.apps`, in all namespaces or one. */
  async list(resources: string, namespace?: string): Promise<KubeObject[]> {
    const scope = namespace === undefined ? ['-A'] : ['-n', namespace];
    return itemsOf((await this.run(['get', resources, ...scope, '-o', 'json'])).stdout);
  }

  /** Reads one object; undefined when there is none. */
  async find(resource: string, name: string, namespace?: string): Promise<KubeObject | undefined> {
    const scope = namespace === undefined ? [] : ['-n', namespace];
    const args = ['get', resource, name, ...scope, '-o', 'json', '--ignore-not-found'];
    const { stdout } = await this.run(args);
    return stdout.trim() === '' ? undefined : itemsOf(stdout)[0];
  }

  /** Of the given objects, those that are there. */
  async present(objects: readonly KubeObject[]): Promise<KubeObject[]> {
    const args = ['get', '-f', '-', '-o', 'json', '--ignore-not-found'];
    const { stdout } = await this.run(args, jsonDocuments(objects));
    return stdout.trim() === '' ? [] : itemsOf(stdout);
  }

  /** Changes one object by a JSON patch. */
  async patch(
    resource: string,
    name: string,
    namespace: string | undefined,
    patch: readonly unknown[],
    extra: readonly string[] = [],
  ): Promise<void> {
    const scope = namespace === undefined ? [] : ['-n', namespace];
    const body = ['--type=json', `--patch=${JSON.stringify(patch)}`];
    await this.run(['patch', resource, name, ...scope, ...body, ...extra]);
  }

  async #applied(args: readonly string[], input?: string): Promise<Applied> {
    for (let left = APPLY_TRIES - 1; ; left -= 1) {
      try {
        return applied(
          await this.run(['apply', '--server-side', '--validate=strict', ...args], input),
        );
      } catch (error) {
        if (left === 0 || !unanswered.test(messageOf(error))) throw error;
        await sleep(APPLY_PAUSE_MS);
      }
    }
  }
}

function applied(output: { stdout: string; stderr: string }): Applied {
  const warnings = output.stderr
    .split('\n')
    .filter((line) => line.startsWith('Warning: '))
    .map((line) => line.slice('Warning: '.length));
  return {
    lines: output.stdout.split('\n').filter((line) => line !== ''),
    warnings: [...new Set(warnings)],
  };
}

function itemsOf(json: string): KubeObject[] {
  const value: unknown = JSON.parse(json);
  if (!isRecord(value)) throw new Error(`kubectl must print an object, got ${json.slice(0, 80)}`);
  return (Array.isArray(value.items) ? value.items : [value]) as KubeObject[];
}

function jsonDocuments(objects: readonly KubeObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}
