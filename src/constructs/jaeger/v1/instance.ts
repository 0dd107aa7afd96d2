import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Jaeger as JaegerResource } from '../../../../imports/jaegertracing.io.ts';
import type { EndpointProtocol } from '../../../upstream/edge/protocols.ts';
import { jaegerNameProblem, jaegerNames } from '../../../upstream/jaeger/names.ts';
import { jaegerTlsFlags } from '../../../upstream/jaeger/ports.ts';
import { imageProblem } from '../../../upstream/kubernetes/image.ts';
import { Endpoint } from '../../edge/endpoint.ts';
import type { MetricsTarget } from '../../edge/metrics-target.ts';
import { isIndexStorage } from '../../elasticsearch/storage.ts';
import { pulledFrom } from '../../kubernetes/image-source.ts';
import { namespaceOf, type TracingNamespace } from '../../kubernetes/namespace.ts';
import { checkProps } from '../../props/door.ts';
import { withExtra } from '../../props/extra-spec.ts';
import { guarded } from '../../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../../props/metadata.ts';
import { refuse, wholeNumberProblem, within } from '../../props/refuse.ts';
import {
  anything,
  count,
  flag as flagShape,
  mapping,
  nameOrConstruct,
  record,
  type Shapes,
  scalar,
  text,
} from '../../props/shape.ts';
import { dependenciesProblem } from '../dependencies-job.ts';
import { ingressProblems, ingressShape, type JaegerIngressProps } from '../ingress.ts';
import { extraSpecProblems, type JaegerExtraSpec } from './extra-spec.ts';
import { checkOptions, flag, type JaegerOptions } from './options.ts';
import { type JaegerPods, podsProblems, podsShape } from './pods.ts';
import { restrictedSpec } from './security.ts';
import { jaegerSpec, ownVolumes } from './spec.ts';
import {
  checkedStorage,
  type JaegerStorage,
  storageProblems,
  storageTypeProblem,
} from './storage.ts';

/** Properties of a production Jaeger. */
export interface JaegerProps extends MetadataProps {
  /**
   * Namespace that the instance runs in.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /** Where spans are stored: `elasticsearch({ … })`, `opensearch({ … })` or `cassandra({ … })`. */
  readonly storage: JaegerStorage;
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
   * Image of spark-dependencies, with a tag or a digest, for a job that computes the service graph from stored spans.
   *
   * @default - there is no such job
   */
  readonly dependenciesImage?: string;
  /**
   * Whether the operator decides about that job by itself, as it does for a Jaeger that says nothing of it: with an image that
   * has no tag.
   *
   * @default false
   */
  readonly operatorDependencies?: boolean;
  /**
   * Collector pods, at least 1, without an autoscaler in `pods`. An OpenTelemetry collector sends over one gRPC connection, so that each of its pods feeds one of these until
   * it connects anew.
   *
   * @default 1
   */
  readonly collectorReplicas?: number;
  /**
   * Query pods.
   *
   * @default - the operator's own, 1
   */
  readonly queryReplicas?: number;
  /**
   * More of the pods, by what they do.
   *
   * @default - none
   */
  readonly pods?: JaegerPods;
  /**
   * Whether the operator puts an agent beside each query service, for traces of that service itself, as it does for a Jaeger
   * that says nothing of it. Its image is of 1.62.0, the last one of the agent, and the query service of 1.65.0 sends it
   * nothing.
   *
   * @default false
   */
  readonly queryTracing?: boolean;
  /**
   * More options of the collector; storage and ports have their places elsewhere.
   *
   * @default - none
   */
  readonly collectorOptions?: JaegerOptions;
  /**
   * More options of the query service; storage and ports have their places elsewhere.
   *
   * @default - none
   */
  readonly queryOptions?: JaegerOptions;
  /**
   * More fields of the CR's spec, as the operator documents them, that no other prop is there for.
   *
   * @default - none
   */
  readonly extraSpec?: JaegerExtraSpec;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Whether its pods keep to the profile `restricted` of Pod Security; without it, they are as the operator makes them.
   *
   * @default true
   */
  readonly restricted?: boolean;
}

