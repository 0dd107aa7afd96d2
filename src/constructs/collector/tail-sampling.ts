import { Construct } from 'constructs';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import { loadBalancerType } from '../../upstream/collector/load-balancing.ts';
import { collectorNames } from '../../upstream/otel-operator/collector-names.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import type { Endpoint } from '../edge/endpoint.ts';
import type { MetricsTarget } from '../edge/metrics-target.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { collectorRelease } from '../operator/release.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataShapes } from '../props/metadata.ts';
import { oneOfProblem, ownedProblem, refuse, within } from '../props/refuse.ts';
import {
  anything,
  list,
  mapping,
  nameOrConstruct,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
import { configVersion } from './config.ts';
import { OtelCollector } from './instance.ts';
import type { DefaultProtocol, OtelCollectorProps } from './props.ts';
import {
  policiesShape,
  policyProblems,
  type SamplingProps,
  samplingProblems,
  samplingSettings,
  samplingShapes,
} from './sampling-policies.ts';

/** Props of a collector that both tiers have the same of. */
type Common = 'namespace' | 'name' | 'exportTo' | 'clusterDomain' | keyof MetadataProps;

/** Properties of tiers that take spans over the protocols `P`. */
export interface TailSamplingProps<P extends ReceiverProtocol = ReceiverProtocol>
  extends MetadataProps,
    SamplingProps {
  /**
   * Namespace that both tiers run in.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /** Backends that take OTLP, none of them twice, to which the traces go that are kept. */
  readonly exportTo: readonly OtlpEndpoint[];
  /**
   * Name of the CR that takes spans; that of the one that samples has `-sampler` behind it. A DNS label of at most 34 characters.
   *
   * @default 'gateway'
   */
  readonly name?: string;
  /**
   * How those that take spans find the pods that sample: `dns` asks for the addresses behind the headless Service every five seconds;
   * `k8s` watches them at the API server, from each pod, and hears of changes at once. The rights for it are given.
   *
   * @default 'dns'
   */
  readonly resolver?: 'dns' | 'k8s';
  /**
   * Settings of the tier that takes spans, and sends all spans of a trace to one pod of the other. Agents on each node can do so, too:
   * mode `daemonset`.
   *
   * @default - two pods
   */
  readonly balancer?: Omit<OtelCollectorProps<P>, Common>;
  /**
   * Settings of the tier that samples. Its `processors` run before a trace is decided on.
   *
   * @default - two pods
   */
  readonly sampler?: Omit<OtelCollectorProps<'otlp-grpc'>, Common | 'protocols' | 'hostPort'>;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

const shapes: Shapes<TailSamplingProps> = {
  ...metadataShapes,
  ...samplingShapes,
  namespace: nameOrConstruct,
  exportTo: list('endpoints', anything),
  name: text,
  policies: required(policiesShape),
  resolver: text,
  balancer: mapping,
  sampler: mapping,
  clusterDomain: text,
};

/**
 * Whole traces are judged where all of their spans meet: a first tier of collectors sends them by trace id to the pods of a second,
 * which keeps or drops them. Both can have as many pods as the load needs; when their number in the second changes, traces that are
 * under way are judged in parts.
 *
 * @throws if a setting is malformed, has no effect or contradicts another one
 */
export class TailSampling<P extends ReceiverProtocol = DefaultProtocol> extends Construct {
  /** Takes OTLP over gRPC, where the protocols of `balancer` have it. */
  readonly otlpGrpc: 'otlp-grpc' extends P ? Endpoint<'otlp-grpc'> : undefined;
  /** Takes OTLP over HTTP, where the protocols of `balancer` have it. */
  readonly otlpHttp: 'otlp-http' extends P ? Endpoint<'otlp-http'> : undefined;
  /** The tier that takes spans. */
  readonly balancer: OtelCollector<P>;
  /** The tier that samples; it takes spans from the other alone, or traces fall apart. */
  readonly sampler: OtelCollector<'otlp-grpc'>;
  /** Pods of both tiers, for those who watch them. */
  readonly metrics: readonly MetricsTarget[];

  constructor(scope: Construct, id: string, props: TailSamplingProps<P>) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { balancer = {}, sampler = {}, resolver = 'dns', name = 'gateway' } = props;
    refuse(
      this,
      oneOfProblem('resolver', resolver, ['dns', 'k8s']),
      ...samplingProblems(props),
      oneOfProblem('balancer.mode', balancer.mode, ['deployment', 'daemonset', 'statefulset']),
      oneOfProblem('sampler.mode', sampler.mode, ['deployment', 'statefulset']),
      ownedProblem('sampler.processors', sampler.processors, { tail_sampling: 'policies' }),
      ownedProblem('balancer.exporters', balancer.exporters, {
        load_balancing: 'resolver',
        loadbalancing: 'resolver',
      }),
      ownedProblem('balancer', balancer, owned),
      ownedProblem('sampler', sampler, { ...owned, protocols: 'balancer.protocols' }),
    );
    const settings = within(this, () => samplingSettings(props));
    refuse(this, ...policyProblems(settings));
    const namespace = namespaceOf(this, props.namespace);
    const { clusterDomain, labels, annotations } = props;
    const common = { namespace, clusterDomain, labels, annotations };

    this.sampler = new OtelCollector(this, 'Sampler', {
      ...twice(sampler),
      ...common,
      name: `${name}-sampler`,
      exportTo: props.exportTo,
      protocols: ['otlp-grpc'],
      processors: { ...sampler.processors, tail_sampling: settings },
    });
    const version = within(this, () =>
      configVersion({
        ...balancer,
        ...common,
        name,
        exportTo: [],
        version: collectorRelease(this, balancer),
      }),
    );
    const exporter = balancing(`${name}-sampler`, namespace, this.sampler.otlpGrpc.port, resolver);
    this.balancer = new OtelCollector<P>(this, 'Balancer', {
      ...twice(balancer),
      ...common,
      name,
      exportTo: [],
      exporters: { ...balancer.exporters, [loadBalancerType(version)]: exporter },
    } as OtelCollectorProps<P>);
    this.otlpGrpc = this.balancer.otlpGrpc;
    this.otlpHttp = this.balancer.otlpHttp;
    this.metrics = [...this.balancer.metrics, ...this.sampler.metrics];
    guarded(this);
  }
}

const owned = { namespace: 'namespace', name: 'name', exportTo: 'exportTo' };

/** Two pods, where nothing else says how many there are. */
function twice<T extends Pick<OtelCollectorProps, 'mode' | 'replicas' | 'autoscaler'>>(tier: T): T {
  const { mode = 'deployment', replicas = 2, autoscaler } = tier;
  return mode === 'daemonset' || autoscaler !== undefined ? tier : { ...tier, replicas };
}

/** The exporter that finds the pods behind the headless Service, which alone tells them apart. */
function balancing(name: string, namespace: string, port: number, resolver: 'dns' | 'k8s'): object {
  const service = `${collectorNames(name).headless}.${namespace}`;
  return {
    routing_key: 'traceID',
    protocol: { otlp: { tls: { insecure: true } } },
    resolver:
      resolver === 'dns'
        ? { dns: { hostname: service, port: String(port) } }
        : { k8s: { service, ports: [port] } },
  };
}
