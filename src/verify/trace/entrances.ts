import type { Collector } from '../../model/collector/instances.ts';
import type { Listener } from '../../model/collector/listeners.ts';
import type { Jaeger } from '../../model/jaeger/instances.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Protocol } from '../../upstream/edge/protocols.ts';
import { jaegerClientCaFlag } from '../../upstream/jaeger/ports.ts';
import { at, own, text } from '../../upstream/values/unknown.ts';
import type { PodName } from '../cluster.ts';
import { readyPods } from '../collector/pods.ts';
import type { Context } from '../context.ts';
import { endpointsOf, type ServiceName } from '../edge/endpoints.ts';
import { nameOf, namespaceOf } from '../kubernetes/names.ts';

/** A port that takes spans. */
export interface Entrance {
  /** The custom resource or workload whose pods listen. */
  readonly owner: KubeObject;
  /** What to call it: `otel-collector:4317`. */
  readonly name: string;
  readonly protocol: Protocol;
  /** Port of the pods. */
  readonly port: number;
  readonly tls: boolean;
  /** Path that spans are posted to, for HTTP. */
  readonly path: string;
  /** The collector, and the receiver that listens. */
  readonly collector?: Collector;
  readonly listener?: Listener;
  readonly jaeger?: Jaeger;
  /** Service in front of a Jaeger v1. */
  readonly service?: ServiceName;
  /** Why no span can be sent through it from here. */
  readonly obstacle?: string;
}

const spoken: readonly Protocol[] = ['otlp-grpc', 'otlp-http', 'zipkin'];
const taking: readonly Protocol[] = [
  ...spoken,
  'jaeger-grpc',
  'jaeger-thrift-http',
  'jaeger-thrift-compact',
  'jaeger-thrift-binary',
];

/** Ports of collectors and Jaegers that take spans. */
export function entrancesOf(context: Context): Entrance[] {
  return [
    ...context.model.listeners.filter(takesSpans).map(collectorEntrance),
    ...context.model.jaegers.flatMap((jaeger) => jaegerEntrances(context, jaeger)),
  ];
}

function takesSpans({ collector, component, protocol }: Listener): boolean {
  const pipelines = collector.config?.pipelinesOf(component) ?? [];
  return (
    component.kind === 'receivers' &&
    taking.includes(protocol) &&
    pipelines.some(({ signal }) => signal === 'traces')
  );
}

function collectorEntrance(listener: Listener): Entrance {
  const { collector, protocol, port, tls } = listener;
  const settings = settingsOf(listener);
  const written = text(own(settings, 'traces_url_path'));
  return {
    owner: collector.object,
    name: `${collector.name}:${port}`,
    protocol,
    port,
    tls,
    path: protocol === 'zipkin' ? '/api/v2/spans' : (written ?? '/v1/traces'),
    collector,
    listener,
    obstacle: obstacleOf(listener, settings),
  };
}

function settingsOf({ component, protocol }: Listener): unknown {
  if (protocol === 'zipkin') return component.settings;
  return at(component.settings, 'protocols', protocol === 'otlp-grpc' ? 'grpc' : 'http');
}

function obstacleOf({ protocol }: Listener, settings: unknown): string | undefined {
  if (!spoken.includes(protocol)) return `nothing here speaks ${protocol}`;
  if (at(settings, 'tls', 'client_ca_file') !== undefined) return clientCertificate;
  return own(settings, 'auth') === undefined ? undefined : 'it requires a login';
}

const clientCertificate = 'it requires a client certificate';

function asksForCertificate({ roles }: Jaeger, protocol: Protocol): boolean {
  const flag = jaegerClientCaFlag(protocol);
  return flag !== undefined && roles.some(({ options }) => options.has(flag));
}

function jaegerEntrances({ model, namespace }: Context, jaeger: Jaeger): Entrance[] {
  const service = model.services.all.find(
    (candidate) => candidate.jaeger === jaeger && candidate.role === 'collector',
  );
  return (service?.ports ?? [])
    .filter(({ protocol }) => protocol === 'otlp-grpc' || protocol === 'otlp-http')
    .map(({ port, protocol = 'otlp-grpc', tls }) => ({
      owner: jaeger.object,
      name: `${service?.name}:${port}`,
      protocol,
      port,
      tls: tls === true,
      path: '/v1/traces',
      jaeger,
      obstacle: asksForCertificate(jaeger, protocol) ? clientCertificate : undefined,
      service: { name: service?.name ?? '', namespace: service?.namespace || namespace },
    }));
}

/** A pod that listens at an entrance and its port; what is in the way where there is none. */
export async function doorOf(
  context: Context,
  { collector, service, port }: Entrance,
): Promise<{ readonly pod: PodName; readonly port: number } | string> {
  if (service) {
    const { endpoints, problem } = await endpointsOf(context.cluster, service, port);
    return problem ? problem.message : endpoints[0];
  }
  const [pod] = collector ? await readyPods(context, collector) : [];
  if (pod) return { pod: { name: nameOf(pod), namespace: namespaceOf(pod) }, port };
  return collector?.mode === 'sidecar'
    ? 'no pod has this sidecar'
    : `no pod of ${collector?.name} is ready`;
}
