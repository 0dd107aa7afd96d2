import { Construct } from 'constructs';
import { Jaeger as JaegerResource, type JaegerSpec } from '../../imports/jaegertracing.io.ts';
import { Endpoint } from '../endpoint.ts';
import { imageProblem } from '../upstream/image.ts';
import { jaegerNameProblem, jaegerNames } from '../upstream/jaeger.ts';
import { flattenOptions, optionMap } from '../upstream/jaeger-options.ts';
import { tlsOptionsProblem } from '../upstream/jaeger-rules.ts';
import { namespaceProblem } from '../upstream/kubernetes-names.ts';
import type { ElasticsearchStorage } from './elasticsearch.ts';
import { refuse, wholeNumberProblem } from './refuse.ts';

/** Command-line options of a Jaeger component without the leading dashes: `{ 'collector.queue-size': 5000 }`. */
export type JaegerOptions = Readonly<Record<string, string | number | boolean>>;

/** How the query UI is reached from outside of the cluster. */
export interface JaegerIngressProps {
  /** Host names; without any, the UI would answer for every host of the ingress controller. */
  readonly hosts: readonly [string, ...string[]];
  /**
   * IngressClass.
   *
   * @default - the cluster's default class
   */
  readonly ingressClassName?: string;
  /**
   * Name of a TLS Secret for the hosts.
   *
   * @default - no TLS
   */
  readonly tlsSecretName?: string;
}

/** Properties of a production Jaeger. */
export interface JaegerProps {
  /** Namespace that the instance runs in. */
  readonly namespace: string;
  /** Where spans are stored: `elasticsearch({ … })`. */
  readonly storage: ElasticsearchStorage;
  /**
   * Name of the CR; Services and Deployments derive from it. A DNS label of at most 33 characters, so that the operator
   * truncates nothing.
   *
   * @default 'jaeger'
   */
  readonly name?: string;
  /**
   * Exposes the query UI.
   *
   * @default - no Ingress; the operator alone would create one
   */
  readonly ingress?: JaegerIngressProps;
  /**
   * Job that computes the service graph from stored spans: `off`; `{ image }` with a pinned spark-dependencies image; or
   * `operator`, which leaves it to the operator and so runs an image without a tag.
   *
   * @default 'off'
   */
  readonly dependencies?: 'off' | 'operator' | { readonly image: string };
  /**
   * Collector pods.
   *
   * @default - the operator's own: an autoscaler without effect until pods request resources
   */
  readonly collectorReplicas?: number;
  /**
   * Query pods.
   *
   * @default - the operator's own, 1
   */
  readonly queryReplicas?: number;
  /**
   * More options of the collector.
   *
   * @default - none
   */
  readonly collectorOptions?: JaegerOptions;
  /**
   * More options of the query service.
   *
   * @default - none
   */
  readonly queryOptions?: JaegerOptions;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/** A production Jaeger, collector and query pods on Elasticsearch, run by the Jaeger operator. */
export class Jaeger extends Construct {
  /** Takes OTLP over gRPC. */
  readonly otlpGrpc: Endpoint<'otlp-grpc'>;
  /** Takes OTLP over HTTP. */
  readonly otlpHttp: Endpoint<'otlp-http'>;
  /** Takes jaeger.thrift over HTTP. */
  readonly thriftHttp: Endpoint<'jaeger-thrift-http'>;
  /** Serves the UI and the query API. */
  readonly query: Endpoint<'jaeger-query'>;

  constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    const name = props.name ?? 'jaeger';
    check(props, name);

    new JaegerResource(this, 'Resource', {
      metadata: { name, namespace: props.namespace },
      spec: {
        strategy: 'production',
        ingress: ingress(props.ingress),
        collector: component(props.collectorReplicas, props.collectorOptions),
        query: component(props.queryReplicas, props.queryOptions),
        storage: storage(props),
        ...caVolume(props.storage),
      },
    });

