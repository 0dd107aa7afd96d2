import type { Kubectl } from './kubectl.ts';
import { at, type KubeObject, listAt, nameOf, textAt } from './objects.ts';
import { selfSigned } from './self-signed.ts';

const INJECT_ANNOTATION = 'cert-manager.io/inject-ca-from';

/**
 * Does what cert-manager would do now: issues every Certificate that has no Secret yet, and writes the CA into every
 * webhook configuration and CRD that asks for it.
 *
 * @param folder for keys in the making
 * @throws where cert-manager would wait for ever: an Issuer, or a Certificate named by an annotation, does not exist
 */
export async function playCertManager(kubectl: Kubectl, folder: string): Promise<void> {
  const certificates = await kubectl.list('certificates.cert-manager.io');
  for (const certificate of certificates) await issue(kubectl, certificate, folder);
  await inject(kubectl, certificates);
}

async function issue(kubectl: Kubectl, certificate: KubeObject, folder: string): Promise<void> {
  const { namespace = '' } = certificate.metadata;
  const secretName = textAt(certificate, 'spec', 'secretName');
  if ((await kubectl.find('secrets', secretName, namespace)) !== undefined) return;
  const issuerName = textAt(certificate, 'spec', 'issuerRef', 'name');
  const issuer = await kubectl.find('issuers.cert-manager.io', issuerName, namespace);
  if (at(issuer, 'spec', 'selfSigned') === undefined) {
    const asked = nameOf(certificate);
    throw new Error(`${asked} needs a self-signing Issuer ${namespace}/${issuerName}, found none`);
  }
  const hosts = listAt(certificate, 'spec', 'dnsNames').map(String);
  const pair = await selfSigned(hosts, folder);
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { name: secretName, namespace },
    stringData: { 'tls.crt': pair.certificate, 'tls.key': pair.key, 'ca.crt': pair.certificate },
  };
  await kubectl.applyObjects([secret], ['--field-manager=cert-manager']);
}

async function inject(kubectl: Kubectl, certificates: readonly KubeObject[]): Promise<void> {
  const configurations = await kubectl.list(
    'mutatingwebhookconfigurations,validatingwebhookconfigurations,customresourcedefinitions',
  );
  for (const target of configurations) {
    const source = target.metadata.annotations?.[INJECT_ANNOTATION];
    if (source === undefined) continue;
    const certificate = certificates.find(
      ({ metadata }) => `${metadata.namespace}/${metadata.name}` === source,
    );
    if (certificate === undefined) {
      throw new Error(
        `${nameOf(target)} takes its CA from Certificate ${source}, which is missing`,
      );
    }
    const secretName = textAt(certificate, 'spec', 'secretName');
    const secret = await kubectl.find('secrets', secretName, certificate.metadata.namespace);
    const patch = clientConfigPaths(target).map((path) => ({
      op: 'add',
      path: `${path}/caBundle`,
      value: textAt(secret, 'data', 'ca.crt'),
    }));
    if (patch.length === 0) continue;
    await kubectl.patch(target.kind, target.metadata.name, undefined, patch, [
      '--field-manager=cert-manager-cainjector',
    ]);
  }
}

function clientConfigPaths(target: KubeObject): string[] {
  if (target.kind !== 'CustomResourceDefinition') {
    return listAt(target, 'webhooks').map((_, index) => `/webhooks/${index}/clientConfig`);
  }
  // like cainjector: a CRD without a conversion webhook has nowhere to put a CA
  return at(target, 'spec', 'conversion', 'webhook', 'clientConfig') === undefined
    ? []
    : ['/spec/conversion/webhook/clientConfig'];
}
