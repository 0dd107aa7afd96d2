import type { Protocol } from '../../upstream/edge/protocols.ts';
import { jaegerTlsFlags } from '../../upstream/jaeger/ports.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import { type Container, envVar } from '../kubernetes/workloads.ts';

const collector: Readonly<Record<number, Protocol>> = {
  4317: 'otlp-grpc',
  4318: 'otlp-http',
  14250: 'jaeger-grpc',
  14267: 'dead',
  14268: 'jaeger-thrift-http',
  14269: 'admin',
};

const query: Readonly<Record<number, Protocol>> = {
  16685: 'jaeger-query-grpc',
  16686: 'jaeger-query',
  16687: 'admin',
};

// source: jaeger v1.51.0 ports/ports.go; documentation of Elasticsearch, OpenSearch, Kafka and Tempo
const images: readonly [RegExp, Readonly<Record<number, Protocol>>][] = [
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

// first release that takes OTLP without being told to (jaeger#4494)
const otlpDefaultSince = '1.46.0';
const jaegerV1 = /(^|\/)jaegertracing\/(jaeger-collector|jaeger-query|all-in-one)$/;

/** What a container of a known image listens for on a port; undefined when that is not known. */
export function imageProtocol(container: Container, port: number): Protocol | undefined {
  const repository = container.imageReference?.repository ?? '';
  const protocol = images.find(([name]) => name.test(repository))?.[1][port];
  if (protocol !== undefined) return isOtlpOff(container, protocol) ? 'dead' : protocol;
  const zipkin = envVar(container.env, 'COLLECTOR_ZIPKIN_HOST_PORT')?.value;
  return zipkin?.endsWith(`:${port}`) ? 'zipkin' : undefined;
}

/** Whether a container of a Jaeger v1 image speaks TLS on a port; undefined for other images. */
export function imageTls(container: Container, port: number): boolean | undefined {
  if (!jaegerV1.test(container.imageReference?.repository ?? '')) return undefined;
  const protocol = imageProtocol(container, port);
  const flag = protocol && jaegerTlsFlags[protocol];
  if (flag === undefined) return undefined;
  const told = jaegerOption(container, flag);
  return told === '' ? undefined : told === 'true';
}

function isOtlpOff(container: Container, protocol: Protocol): boolean {
  const { repository = '', version } = container.imageReference ?? {};
  if (!jaegerV1.test(repository) || (protocol !== 'otlp-grpc' && protocol !== 'otlp-http'))
    return false;
  const told = jaegerOption(container, 'collector.otlp.enabled');
  if (told !== undefined) return told === 'false';
  return version !== undefined && !isAtLeast(version, otlpDefaultSince);
}

/** Value of an option of Jaeger v1, by flag or by environment; undefined when it is not set, empty when it cannot be known. */
function jaegerOption({ arguments: words, env }: Container, flag: string): string | undefined {
  const index = words.findLastIndex(({ text }) => text.replace(/=.*$/s, '') === `--${flag}`);
  const word = words[index]?.text;
  if (word !== undefined) {
    if (word.includes('=')) return word.slice(word.indexOf('=') + 1);
    const next = words[index + 1]?.text;
    return next === undefined || next.startsWith('-') ? 'true' : next;
  }
  const variable = envVar(env, flag.toUpperCase().replace(/[.-]/g, '_'));
  return variable && (variable.value ?? '');
}
