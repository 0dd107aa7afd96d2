import { type EndpointProtocol, protocols, tracesUnder } from '../../upstream/edge/protocols.ts';
import {
  argocd,
  dapr,
  envoyGateway,
  keycloak,
  knative,
  kong,
} from '../../upstream/platform/tracing.ts';
import { at, number, own, record, scalarText, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';

/** Names of the platforms, by the kind of their senders. */
const names = {
  dapr: 'Dapr',
  knative: 'Knative',
  argocd: 'Argo CD',
  'envoy-gateway': 'Envoy Gateway',
  kong: 'Kong',
  keycloak: 'Keycloak',
} as const;

/** Something that a platform reports spans by. */
export type PlatformSender = Sender<keyof typeof names>;

/** Addresses that objects of other projects tell their programs to report spans to. */
export function platformSenders(objects: ObjectIndex): PlatformSender[] {
  const configMaps = objects.ofKind('ConfigMap', '');
  return [
    ...objects.ofKind(dapr.kind, dapr.group).flatMap(daprSenders),
    ...configMaps.flatMap((one) => [...knativeSenders(one), ...argocdSenders(one)]),
    ...objects.ofKind(envoyGateway.kind, envoyGateway.group).flatMap(envoySenders),
    ...kong.kinds.flatMap((kind) => objects.ofKind(kind, kong.group)).flatMap(kongSenders),
    ...objects.ofKind(keycloak.kind, keycloak.group).flatMap(keycloakSenders),
  ];
}

type Facts = Pick<PlatformSender, 'address' | 'path' | 'grammar' | 'enabled'> &
  Partial<PlatformSender>;

function sender(object: KubeObject, kind: PlatformSender['kind'], facts: Facts): PlatformSender {
  return {
    kind,
    client: object,
    label: names[kind],
    called: () => names[kind],
    namespace: object.namespace,
    object,
    ...facts,
  };
}

/** What is known of an exporter in Go that is told `host:port`, and TLS beside it. */
function goExporter(protocol: 'otlp-grpc' | 'otlp-http' | undefined, tls: boolean | undefined) {
  return {
    grammar: 'host-port',
    protocol,
    tls,
    ...(protocol === 'otlp-http' && { posts: tracesUnder(undefined) }),
    defaultPort: protocol === 'otlp-http' && tls === false ? 80 : 443,
  } as const;
}

/** What is known of a client that posts to the URL as it is written. */
function poster(address: string, protocol: EndpointProtocol | undefined) {
  const { scheme, path } = parseAddress(address) ?? {};
  return {
    grammar: 'http-exporter',
    protocol,
    tls: scheme === 'https',
    posts: path ?? '/',
  } as const;
}

function daprSenders(object: KubeObject): PlatformSender[] {
  const { value } = object;
  const sampled = isSampled(at(value, ...dapr.rate));
  const otel = record(at(value, ...dapr.otel));
  const told = text(otel[dapr.protocol]);
  const protocol = known(dapr.protocols, told);
  const secure = otel[dapr.secure];
  const found: [Path, string | undefined, (address: string) => Omit<Facts, 'address' | 'path'>][] =
    [
      [
        dapr.otel,
        text(otel[dapr.address]),
        () => ({
          ...goExporter(protocol, typeof secure === 'boolean' ? secure : undefined),
          enabled: sampled && told !== undefined,
        }),
      ],
      [
        dapr.zipkin,
        text(at(value, ...dapr.zipkin, dapr.address)),
        (address) => ({ ...poster(address, 'zipkin'), enabled: sampled }),
      ],
    ];
  return found.flatMap(([path, address, facts]) =>
    address
      ? [sender(object, 'dapr', { address, path: [...path, dapr.address], ...facts(address) })]
      : [],
  );
}

function knativeSenders(object: KubeObject): PlatformSender[] {
  const data = record(object.value.data);
  const { zipkin, otlp } = knative;
  const old = object.name === zipkin.name && text(data[zipkin.address]);
  if (old) {
    const enabled = data[zipkin.backend] === 'zipkin' && isSampled(data[zipkin.rate]);
    const path = ['data', zipkin.address];
    return [sender(object, 'knative', { address: old, path, ...poster(old, 'zipkin'), enabled })];
  }
  const address = object.name === otlp.name && text(data[otlp.address]);
  const protocol = known(otlp.protocols, text(data[otlp.protocol]));
  if (!address || !protocol) return [];
  const { posts, tls } = poster(address, protocol);
  const { scheme, path: written } = parseAddress(address) ?? {};
  const path = ['data', otlp.address];
  return [
    sender(object, 'knative', {
      address,
      path,
      grammar: 'http-exporter',
      // what is made of an address without a scheme hangs on the release
      ...(scheme === undefined && { judge: () => undefined }),
      protocol,
      tls: scheme === undefined ? undefined : tls,
      ...(protocol === 'otlp-http' && { posts: written ? posts : tracesUnder(undefined) }),
      enabled: isSampled(data[otlp.rate]),
    }),
  ];
}

function argocdSenders(object: KubeObject): PlatformSender[] {
  const data = record(object.value.data);
  const address = object.name === argocd.name && text(data[argocd.address]);
  if (!address) return [];
  const tls = text(data[argocd.insecure])?.toLowerCase() === 'false';
  const path = ['data', argocd.address];
  return [
    sender(object, 'argocd', { address, path, ...goExporter('otlp-grpc', tls), enabled: true }),
  ];
}

function envoySenders(object: KubeObject): PlatformSender[] {
  const provider = record(at(object.value, ...envoyGateway.provider));
  if ((provider.type ?? envoyGateway.type) !== envoyGateway.type) return [];
  const inside: Path = [...envoyGateway.provider, 'backendRefs', 0];
  const reference = at(object.value, ...inside);
  // what another kind names is no Service
  if ((own(reference, 'kind') ?? 'Service') !== 'Service') return [];
  const name = text(own(reference, 'name'));
  // a Service is in the namespace that is named beside it; a host is looked for where Envoy runs
  const host = text(provider.host);
  const [address, place] = name ? [name, inside] : [host, envoyGateway.provider];
  if (!address || (!name && !address.includes('.'))) return [];
  const port = number(own(name ? reference : provider, 'port'));
  return [
    sender(object, 'envoy-gateway', {
      address,
      namespace: text(own(name ? reference : undefined, 'namespace')) ?? object.namespace,
      path: [...place, name ? 'name' : 'host'],
      grammar: 'host-port',
      judge: () => undefined,
      protocol: 'otlp-grpc',
      // what a BackendTLSPolicy says
      tls: undefined,
      port: port ?? protocols['otlp-grpc'].port,
      portLocation: { object, path: [...place, 'port'] },
      enabled: true,
    }),
  ];
}

function kongSenders(object: KubeObject): PlatformSender[] {
  const { plugin, config, disabled } = object.value;
  const facts = known(kong.plugins, text(plugin));
  return (facts?.addresses ?? []).flatMap((key) => {
    const address = text(own(config, key));
    // a name alone is looked for where Kong runs
    if (!facts || !address || !parseAddress(address)?.host.includes('.')) return [];
    const path = ['config', key];
    const posted = poster(address, facts.protocol);
    return [sender(object, 'kong', { address, path, ...posted, enabled: disabled !== true })];
  });
}

function keycloakSenders(object: KubeObject): PlatformSender[] {
  const tracing = record(at(object.value, ...keycloak.tracing));
  const address = text(tracing.endpoint);
  if (!address) return [];
  return [
    sender(object, 'keycloak', {
      address,
      path: [...keycloak.tracing, 'endpoint'],
      grammar: 'http-exporter',
      protocol: known(keycloak.protocols, text(tracing.protocol) ?? 'grpc'),
      tls: parseAddress(address)?.scheme === 'https',
      enabled: tracing.enabled === true,
    }),
  ];
}

/** Whether some traces are kept by a share, as is where none is told, or none that can be read. */
function isSampled(rate: unknown): boolean {
  const told = scalarText(rate)?.trim();
  return !told || Number(told) !== 0;
}

/** What a table says of a word; undefined for words that it does not have. */
function known<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
