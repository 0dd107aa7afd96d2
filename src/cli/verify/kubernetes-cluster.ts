import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ObjectReference } from '../../model/kubernetes/reference.ts';
import {
  at,
  isRecord,
  list,
  own,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import { type Access, type Cluster, NotAllowed } from '../../verify/cluster.ts';
import { type KubeChoice, readKubeConfig } from './kubeconfig.ts';
import { openTunnel } from './tunnel.ts';

/** A cluster that is looked at, and what else a kubeconfig tells of it. */
interface Connection {
  readonly cluster: Cluster;
  /** Namespace of objects that name none. */
  readonly namespace: string;
  /** Context of the kubeconfig; undefined in a pod, which has none. */
  readonly context: string | undefined;
}

/** What the client calls what a pod is given. */
const inPod = 'inClusterContext';

/**
 * The cluster of a kubeconfig.
 *
 * @throws if the kubeconfig cannot be read, or has no such context
 */
export function connectTo(choice: KubeChoice): Connection {
  const config = readKubeConfig(choice);
  const name = config.getCurrentContext();
  const context = config.getContextObject(name);
  return {
    cluster: kubernetesCluster(config),
    namespace: choice.namespace ?? context?.namespace ?? 'default',
    context: name === inPod ? undefined : name,
  };
}

/** A kind as the API server serves it. */
interface Resource {
  readonly plural: string;
  readonly namespaced: boolean;
}

function kubernetesCluster(config: KubeConfig): Cluster {
  const api = new Api(config);
  const resources = new Map<string, Promise<Resource | undefined>>();
  const resourceOf = async ({
    apiVersion,
    kind,
  }: Pick<ObjectReference, 'apiVersion' | 'kind'>): Promise<Resource | undefined> => {
    const key = `${apiVersion} ${kind}`;
    const asked = resources.get(key) ?? discover(api, apiVersion, kind);
    resources.set(key, asked);
    const found = await asked;
    // what is not served yet may be in a moment
    if (!found) resources.delete(key);
    return found;
  };
  const pathOf = async (reference: Omit<ObjectReference, 'name'>): Promise<string | undefined> => {
    const resource = await resourceOf(reference);
    if (!resource) return undefined;
    const { namespace } = reference;
    const scope = resource.namespaced && namespace !== '' ? `/namespaces/${part(namespace)}` : '';
    return `${rootOf(reference.apiVersion)}${scope}/${resource.plural}`;
  };
  return {
    name: `${config.getCurrentContext()} (${config.getCurrentCluster()?.server})`,
    version: async () =>
      text(own(await api.get('/version'), 'gitVersion')) ?? 'of no known release',
    read: async (reference) => {
      const path = await pathOf(reference);
      if (path === undefined) return undefined;
      // nobody here has to see what a Secret holds
      const accept = reference.kind === 'Secret' ? metadataOnly : json;
      const object = await api.get(`${path}/${part(reference.name)}`, accept);
      return isRecord(object) ? object : undefined;
    },
    list: async (kind) => {
      const path = await pathOf(kind);
      const found = path === undefined ? undefined : await api.get(path);
      return list(own(found, 'items')).filter(isRecord);
    },
    serves: async (kind) => (await resourceOf(kind)) !== undefined,
    allows: async (access) => {
      const resource = await resourceOf(access);
      return resource === undefined || (await isAllowed(api, access, resource));
    },
    connect: (pod, port) => openTunnel(config, pod, port),
    logs: async ({ namespace, name }, container, { lines, previous }) => {
      const query = new URLSearchParams({ tailLines: String(lines), previous: String(previous) });
      if (container !== '') query.set('container', container);
      const path = `/api/v1/namespaces/${part(namespace)}/pods/${part(name)}/log?${query}`;
      for (let asked = 1; asked <= asksForLog; asked += 1) {
        const { status, body } = await api.ask(path);
        if (status === 404) return '';
        if (!removedLog.test(body)) return body;
        await sleep(secondsToNextLog * 1000);
      }
      return '';
    },
  };
}

/** A name as one part of a path, whatever is in it. */
function part(name: string): string {
  return encodeURIComponent(name);
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

async function discover(api: Api, apiVersion: string, kind: string): Promise<Resource | undefined> {
  const answer = await api.get(rootOf(apiVersion));
  const found = list(own(answer, 'resources')).find(
    (one) => own(one, 'kind') === kind && !text(own(one, 'name'))?.includes('/'),
  );
  const plural = text(own(found, 'name'));
  return plural === undefined
    ? undefined
    : { plural, namespaced: own(found, 'namespaced') === true };
}

/** Asks the API server what one may do, which it answers everybody about himself, and keeps nowhere. */
async function isAllowed(
  api: Api,
  { verb, apiVersion, subresource, namespace }: Access,
  { plural, namespaced }: Resource,
): Promise<boolean> {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const answer = await api.ask('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    method: 'POST',
    body: JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          verb,
          group,
          version,
          resource: plural,
          subresource,
          namespace: namespaced ? namespace : undefined,
        },
      },
    }),
  });
  return at(JSON.parse(answer.body), 'status', 'allowed') === true;
}

const json = 'application/json';
const metadataOnly = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const patience = 30_000;
/**
 * What kubelets answer, with status 200 and instead of a log, when a container has ended again and they have removed the one before
 * it, and not told the API server yet: seen with Kubernetes 1.36.3 and containerd.
 */
const removedLog = /^unable to retrieve container logs for \S+\s*$/;
const asksForLog = 5;
const secondsToNextLog = 1;

interface Question {
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly accept?: string;
}

/** Requests to the API server, as who the kubeconfig says one is. */
class Api {
  private readonly config: KubeConfig;

  constructor(config: KubeConfig) {
    this.config = config;
  }

  /** What a path holds; undefined where there is nothing. */
  async get(path: string, accept = json): Promise<UnknownRecord | undefined> {
    const { status, body } = await this.ask(path, { accept });
    return status === 404 ? undefined : JSON.parse(body);
  }

  /**
   * The answer to a question, whole; that there is nothing is one.
   *
   * @throws NotAllowed when one may not ask, Error when there is no answer, or none that helps
   */
  async ask(path: string, question: Question = {}): Promise<{ status: number; body: string }> {
    const answer = await this.request(path, question);
    const { status, body } = answer;
    if ((status >= 200 && status < 300) || status === 404) return answer;
    const message = messageIn(body) ?? `HTTP status ${status}`;
    if (status === 403) throw new NotAllowed(message);
    throw new Error(`the API server refuses: ${message}`);
  }

  private async request(
    path: string,
    { method = 'GET', body, accept = json }: Question,
  ): Promise<{ status: number; body: string }> {
    const server = this.config.getCurrentCluster()?.server.replace(/\/$/, '') ?? '';
    const options: https.RequestOptions = { method, timeout: patience };
    await this.config.applyToHTTPSOptions(options);
    options.headers = { ...options.headers, accept, ...(body ? { 'content-type': json } : {}) };
    const { request } = server.startsWith('https:') ? https : http;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) =>
        reject(new Error(`the API server ${server} does not answer: ${error.message}`));
      const asked = request(`${server}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      asked.on('error', fail);
      asked.on('timeout', () => asked.destroy(new Error(`nothing in ${patience / 1000} s`)));
      asked.end(body);
    });
  }
}

/** What a Status of the API server says. */
function messageIn(body: string): string | undefined {
  try {
    return text(own(JSON.parse(body), 'message'));
  } catch {
    // a proxy in front of it answers with a page
    return undefined;
  }
}
