import { request } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { type KeyPair, selfSigned } from '../../cluster/harness/self-signed.ts';
import type { Store } from '../../cluster/harness/store.ts';
import { nodeAddress, secondAddress } from './network.ts';

const PORT = 9200;
const USER = 'jaeger';
const PASSWORD = 'only-for-this-run';

/** Elasticsearch without TLS on the usual port, as `examples/mirror.ts` and the clusters of `examples/environments.ts` have it. */
export const plainStoreHosts = [
  'elastic.example.com',
  ...['dev', 'staging', 'prod'].map((name) => `es.${name}.example.com`),
];
/** Elasticsearch with TLS and a password, as `examples/own-chart.ts` and others have it. */
export const securedStoreHosts = ['es-0.example.com', 'es-1.example.com'];

/** The one store under the names of others: on another port, and behind TLS and a password. */
export class StoreFronts {
  /**
   * Listens on both addresses of the node.
   *
   * @param folder takes the certificate
   */
  static async start(store: Store, folder: string): Promise<StoreFronts> {
    const pair = await selfSigned(securedStoreHosts, join(folder, 'store-certificate'));
    await listening(forwarder(store), nodeAddress);
    await listening(guarded(store, pair), secondAddress);
    return new StoreFronts(pair.certificate);
  }

  private constructor(
    /** Of the front with TLS, PEM; it is its own CA. */
    readonly certificate: string,
  ) {}

  /** Creates the Secrets that the examples name in their `storage`. */
  async provideSecrets(kubectl: Kubectl, namespace: string): Promise<void> {
    const secret = (name: string, stringData: Readonly<Record<string, string>>) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      stringData,
    });
    await kubectl.applyObjects([
      secret('elasticsearch-credentials', { ES_USERNAME: USER, ES_PASSWORD: PASSWORD }),
      secret('elasticsearch-ca', { 'ca.crt': this.certificate }),
    ]);
  }
}

/** Hands bytes through. */
function forwarder(store: Store) {
  const { hostname, port } = new URL(store.url);
  return createServer((client) => {
    const server = connect(Number(port), hostname);
    client.pipe(server).pipe(client);
    // either end may go at any time, and takes the other with it
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  });
}

/** Hands requests through that have the password. */
function guarded(store: Store, { certificate, key }: KeyPair) {
  const wanted = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  return createSecureServer({ cert: certificate, key }, (asked, answer) => {
    const { authorization, ...headers } = asked.headers;
    if (authorization !== wanted) {
      answer.writeHead(401, { 'www-authenticate': 'Basic' }).end();
      return;
    }
    const passed = request(
      `${store.url}${asked.url}`,
      { method: asked.method, headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
}

async function listening(server: Server, address: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, address, resolve);
  });
}
