import { Construct } from 'constructs';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import type { Endpoint } from '../edge/endpoint.ts';
import type { MetricsTarget } from '../edge/metrics-target.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataShapes } from '../props/metadata.ts';
import { refuse, within } from '../props/refuse.ts';
import {
  anything,
  list,
  mapping,
  nameOrConstruct,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
import { OtelCollector } from './instance.ts';
import type { DefaultProtocol, OtelCollectorProps } from './props.ts';
import { policiesShape, type SamplingProps, samplingShapes } from './sampling-policies.ts';
import { balancerProps, samplerProps, tierProblems } from './tiers.ts';

/** Props of a collector that both tiers share. */
type TierCommon = 'namespace' | 'name' | 'exportTo' | 'clusterDomain' | keyof MetadataProps;

/** Settings of the tier that samples; it receives spans from the other tier only. */
export type SamplerTierProps = Omit<
  OtelCollectorProps<'otlp-grpc'>,
  TierCommon | 'protocols' | 'hostPort' | 'signals'
>;

/** Properties of two tiers of collectors, of which the first receives spans over the protocols `P`. */
export interface TailSamplingProps<P extends ReceiverProtocol = ReceiverProtocol>
  extends MetadataProps,
    SamplingProps {
  /**
   * Namespace that both tiers run in.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /** Backends to send the traces that are kept to over OTLP, each named once. */
  readonly exportTo: readonly OtlpEndpoint[];
  /**
   * Name of the CR of the tier that receives spans; that of the tier that samples has `-sampler` appended. A DNS
   * label of at most 34 characters.
   *
   * @default 'gateway'
   */
  readonly name?: string;
  /**
   * How the first tier finds the pods that sample: `dns` resolves the headless Service every five seconds; `k8s`
   * watches its endpoints at the API server, from each pod, and learns of changes at once. The permissions for that
   * are granted.
   *
   * @default 'dns'
   */
  readonly resolver?: 'dns' | 'k8s';
  /**
   * Settings of the tier that receives spans, and sends all spans of a trace to the same pod of the other. Agents on
   * each node can do that too: mode `daemonset`.
   *
   * @default - two pods
   */
  readonly balancer?: Omit<OtelCollectorProps<P>, TierCommon>;
  /**
   * Settings of the tier that samples. Its `processors` run before a trace is decided on.
   *
   * @default - two pods
   */
  readonly sampler?: SamplerTierProps;
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
 * Tail sampling in two tiers of collectors: the first sends all spans of a trace to the same pod of the second, which
 * keeps or drops whole traces. Each tier can have as many pods as the load needs; when the number of pods that sample
 * changes, traces under way are judged in parts.
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
    refuse(this, ...within(this, () => tierProblems(props)));
    const namespace = namespaceOf(this, props.namespace);
    const tiers = { ...props, name: props.name ?? 'gateway', namespace };
    this.sampler = new OtelCollector(this, 'Sampler', samplerProps(tiers));
    const balancer = within(this, () => balancerProps(tiers, this.sampler));
    this.balancer = new OtelCollector<P>(this, 'Balancer', balancer);
    this.otlpGrpc = this.balancer.otlpGrpc;
    this.otlpHttp = this.balancer.otlpHttp;
    this.metrics = [...this.balancer.metrics, ...this.sampler.metrics];
    guarded(this);
  }
}
