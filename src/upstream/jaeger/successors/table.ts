import type { JaegerComponent } from '../flag-table.ts';
import { cassandraRules, elasticsearchRules } from './elasticsearch.ts';
import {
  badgerRules,
  collectorRules,
  commonRules,
  goneRules,
  grpcRules,
  grpcServerRules,
  httpServerRules,
  kafkaConsumerRules,
  kafkaProducerRules,
  memoryRules,
  prometheusRules,
  queryRules,
  samplingRules,
  tenancyRules,
  tlsOf,
} from './others.ts';
import {
  clientTls,
  inside,
  type Rules,
  type Successor,
  type SuccessorPart,
  serverTls,
} from './successor.ts';

const client = tlsOf(clientTls);
const server = tlsOf(serverTls);

/** Prefix of the flags, part of Jaeger v2 that their settings stand in, and the flags. */
const table: readonly (readonly [string, SuccessorPart, Rules])[] = [
  ['es', 'storage', elasticsearchRules],
  ['es-archive', 'archive', elasticsearchRules],
  ['cassandra', 'storage', cassandraRules],
  ['cassandra-archive', 'archive', cassandraRules],
  ['badger', 'storage', badgerRules],
  ['memory', 'storage', memoryRules],
  ['grpc-storage', 'storage', { ...grpcRules, ...client }],
  ['grpc-storage-archive', 'archive', { ...grpcRules, ...client }],
  ['prometheus', 'metrics', { ...prometheusRules, ...client }],
  ['kafka.producer', 'kafka-exporter', { ...kafkaProducerRules, ...client }],
  ['kafka.consumer', 'kafka-receiver', { ...kafkaConsumerRules, ...client }],
  ['collector', 'otlp-grpc', collectorRules],
  ['collector.otlp.grpc', 'otlp-grpc', { ...grpcServerRules, ...server }],
  ['collector.otlp.http', 'otlp-http', { ...httpServerRules, ...server }],
  ['collector.grpc-server', 'jaeger-grpc', grpcServerRules],
  ['collector.grpc', 'jaeger-grpc', server],
  ['collector.http-server', 'jaeger-thrift-http', httpServerRules],
  ['collector.http', 'jaeger-thrift-http', server],
  ['collector.zipkin', 'zipkin', { ...httpServerRules, ...server }],
  ['sampling', 'sampling', samplingRules],
  ['query', 'query', queryRules],
  ['query.http-server', 'query', inside('http', httpServerRules)],
  ['query.http', 'query', inside('http', server)],
  ['query.grpc-server', 'query', inside('grpc', grpcServerRules)],
  ['query.grpc', 'query', inside('grpc', server)],
  ['multi-tenancy', 'query', tenancyRules],
  ['', 'telemetry', commonRules],
];

const successors = new Map<string, Successor>(
  table.flatMap(([prefix, part, rules]) =>
    Object.entries(rules).map(([name, rule]): [string, Successor] => [
      prefix === '' ? name : `${prefix}.${name}`,
      rule(part),
    ]),
  ),
);

const noTenants: Successor = {
  fate: 'none',
  because:
    'Jaeger v2 keeps tenants apart when it answers queries, not when it takes spans (jaeger#6108)',
};

/**
 * What becomes of a flag of a component of Jaeger v1; undefined for one that Jaeger v1 does not have.
 *
 * Source: jaeger v1.76.0, and v2.20.0 for what is new.
 */
export function successorOf(key: string, component: JaegerComponent): Successor | undefined {
  const isTenancy = key.startsWith('multi-tenancy.');
  if (isTenancy && component !== 'query' && component !== 'allInOne') return noTenants;
  const known = successors.get(key);
  if (known) return known;
  const gone = Object.entries(goneRules).find(([prefix]) => key.startsWith(prefix));
  return gone && { fate: 'none', because: gone[1] };
}
