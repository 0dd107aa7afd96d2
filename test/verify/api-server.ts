import { mkdtempSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { at, type UnknownRecord } from '../../src/upstream/values/unknown.ts';
import { NotAllowed } from '../../src/verify/cluster.ts';
import type { MemoryCluster } from './memory-cluster.ts';
import { certificateFor } from './stack.ts';

/** A cluster in memory as kubectl and its like find it: an API server with TLS, a token and port-forwards over WebSocket. */
export interface ApiServer {
  /** File of the kubeconfig. */
  readonly kubeconfig: string;
  /** Paths that were asked for, with the methods. */
  readonly requests: string[];
  /** What each of the requests for a Secret accepts. */
  readonly accepted: string[];
  close(): Promise<void>;
}

const token = 'a-token-of-these-tests';

export async function serveApi(cluster: MemoryCluster): Promise<ApiServer> {
  const { cert, private: key } = await certificateFor('localhost');
  const requests: string[] = [];
  const accepted: string[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (/\/secrets\//.test(request.url ?? '')) accepted.push(request.headers.accept ?? '');
    answer(cluster, request, response).catch((error) => {
      const status = error instanceof NotAllowed ? 403 : 500;
      response.writeHead(status).end(JSON.stringify({ kind: 'Status', message: error.message }));
    });
  });
  forwardPorts(server, cluster, requests);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-kubeconfig-'));
  const kubeconfig = join(folder, 'config');
  const { port } = server.address() as AddressInfo;
  writeFileSync(kubeconfig, kubeconfigOf(`https://localhost:${port}`, cert));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { kubeconfig, requests, accepted, close };
}

function kubeconfigOf(server: string, cert: string): string {
  const context = (name: string, namespace?: string) => ({
    name,
    context: { cluster: 'c', user: 'u', ...(namespace ? { namespace } : {}) },
  });
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'main',
    clusters: [
      {
        name: 'c',
        cluster: { server, 'certificate-authority-data': Buffer.from(cert).toString('base64') },
      },
    ],
    users: [{ name: 'u', user: { token } }],
    contexts: [context('main', 'team-a'), context('other')],
  });
}

async function answer(
  cluster: MemoryCluster,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const json = (value: unknown, status = 200) =>
    response.writeHead(status).end(JSON.stringify(value));
  if (request.headers.authorization !== `Bearer ${token}`) {
    return void json({ kind: 'Status', message: 'Unauthorized' }, 401);
  }
  const { pathname } = new URL(request.url ?? '', 'https://localhost');
  if (pathname === '/version') return void json({ gitVersion: await cluster.version() });
  if (request.method === 'POST') {
    const asked = at(JSON.parse(await bodyOf(request)), 'spec', 'resourceAttributes');
    const allowed = await cluster.allows(asked as Parameters<MemoryCluster['allows']>[0]);
    return void json({ status: { allowed } });
  }
  const [, root, rest = ''] = /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)(?:\/(.*))?$/.exec(pathname) ?? [];
  const apiVersion = root?.replace(/^\/apis?\//, '') ?? '';
  const kinds = cluster.kindsOf(apiVersion);
  if (kinds.length === 0) return void json({ kind: 'Status', message: 'not found' }, 404);
  if (rest === '') return void json({ resources: kinds.map(resourceOf) });
  const [, namespace = '', plural, name, part] =
    /^(?:namespaces\/([^/]+)\/)?([^/]+)(?:\/([^/]+))?(?:\/(.*))?$/.exec(rest) ?? [];
  const kind = kinds.find(({ kind: one }) => pluralOf(one) === plural)?.kind ?? '';
  if (part === 'log') {
    response.end(await cluster.logs({ namespace, name: name ?? '' }));
    return;
  }
  if (name === undefined) {
    return void json({ items: await cluster.list({ apiVersion, kind, namespace }) });
  }
  const found = await cluster.read({ apiVersion, kind, namespace, name });
  return void (found ? json(found) : json({ kind: 'Status', message: 'not found' }, 404));
}

function resourceOf({ kind, namespaced }: { kind: string; namespaced: boolean }): UnknownRecord {
  return { name: pluralOf(kind), kind, namespaced };
}

function pluralOf(kind: string): string {
  return `${kind.toLowerCase().replace(/y$/, 'ie')}s`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Port-forwards as the kubelet has them over WebSocket: channel 0 is the connection, 1 what went wrong, each begins with the port. */
function forwardPorts(server: Server, cluster: MemoryCluster, requests: string[]): void {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => 'v4.channel.k8s.io',
  });
  server.on('upgrade', (request, socket, head) => {
    requests.push(`${request.method} ${request.url}`);
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://localhost');
    const [, namespace = '', name = ''] =
      /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/portforward$/.exec(pathname) ?? [];
    const port = Number(searchParams.get('ports'));
    cluster.connect({ namespace, name }, port).then(
      (connection) =>
        sockets.handleUpgrade(request, socket, head, (webSocket) => {
          const send = (channel: number, data: Buffer) =>
            webSocket.send(Buffer.concat([Buffer.of(channel), data]));
          const bytes = Buffer.alloc(2);
          bytes.writeUInt16LE(port);
          send(0, bytes);
          send(1, bytes);
          const refuse = ({ message }: Error) => {
            send(1, Buffer.from(`error forwarding port: ${message}`));
            webSocket.close();
          };
          connection.on('data', (data: Buffer) => send(0, data));
          connection.on('error', refuse);
          if (connection.errored) refuse(connection.errored);
          connection.on('end', () => webSocket.close());
          webSocket.on('message', (data) => connection.write((data as Buffer).subarray(1)));
          webSocket.on('close', () => connection.destroy());
        }),
      () => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'),
    );
  });
}
