import { freePorts } from './free-ports.ts';
import type { Kubectl } from './kubectl.ts';
import type { LocalProcess } from './local-process.ts';
import { at, type KubeObject, listAt, nameOf, textAt } from './objects.ts';

const READY_SECONDS = 20;

/** A kind that the API server serves. */
interface Resource {
  readonly kind: string;
  /** Path of all its objects, such as `/apis/apps/v1/deployments`. */
  readonly path: string;
  readonly groupVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** The API over `kubectl proxy`: for thousands of requests, where starting kubectl for each would take minutes. */
export class Api {
  readonly #base: string;
  readonly #process: LocalProcess;
  readonly #served = new Map<string, readonly Resource[]>();

  /** Starts the proxy and waits until it answers; `logs` takes its log. */
  static async start(kubectl: Kubectl, logs: string): Promise<Api> {
    const [port = 0] = await freePorts(1);
    const running = kubectl.background(['proxy', `--port=${port}`], 'kubectl-proxy', logs);
    await running.waitUntil(
      async () => running.output().includes('Starting to serve'),
      READY_SECONDS,
    );
    return new Api(`http://127.0.0.1:${port}`, running);
  }

  private constructor(base: string, running: LocalProcess) {
    this.#base = base;
    this.#process = running;
  }

  /** Ends the proxy. */
  async stop(): Promise<void> {
    await this.#process.stop();
  }

  /** Objects below a path such as `/api/v1/services`. */
  async list(path: string): Promise<readonly KubeObject[]> {
    return listAt(await this.#get(path), 'items') as readonly KubeObject[];
  }

  /** All objects of the given resources in a namespace, with their kinds; resources as `services`, `apps/v1/deployments`. */
  async listAll(resources: readonly string[], namespace: string): Promise<KubeObject[]> {
    const lists = resources.map(async (resource) => {
      const parts = resource.split('/');
      const plural = parts.pop() ?? '';
      const version = parts.length === 0 ? '/api/v1' : `/apis/${parts.join('/')}`;
      const list = await this.#get(`${version}/namespaces/${namespace}/${plural}`);
      const kind = textAt(list, 'kind').replace(/List$/, '');
      const apiVersion = textAt(list, 'apiVersion');
      return listAt(list, 'items').map((item) => ({ ...(item as KubeObject), kind, apiVersion }));
    });
    return (await Promise.all(lists)).flat();
  }

  /**
   * Reads an object back in the version that it was sent in, without what the API server notes about its writers.
   *
   * @throws if there is none
   */
  async read(object: KubeObject): Promise<KubeObject> {
    const { name, namespace } = object.metadata;
    const { groupVersion, plural, namespaced } = await this.#resourceOf(object);
    const scope = namespaced ? `/namespaces/${namespace ?? 'default'}` : '';
    const live = await this.#get(`${rootOf(groupVersion)}${scope}/${plural}/${name}`);
    if (at(live, 'kind') !== object.kind) throw new Error(`${nameOf(object)} cannot be read back`);
    const { managedFields: _, ...metadata } = (live as KubeObject).metadata as Record<
      string,
      unknown
    >;
    return { ...(live as KubeObject), metadata: metadata as unknown as KubeObject['metadata'] };
  }

  /**
   * Sends a namespaced custom resource for creation with strict field validation, as a dry run.
   *
   * @returns the resource as it would be stored, or why it is refused
   */
  async dryRun(resource: KubeObject): Promise<{ stored: unknown } | { refusal: string }> {
    const { groupVersion, plural } = await this.#resourceOf(resource);
    const path = `${rootOf(groupVersion)}/namespaces/${resource.metadata.namespace}/${plural}`;
    const response = await fetch(`${this.#base}${path}?dryRun=All&fieldValidation=Strict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(resource),
    });
    const answer: unknown = await response.json();
    return response.ok ? { stored: answer } : { refusal: String(at(answer, 'message')) };
  }

  /** Why a custom resource is refused; undefined when it is taken. */
  async refusalOf(resource: KubeObject): Promise<string | undefined> {
    const answer = await this.dryRun(resource);
    return 'refusal' in answer ? answer.refusal : undefined;
  }

  /** Every kind that can be listed and deleted, in one version each. */
  async resources(): Promise<readonly Resource[]> {
    const groups = listAt(await this.#get('/apis'), 'groups').map((group) =>
      textAt(group, 'preferredVersion', 'groupVersion'),
    );
    const served = await Promise.all(['v1', ...groups].map((version) => this.#serve(version)));
    return served.flat().filter(({ verbs }) => verbs.includes('list') && verbs.includes('delete'));
  }

  async #resourceOf({ apiVersion, kind }: KubeObject): Promise<Resource> {
    const of = (resources: readonly Resource[] | undefined) =>
      resources?.find((resource) => resource.kind === kind && !resource.plural.includes('/'));
    const found = of(this.#served.get(apiVersion)) ?? of(await this.#serve(apiVersion));
    if (found === undefined) throw new Error(`the API server has no kind ${apiVersion} ${kind}`);
    return found;
  }

  async #serve(groupVersion: string): Promise<readonly Resource[]> {
    const root = rootOf(groupVersion);
    const resources = listAt(await this.#get(root), 'resources').map((resource) => ({
      kind: textAt(resource, 'kind'),
      path: `${root}/${textAt(resource, 'name')}`,
      groupVersion,
      plural: textAt(resource, 'name'),
      namespaced: at(resource, 'namespaced') === true,
      verbs: listAt(resource, 'verbs').map(String),
    }));
    this.#served.set(groupVersion, resources);
    return resources;
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(`${this.#base}${path}`);
    return response.json();
  }
}

function rootOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
}
