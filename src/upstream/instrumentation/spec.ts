/**
 * Names that old operators take for variables in an Instrumentation; their webhook refuses the resource for others.
 *
 * Source: opentelemetry-operator v0.88.0 and v0.96.0 apis/v1alpha1/instrumentation_webhook.go.
 */
export const oldEnvNames = /^(OTEL|SPLUNK)_/;

/** First operator that takes any name (opentelemetry-operator#2768). */
export const anyEnvNameSince = '0.97.0';

/** First operator whose webhook refuses a language with both a claim for the volume of its agent and a size. */
export const volumeClaimSince = '0.112.0';

/** First operator that gives agents certificates for the endpoint. */
export const exporterTlsSince = '0.111.0';

/** Certificates for endpoints that speak TLS, by what they are. */
interface ExporterTlsFiles {
  readonly secretName?: string | undefined;
  readonly configMapName?: string | undefined;
  readonly caFile?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

/**
 * What is wrong with the certificates of an Instrumentation; empty when agents find them all.
 *
 * @param names - what the fields of the client certificate are called where they are written
 *
 * Source: opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go, internal/instrumentation/exporter.go.
 */
export function exporterTlsProblems(
  { secretName, configMapName, caFile, certFile, keyFile }: ExporterTlsFiles,
  names = { certFile: 'certFile', keyFile: 'keyFile' },
): string[] {
  const missing = (file?: string) => file !== undefined && !file.startsWith('/') && !secretName;
  const problems = [
    (certFile === undefined) === (keyFile === undefined)
      ? undefined
      : `tls must have ${names.certFile} and ${names.keyFile} together, got ${certFile ? names.certFile : names.keyFile} alone`,
    missing(certFile) || missing(keyFile)
      ? `tls must name the secretName that holds '${certFile}' and '${keyFile}'`
      : undefined,
    missing(caFile) && !configMapName
      ? `tls must name the secretName or configMapName that holds '${caFile}'`
      : undefined,
  ];
  return problems.filter((problem) => problem !== undefined);
}

/**
 * What is wrong with a list of propagators beside unknown names; undefined when an agent takes it as written.
 *
 * Source: opentelemetry-specification configuration/sdk-environment-variables.md.
 */
export function propagatorsProblem(propagators: readonly string[]): string | undefined {
  if (propagators.length === 0) {
    return "propagators must name at least one, got none; write ['none'] to carry no trace";
  }
  const twice = propagators.find((name, index) => propagators.indexOf(name) !== index);
  if (twice !== undefined) return `propagators must name each one once, got '${twice}' twice`;
  return propagators.length > 1 && propagators.includes('none')
    ? "propagators must not name others beside 'none'"
    : undefined;
}