    const names = jaegerNames(name);
    const at = (host: string) => ({
      host,
      namespace: props.namespace,
      clusterDomain: props.clusterDomain,
    });
    this.otlpGrpc = new Endpoint('otlp-grpc', at(names.collectorService));
    this.otlpHttp = new Endpoint('otlp-http', at(names.collectorService));
    this.thriftHttp = new Endpoint('jaeger-thrift-http', at(names.collectorService));
    this.query = new Endpoint('jaeger-query', at(names.queryService));
  }
}

const caVolumeName = 'elasticsearch-ca';
const caMountPath = '/etc/jaeger/elasticsearch';

function check(props: JaegerProps, name: string): void {
  const { storage, dependencies } = props;
  refuse(
    namespaceProblem(props.namespace),
    jaegerNameProblem(name),
    wholeNumberProblem('collectorReplicas', props.collectorReplicas, 1),
    wholeNumberProblem('queryReplicas', props.queryReplicas, 1),
    tlsOptionsProblem(optionMap(flattenOptions(props.collectorOptions).options)),
    tlsOptionsProblem(optionMap(flattenOptions(props.queryOptions).options)),
  );
  if (typeof dependencies !== 'object') return;
  refuse(imageProblem('image of dependencies', dependencies.image));
  if (storage.caSecretName !== undefined) {
    throw new Error(
      "dependencies must be 'off' with a caSecretName: the spark job cannot be given a CA",
    );
  }
}

function ingress(props: JaegerIngressProps | undefined): JaegerSpec['ingress'] {
  // the operator creates an Ingress unless it is told not to
  if (props === undefined) return { enabled: false };
  const { hosts, ingressClassName, tlsSecretName } = props;
  return {
    enabled: true,
    hosts: [...hosts],
    ingressClassName,
    tls:
      tlsSecretName === undefined ? undefined : [{ hosts: [...hosts], secretName: tlsSecretName }],
  };
}

function component(replicas: number | undefined, options: JaegerOptions | undefined) {
  return replicas === undefined && options === undefined ? undefined : { replicas, options };
}

function storage({ storage, dependencies = 'off' }: JaegerProps): JaegerSpec['storage'] {
  const { retentionDays, secretName } = storage;
  return {
    type: 'elasticsearch',
    options: { es: elasticsearchOptions(storage) },
    secretName,
    esIndexCleaner:
      retentionDays === undefined ? undefined : { enabled: true, numberOfDays: retentionDays },
    dependencies: sparkDependencies(dependencies),
  };
}

function elasticsearchOptions(storage: ElasticsearchStorage): Record<string, unknown> {
  const { retentionDays, caSecretKey = 'ca.crt' } = storage;
  return {
    // one comma-separated text: the operator reads no host from a list
    'server-urls': storage.serverUrls.join(','),
    'index-prefix': storage.indexPrefix,
    'num-shards': storage.shards,
    'num-replicas': storage.replicas,
    'max-span-age': retentionDays === undefined ? undefined : `${retentionDays * 24}h`,
    // `enabled` is explicit because the webhook adds it for one component only
    tls:
      storage.caSecretName === undefined
        ? undefined
        : { enabled: true, ca: `${caMountPath}/${caSecretKey}` },
  };
}

function sparkDependencies(dependencies: NonNullable<JaegerProps['dependencies']>) {
  if (dependencies === 'operator') return undefined;
  return dependencies === 'off' ? { enabled: false } : { enabled: true, image: dependencies.image };
}

function caVolume({
  caSecretName,
}: ElasticsearchStorage): Pick<JaegerSpec, 'volumes' | 'volumeMounts'> {
  if (caSecretName === undefined) return {};
  // at the top of the spec, so that collector, query and the index cleaner all get it
  return {
    volumes: [{ name: caVolumeName, secret: { secretName: caSecretName } }],
    volumeMounts: [{ name: caVolumeName, mountPath: caMountPath, readOnly: true }],
  };
}
