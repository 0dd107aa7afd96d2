import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { EnvVar, Volume, VolumeMount } from '../../../imports/kubernetes.ts';
import {
  OpenTelemetryCollector,
  OpenTelemetryCollectorV1Alpha1,
} from '../../../imports/opentelemetry.io.ts';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import { collectorSelectorLabels } from '../../upstream/otel-operator/collector-names.ts';
import { prometheusPorts } from '../../upstream/otel-operator/ports.ts';
import { record } from '../../upstream/values/unknown.ts';
import { printYaml } from '../../yaml.ts';
import type { Endpoint } from '../edge/endpoint.ts';
import type { MetricsTarget } from '../edge/metrics-target.ts';
import { NodeEndpoint } from '../edge/node-endpoint.ts';
import { pulledFrom } from '../kubernetes/image-source.ts';
import { namespaceOf } from '../kubernetes/namespace.ts';
import { addPullAccount } from '../kubernetes/pull-account.ts';
import { restrictedContainer } from '../kubernetes/restricted.ts';
import { checkProps } from '../props/door.ts';
import { withExtra } from '../props/extra-spec.ts';
import { guarded } from '../props/guarded.ts';
import { refuse, within, yamlProblem } from '../props/refuse.ts';
import { checkCollectorProps, resources } from './checks.ts';
import { type CollectorConfig, collectorConfig, configVersion } from './config.ts';
import { backendAccess } from './exporters.ts';
import { hostPorts } from './host-ports.ts';
import { kafkaPod } from './kafka/components.ts';
import { carriedByKafka } from './kafka/topic.ts';
import { type CollectorPodProps, collectorPod, pullAccount } from './pod.ts';
import { collectorShapes, type DefaultProtocol, type OtelCollectorProps } from './props.ts';
import { imageOf, pulled } from './pulled.ts';
import { modeOf, queuePod } from './queue/persistent.ts';
import { carriedSignals, endpoints, servicePorts } from './receiving.ts';
import { addRights, nodeEnvironment } from './rights.ts';
import { allBackends } from './signals/pipelines.ts';

/**
 * A collector that receives spans and sends them to its backends, run by the OpenTelemetry operator.
 *
 * @throws if a setting is malformed, has no effect or contradicts another one
 */
export class OtelCollector<P extends ReceiverProtocol = DefaultProtocol> extends Construct {
  /** Endpoint of OTLP over gRPC; undefined where `protocols` leaves it out. */
  readonly otlpGrpc: 'otlp-grpc' extends P ? Endpoint<'otlp-grpc'> : undefined;
  /** Endpoint of OTLP over HTTP; undefined where `protocols` leaves it out. */
  readonly otlpHttp: 'otlp-http' extends P ? Endpoint<'otlp-http'> : undefined;
  private readonly hasHostPorts: boolean;
  /** Its pods as targets of monitoring; empty for a sidecar, which runs in pods of others. */
  readonly metrics: readonly MetricsTarget[];
  private readonly endpoints: ReadonlyMap<ReceiverProtocol, Endpoint>;

  constructor(scope: Construct, id: string, props: OtelCollectorProps<P>) {
    super(scope, id);
    checkProps(this, collectorShapes, props);
    const named = {
      ...props,
      namespace: namespaceOf(this, props.namespace),
      name: props.name ?? 'otel-collector',
      mode: modeOf(props),
      ...pulled(this, props),
    };
    within(this, () => checkCollectorProps(named));
    const { namespace, name, labels, annotations, apiVersion = 'v1beta1' } = named;
    const config = within(this, () => collectorConfig(named));
    // text keeps null, of which cdk8s makes nothing
    refuse(this, yamlProblem('config', config, apiVersion === 'v1alpha1'));
    this.endpoints = within(this, () => endpoints(named, config));
    const protocols: readonly ReceiverProtocol[] = props.protocols ?? defaultProtocols;
    refuse(this, ...protocols.map((protocol) => this.unopenedProblem(protocol)));

    const structured = apiVersion === 'v1beta1';
    const kind = structured ? OpenTelemetryCollector.GVK : OpenTelemetryCollectorV1Alpha1.GVK;
    const pod = {
      ports: hostPorts(named, protocols, servicePorts(named, config)),
      resources: resources(props),
      ...collectorPod(podOf(named, config), name),
      volumeClaimTemplates: queuePod(named)?.claims,
      ...security(props),
    };
    const spec = withExtra(pod, named.extraSpec);
    addPullAccount(this, { name: pullAccount(name), namespace }, named);
    const version = configVersion(named);
    addRights(this, named, config, version);
    // not the generated classes: they lose a number or a text of extraSpec where they have a union of the two
    new ApiObject(this, 'Resource', {
      ...kind,
      metadata: { name, namespace, labels, annotations },
      spec: {
        mode: named.mode,
        replicas: props.replicas,
        ...pulledFrom(this, { image: imageOf(this, named, config, version), ...spec }),
        config: structured ? config : printYaml([config]),
      },
    });
    this.hasHostPorts = props.hostPort ?? false;
    this.otlpGrpc = this.endpoints.get('otlp-grpc') as typeof this.otlpGrpc;
    this.otlpHttp = this.endpoints.get('otlp-http') as typeof this.otlpHttp;
    this.metrics =
      props.mode === 'sidecar'
        ? []
        : [
            {
              program: 'collector',
              name,
              namespace,
              podLabels: collectorSelectorLabels(namespace, name),
              signals: carriedSignals(config),
              served: portNames(prometheusPorts(record(config))),
              fromKafka: props.receiveFromKafka
                ? carriedByKafka(props.receiveFromKafka).map(({ signal }) => signal)
                : undefined,
            },
          ];
    guarded(this);
  }

