/** Every upstream release that the stack is written for, once; images and defaults derive from it. */
export const versions = {
  /** Newest OpenTelemetry operator this project installs (opentelemetry-operator v0.158.0). */
  otelOperator: '0.158.0',
  /** Collector that operator runs when a CR names no image (the same number as the operator's). */
  collector: '0.158.0',
  /** Last release of the Jaeger operator; Jaeger v1 is end-of-life since 2025-12-31 (jaeger-operator v1.65.0). */
  jaegerOperator: '1.65.0',
  /** Jaeger that this operator runs when a CR names no image (jaeger-operator v1.65.0 Makefile). */
  jaeger: '1.65.0',
  /**
   * Newest Jaeger v2 that Grafana's data source talks to: from 2.21 on, Jaeger answers 404 to the requests for services,
   * operations and searches that it sends (jaeger#9260, grafana#109728).
   */
  jaegerV2: '2.20.0',
  /** Replacement for the image deleted from gcr.io, at the tag both operators used (opentelemetry-operator#3485). */
  kubeRbacProxy: '0.13.1',
} as const;
