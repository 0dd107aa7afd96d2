import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { collectorProgram } from '../../cluster/harness/build.ts';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { LocalProcess } from '../../cluster/harness/local-process.ts';
import { at, type KubeObject, textAt } from '../../cluster/harness/objects.ts';
import { collectors } from '../../cluster/harness/programs.ts';
import { type KeyPair, selfSigned } from '../../cluster/harness/self-signed.ts';
import { secondAddress } from './network.ts';

const VENDOR = 'otlp.vendor.example.com';
const TEMPO = 'tempo.example.com';
const HUB = 'otlp.hub.example.com';
const CLIENT = 'hub-client';
const API_KEY = 'only-for-this-run';
const READY_SECONDS = 30;
const ISSUED_SECONDS = 60;

/** Whoever spans are sent to that leave the cluster, as `examples/vendor.ts` and `examples/own-chart.ts` have it, by host. */
export const receivers = { [VENDOR]: 'vendor', [TEMPO]: 'tempo', [HUB]: 'hub' } as const;
export const receiverHosts = Object.keys(receivers) as (keyof typeof receivers)[];
export type Receiver = (typeof receivers)[keyof typeof receivers];

/** Plain ports of the collector that takes for others what they have let in. */
const plainPorts = { vendor: 14318, tempo: 14319 } as const;

/**
 * Issues the certificate that all of them show, which images of collectors trust as they do those of public authorities.
 *
 * @returns it, and the path of a file with its public part
 */
export async function receiverCertificate(
  folder: string,
): Promise<{ pair: KeyPair; path: string }> {
  const place = join(folder, 'receivers');
  const pair = await selfSigned(receiverHosts, place);
  const path = join(place, 'receivers.pem');
  writeFileSync(path, pair.certificate);
  return { pair, path };
}

/**
 * Receivers of spans outside of the cluster: a vendor behind TLS and an API key, a Tempo behind TLS, and the collector of another
 * cluster, which asks for a certificate. A real collector writes what they take.
 */
export class Receivers {
  readonly #folder: string;
  readonly #collector: LocalProcess;
  readonly #entrance: Server;

  /**
   * Starts them, with the Secrets that the examples name in a namespace.
   *
   * @param folder takes data and logs
   */
  static async start(
    kubectl: Kubectl,
    namespace: string,
    folder: string,
    pair: KeyPair,
  ): Promise<Receivers> {
    mkdirSync(folder, { recursive: true });
    await provideSecrets(kubectl, namespace, pair);
    const collector = await startCollector(folder, pair, await issuedTo(kubectl, namespace));
    const entrance = createServer({ cert: pair.certificate, key: pair.key }, letIn);
    await new Promise<void>((resolve, reject) => {
      entrance.once('error', reject);
      entrance.listen(443, secondAddress, resolve);
    });
    return new Receivers(folder, collector, entrance);
  }

  private constructor(folder: string, collector: LocalProcess, entrance: Server) {
    this.#folder = folder;
    this.#collector = collector;
    this.#entrance = entrance;
  }

  /** Ends them. */
  async stop(): Promise<void> {
    this.#entrance.closeAllConnections();
    this.#entrance.close();
    await this.#collector.stop();
  }

  /** Whether spans of a service have come to one of them. */
  has(receiver: Receiver, service: string): boolean {
    const file = join(this.#folder, `${receiver}.json`);
    return existsSync(file) && readFileSync(file, 'utf8').includes(`"stringValue":"${service}"`);
  }
}

/** Hands a request to the collector, if it is one that a vendor or a Tempo takes. */
function letIn(asked: IncomingMessage, answer: ServerResponse): void {
  const isVendor = `${asked.headers.host}`.startsWith(VENDOR);
  const path = isVendor ? '/ingest/v1/traces' : '/v1/traces';
  if (asked.url !== path || (isVendor && asked.headers['x-api-key'] !== API_KEY)) {
    answer.writeHead(asked.url === path ? 401 : 404).end();
    return;
  }
  const port = plainPorts[isVendor ? 'vendor' : 'tempo'];
  const { headers } = asked;
  const passed = request(
    { host: '127.0.0.1', port, path: '/v1/traces', method: 'POST', headers },
    (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    },
  );
  passed.on('error', () => answer.destroy());
  asked.pipe(passed);
}

/** @param client certificate of whoever may send to the other cluster, PEM */
async function startCollector(
  folder: string,
  { certificate, key }: KeyPair,
  client: string,
): Promise<LocalProcess> {
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const names = Object.values(receivers);
  const tls = {
    cert_file: file('receivers.crt', certificate),
    key_file: file('receivers.key', key),
    client_ca_file: file('client.crt', client),
  };
  const config = {
    receivers: {
      'otlp/vendor': { protocols: { http: { endpoint: `127.0.0.1:${plainPorts.vendor}` } } },
      'otlp/tempo': { protocols: { http: { endpoint: `127.0.0.1:${plainPorts.tempo}` } } },
      'otlp/hub': { protocols: { grpc: { endpoint: `${secondAddress}:4317`, tls } } },
    },
    exporters: Object.fromEntries(
      names.map((name) => [
        `file/${name}`,
        { path: join(folder, `${name}.json`), flush_interval: '200ms' },
      ]),
    ),
    service: {
      telemetry: { metrics: { level: 'none' } },
      pipelines: Object.fromEntries(
        names.map((name) => [
          `traces/${name}`,
          { receivers: [`otlp/${name}`], exporters: [`file/${name}`] },
        ]),
      ),
    },
  };
  const collector = new LocalProcess({
    name: 'receivers',
    program: await collectorProgram(collectors.contrib),
    args: ['--config', file('receivers-config.json', JSON.stringify(config))],
    logs: folder,
  });
  const isReady = async () => /Everything is ready/.test(collector.output());
  await collector.waitUntil(isReady, READY_SECONDS);
  return collector;
}

async function provideSecrets(
  kubectl: Kubectl,
  namespace: string,
  { certificate }: KeyPair,
): Promise<void> {
  const secret = (name: string, stringData: Readonly<Record<string, string>>): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData,
  });
  const issuer: KubeObject = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name: CLIENT, namespace },
    spec: { selfSigned: {} },
  };
  const client: KubeObject = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: CLIENT, namespace },
    spec: {
      secretName: CLIENT,
      commonName: CLIENT,
      usages: ['client auth', 'digital signature'],
      issuerRef: { name: CLIENT },
    },
  };
  await kubectl.applyObjects([
    secret('vendor', { 'api-key': API_KEY }),
    secret('hub-ca', { 'ca.crt': certificate }),
    issuer,
    client,
  ]);
}

/** Certificate that cert-manager has issued to the collector, PEM; it is its own CA. */
async function issuedTo(kubectl: Kubectl, namespace: string): Promise<string> {
  const ready = ['wait', '--for=condition=Ready', `--timeout=${ISSUED_SECONDS}s`];
  await kubectl.run(['-n', namespace, ...ready, `certificate/${CLIENT}`]);
  const secret = await kubectl.find('secrets', CLIENT, namespace);
  if (at(secret, 'data') === undefined) throw new Error(`there is no Secret ${CLIENT}`);
  return Buffer.from(textAt(secret, 'data', 'tls.crt'), 'base64').toString();
}
