import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { OpenTelemetryCollector } from '../../../../imports/opentelemetry.io.ts';
import {
  type ReceiverProtocol,
  receiverSlots,
} from '../../../upstream/collector/component-names.ts';
import type { EndpointProtocol } from '../../../upstream/edge/protocols.ts';
import { jaegerSignals } from '../../../upstream/jaeger/ports.ts';
import { jaegerV2Names } from '../../../upstream/jaeger/v2/names.ts';
import { jaegerV2Ports } from '../../../upstream/jaeger/v2/servers.ts';
import {
  collectorNames,
  collectorSelectorLabels,
} from '../../../upstream/otel-operator/collector-names.ts';
import { prometheusPorts } from '../../../upstream/otel-operator/ports.ts';
import { at, isRecord, record } from '../../../upstream/values/unknown.ts';
import { cassandra } from '../../cassandra/storage.ts';
import { clickhouse } from '../../clickhouse/storage.ts';
import { collectorPod, pullAccount } from '../../collector/pod.ts';
import type { DefaultProtocol } from '../../collector/props.ts';
import { secrets } from '../../collector/pulled.ts';
import { Endpoint, type EndpointProps } from '../../edge/endpoint.ts';
import type { MetricsTarget } from '../../edge/metrics-target.ts';
import { checkedIndexStorage, isIndexStorage } from '../../elasticsearch/storage.ts';
import { pulledFrom } from '../../kubernetes/image-source.ts';
import { kubeObject } from '../../kubernetes/kube-object.ts';
import { namespaceOf } from '../../kubernetes/namespace.ts';
import { addPullAccount } from '../../kubernetes/pull-account.ts';
import { checkProps } from '../../props/door.ts';
import { withExtra } from '../../props/extra-spec.ts';
import { guarded } from '../../props/guarded.ts';
import { addMetadata } from '../../props/metadata.ts';
import { inside, refuse, within } from '../../props/refuse.ts';
import { badger, isShared, type JaegerV2Storage, memory } from '../local-storage.ts';
import { addCertificates, receiverAccess } from '../receiver-tls.ts';
import type { SamplingSource } from '../sampling.ts';
import { addRoute } from '../ui/gateway.ts';
import { checkJaegerV2Props, storageProblem } from './checks.ts';
import { type JaegerV2Config, partConfig, uiFile } from './config.ts';
import { type Part, partsOf } from './parts.ts';
import { partSpec } from './pod.ts';
import { podOf } from './pods/settings.ts';
import { type JaegerV2Props, jaegerV2Shapes, type NamedJaegerV2Props } from './props.ts';
import { addIngress, addQueryService } from './query-service.ts';
import { releaseOf } from './release.ts';
import { samplingFile } from './remote-sampling.ts';
import { remoteStorage } from './remote-storage.ts';
import { addStorageJobs } from './storage-jobs.ts';

/**
 * A Jaeger v2, run by the OpenTelemetry operator: a CR that collects and one that queries, with what the operator does not
 * make for them.
 *
 * @throws if a setting is malformed or contradicts another one
 */
export class JaegerV2<
  P extends ReceiverProtocol = DefaultProtocol,
  S extends SamplingSource | undefined = undefined,
