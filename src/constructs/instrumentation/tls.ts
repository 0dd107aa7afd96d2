import { exporterTlsProblems } from '../../upstream/instrumentation/spec.ts';
import { props, type Shape, text } from '../props/shape.ts';
import type { OtlpReceiver } from './language.ts';

/** Certificates for endpoints that speak TLS; file names are keys of the Secret or ConfigMap, or absolute paths. */
export interface InstrumentationTls {
  /**
   * Secret in the namespace of each instrumented pod.
   *
   * @default - no Secret is mounted
   */
  readonly secretName?: string;
  /**
   * ConfigMap with the CA certificate, in the namespace of each instrumented pod.
   *
   * @default - the CA certificate is in the Secret
   */
  readonly configMapName?: string;
  /**
   * CA certificate.
   *
   * @default - the roots that the agent trusts
   */
  readonly caFile?: string;
  /**
   * Client certificate, from the Secret; together with `keyFile`.
   *
   * @default - no client certificate
   */
  readonly certFile?: string;
  /**
   * Key of the client certificate, from the Secret.
   *
   * @default - no client certificate
   */
  readonly keyFile?: string;
}

/** What kinds of values it has. */
export const tlsShape: Shape<InstrumentationTls | undefined> = props<InstrumentationTls>({
  secretName: text,
  configMapName: text,
  caFile: text,
  certFile: text,
  keyFile: text,
});

/** The certificates as the resource has them. */
export function exporterTls(tls: InstrumentationTls | undefined) {
  if (tls === undefined) return undefined;
  const { caFile, certFile, keyFile, ...from } = tls;
  return { ...from, ca_file: caFile, cert_file: certFile, key_file: keyFile };
}

/** Why certificates and endpoints do not go together, undefined entries where they do. */
export function tlsProblems(
  exportTo: OtlpReceiver,
  tls?: InstrumentationTls,
): (string | undefined)[] {
  const [grpc, http] = [exportTo.otlpGrpc, exportTo.otlpHttp];
  if (grpc.tls !== http.tls) {
    return [
      `exportTo must speak TLS on both endpoints or on none, got ${grpc.url()} and ${http.url()}`,
    ];
  }
  if (tls === undefined) return [];
  return [
    http.tls ? undefined : `tls needs endpoints that speak TLS, got ${http.url()}`,
    ...exporterTlsProblems(tls),
  ];
}
