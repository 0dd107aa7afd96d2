// a stack of five objects, as often as it takes to fill a cluster

/** How the stacks stand in the cluster, and whether something is wrong with each. */
export interface ClusterShape {
  /** Whether all stand in one namespace, so that every name can be meant by every other. */
  readonly crowded: boolean;
  /** Whether each has mistakes to tell of. */
  readonly mistaken: boolean;
}

/** Manifests of a cluster with a number of objects. */
export function cluster(objects: number, shape: ClusterShape): string {
  return Array.from({ length: Math.ceil(objects / 5) }, (_, index) => stack(index, shape)).join('');
}

function stack(index: number, { crowded, mistaken }: ClusterShape): string {
  const namespace = crowded ? 'shop' : `shop-${index}`;
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata:
  name: otel-${index}
  namespace: ${namespace}
spec:
  image: otel/opentelemetry-collector:0.158.0
  config:
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 0.0.0.0:4317
          http:
            endpoint: 0.0.0.0:4318
    processors:
      batch: {}
    exporters:
      otlp_grpc:
        endpoint: jaeger-${index}-collector:4317
        tls:
          insecure: true
    service:
      pipelines:
        traces:
          receivers:
            - otlp
          processors:
            - batch
          exporters:
            - ${mistaken ? 'otlp' : 'otlp_grpc'}
---
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: jaeger-${index}
  namespace: ${namespace}
spec:
  strategy: production
  ingress:
    enabled: false
  storage:
    type: elasticsearch
    dependencies:
      enabled: false
    options:
      es:
        server-urls: http://elasticsearch.example.com:9200
        index-prefix: shop-${index}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-${index}
  namespace: ${namespace}
spec:
  selector:
    matchLabels:
      app: shop-${index}
  template:
    metadata:
      labels:
        app: shop-${index}
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:1.2.3
          env:
            - name: OTEL_EXPORTER_OTLP_PROTOCOL
              value: http/protobuf
            - name: OTEL_EXPORTER_OTLP_ENDPOINT
              value: http://otel-${index}${mistaken ? '' : '-collector'}:4318
---
apiVersion: v1
kind: Service
metadata:
  name: shop-${index}
  namespace: ${namespace}
spec:
  selector:
    app: shop-${index}
  ports:
    - name: http
      port: 80
      targetPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-${index}
  namespace: ${namespace}
data:
  settings.yaml: |
    currency: EUR
---
`;
}
