import { type Protocol, tracesUnder } from '../../upstream/edge/protocols.ts';
import { at, isRecord, list, own, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { AddressGrammar } from '../edge/address.ts';
import { parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import type { CollectorConfig, Component } from './config.ts';
import type { Collector } from './instances.ts';

/** A component of a collector that has an address to connect to; the storages of Jaeger v2 are Jaeger's. */
export interface CollectorSender extends Sender<'collector' | 'jaeger'> {
  /** The exporter, receiver or extension that connects. */
  readonly component: Component;
}

interface ExporterFacts {
  readonly grammar: AddressGrammar;
  readonly protocol: Protocol;
  /** Keys that may hold the address, the most specific first. */
  readonly keys: readonly string[];
}

const grpc = (protocol: Protocol): ExporterFacts => ({
  grammar: 'grpc-exporter',
  protocol,
  keys: ['endpoint'],
});
const http = (protocol: Protocol, ...keys: string[]): ExporterFacts => ({
  grammar: 'http-exporter',
  protocol,
  keys: [...keys, 'endpoint'],
});

// source: opentelemetry-collector exporter/* and -contrib exporter/*, README of each
const exporters: Readonly<Record<string, ExporterFacts>> = {
  otlp: grpc('otlp-grpc'),
  otlp_grpc: grpc('otlp-grpc'),
  otlphttp: http('otlp-http', 'traces_endpoint'),
  otlp_http: http('otlp-http', 'traces_endpoint'),
  jaeger: grpc('jaeger-grpc'),
  jaeger_thrift: http('jaeger-thrift-http'),
  zipkin: http('zipkin'),
};

/** Addresses that exporters, Kafka receivers and Jaeger v2's storages of a collector connect to. */
export function exporterSenders(collector: Collector): CollectorSender[] {
  const { config } = collector;
  if (!config) return [];
  return config.components.flatMap((component) => {
    const { kind, type } = component;
    if (kind === 'extensions') return storageSenders(collector, config, component);
    if (type === 'kafka') return kafkaSenders(collector, config, component);
    if (kind !== 'exporters') return [];
    if (type === 'loadbalancing' || type === 'load_balancing') {
      return balancingSenders(collector, config, component);
    }
    const facts = Object.hasOwn(exporters, type) ? exporters[type] : undefined;
    return facts ? exporterSender(collector, config, component, facts) : [];
  });
}

function base(collector: Collector, config: CollectorConfig, component: Component, inner: Path) {
  return {
    kind: 'collector',
    client: collector.object,
    component,
    label: component.id,
    called: (labels: string) => labels,
    namespace: collector.namespace,
    uses: config
      .pipelinesOf(component)
      .flatMap(({ exporters }) =>
        exporters.filter(({ id }) => component.kind === 'exporters' && id === component.id),
      ),
    enabled: config.isEnabled(component),
    object: component.object,
    path: [...component.path, ...inner],
  } as const;
}

function exporterSender(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
  { grammar, protocol, keys }: ExporterFacts,
): CollectorSender[] {
  const key = keys.find((candidate) => text(component.settings[candidate]) !== undefined);
  const address = key === undefined ? undefined : text(component.settings[key]);
  if (key === undefined || address === undefined) return [];
  const { scheme, path } = parseAddress(address) ?? {};
  const posted = key === 'endpoint' && protocol === 'otlp-http' ? tracesUnder(path) : (path ?? '/');
  const tls =
    grammar === 'grpc-exporter'
      ? grpcTls(component.settings.tls, scheme)
      : scheme === undefined
        ? undefined
        : scheme === 'https';
  return [
    {
      ...base(collector, config, component, [key]),
      address,
      grammar,
      protocol,
      tls,
      ...(grammar === 'grpc-exporter'
        ? { tlsLocation: { object: component.object, path: [...component.path, 'tls'] } }
        : { posts: posted }),
    },
  ];
}

/**
 * Whether a gRPC client dials TLS: unless `tls.insecure` is true, and then still with a CA or an https address.
 *
 * Source: opentelemetry-collector config/configgrpc and config/configtls.
 */
function grpcTls(tls: unknown, scheme: string | undefined): boolean | undefined {
  const insecure = own(tls, 'insecure');
  if (typeof insecure === 'string' && insecure.includes('${')) return undefined;
  const plain = insecure === true || insecure === 'true';
  const ca = ['ca_file', 'ca_pem'].some((key) => Boolean(text(own(tls, key))));
  return !plain || ca || scheme === 'https';
}

function kafkaSenders(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
): CollectorSender[] {
  const { brokers } = component.settings;
  const written = typeof brokers === 'string' ? brokers.split(',') : list(brokers);
  return written.flatMap((broker, index) =>
    typeof broker === 'string'
      ? [
          {
            ...base(
              collector,
              config,
              component,
              typeof brokers === 'string' ? ['brokers'] : ['brokers', index],
            ),
            address: broker.trim(),
            grammar: 'host-port' as const,
            protocol: 'kafka' as const,
            tls:
              isRecord(component.settings.tls) || isRecord(at(component.settings, 'auth', 'tls')),
          },
        ]
      : [],
  );
}

function balancingSenders(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
): CollectorSender[] {
  const otlp = ['protocol', 'otlp'];
  const tls = grpcTls(at(component.settings, ...otlp, 'tls'), undefined);
  const common = {
    grammar: 'host-port' as const,
    protocol: 'otlp-grpc' as const,
    tls,
    tlsLocation: { object: component.object, path: [...component.path, ...otlp, 'tls'] },
    defaultPort: 4317,
  };
  const resolver = own(component.settings, 'resolver');
  const senders: CollectorSender[] = [];
  const dns = text(at(resolver, 'dns', 'hostname'));
  if (dns !== undefined) {
    const port = at(resolver, 'dns', 'port');
    senders.push({
      ...base(collector, config, component, ['resolver', 'dns', 'hostname']),
      ...common,
      address: port === undefined ? dns : `${dns}:${port}`,
    });
  }
  const service = text(at(resolver, 'k8s', 'service'));
  if (service !== undefined) {
    const [port] = list(at(resolver, 'k8s', 'ports'));
    senders.push({
      ...base(collector, config, component, ['resolver', 'k8s', 'service']),
      ...common,
      address: port === undefined ? service : `${service}:${port}`,
    });
  }
  list(at(resolver, 'static', 'hostnames')).forEach((hostname, index) => {
    if (typeof hostname !== 'string') return;
    const inner = ['resolver', 'static', 'hostnames', index];
    senders.push({ ...base(collector, config, component, inner), ...common, address: hostname });
  });
  return senders;
}

function storageSenders(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
): CollectorSender[] {
  if (component.type !== 'jaeger_storage') return [];
  const backends = own(component.settings, 'backends');
  return Object.keys(isRecord(backends) ? backends : {}).flatMap((name) =>
    (['elasticsearch', 'opensearch'] as const).flatMap((type) => {
      const path = ['backends', name, type, 'server_urls'];
      return list(at(component.settings, ...path)).flatMap((url, index): CollectorSender[] => {
        if (typeof url !== 'string') return [];
        const scheme = parseAddress(url)?.scheme;
        return [
          {
            ...base(collector, config, component, [...path, index]),
            kind: 'jaeger',
            called: (labels) => `Jaeger ${labels}`,
            address: url,
            grammar: 'http-exporter',
            protocol: 'elasticsearch',
            ...(scheme === undefined ? {} : { tls: scheme === 'https' }),
            tlsLocation: config.location('extensions', component.id, 'backends', name, type, 'tls'),
          },
        ];
      });
    }),
  );
}
