import { tracesUnder } from '../../upstream/edge/protocols.ts';
import { providerHost, providerServiceProblem } from '../../upstream/istio/tracing.ts';
import { at, isRecord, own, scalarText, text } from '../../upstream/values/unknown.ts';
import type { Sender } from '../edge/senders.ts';
import type { Cluster, Subject } from '../subject.ts';
import { type Mesh, type MeshProvider, readMeshes } from './meshes.ts';
import { type NamedProvider, readTelemetries } from './telemetries.ts';

/** What is known of Istio. */
export interface IstioPart {
  /** Configurations of meshes. */
  readonly meshes: readonly Mesh[];
  /** Providers that Telemetries name for traces. */
  readonly tracingProviders: readonly NamedProvider[];
}

/** Istio, whose proxies send spans of the requests between applications. */
export const istio: Subject<Cluster, IstioPart, Sender<'istio'>> = {
  read: ({ objects }) => ({
    meshes: readMeshes(objects),
    tracingProviders: readTelemetries(objects),
  }),
  senders: ({ meshes, tracingProviders }) =>
    meshes.flatMap((mesh) =>
      (mesh.providers ?? []).flatMap((provider) =>
        providerSender(mesh, provider, tracingProviders),
      ),
    ),
};

function providerSender(
  mesh: Mesh,
  { object, path, name, value }: MeshProvider,
  named: readonly NamedProvider[],
): Sender<'istio'>[] {
  const settings = value.opentelemetry;
  const service = text(own(settings, 'service'));
  if (!isRecord(settings) || !service) return [];
  const inside = [...path, 'opentelemetry'];
  const overHttp = isRecord(settings.http);
  const port = Number(scalarText(settings.port));
  const uses = [...named, ...mesh.defaults].filter((one) => one.name === name);
  return [
    {
      kind: 'istio',
      client: object,
      label: name,
      noun: 'provider',
      namespace: mesh.namespace,
      object,
      path: [...inside, 'service'],
      address: providerHost(service),
      among: service.includes('/') ? service : undefined,
      grammar: 'host-port',
      judge: () => providerServiceProblem(service),
      protocol: overHttp ? 'otlp-http' : 'otlp-grpc',
      ...(overHttp && { posts: text(at(settings, 'http', 'path')) ?? tracesUnder(undefined) }),
      // what a DestinationRule or the mesh itself adds
      tls: undefined,
      port: Number.isInteger(port) ? port : undefined,
      portLocation: { object, path: [...inside, 'port'] },
      uses,
      enabled: uses.length > 0 || named.length === 0,
    },
  ];
}
