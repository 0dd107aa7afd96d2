import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { at, isRecord, type KubeObject, listAt } from './objects.ts';

/** A local process that stands where a pod of a Deployment would. */
export interface LocalPod {
  readonly namespace: string;
  /** Labels of the pod template. */
  readonly labels: Readonly<Record<string, string>>;
  /** Named container ports of the pod template. */
  readonly namedPorts: Readonly<Record<string, number>>;
  /** Loopback port that the process listens on, by container port. */
  readonly localPorts: Readonly<Record<number, number>>;
}

/**
 * Joins the API server to local processes as a cluster network joins it to pods: the API server dials the ClusterIP of
 * the webhook's Service through its own egress proxy setting, and this proxy goes on by the Service's ports and
 * selector. So webhook configurations, Services, certificates and host names are all used as applied; a `url` in place
 * of `clientConfig.service` would leave half of them untested.
 */
export class ServiceNetwork {
  readonly #socketPath: string;
  readonly #services: () => Promise<readonly KubeObject[]>;
  readonly #pods: LocalPod[] = [];
  readonly #connections = new Set<Duplex>();
  readonly #server: Server;

  /**
   * @param socketPath where the API server finds this proxy
   * @param services lists the Services of the cluster
   */
  constructor(socketPath: string, services: () => Promise<readonly KubeObject[]>) {
    this.#socketPath = socketPath;
    this.#services = services;
    this.#server = createServer();
    this.#server.on('connect', (request, socket) => {
      void this.#connect(request, socket);
    });
  }

  /** The API server's egress setting that leads here. */
  selector(): string {
    const connection = {
      proxyProtocol: 'HTTPConnect',
      transport: { uds: { udsName: this.#socketPath } },
    };
    return JSON.stringify({
      apiVersion: 'apiserver.k8s.io/v1beta1',
      kind: 'EgressSelectorConfiguration',
      egressSelections: [{ name: 'cluster', connection }],
    });
  }

  /** Starts to listen. */
  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(this.#socketPath, resolve);
    });
  }

  /** Stops to listen and cuts all connections. */
  stop(): void {
    this.#server.close();
    for (const socket of this.#connections) socket.destroy();
  }

  /** Puts a local process in the place of a pod. */
  add(pod: LocalPod): void {
    this.#pods.push(pod);
  }

  /** Takes it away. */
  remove(pod: LocalPod): void {
    const index = this.#pods.indexOf(pod);
    if (index >= 0) this.#pods.splice(index, 1);
  }

  async #connect(request: IncomingMessage, client: Duplex): Promise<void> {
    this.#connections.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => this.#connections.delete(client));
    try {
      const port = await this.#localPort(request.url ?? '');
      const upstream = connect(port, '127.0.0.1');
      upstream.on('error', () => client.destroy());
      client.on('close', () => upstream.destroy());
      upstream.on('connect', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : 'unknown';
      client.end(`HTTP/1.1 502 ${reason}\r\n\r\n`);
    }
  }

  async #localPort(target: string): Promise<number> {
    const [address = '', port = ''] = target.split(':');
    const services = await this.#services();
    const service = services.find((one) => at(one, 'spec', 'clusterIP') === address);
    if (service === undefined) throw new Error(`no Service has the address ${address}`);
    const name = `${service.metadata.namespace}/${service.metadata.name}`;
    const servicePort = listAt(service, 'spec', 'ports').find(
      (one) => at(one, 'port') === Number(port),
    );
    if (servicePort === undefined) throw new Error(`Service ${name} has no port ${port}`);
    const pod = this.#pods.find((one) => selects(service, one));
    if (pod === undefined) throw new Error(`Service ${name} selects no pod that runs`);
    const targetPort = at(servicePort, 'targetPort');
    const containerPort = typeof targetPort === 'string' ? pod.namedPorts[targetPort] : targetPort;
    const local = pod.localPorts[Number(containerPort)];
    if (local === undefined) throw new Error(`nothing listens on port ${targetPort} of ${name}`);
    return local;
  }
}

function selects(service: KubeObject, pod: LocalPod): boolean {
  const selector = at(service, 'spec', 'selector');
  if (!isRecord(selector) || service.metadata.namespace !== pod.namespace) return false;
  return Object.entries(selector).every(([name, value]) => pod.labels[name] === value);
}