> extends Construct {
  /** Takes OTLP over gRPC, where `protocols` has it. */
  readonly otlpGrpc: 'otlp-grpc' extends P ? Endpoint<'otlp-grpc'> : undefined;
  /** Takes OTLP over HTTP, where `protocols` has it. */
  readonly otlpHttp: 'otlp-http' extends P ? Endpoint<'otlp-http'> : undefined;
  /** Takes jaeger.thrift over HTTP, where `protocols` has it. */
  readonly thriftHttp: 'jaeger-thrift-http' extends P ? Endpoint<'jaeger-thrift-http'> : undefined;
  /** Tells senders over Jaeger's gRPC what to sample, where `sampling` is set; it takes no spans. */
  readonly sampling: S extends SamplingSource ? Endpoint<'jaeger-grpc'> : undefined;
  /** Serves the UI and the query API, under `basePath`. */
  readonly query: Endpoint<'jaeger-query'>;
  /** Its pods, for those who watch them. */
  readonly metrics: readonly MetricsTarget[];
  private readonly endpoints: ReadonlyMap<ReceiverProtocol, Endpoint>;

  constructor(scope: Construct, id: string, props: JaegerV2Props<P, S>) {
    super(scope, id);
    checkProps(this, jaegerV2Shapes, props);
    refuse(this, storageProblem(props.storage));
    const named = within(this, () => this.named(props));
    within(this, () => checkJaegerV2Props(named));
    const { namespace, clusterDomain, basePath } = named;
    const [collector, ...others] = partsOf(named);
    const querying = others.find(({ queries }) => queries) ?? collector;

    const config = this.addResource('Resource', named, collector);
    for (const part of others) this.addResource(part.role, named, part);
    addQueryService(this, named, querying);
    addIngress(this, named);
    addRoute(this, named.gateway, {
      namespace,
      service: jaegerV2Names(named.name).queryService,
      port: jaegerV2Ports.query,
      basePath,
    });
    this.addFiles(named);
    addStorageJobs(this, named);
    addCertificates(this, props.receiverTls, {
      name: named.name,
      namespace,
      service: collectorNames(collector.name).service,
      clusterDomain,
    });
    addMetadata(this, props);

    const host = collectorNames(collector.name).service;
    const place = { host, namespace, clusterDomain };
    const endpoint = <P extends EndpointProtocol>(protocol: P, props: EndpointProps) =>
      within(this, () => new Endpoint(protocol, props));
    this.endpoints = within(this, () => receiving(named, config, place));
    this.otlpGrpc = this.endpoints.get('otlp-grpc') as typeof this.otlpGrpc;
    this.otlpHttp = this.endpoints.get('otlp-http') as typeof this.otlpHttp;
    this.thriftHttp = this.endpoints.get('jaeger-thrift-http') as typeof this.thriftHttp;
    this.sampling = (props.sampling &&
      endpoint('jaeger-grpc', {
        ...place,
        port: jaegerV2Ports.samplingGrpc,
        tls: isRecord(at(config, 'extensions', 'remote_sampling', 'grpc', 'tls')),
      })) as typeof this.sampling;
    this.query = endpoint('jaeger-query', {
      ...place,
      host: jaegerV2Names(named.name).queryService,
      basePath,
      tls: servesTls(named, querying),
    });
    this.metrics = metricsTargets(named);
    guarded(this);
  }

  /** Where it takes a protocol. */
  endpoint<Q extends P>(protocol: Q): Endpoint<Q> {
    return this.endpoints.get(protocol) as Endpoint<Q>;
  }

  private named(props: JaegerV2Props<P, S>): NamedJaegerV2Props {
    return {
      ...props,
      storage: inside('storage.', () => checked(props.storage)),
      namespace: namespaceOf(this, props.namespace),
      name: props.name ?? 'jaeger',
      layout: props.layout ?? (isShared(props.storage) ? 'split' : 'one'),
      protocols: props.protocols ?? ['otlp-grpc', 'otlp-http'],
      version: releaseOf(props),
    };
  }

  private addResource(id: string, props: NamedJaegerV2Props, part: Part): JaegerV2Config {
    const config = partConfig(props, part);
    const given = podOf(props, part);
    const pod = { ...given, imagePullSecrets: secrets(this, given) };
    const own = withExtra(partSpec(props, part), collectorPod(pod, part.name));
    const spec = withExtra(own, props.extraSpec?.[part.role]);
    const account = { name: pullAccount(part.name), namespace: props.namespace };
    addPullAccount(this, account, pod);
    // not the generated class: it loses a number or a text where it has a union of the two
    new ApiObject(this, id, {
      ...OpenTelemetryCollector.GVK,
      metadata: { name: part.name, namespace: props.namespace },
      spec: { ...pulledFrom(this, spec), config },
    });
    return config;
  }

  private addFiles({ name, namespace, uiConfig, sampling }: NamedJaegerV2Props): void {
    const names = jaegerV2Names(name);
    const add = (id: string, configMap: string, file: string, content: unknown) =>
      kubeObject('ConfigMap', this, id, {
        metadata: { name: configMap, namespace },
        data: { [file]: `${JSON.stringify(content, undefined, 2)}\n` },
      });
    if (uiConfig) add('Ui', names.ui, uiFile.name, uiConfig);
    const { strategies } = sampling ?? {};
    if (strategies) add('Sampling', names.sampling, samplingFile.name, strategies);
  }
}

/** Storage that is checked once more, since a plain object passes for one too. */
function checked(storage: JaegerV2Storage): JaegerV2Storage {
  switch (storage.type) {
    case 'elasticsearch':
    case 'opensearch':
      return checkedIndexStorage(storage);
    case 'cassandra':
      return cassandra(storage);
    case 'clickhouse':
      return clickhouse(storage);
    case 'grpc':
      return remoteStorage(storage);
    case 'badger':
      return badger(storage);
    case 'memory':
      return memory(storage);
  }
}

function receiving(
  { protocols, receiverTls, name }: NamedJaegerV2Props,
  config: JaegerV2Config,
  place: { readonly host: string; readonly namespace: string; readonly clusterDomain?: string },
): ReadonlyMap<ReceiverProtocol, Endpoint> {
  return new Map(
    protocols.map((protocol) => {
      const { receiver, key } = receiverSlots[protocol];
      const path = key === undefined ? [receiver] : [receiver, 'protocols', key];
      const tls = isRecord(at(config.receivers, ...path, 'tls'));
      const access = receiver === 'otlp' ? receiverAccess(receiverTls, name) : undefined;
      const signals = receiver === 'otlp' ? jaegerSignals : undefined;
      return [protocol, new Endpoint(protocol, { ...place, tls, signals, ...access })];
    }),
  );
}

function servesTls(props: NamedJaegerV2Props, part: Part): boolean {
  return isRecord(at(partConfig(props, part), 'extensions', 'jaeger_query', 'http', 'tls'));
}

function metricsTargets(props: NamedJaegerV2Props): MetricsTarget[] {
  const { namespace, storage } = props;
  const { esIndexCleaner, esRollover, esLookback } = jaegerV2Names(props.name);
  return partsOf(props).map((part) => {
    const { name, role } = part;
    const served = prometheusPorts(record(partConfig(props, part)));
    return {
      program: 'jaeger-v2' as const,
      name,
      namespace,
      podLabels: collectorSelectorLabels(namespace, name),
      served: served.length === 0 ? undefined : served.map((port) => port.name),
      // told once
      jobs:
        role === 'collector' && isIndexStorage(storage)
          ? [esIndexCleaner, esRollover, esLookback]
          : undefined,
    };
  });
}
