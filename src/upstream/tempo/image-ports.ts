import type { ImagePorts } from '../edge/image-ports.ts';

/** Grafana Tempo (documentation of Tempo, configuration of the server and of the distributor's receivers). */
export const tempoPorts: ImagePorts = {
  repository: /(^|\/)grafana\/tempo$/,
  ports: {
    3200: 'tempo-query',
    4317: 'otlp-grpc',
    4318: 'otlp-http',
    9411: 'zipkin',
    14250: 'jaeger-grpc',
    14268: 'jaeger-thrift-http',
  },
};
