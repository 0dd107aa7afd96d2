import { listensOnFile, usualHost } from '../../upstream/collector/listen-address.ts';
import type { Protocol } from '../../upstream/edge/protocols.ts';
import {
  emptyProtocolsDefaultedSince,
  enabledComponents,
  portOfEndpoint,
} from '../../upstream/otel-operator/ports.ts';
import type { ComponentPort, ComponentPorts } from '../../upstream/otel-operator/receivers.ts';
import {
  extensionAddresses,
  otherReceiverPorts,
  prometheusExporterPort,
  receiverPorts,
} from '../../upstream/otel-operator/receivers.ts';
import { at, isRecord, own, record, scalarText } from '../../upstream/values/unknown.ts';
import { isAtLeast } from '../../upstream/values/version.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Location } from '../kubernetes/objects.ts';
import type { CollectorConfig, Component } from './config.ts';
import type { Collector } from './instances.ts';

/** A port that a collector listens on. */
export interface Listener extends Location {
  readonly collector: Collector;
  /** The receiver, extension or exporter that listens. */
  readonly component: Component;
  readonly protocol: Protocol;
  readonly transport: 'TCP' | 'UDP';
  readonly port: number;
  /** Port that it listens on unless told otherwise. */
  readonly usualPort: number;
  /**
   * Address that it binds to: as written, as the operator writes it, or as the release binds by default. Unset when that hangs
   * on a release that the manifests do not tell.
   */
  readonly host?: string;
  /** Whether the address is written in the configuration. */
  readonly written: boolean;
  /** Whether it speaks TLS. */
  readonly tls: boolean;
}

/** Ports that enabled components of a collector listen on, as far as the components are known. */
export function readListeners(collector: Collector): Listener[] {
  const { config } = collector;
  if (!config) return [];
  return [
    ...enabled(config, 'receivers').flatMap((component) => receiverListeners(collector, component)),
    ...enabled(config, 'extensions').flatMap((component) =>
      extensionListeners(collector, component),
    ),
    ...enabled(config, 'exporters')
      .filter(({ type }) => type === 'prometheus')
      .flatMap((component) => listenersAt(collector, component, [], prometheusExporterPort)),
  ];
}

function enabled(
  config: CollectorConfig,
  kind: 'receivers' | 'extensions' | 'exporters',
): Component[] {
  return enabledComponents(config.value, kind).flatMap((id) => config.component(kind, id) ?? []);
}

function receiverListeners(collector: Collector, component: Component): Listener[] {
  const { type, settings } = component;
  const known = (own(receiverPorts, type) ?? own(otherReceiverPorts, type)) as
    | ComponentPorts
    | undefined;
  if (known?.protocols) {
    const written = Object.keys(record(settings.protocols));
    const all =
      written.length === 0 &&
      collector.operated &&
      collector.operatorVersion !== undefined &&
      isAtLeast(collector.operatorVersion, emptyProtocolsDefaultedSince);
    return (all ? Object.keys(known.protocols) : written).flatMap((protocol) => {
      const port = own(known.protocols, protocol) as ComponentPort | undefined;
      const off = at(settings, 'protocols', protocol, 'enabled') === false;
      return port && !off ? listenersAt(collector, component, ['protocols', protocol], port) : [];
    });
  }
  if (isRecord(known?.single))
    return listenersAt(collector, component, [], known.single as ComponentPort);
  return [];
}

function extensionListeners(collector: Collector, component: Component): Listener[] {
  const known = Object.hasOwn(extensionAddresses, component.type)
    ? extensionAddresses[component.type]
    : undefined;
  return (known ?? []).flatMap(({ path, port, ifWritten }) =>
    ifWritten && at(component.settings, ...path) === undefined
      ? []
      : listenersAt(collector, component, path, port),
  );
}

/** What listens on a port; nothing for what listens on a socket of the file system. */
function listenersAt(
  collector: Collector,
  component: Component,
  inner: Path,
  known: ComponentPort,
): Listener[] {
  return listensOnFile(component.type, at(component.settings, ...inner))
    ? []
    : [listener(collector, component, inner, known)];
}

function listener(
  collector: Collector,
  component: Component,
  inner: Path,
  known: ComponentPort,
): Listener {
  const settings = at(component.settings, ...inner);
  const key = own(settings, 'endpoint') === undefined ? 'listen_address' : 'endpoint';
  // a number is taken as text
  const endpoint = scalarText(own(settings, key)) ?? '';
  const host = endpoint ? endpoint.replace(/:\d*$/, '') : usualHost(component, collector);
  return {
    collector,
    component,
    protocol: known.protocol,
    transport: known.transport ?? 'TCP',
    port: portOfLast(endpoint) ?? known.port,
    usualPort: known.port,
    host,
    written: endpoint !== '',
    tls: isRecord(own(settings, 'tls')),
    object: component.object,
    path: [...component.path, ...inner, ...(endpoint ? [key] : [])],
  };
}

function portOfLast(endpoint: string): number | undefined {
  return portOfEndpoint(/:\d+$/.exec(endpoint)?.[0] ?? '');
}