const shapes: Shapes<JaegerProps> = {
  ...metadataShapes,
  namespace: nameOrConstruct,
  storage: anything,
  name: text,
  ingress: ingressShape,
  dependenciesImage: text,
  operatorDependencies: flagShape,
  collectorReplicas: count,
  queryReplicas: count,
  pods: podsShape,
  queryTracing: flagShape,
  collectorOptions: record(scalar),
  queryOptions: record(scalar),
  extraSpec: mapping,
  clusterDomain: text,
  restricted: flagShape,
};

/**
 * A production Jaeger, collector and query pods on an existing storage, run by the Jaeger operator.
 *
 * @throws if a setting is malformed or contradicts another one, and for options that the operator would rewrite or that its
 *   Services do not follow
 */
export class Jaeger extends Construct {
  /** Takes OTLP over gRPC. */
  readonly otlpGrpc: Endpoint<'otlp-grpc'>;
  /** Takes OTLP over HTTP. */
  readonly otlpHttp: Endpoint<'otlp-http'>;
  /** Takes jaeger.thrift over HTTP. */
  readonly thriftHttp: Endpoint<'jaeger-thrift-http'>;
  /** Serves the UI and the query API, under the path that `query.base-path` says. */
  readonly query: Endpoint<'jaeger-query'>;
  /** Its pods, for those who watch them. */
  readonly metrics: readonly MetricsTarget[];

  constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const namespace = namespaceOf(this, props.namespace);
    const { name = 'jaeger', labels, annotations } = props;
    within(this, () => check(props, name));

    // once more, since a plain object passes for storage too
    const storage = within(this, () => checkedStorage(props.storage));
    const spec = restrictedSpec(jaegerSpec(this, props, storage), props);
    // not the generated class: it drops what a patch adds that its types do not know
    new ApiObject(this, 'Resource', {
      ...JaegerResource.GVK,
      metadata: { name, namespace, labels, annotations },
      spec: pulledFrom(this, withExtra(spec, props.extraSpec)),
    });

    const names = jaegerNames(name);
    const { collectorService, queryService } = names;
    const { clusterDomain, collectorOptions, queryOptions } = props;
    const endpoint = <P extends EndpointProtocol>(
      protocol: P,
      host: string,
      options?: JaegerOptions,
      basePath?: string,
    ) => {
      const tls = flag(options, jaegerTlsFlags[protocol] ?? '') === 'true';
      return within(
        this,
        () => new Endpoint(protocol, { host, namespace, clusterDomain, tls, basePath }),
      );
    };
    this.otlpGrpc = endpoint('otlp-grpc', collectorService, collectorOptions);
    this.otlpHttp = endpoint('otlp-http', collectorService, collectorOptions);
    this.thriftHttp = endpoint('jaeger-thrift-http', collectorService, collectorOptions);
    const basePath = flag(queryOptions, 'query.base-path');
    this.query = endpoint('jaeger-query', queryService, queryOptions, basePath);
    this.metrics = [
      {
        program: 'jaeger',
        name,
        namespace,
        podLabels: { app: 'jaeger', 'app.kubernetes.io/instance': name },
        jobs: isIndexStorage(storage) ? [names.esIndexCleaner, names.esRollover] : undefined,
      },
    ];
    guarded(this);
  }
}

function check(props: JaegerProps, name: string): void {
  refuse(storageTypeProblem(props.storage));
  refuse(
    jaegerNameProblem(name),
    ...metadataProblems(props),
    wholeNumberProblem('collectorReplicas', props.collectorReplicas, 1),
    wholeNumberProblem('queryReplicas', props.queryReplicas, 1),
    ...ingressProblems(props.ingress),
    jobProblem(props),
    ...storageProblems(props.storage),
    ...extraSpecProblems(props),
    ...podsProblems(props.pods, props.collectorReplicas, ownVolumes(props)),
  );
  checkOptions(props, props.storage);
}

function jobProblem(props: JaegerProps): string | undefined {
  const { dependenciesImage: image, operatorDependencies, storage } = props;
  if (image === undefined) return undefined;
  if (operatorDependencies) {
    return `operatorDependencies must not be true with dependenciesImage, got '${image}'`;
  }
  return dependenciesProblem(storage, image) ?? imageProblem('dependenciesImage', image);
}
