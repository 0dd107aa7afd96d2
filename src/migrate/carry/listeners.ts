import { type ReceiverProtocol, receiverSlots } from '../../upstream/collector/component-names.ts';
import { agentGoneSince } from '../../upstream/jaeger/images.ts';
import { jaegerPortFlags, jaegerTlsFlags } from '../../upstream/jaeger/ports.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import type { Draft } from '../output/draft.ts';
import type { Source, SourceRole } from '../source/component.ts';
import { type GroupedOption, placeOf, successorRole } from './flags.ts';

/** Says what Jaeger v2 takes spans over: all that v1 did, since nobody knows which of it senders use. */
export function carryListeners(
  source: Source,
  options: readonly GroupedOption[],
  draft: Draft,
): void {
  const receiving = source.roles.find(({ name }) => name === 'collector' || name === 'allInOne');
  if (receiving) draft.props.protocols = receiving.protocols ?? [];
  if (receiving?.name === 'allInOne' && hasAgent(receiving)) {
    draft.note(
      'the agent in the pod of v1 took spans at UDP ports 6831 and 6832; such senders send OTLP, or thrift_compact and thrift_binary of the receiver jaeger are added by extraConfig',
    );
  }
  for (const option of options) {
    if (option.group === 'listener') carryListener(option, receiving);
    if (option.group === 'tls' && !option.key.startsWith('es')) carryTls(source, option, draft);
  }
}

/** Whether all-in-one has an agent in it, as far as its release is known. */
function hasAgent({ version }: SourceRole): boolean {
  return version !== undefined && !isAtLeast(version, agentGoneSince);
}

/** Where Jaeger v2 listens for what a flag of v1 gave an address, in the words of a configuration. */
const listeners: Readonly<Record<string, string>> = {
  'collector.otlp.grpc.host-port': 'receivers.otlp.protocols.grpc.endpoint',
  'collector.otlp.http.host-port': 'receivers.otlp.protocols.http.endpoint',
  'collector.grpc-server.host-port': 'receivers.jaeger.protocols.grpc.endpoint',
  'collector.http-server.host-port': 'receivers.jaeger.protocols.thrift_http.endpoint',
  'collector.zipkin.host-port': 'receivers.zipkin.endpoint',
  'query.http-server.host-port': 'extensions.jaeger_query.http.endpoint',
  'query.grpc-server.host-port': 'extensions.jaeger_query.grpc.endpoint',
};

function carryListener({ key, value = '', mark }: GroupedOption, receiving?: SourceRole): void {
  if (key === 'collector.otlp.enabled') {
    if (receiving?.protocols?.some((protocol) => protocol.startsWith('otlp'))) {
      mark.carried('spec.config.receivers.otlp');
    } else mark.carried('that spec.config.receivers has no otlp');
    return;
  }
  const usual = jaegerPortFlags[key];
  const port = /:(\d+)$/.exec(value)?.[1];
  if (port === undefined || Number(port) === usual) {
    mark.carried(`spec.config.${listeners[key]}`);
  } else mark.none(`Jaeger v2 listens for it on port ${usual}, which is the usual one`);
}

/** Opens a block of TLS; what is in it has flags of its own. */
function carryTls(source: Source, { key, value, mark, role }: GroupedOption, draft: Draft): void {
  if (!/^(?:1|t|true)$/i.test(value ?? '')) {
    mark.dropped('there is no TLS in Jaeger v2 unless it is written');
    return;
  }
  const place = tlsPlace(source, key);
  const target = successorRole[role.name];
  if (draft.configured(target, place) === undefined) draft.configure(target, place, {});
  mark.carried(`spec.config.${place.join('.')}`);
}

function tlsPlace(source: Source, key: string): string[] {
  const protocol = Object.keys(jaegerTlsFlags).find(
    (name) => jaegerTlsFlags[name as keyof typeof jaegerTlsFlags] === key,
  );
  if (protocol === 'jaeger-query') return ['extensions', 'jaeger_query', 'http', 'tls'];
  if (protocol === 'jaeger-query-grpc') return ['extensions', 'jaeger_query', 'grpc', 'tls'];
  if (protocol !== undefined && Object.hasOwn(receiverSlots, protocol)) {
    return [...placeOf(protocol as ReceiverProtocol, source).map(String), 'tls'];
  }
  const base = clients.find(([prefix]) => key.startsWith(prefix));
  const part = base?.[1] ?? 'storage';
  const inner = key.startsWith('cassandra') ? ['connection', 'tls'] : ['tls'];
  return [...placeOf(part, source).map(String), ...inner];
}

const clients = [
  ['kafka.producer.', 'kafka-exporter'],
  ['kafka.consumer.', 'kafka-receiver'],
  ['prometheus.', 'metrics'],
  ['cassandra-archive.', 'archive'],
  ['grpc-storage-archive.', 'archive'],
] as const;
