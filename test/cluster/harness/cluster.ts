import type { Api } from './api.ts';
import { playCertManager } from './cert-manager.ts';
import type { ControlPlane } from './control-plane.ts';
import type { Kubectl } from './kubectl.ts';
import type { ManifestFile } from './objects.ts';
import {
  type OperatorName,
  type OperatorReleases,
  operatorOf,
  type RunningOperator,
  startOperator,
} from './operators.ts';
import type { UserCertificate } from './user-certificate.ts';

/** A cluster that stacks are applied to, with what happens in it between two files. */
export interface Cluster {
  /** Name in the report, such as `1.27`. */
  readonly name: string;
  readonly kubectl: Kubectl;
  readonly api: Api;
  /** Operators that run in another release than the manifests ask for. */
  readonly releases: OperatorReleases;
  /** Does or awaits what the README says to await after a file. */
  afterApply(file: ManifestFile): Promise<void>;
  /** Follows the deletion of a file. */
  afterDelete(file: ManifestFile): Promise<void>;
  /** What operators asked for since a time and were refused for want of a right; empty where that cannot be seen. */
  forbiddenRequests(since: number): string[];
}

/** Paths of the operators' programs. */
export type OperatorBinaries = Readonly<Partial<Record<OperatorName, string>>>;

/** Waits until the CRDs of a file are established. */
async function awaitCrds(kubectl: Kubectl, file: ManifestFile): Promise<void> {
  const crds = file.objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  if (crds.length === 0) return;
  const names = crds.map(({ metadata }) => `customresourcedefinition/${metadata.name}`);
  await kubectl.run(['wait', '--for=condition=Established', '--timeout=60s', ...names]);
}

/** Our control plane: this suite plays cert-manager and runs the operators, or their stand-ins, as local processes. */
export class LocalCluster implements Cluster {
  readonly name: string;
  readonly kubectl: Kubectl;
  readonly api: Api;
  readonly releases: OperatorReleases;
  readonly #plane: ControlPlane;
  readonly #folder: string;
  readonly #certificate: UserCertificate;
  readonly #binaries: OperatorBinaries;
  readonly #operators: RunningOperator[] = [];

  /**
   * @param folder for keys and logs
   * @param certificate for stacks without cert-manager
   * @param binaries programs of the operators; one without gets stand-in webhooks
   * @param releases those of the programs that are of another release than the manifests ask for
   */
  constructor(
    name: string,
    plane: ControlPlane,
    folder: string,
    certificate: UserCertificate,
    binaries: OperatorBinaries = {},
    releases: OperatorReleases = {},
  ) {
    this.name = name;
    this.kubectl = plane.kubectl;
    this.api = plane.api;
    this.#plane = plane;
    this.#folder = folder;
    this.#certificate = certificate;
    this.#binaries = binaries;
    this.releases = releases;
  }

  async afterApply(file: ManifestFile): Promise<void> {
    await awaitCrds(this.kubectl, file);
    const makesCertificates = file.objects.some(({ kind }) => kind === 'Certificate');
    if (makesCertificates) await playCertManager(this.kubectl, this.#folder);
    for (const object of file.objects) {
      const name = operatorOf(object);
      if (name === undefined) continue;
      await this.#certificate.provide(this.kubectl, object);
      const binary = this.#binaries[name];
      this.#operators.push(await startOperator(this.#plane, this.#folder, object, binary));
    }
  }

  async afterDelete(file: ManifestFile): Promise<void> {
    const deleted = file.objects.filter(({ kind }) => kind === 'Deployment');
    for (const operator of [...this.#operators]) {
      if (!deleted.includes(operator.deployment)) continue;
      await operator.stop();
      this.#operators.splice(this.#operators.indexOf(operator), 1);
    }
  }

  forbiddenRequests(since: number): string[] {
    return this.#plane.forbiddenRequests(since);
  }

  /** Ends the operators that still run; the control plane goes on. */
  async stop(): Promise<void> {
    for (const operator of this.#operators.splice(0)) await operator.stop();
  }
}

/** A cluster of the user's, such as kind, with cert-manager in it and nodes that run the operators. */
export class ExistingCluster implements Cluster {
  readonly name = 'existing';
  readonly releases: OperatorReleases;
  readonly kubectl: Kubectl;
  readonly api: Api;

  readonly #certificate: UserCertificate;

  /**
   * @param certificate for stacks without cert-manager
   * @param releases of operators whose programs are of another release than their images say
   */
  constructor(
    kubectl: Kubectl,
    api: Api,
    certificate: UserCertificate,
    releases: OperatorReleases = {},
  ) {
    this.kubectl = kubectl;
    this.api = api;
    this.#certificate = certificate;
    this.releases = releases;
  }

  async afterApply(file: ManifestFile): Promise<void> {
    await awaitCrds(this.kubectl, file);
    for (const object of file.objects) {
      const { name, namespace = 'default' } = object.metadata;
      if (object.kind === 'Certificate') {
        const certificate = `certificate.cert-manager.io/${name}`;
        const wait = ['wait', '--for=condition=Ready', '--timeout=120s'];
        await this.kubectl.run([...wait, '-n', namespace, certificate]);
      }
      if (operatorOf(object) === undefined) continue;
      await this.#certificate.provide(this.kubectl, object);
      const rollout = ['rollout', 'status', '--timeout=300s', '-n', namespace];
      await this.kubectl.run([...rollout, `deployment/${name}`]);
    }
  }

  async afterDelete(): Promise<void> {
    // the cluster's own controllers end what belonged to the file
  }

  forbiddenRequests(): string[] {
    return [];
  }
}
