import { clickHouseProtocol } from '../../upstream/clickhouse/image-ports.ts';
import { type Protocol, tracesUnder } from '../../upstream/edge/protocols.ts';
import { isVariable } from '../../upstream/values/settings.ts';
import { at, isRecord, own, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { AddressGrammar } from '../edge/address.ts';
import { parseAddress } from '../edge/address.ts';
import { listed, type Sender } from '../edge/senders.ts';
import { groupBy } from '../kubernetes/group.ts';
import { textItems } from '../kubernetes/objects.ts';
import { balancerAddresses } from './balancers.ts';
import type { CollectorConfig, Component } from './config.ts';
import type { Collector } from './instances.ts';
import { storageSenders } from './storages.ts';

/** A component of a collector that has an address to connect to; the storages of Jaeger v2 are Jaeger's. */
export interface CollectorSender extends Sender<'collector' | 'jaeger'> {
  /** The exporter, receiver or extension that connects. */
  readonly component: Component;
}

interface ExporterFacts {
  readonly grammar: AddressGrammar;
  /** Unset for what carries no spans, of which it is not told what takes it. */
  readonly protocol: Protocol | undefined;
  /** Whether `<signal>_endpoint` is the address for a signal, posted to as it is, and `endpoint` a base for the others. */
  readonly bySignal: boolean;
}

const grpc = (protocol: Protocol): ExporterFacts => ({
  grammar: 'grpc-exporter',
  protocol,
  bySignal: false,
});
const http = (protocol: Protocol | undefined): ExporterFacts => ({
  grammar: 'http-exporter',
  protocol,
  bySignal: false,
});
const otlpHttp = { ...http('otlp-http'), bySignal: true };

// source: opentelemetry-collector exporter/* and -contrib exporter/*, README of each
const exporters: Readonly<Record<string, ExporterFacts>> = {
  otlp: grpc('otlp-grpc'),
  otlp_grpc: grpc('otlp-grpc'),
  otlphttp: otlpHttp,
  otlp_http: otlpHttp,
  jaeger: grpc('jaeger-grpc'),
  jaeger_thrift: http('jaeger-thrift-http'),
  zipkin: http('zipkin'),
  prometheus_remote_write: http(undefined),
  prometheusremotewrite: http(undefined),
};

/** Addresses that exporters, Kafka receivers and Jaeger v2's storages of a collector connect to. */
export function exporterSenders(collector: Collector): CollectorSender[] {
  const { config } = collector;
  if (!config) return [];
  return config.components.flatMap((component) => {
    const { kind, type } = component;
    if (kind === 'extensions')
      return storageSenders(component, (...inner) => base(collector, config, component, inner));
    if (type === 'kafka') return kafkaSenders(collector, config, component);
    if (kind !== 'exporters') return [];
    if (type === 'loadbalancing' || type === 'load_balancing') {
      return balancingSenders(collector, config, component);
    }
    if (type === 'clickhouse') return clickHouseSenders(collector, config, component);
    const facts = Object.hasOwn(exporters, type) ? exporters[type] : undefined;
    return facts ? addressSenders(collector, config, component, facts) : [];
  });
}

const byId = (labels: string) => labels;

function base(collector: Collector, config: CollectorConfig, component: Component, inner: Path) {
  const signals = signalsOf(config, component);
  return {
    kind: 'collector',
    client: collector.object,
    component,
    signals: component.kind === 'exporters' && signals.length > 0 ? signals : undefined,
    label: component.id,
    called: byId,
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

/** Signals of the pipelines that name a component. */
function signalsOf(config: CollectorConfig, component: Component): readonly string[] {
  return [...new Set(config.pipelinesOf(component).map(({ signal }) => signal))];
}

/** One sender for each address that the signals of an exporter's pipelines go to. */
function addressSenders(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
  facts: ExporterFacts,
): CollectorSender[] {
  const used = signalsOf(config, component);
  // one that no pipeline names is there for spans
  const signals = used.length > 0 ? used : ['traces'];
  const byKey = groupBy(signals, (signal) => addressKey(component, facts, signal));
  return [...byKey].flatMap(([key, sent]) =>
    addressSender(collector, config, component, facts, key, sent),
  );
}

function addressKey({ settings }: Component, { bySignal }: ExporterFacts, signal: string): string {
  const key = `${signal}_endpoint`;
  return bySignal && text(settings[key]) !== undefined ? key : 'endpoint';
}

function addressSender(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
  { grammar, protocol, bySignal }: ExporterFacts,
  key: string,
  signals: readonly string[],
): CollectorSender[] {
  const address = text(component.settings[key]);
  if (address === undefined) return [];
  const { scheme, path } = parseAddress(address) ?? {};
  const posted = key === 'endpoint' && bySignal ? tracesUnder(path) : (path ?? '/');
  const postsSpans = grammar !== 'grpc-exporter' && signals.includes('traces');
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
      signals,
      tls,
      tlsLocation:
        grammar === 'grpc-exporter'
          ? { object: component.object, path: [...component.path, 'tls'] }
          : undefined,
      posts: postsSpans ? posted : undefined,
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

/** Its address is a URL of its driver, of one or several servers. */
function clickHouseSenders(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
): CollectorSender[] {
  const address = text(component.settings.endpoint);
  if (address === undefined) return [];
  const parsed = parseAddress(address);
  // a variable may hold the scheme
  const hidden = parsed?.scheme === undefined;
  return [
    {
      ...base(collector, config, component, ['endpoint']),
      address,
      grammar: 'host-port',
      judge: () => undefined,
      protocol: hidden ? undefined : clickHouseProtocol(parsed.scheme),
    },
  ];
}

function kafkaSenders(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
): CollectorSender[] {
  const { brokers, tls, auth } = component.settings;
  const written =
    typeof brokers === 'string'
      ? listed(brokers, ['brokers'])
      : textItems(brokers, ['brokers']).map(({ text: broker, path }) => ({
          address: broker.trim(),
          path,
        }));
  return written.map(({ path, ...address }) => ({
    ...base(collector, config, component, path),
    ...address,
    grammar: 'host-port' as const,
    protocol: 'kafka' as const,
    tls: isVariable(tls) ? undefined : isRecord(tls) || isRecord(own(auth, 'tls')),
  }));
}

function balancingSenders(
  collector: Collector,
  config: CollectorConfig,
  component: Component,
): CollectorSender[] {
  const otlp = ['protocol', 'otlp'];
  const tls = grpcTls(at(component.settings, ...otlp, 'tls'), undefined);
  return balancerAddresses(component.settings, collector.version).map(
    ({ path, address, name, port, defaultPort, portPath, problem }) => ({
      ...base(collector, config, component, path),
      address,
      grammar: name ?? 'host-port',
      protocol: 'otlp-grpc',
      tls,
      tlsLocation: { object: component.object, path: [...component.path, ...otlp, 'tls'] },
      port,
      defaultPort,
      portLocation: portPath && config.location(component.kind, component.id, ...portPath),
      judge: problem && (() => problem),
    }),
  );
}
