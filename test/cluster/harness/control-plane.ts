import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './api.ts';
import { freePorts } from './free-ports.ts';
import { Kubectl } from './kubectl.ts';
import { LocalProcess } from './local-process.ts';
import { at, textAt } from './objects.ts';
import { loopback, type Place } from './place.ts';
import { ProgramFailed } from './run-program.ts';
import { ServiceNetwork } from './service-network.ts';

/** Paths of the programs that make a control plane. */
export interface ControlPlanePrograms {
  readonly etcd: string;
  readonly apiServer: string;
  readonly controllerManager: string;
  readonly kubectl: string;
}

const READY_SECONDS = 120;

/** etcd, an API server and its controllers. */
export class ControlPlane {
  /** kubectl as a cluster administrator. */
  readonly kubectl: Kubectl;
  /** Where the API server listens, as `https://host:port`. */
  readonly server: string;
  /** How the API server reaches webhooks. */
  readonly network: ServiceNetwork;
  readonly #folder: string;
  readonly #place: Place;
  readonly #auditLog: string;
  readonly #token = randomBytes(16).toString('hex');
  readonly #processes: LocalProcess[] = [];
  #api: Api | undefined;

  /** Starts everything and waits until it is ready; `folder` takes data, logs and credentials. */
  static async start(
    programs: ControlPlanePrograms,
    folder: string,
    place: Place = loopback,
  ): Promise<ControlPlane> {
    mkdirSync(folder, { recursive: true });
    const [etcdPort = 0, peerPort = 0, freePort = 0] = await freePorts(3);
    const apiPort = place.port ?? freePort;
    const plane = new ControlPlane(programs.kubectl, folder, place, apiPort);
    try {
      if (place.egress) await plane.network.start();
      await plane.#startEtcd(programs.etcd, etcdPort, peerPort);
      await plane.#startApiServer(programs.apiServer, etcdPort, apiPort);
      await plane.#startControllerManager(programs.controllerManager);
      plane.#api = await Api.start(plane.kubectl, folder);
    } catch (error) {
      await plane.stop();
      throw error;
    }
    return plane;
  }

  private constructor(kubectl: string, folder: string, place: Place, apiPort: number) {
    this.#folder = folder;
    this.#place = place;
    this.#auditLog = join(folder, 'audit.log');
    this.server = `https://${place.address}:${apiPort}`;
    const kubeconfig = this.writeKubeconfig('admin', {});
    this.kubectl = new Kubectl({ kubectl, kubeconfig, cacheFolder: join(folder, 'kubectl-cache') });
    this.network = new ServiceNetwork(join(folder, 'egress.sock'), () =>
      this.api.list('/api/v1/services'),
    );
  }

