/** What findings about the collector of an example begin with, for a place in its spec. */
export const spec = 'OpenTelemetryCollector/tracing/otel spec.';

/** What findings about the collector of an example begin with, for a place in its configuration. */
export const config = `${spec}config.`;

/** Configuration of a workload, in its ConfigMap. */
export function workload(
  configuration: string,
  container = '',
  kind = 'Deployment',
  replicas = 1,
): string {
  const indent = (text: string, width: number) => text.trim().replace(/^/gm, ' '.repeat(width));
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: otel
  namespace: tracing
data:
  config.yaml: |
${indent(configuration, 4)}
---
apiVersion: apps/v1
kind: ${kind}
metadata:
  name: otel
  namespace: tracing
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: otel
  template:
    metadata:
      labels:
        app: otel
    spec:
      containers:
        - name: collector
          image: otel/opentelemetry-collector-contrib:0.120.0
          args: [--config=/etc/otel/config.yaml]
          volumeMounts:
            - name: config
              mountPath: /etc/otel
${container === '' ? '' : `${indent(container, 10)}\n`}      volumes:
        - name: config
          configMap:
            name: otel
`;
}

/** An OpenTelemetry operator of a release. */
export function operator(release: string): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: opentelemetry-operator-controller-manager
  namespace: operators
spec:
  selector:
    matchLabels:
      app: operator
  template:
    metadata:
      labels:
        app: operator
    spec:
      containers:
        - name: manager
          image: ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${release}
`;
}