  /**
   * Where the collector receives a protocol: at its Service, or for a sidecar at localhost of the pods that it is
   * injected into.
   */
  endpoint<Q extends P>(protocol: Q): Endpoint<Q> {
    return this.endpoints.get(protocol) as Endpoint<Q>;
  }

  /**
   * The collector on a pod's own node, reached by the address of the node.
   *
   * @throws without `hostPort`
   */
  get onNode(): NodeReceiver<P> {
    refuse(
      this,
      this.hasHostPorts
        ? undefined
        : 'hostPort must be true for onNode, since it opens the ports on nodes, got none',
    );
    const found = (endpoint: Endpoint | undefined) => endpoint && new NodeEndpoint(endpoint);
    return {
      otlpGrpc: found(this.otlpGrpc),
      otlpHttp: found(this.otlpHttp),
    } as NodeReceiver<P>;
  }

  private unopenedProblem(protocol: ReceiverProtocol): string | undefined {
    return this.endpoints.has(protocol)
      ? undefined
      : `protocols must be those that receivers open, got '${protocol}', which none of them does; name the others in protocols`;
  }
}

/** What takes spans on the node of each pod that sends some, over the protocols `P`. */
export interface NodeReceiver<P extends ReceiverProtocol = DefaultProtocol> {
  /** OTLP over gRPC, where `protocols` has it. */
  readonly otlpGrpc: 'otlp-grpc' extends P ? NodeEndpoint<'otlp-grpc'> : undefined;
  /** OTLP over HTTP, where `protocols` has it. */
  readonly otlpHttp: 'otlp-http' extends P ? NodeEndpoint<'otlp-http'> : undefined;
}

function portNames(ports: readonly { readonly name: string }[]): string[] | undefined {
  return ports.length === 0 ? undefined : ports.map(({ name }) => name);
}

const defaultProtocols = ['otlp-grpc', 'otlp-http'] as const;

/** The settings of the pods, with what backends and components want beside them. */
function podOf(props: OtelCollectorProps, config: CollectorConfig): CollectorPodProps {
  const [backends, topics] = [backendAccess(allBackends(props)), kafkaPod(props)];
  const env = [...backends.env, ...topics.env];
  const volumes = [...backends.volumes, ...topics.volumes];
  const volumeMounts = [...backends.volumeMounts, ...topics.volumeMounts];
  const set = [...env, ...(props.env ?? []), ...(props.extraSpec?.env ?? [])];
  const joined = <T>(ours: readonly T[], given: readonly T[] | undefined) =>
    ours.length === 0 ? given : [...ours, ...(given ?? [])];
  const queue = queuePod(props);
  return {
    ...props,
    env: joined<EnvVar>([...env, ...nodeEnvironment(config, set)], props.env),
    volumes: joined<Volume>([...volumes, ...(queue?.volume ? [queue.volume] : [])], props.volumes),
    volumeMounts: joined<VolumeMount>(
      [...volumeMounts, ...(queue ? [queue.mount] : [])],
      props.volumeMounts,
    ),
    podSecurityContext: queue?.podSecurityContext ?? props.podSecurityContext,
  };
}

/** What `restricted` asks of the collector, and of a target allocator beside it. */
function security({ restricted = true, securityContext, extraSpec }: OtelCollectorProps) {
  if (!restricted) return undefined;
  return {
    securityContext: { ...restrictedContainer(), ...securityContext },
    targetAllocator: extraSpec?.targetAllocator?.enabled
      ? { securityContext: restrictedContainer() }
      : undefined,
  };
}
