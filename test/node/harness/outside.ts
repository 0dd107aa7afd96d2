import { join } from 'node:path';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { listAt, textAt } from '../../cluster/harness/objects.ts';
import type { KeyPair } from '../../cluster/harness/self-signed.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import type { Store } from '../../cluster/harness/store.ts';
import { kafkaHost, startKafka } from './kafka.ts';
import { lackOfOpenSearch, openSearchHosts, startOpenSearch } from './opensearch.ts';
import { type Receiver, Receivers, receiverHosts, receivers } from './receivers.ts';

/** What is outside of the cluster beside Elasticsearch, there as soon as a stack needs it. */
export class Outside {
  readonly #folder: string;
  readonly #pair: KeyPair;
  #kafka: Promise<void> | undefined;
  #receivers: Receivers | undefined;
  readonly #openSearches = new Map<string, Store>();

  /**
   * @param folder takes data and logs
   * @param pair certificate of the receivers
   */
  constructor(folder: string, pair: KeyPair) {
    this.#folder = folder;
    this.#pair = pair;
  }

  /** Starts what a stack talks to, with its Secrets in a namespace. */
  async provide(kubectl: Kubectl, namespace: string, stack: Stack): Promise<void> {
    const pullSecrets = pullSecretsOf(stack).map((name) => pullSecret(name, namespace));
    if (pullSecrets.length > 0) await kubectl.applyObjects(pullSecrets);
    if (mentions(stack, kafkaHost)) {
      this.#kafka ??= startKafka(this.#folder);
      await this.#kafka;
    }
    for (const host of openSearchHosts.filter((one) => mentions(stack, one))) {
      const running = this.#openSearches.get(host);
      this.#openSearches.set(host, running ?? (await startOpenSearch(host, this.#folder)));
    }
    if (receiversOf(stack).length === 0) return;
    // another namespace has another certificate
    await this.#receivers?.stop();
    const folder = join(this.#folder, 'receivers');
    this.#receivers = await Receivers.start(kubectl, namespace, folder, this.#pair);
  }

  /** The OpenSearch of a name, which a stack has been provided with. */
  openSearch(host: string): Store {
    const found = this.#openSearches.get(host);
    if (found === undefined) throw new Error(`no stack has asked for ${host}`);
    return found;
  }

  /** Whether spans of a service have come to a receiver. */
  has(receiver: Receiver, service: string): boolean {
    return this.#receivers?.has(receiver, service) ?? false;
  }
}

/** Why something outside of the cluster cannot run here that a stack talks to; undefined when all can. */
export function lackOutside(stack: Stack): string | undefined {
  return openSearchHosts
    .filter((host) => mentions(stack, host))
    .map(lackOfOpenSearch)
    .find(Boolean);
}

/** Receivers that a stack sends to. */
export function receiversOf(stack: Stack): Receiver[] {
  return receiverHosts.filter((host) => mentions(stack, host)).map((host) => receivers[host]);
}

/** Secrets by which images of a stack are pulled. */
function pullSecretsOf({ installation, files }: Stack): string[] {
  const names = [...installation.files, ...files]
    .flatMap(({ objects }) => objects)
    .flatMap((object) => [
      ...listAt(object, 'imagePullSecrets'),
      ...listAt(object, 'spec', 'template', 'spec', 'imagePullSecrets'),
    ])
    .map((one) => textAt(one, 'name'));
  return [...new Set(names)];
}

/** One without a login, as the images are there already. */
function pullSecret(name: string, namespace: string) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'kubernetes.io/dockerconfigjson',
    stringData: { '.dockerconfigjson': JSON.stringify({ auths: {} }) },
  };
}

function mentions({ files }: Stack, host: string): boolean {
  return files.some(({ objects }) => JSON.stringify(objects).includes(host));
}
