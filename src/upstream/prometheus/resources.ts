/** API group and version of the Prometheus operator's Prometheus and ThanosRuler. */
export const prometheusApiVersion = 'monitoring.coreos.com/v1';

/** Annotation of pods whose settings stand in a Secret: they are rolled when its value changes. */
export const checksumAnnotation = 'cdk8s-tracing/settings';

/**
 * Where a Prometheus looks for certificates in a Secret, as kubernetes.io/tls Secrets and cert-manager have them.
 *
 * Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1/types.go, TLSConfig.
 */
export const certificateKeys = { ca: 'ca.crt', certificate: 'tls.crt', key: 'tls.key' } as const;
