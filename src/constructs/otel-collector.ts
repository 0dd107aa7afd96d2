import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import {
  OpenTelemetryCollector,
  OpenTelemetryCollectorV1Alpha1,
} from '../../imports/opentelemetry.io.ts';
import { Endpoint, type EndpointProps } from '../endpoint.ts';
import type { ReceiverProtocol } from '../upstream/collector-names.ts';
import { imageProblem } from '../upstream/image.ts';
import { namespaceProblem } from '../upstream/kubernetes-names.ts';
import { collectorNameProblem, collectorNames } from '../upstream/otel-operator.ts';
import { quantityProblem } from '../upstream/quantity.ts';
import { parseImage, versionProblem } from '../upstream/version.ts';
import { versions } from '../upstream/versions.ts';
import { printYaml } from '../yaml.ts';
import {
  type CollectorConfig,
  type Components,
  type OtlpBackend,
  type Pipeline,
  tracingConfig,
} from './collector-config.ts';
import { refuse, wholeNumberProblem } from './refuse.ts';

/** Properties of a tracing collector. */
export interface OtelCollectorProps {
  /** Namespace that the collector runs in. */
  readonly namespace: string;
  /** Backends that take OTLP; each gets one exporter. */
  readonly exportTo: readonly [OtlpBackend, ...OtlpBackend[]];
  /**
   * Name of the CR; the operator adds `-collector` to its Services. A DNS label of at most 42 characters, so that the
   * operator cuts nothing.
   *
   * @default 'otel-collector'
   */
  readonly name?: string;
  /**
   * Protocols that it takes spans over, on their usual ports and all addresses of the pod.
   *
   * @default ['otlp-grpc', 'otlp-http']
   */
  readonly protocols?: readonly [ReceiverProtocol, ...ReceiverProtocol[]];
  /**
   * Version of the CR: `v1beta1` holds the configuration as an object, the deprecated `v1alpha1` as text.
   *
   * @default 'v1beta1'
   */
  readonly apiVersion?: 'v1beta1' | 'v1alpha1';
  /**
   * Image, with a tag.
   *
   * @default - the operator's own, the core distribution of its release
   */
  readonly image?: string;
  /**
   * Release of the collector that the configuration is written for, `0.158.0`: ids of components differ between releases.
   *
   * @default - the tag of `image`, or else the release that the operator runs
   */
  readonly version?: string;
  /**
   * How the operator runs it.
   *
   * @default - the operator's own, deployment
   */
  readonly mode?: 'deployment' | 'daemonset' | 'statefulset' | 'sidecar';
  /**
   * Pods.
   *
   * @default - the operator's own, 1
   */
  readonly replicas?: number;
  /**
   * Memory that the container may use, a Kubernetes quantity such as `512Mi`, or `unlimited`. memory_limiter takes its
   * percentages from it; without a limit they are of the node's whole memory.
   *
   * @default '512Mi'
   */
  readonly memoryLimit?: string;
  /**
   * Settings of the memory_limiter processor.
   *
   * @default - checks each second, refuses spans above 80 % of the memory limit, with 20 % of it kept for spikes
   */
  readonly memoryLimiter?: Components;
  /**
   * Settings of the batch processor.
   *
   * @default - 2048 spans at most, sent after 5 s at the latest: 4 MiB, the gRPC limit, leaves 2 KiB for a span
   */
  readonly batch?: Components;
  /**
   * Also prints spans to the container's log, in this detail.
   *
   * @default - nothing is printed
   */
  readonly debug?: 'basic' | 'normal' | 'detailed';
  /**
   * More receivers of the traces pipeline, by id; one of ours with the same id is replaced.
   *
   * @default - none
   */
  readonly receivers?: Components;
  /**
   * More processors of the traces pipeline, by id; they run in this order between memory_limiter and batch.
   *
   * @default - none
   */
  readonly processors?: Components;
  /**
   * More exporters of the traces pipeline, by id; they come before the backends'.
   *
   * @default - none
   */
  readonly exporters?: Components;
  /**
   * Connectors, by id; join them to pipelines with `pipelines`.
   *
   * @default - none
   */
  readonly connectors?: Components;
  /**
   * Extensions, by id; all of them are switched on.
   *
   * @default - none
   */
  readonly extensions?: Components;
  /**
   * More pipelines, by id (`metrics`, `traces/errors`); `traces` replaces the one that is made from the other props.
   *
   * @default - none
   */
  readonly pipelines?: Readonly<Record<string, Pipeline>>;
  /**
   * The collector's own telemetry, `service.telemetry`.
   *
   * @default - the operator's own, metrics on 0.0.0.0:8888
   */
  readonly telemetry?: Components;
  /**
   * More fields of the CR's spec, as the operator documents them; they replace ours of the same name.
   *
   * @default - none
   */
  readonly extraSpec?: Components;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/** A collector that takes spans and sends them to its backends, run by the OpenTelemetry operator. */
export class OtelCollector extends Construct {
  /** Protocols that it takes spans over. */
  readonly protocols: readonly ReceiverProtocol[];
  private readonly location: EndpointProps;

