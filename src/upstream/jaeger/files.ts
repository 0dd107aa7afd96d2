/**
 * Whether a flag of Jaeger names a file that its container must find.
 *
 * Source: flags of jaeger v1.51.0 and v1.76.0, printed by `help`.
 */
export function isFileFlag(key: string): boolean {
  return /\.tls\.(?:ca|cert|key|client-ca)$|(?:token|password|keytab|config|configuration|strategies)-file$|\.ui-config$/.test(
    key,
  );
}

/**
 * File in the images of Jaeger with the CAs that are trusted where no other is named.
 *
 * Source: Go crypto/x509 root_linux.go; jaeger v1.51.0 images, which are built on Alpine.
 */
export const systemCaFile = '/etc/ssl/certs/ca-certificates.crt';

/** Environment variables by which a program in Go looks elsewhere for those CAs (Go crypto/x509 root_unix.go). */
export const systemCaVariables: readonly string[] = ['SSL_CERT_FILE', 'SSL_CERT_DIR'];

// what Kubernetes and the images themselves put into the containers
const provided: readonly string[] = [
  '/var/run/secrets/kubernetes.io/',
  '/run/secrets/kubernetes.io/',
  '/etc/ssl/',
  '/etc/pki/',
  '/proc/',
];

// what the Jaeger operator puts into the containers
const operated: readonly string[] = ['/etc/jaeger/sampling/', '/etc/config/', '/plugin/'];

/**
 * Whether a file is in Jaeger's containers without a volume of the user's.
 *
 * Source: jaeger-operator v1.65.0 pkg/config/{sampling,ui,ca} and pkg/storage/grpc_plugin.go.
 *
 * @param byOperator - whether the Jaeger operator runs them
 */
export function isProvidedFile(file: string, byOperator: boolean): boolean {
  return [...provided, ...(byOperator ? operated : [])].some((directory) =>
    file.startsWith(directory),
  );
}
