import type { Wire } from '../upstream/derived-service.ts';
import { type Container, envVar } from './workloads.ts';

const collector: Readonly<Record<number, Wire>> = {
  4317: 'otlp-grpc',
  4318: 'otlp-http',
  14250: 'jaeger-grpc',
  14267: 'dead',
  14268: 'jaeger-thrift-http',
  14269: 'admin',
};

const query: Readonly<Record<number, Wire>> = {
  16685: 'jaeger-query-grpc',
  16686: 'jaeger-query',
  16687: 'admin',
};

// source: jaeger v1.51.0 ports/ports.go; documentation of Elasticsearch, OpenSearch, Kafka and Tempo
const images: readonly [RegExp, Readonly<Record<number, Wire>>][] = [
  [/(^|\/)jaegertracing\/jaeger-collector$/, collector],
  [/(^|\/)jaegertracing\/jaeger-query$/, query],
  [/(^|\/)jaegertracing\/all-in-one$/, { ...collector, ...query }],
  [/(^|\/)elasticsearch(-oss)?$|(^|\/)opensearch$/, { 9200: 'elasticsearch' }],
  [/(^|\/)kafka$|(^|\/)cp-kafka$/, { 9092: 'kafka', 9094: 'kafka' }],
  [
    /(^|\/)grafana\/tempo$/,
    {
      4317: 'otlp-grpc',
      4318: 'otlp-http',
      9411: 'zipkin',
      14250: 'jaeger-grpc',
      14268: 'jaeger-thrift-http',
    },
  ],
];

/** What a container of a known image listens for on a port; undefined when that is not known. */
export function imageWire(container: Container, port: number): Wire | undefined {
  const repository = container.imageReference?.repository ?? '';
  const wire = images.find(([name]) => name.test(repository))?.[1][port];
  if (wire !== undefined) return wire;
  const zipkin = envVar(container.env, 'COLLECTOR_ZIPKIN_HOST_PORT')?.value;
  return zipkin?.endsWith(`:${port}`) ? 'zipkin' : undefined;
}
