import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kubectl } from './kubectl.ts';
import { at, type KubeObject, listAt } from './objects.ts';
import { type KeyPair, selfSigned } from './self-signed.ts';

const hosts = ['opentelemetry-operator-webhook-service', 'jaeger-operator-webhook-service'].map(
  (service) => `${service}.tracing.svc`,
);

/** Plays a user who has certificates of their own: one pair for both webhook servers, which is its own CA. */
export class UserCertificate {
  /** Path of the certificate. */
  readonly path: string;
  readonly #pair: KeyPair;

  /** Issues the pair; `folder` takes it. */
  static async issue(folder: string): Promise<UserCertificate> {
    mkdirSync(folder, { recursive: true });
    return new UserCertificate(await selfSigned(hosts, folder), join(folder, 'webhook-ca.crt'));
  }

  private constructor(pair: KeyPair, path: string) {
    this.#pair = pair;
    this.path = path;
    writeFileSync(path, pair.certificate);
  }

  /** Creates the Secrets that a Deployment mounts and that are not there. */
  async provide(kubectl: Kubectl, deployment: KubeObject): Promise<void> {
    const { namespace } = deployment.metadata;
    for (const volume of listAt(deployment, 'spec', 'template', 'spec', 'volumes')) {
      const name = at(volume, 'secret', 'secretName');
      if (typeof name !== 'string') continue;
      if ((await kubectl.find('secrets', name, namespace)) !== undefined) continue;
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/tls',
        metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
        stringData: { 'tls.crt': this.#pair.certificate, 'tls.key': this.#pair.key },
      };
      await kubectl.applyObjects([secret], ['--field-manager=user']);
    }
  }
}
