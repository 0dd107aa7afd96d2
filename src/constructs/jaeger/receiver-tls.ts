import type { Construct } from 'constructs';
import { Certificate } from '../../../imports/cert-manager.io.ts';
import {
  defaultClusterDomain,
  dnsSubdomainProblem,
  secretNameProblem,
} from '../../upstream/kubernetes/names.ts';
import type { EndpointAccess } from '../edge/access.ts';
import { type MountedSecret, mountedSecret } from '../kubernetes/mounted-secret.ts';
import { oneOfProblem } from '../props/refuse.ts';
import { requires } from '../props/requires.ts';
import { props, type Shape, text } from '../props/shape.ts';

/** A cert-manager issuer: an Issuer in Jaeger's namespace, or a ClusterIssuer. */
export interface CertificateIssuer {
  /** Name of the issuer. */
  readonly name: string;
  /**
   * Kind of the issuer.
   *
   * @default 'Issuer'
   */
  readonly kind?: 'Issuer' | 'ClusterIssuer';
}

/**
 * Certificates for mutual TLS between Jaeger and those that send OTLP to it: made by cert-manager (`issuer`), or in
 * existing Secrets of Jaeger's namespace (`serverSecretName`, `clientSecretName`), each with `tls.crt`, `tls.key` and
 * the CA of the other end as `ca.crt`. The server certificate must be valid for Jaeger's Service `<name>-collector`.
 * Senders in other namespaces need the client Secret in theirs.
 */
export interface ReceiverTls {
  /**
   * Has cert-manager make both certificates, renew them, and store them in Secrets `<name>-receiver-tls` and
   * `<name>-sender-tls`.
   *
   * @default - both are in existing Secrets
   */
  readonly issuer?: CertificateIssuer;
  /**
   * Secret with Jaeger's certificate.
   *
   * @default - cert-manager makes one
   */
  readonly serverSecretName?: string;
  /**
   * Secret with the senders' certificate.
   *
   * @default - cert-manager makes one
   */
  readonly clientSecretName?: string;
}

/** What kinds of values it has. */
export const receiverTlsShape: Shape<ReceiverTls | undefined> = props<ReceiverTls>({
  issuer: props<CertificateIssuer>({ name: text as Shape<string>, kind: text }),
  serverSecretName: text,
  clientSecretName: text,
});

/** Why nobody could show a certificate so, undefined entries where everybody can. */
export function receiverTlsProblems(tls: ReceiverTls | undefined): (string | undefined)[] {
  if (tls === undefined) return [];
  const { issuer, serverSecretName, clientSecretName } = tls;
  const named = [serverSecretName, clientSecretName].filter((name) => name !== undefined);
  const wanted = issuer === undefined ? 2 : 0;
  return [
    named.length === wanted
      ? undefined
      : `receiverTls must have issuer alone, or both of serverSecretName and clientSecretName, got ${Object.keys(tls).join(' and ') || 'none'}`,
    issuer === undefined ? undefined : dnsSubdomainProblem('receiverTls.issuer.name', issuer.name),
    oneOfProblem('receiverTls.issuer.kind', issuer?.kind, ['Issuer', 'ClusterIssuer']),
    ...named.map((name) => secretNameProblem(name, 'receiverTls')),
  ];
}

/** Where the files of the server are, and which Secrets there are. */
interface ReceiverFiles extends MountedSecret {
  readonly certificate: string;
  readonly key: string;
  /** CA that signs the certificates of senders. */
  readonly clientCa: string;
}

/** The certificate of the server as files of its pods; undefined where it speaks no TLS. */
export function receiverFiles(
  tls: ReceiverTls | undefined,
  name: string,
): ReceiverFiles | undefined {
  if (tls === undefined) return undefined;
  const secret = mountedSecret(secretsOf(tls, name).server, 'receiver-tls', '/etc/jaeger/receiver');
  return {
    ...secret,
    certificate: `${secret.folder}/tls.crt`,
    key: `${secret.folder}/tls.key`,
    clientCa: `${secret.folder}/ca.crt`,
  };
}

/** How often certificates that have been renewed are read anew. */
export const certificateReload = '1h';

/** What the endpoints of OTLP want of those that send to them. */
export function receiverAccess(
  tls: ReceiverTls | undefined,
  name: string,
): EndpointAccess | undefined {
  if (tls === undefined) return undefined;
  const { client } = secretsOf(tls, name);
  return { caSecretName: client, clientCertificateSecretName: client };
}

/** Adds what cert-manager makes certificates of, where it does. */
export function addCertificates(
  scope: Construct,
  tls: ReceiverTls | undefined,
  place: {
    readonly name: string;
    readonly namespace: string;
    readonly service: string;
    readonly clusterDomain?: string | undefined;
  },
): void {
  if (tls?.issuer === undefined) return;
  const { name, namespace, service, clusterDomain = defaultClusterDomain } = place;
  const { server, client } = secretsOf(tls, name);
  const { name: issuer, kind = 'Issuer' } = tls.issuer;
  const inside = `${service}.${namespace}`;
  const certificate = (id: string, secretName: string, spec: object) => {
    const made = new Certificate(scope, id, {
      metadata: { name: secretName, namespace },
      spec: { secretName, issuerRef: { name: issuer, kind, group: 'cert-manager.io' }, ...spec },
    });
    requires(made, 'cert-manager');
  };
  certificate('ServerCertificate', server, {
    dnsNames: [service, inside, `${inside}.svc`, `${inside}.svc.${clusterDomain}`],
    usages: ['server auth'],
  });
  certificate('ClientCertificate', client, {
    commonName: `${name}-sender`,
    usages: ['client auth'],
  });
}

/** Options of Jaeger v1 for the same, by the protocols of OTLP. */
export function receiverOptions(
  tls: ReceiverTls | undefined,
  name: string,
): Readonly<Record<string, string | boolean>> | undefined {
  const files = receiverFiles(tls, name);
  if (files === undefined) return undefined;
  return Object.fromEntries(
    otlpFlags.flatMap((prefix): [string, string | boolean][] => [
      [`${prefix}.enabled`, true],
      [`${prefix}.cert`, files.certificate],
      [`${prefix}.key`, files.key],
      [`${prefix}.client-ca`, files.clientCa],
      [`${prefix}.reload-interval`, certificateReload],
    ]),
  );
}

/** Where Jaeger v1 has its flags for them (jaeger v1.65.0 pkg/config/tlscfg). */
const otlpFlags = ['collector.otlp.grpc.tls', 'collector.otlp.http.tls'];

function secretsOf({ serverSecretName, clientSecretName }: ReceiverTls, name: string) {
  return {
    server: serverSecretName ?? `${name}-receiver-tls`,
    client: clientSecretName ?? `${name}-sender-tls`,
  };
}