  /** The API as a cluster administrator. */
  get api(): Api {
    if (this.#api === undefined) throw new Error('the control plane has not started yet');
    return this.#api;
  }

  /**
   * Requests that the API server refused to ServiceAccounts for want of a right, as
   * `system:serviceaccount:NS:NAME VERB URI`, without duplicates.
   *
   * @param since time in milliseconds; older requests do not count
   */
  forbiddenRequests(since: number): string[] {
    const refused = readFileSync(this.#auditLog, 'utf8')
      .split('\n')
      // admission refuses with 403 as well, such as new objects in a namespace that is being deleted
      .filter((line) => line.includes('"authorization.k8s.io/decision":"forbid"'))
      .map((line): unknown => JSON.parse(line))
      .filter((event) => Date.parse(textAt(event, 'requestReceivedTimestamp')) >= since)
      .map((event) => {
        const user = at(event, 'impersonatedUser', 'username') ?? at(event, 'user', 'username');
        return `${user} ${at(event, 'verb')} ${at(event, 'requestURI')}`;
      })
      .filter((request) => request.startsWith('system:serviceaccount:'));
    return [...new Set(refused)];
  }

  /**
   * Writes a kubeconfig and gives its path.
   *
   * @param impersonation `as` and `as-groups` of the user; empty for a cluster administrator
   */
  writeKubeconfig(
    name: string,
    impersonation: { readonly as?: string; readonly 'as-groups'?: readonly string[] },
  ): string {
    const path = join(this.#folder, `${name}.kubeconfig`);
    const certificate = join(this.#folder, 'certificates', 'apiserver.crt');
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'local',
      clusters: [
        { name: 'local', cluster: { server: this.server, 'certificate-authority': certificate } },
      ],
      users: [{ name, user: { token: this.#token, ...impersonation } }],
      contexts: [{ name: 'local', context: { cluster: 'local', user: name } }],
    };
    writeFileSync(path, JSON.stringify(config, undefined, 2), { mode: 0o600 });
    return path;
  }

  /** Ends all its processes, the youngest first. */
  async stop(): Promise<void> {
    await this.#api?.stop();
    for (const running of this.#processes.reverse()) await running.stop();
    this.network.stop();
  }

  async #startEtcd(program: string, clientPort: number, peerPort: number): Promise<void> {
    const client = `http://127.0.0.1:${clientPort}`;
    const peer = `http://127.0.0.1:${peerPort}`;
    const etcd = this.#start('etcd', program, [
      `--data-dir=${join(this.#folder, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync',
    ]);
    await etcd.waitUntil(() => answers(`${client}/health`), READY_SECONDS);
  }

  async #startApiServer(program: string, etcdPort: number, apiPort: number): Promise<void> {
    const key = this.#serviceAccountKey();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const tokens = this.#write('tokens.csv', `${this.#token},admin,admin,system:masters\n`);
    const apiServer = this.#start('kube-apiserver', program, [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      `--bind-address=${this.#place.address}`,
      `--advertise-address=${this.#place.address}`,
      `--secure-port=${apiPort}`,
      // the Service `kubernetes` cannot have an endpoint on a loopback address; others write it themselves
      '--endpoint-reconciler-type=none',
      `--cert-dir=${join(this.#folder, 'certificates')}`,
      `--token-auth-file=${tokens}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      ...(this.#place.egress
        ? [`--egress-selector-config-file=${this.#write('egress.json', this.network.selector())}`]
        : []),
      '--kubelet-preferred-address-types=InternalIP',
      `--audit-policy-file=${this.#write('audit.json', AUDIT_POLICY)}`,
      `--audit-log-path=${this.#auditLog}`,
    ]);
    await apiServer.waitUntil(async () => {
      try {
        await this.kubectl.run(['get', '--raw', '/readyz']);
        return true;
      } catch (error) {
        if (error instanceof ProgramFailed) return false;
        throw error;
      }
    }, READY_SECONDS);
  }

  async #startControllerManager(program: string): Promise<void> {
    const [port = 0] = await freePorts(1);
    const kubeconfig = join(this.#folder, 'admin.kubeconfig');
    const manager = this.#start('kube-controller-manager', program, [
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      `--controllers=${this.#place.controllers}`,
      `--service-account-private-key-file=${this.#serviceAccountKey()}`,
      `--root-ca-file=${join(this.#folder, 'certificates', 'apiserver.crt')}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
    ]);
    const started =
      /Caches are synced.*garbage collector|Garbage collector: all resource monitors/i;
    await manager.waitUntil(async () => started.test(manager.output()), READY_SECONDS);
  }

  #serviceAccountKey(): string {
    return join(this.#folder, 'service-account.key');
  }

  #start(name: string, program: string, args: readonly string[]): LocalProcess {
    const started = new LocalProcess({ name, program, args, logs: this.#folder });
    this.#processes.push(started);
    return started;
  }

  #write(name: string, content: string): string {
    const path = join(this.#folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  }
}

// the policy sees the administrator who impersonates, so requests cannot be told apart here yet
const AUDIT_POLICY = JSON.stringify({
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
});

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch (error) {
    // fetch fails with a TypeError as long as nothing listens
    if (error instanceof TypeError) return false;
    throw error;
  }
}
