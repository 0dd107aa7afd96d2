/** Annotation of webhooks and CRDs that names, as `namespace/name`, the Certificate whose CA cert-manager writes into them. */
export const caAnnotation = 'cert-manager.io/inject-ca-from';

/** What begins all annotations by which cert-manager is asked for a CA: that of a Certificate, a Secret or the API server. */
export const caAnnotationPrefix = 'cert-manager.io/inject-';

/** Port that the API server calls when a webhook names none (Kubernetes api admissionregistration/v1 ServiceReference). */
export const defaultWebhookPort = 443;

/** Host name by which the API server calls a Service, which the certificate there must be for. */
export function webhookHost({
  name,
  namespace,
}: {
  readonly name: string;
  readonly namespace: string;
}): string {
  return `${name}.${namespace}.svc`;
}

/** API groups of the operators of the stack. */
export const operatorGroups: readonly string[] = ['opentelemetry.io', 'jaegertracing.io'];

/** API groups of cert-manager. */
export const certManagerGroups: readonly string[] = ['cert-manager.io', 'acme.cert-manager.io'];

/** What names of the operators' objects have in common, in their release manifests and in the charts. */
export const operatorNames = /(?:opentelemetry|otel|jaeger)-operator/;
