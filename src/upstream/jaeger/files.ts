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

// what the operator, Kubernetes and the images themselves put into the containers
const provided: readonly string[] = [
  '/var/run/secrets/kubernetes.io/',
  '/run/secrets/kubernetes.io/',
  '/etc/ssl/',
  '/etc/pki/',
  '/etc/jaeger/sampling/',
  '/etc/config/',
  '/plugin/',
  '/proc/',
];

/**
 * Whether a file is in Jaeger's containers without a volume of the user's.
 *
 * Source: jaeger-operator v1.65.0 pkg/config/{sampling,ui,ca} and pkg/storage/grpc_plugin.go.
 */
export function isProvidedFile(file: string): boolean {
  return provided.some((directory) => file.startsWith(directory));
}