  constructor(scope: Construct, id: string, props: OtelCollectorProps) {
    super(scope, id);
    const name = props.name ?? 'otel-collector';
    check(props, name);
    this.protocols = props.protocols ?? ['otlp-grpc', 'otlp-http'];

    const { namespace, apiVersion = 'v1beta1', mode, replicas, image, extraSpec } = props;
    const kind =
      apiVersion === 'v1beta1' ? OpenTelemetryCollector.GVK : OpenTelemetryCollectorV1Alpha1.GVK;
    const spec = { mode, replicas, image, resources: resources(props.memoryLimit), ...extraSpec };
    const config = configOf(props, this.protocols);
    // not the generated classes: they lose a number or a text of extraSpec where they have a union of the two
    new ApiObject(this, 'Resource', {
      ...kind,
      metadata: { name, namespace },
      spec: {
        ...spec,
        config: apiVersion === 'v1beta1' ? structured(config) : printYaml([config]),
      },
    });

    this.location =
      mode === 'sidecar'
        ? { host: 'localhost' }
        : { host: collectorNames(name).service, namespace, clusterDomain: props.clusterDomain };
  }

  /** Takes OTLP over gRPC; throws if the collector does not open it. */
  get otlpGrpc(): Endpoint<'otlp-grpc'> {
    return this.endpoint('otlp-grpc');
  }

  /** Takes OTLP over HTTP; throws if the collector does not open it. */
  get otlpHttp(): Endpoint<'otlp-http'> {
    return this.endpoint('otlp-http');
  }

  /**
   * Where the collector takes a protocol: its Service, or localhost for the pods that a sidecar is injected into.
   *
   * @throws if the collector does not open the protocol
   */
  endpoint<P extends ReceiverProtocol>(protocol: P): Endpoint<P> {
    if (!this.protocols.includes(protocol)) {
      throw new Error(
        `${this.node.path} must list '${protocol}' in protocols to take it, got ${this.protocols.join(', ')}`,
      );
    }
    return new Endpoint(protocol, this.location);
  }
}

const defaultMemoryLimiter = {
  check_interval: '1s',
  limit_percentage: 80,
  spike_limit_percentage: 20,
};

const defaultBatch = { send_batch_size: 2048, send_batch_max_size: 2048, timeout: '5s' };

function check(props: OtelCollectorProps, name: string): void {
  const { memoryLimit, image, version } = props;
  refuse(
    namespaceProblem(props.namespace),
    collectorNameProblem(name),
    memoryLimit === undefined || memoryLimit === 'unlimited'
      ? undefined
      : quantityProblem('memoryLimit', memoryLimit),
    image === undefined ? undefined : imageProblem('image', image),
    version === undefined ? undefined : versionProblem('version', version),
    wholeNumberProblem('replicas', props.replicas, 0),
  );
}

function resources(memoryLimit = '512Mi'): Components | undefined {
  if (memoryLimit === 'unlimited') return undefined;
  // a request as large as the limit: the pod is not evicted for memory that memory_limiter lets it use
  return { limits: { memory: memoryLimit }, requests: { memory: memoryLimit } };
}

function configOf(
  props: OtelCollectorProps,
  protocols: readonly ReceiverProtocol[],
): CollectorConfig {
  return tracingConfig({
    ...props,
    protocols,
    version: configVersion(props),
    memoryLimiter: props.memoryLimiter ?? defaultMemoryLimiter,
    batch: props.batch ?? defaultBatch,
  });
}

function configVersion({ version, image }: OtelCollectorProps): string {
  if (version !== undefined) return version;
  if (image === undefined) return versions.collector;
  const tag = parseImage(image).version;
  if (tag !== undefined) return tag;
  throw new Error(
    `version must say which collector release the image is, got only image '${image}'`,
  );
}

function structured(config: CollectorConfig): CollectorConfig {
  refuseNull('config', config);
  return config;
}

/** cdk8s drops null on its way to YAML, and with it the receiver or processor that it stands for. */
function refuseNull(path: string, value: unknown): void {
  if (value === null) {
    throw new Error(`${path} must not be null, write {} for the component's defaults`);
  }
  if (typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) refuseNull(`${path}.${key}`, child);
}
