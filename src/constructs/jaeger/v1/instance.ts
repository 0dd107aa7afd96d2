import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Jaeger as JaegerResource } from '../../../../imports/jaegertracing.io.ts';
import type { EndpointProtocol } from '../../../upstream/edge/protocols.ts';
import { jaegerNames } from '../../../upstream/jaeger/names.ts';
import { jaegerSignals, jaegerTlsFlags } from '../../../upstream/jaeger/ports.ts';
import { Endpoint } from '../../edge/endpoint.ts';
import type { MetricsTarget } from '../../edge/metrics-target.ts';
import { isIndexStorage } from '../../elasticsearch/storage.ts';
import { pulledFrom } from '../../kubernetes/image-source.ts';
import { kubeObject } from '../../kubernetes/kube-object.ts';
import { namespaceOf } from '../../kubernetes/namespace.ts';
import { checkProps } from '../../props/door.ts';
import { withExtra } from '../../props/extra-spec.ts';
import { guarded } from '../../props/guarded.ts';
import { addMetadata } from '../../props/metadata.ts';
import { inside, within } from '../../props/refuse.ts';
import { addCertificates, receiverAccess } from '../receiver-tls.ts';
import { addRoute } from '../ui/gateway.ts';
import { checkJaegerProps } from './checks.ts';
import { flag, type JaegerOptions } from './options.ts';
import { type JaegerProps, jaegerShapes } from './props.ts';
import { restrictedSpec } from './security.ts';
import { jaegerSpec, type NamedJaegerProps } from './spec.ts';
import { badgerVolume } from './storage/local.ts';
import { checkedStorage } from './storage/spec.ts';

/**
 * A Jaeger v1, run by the Jaeger operator: collector and query pods on an existing storage (`production`), with Kafka and
 * ingesters between (`streaming`), or one pod that keeps spans to itself (`allInOne`).
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
  /** Tells senders over Jaeger's gRPC what to sample; it takes spans, too. */
  readonly sampling: Endpoint<'jaeger-grpc'>;
  /** Serves the UI and the query API, under `basePath`. */
  readonly query: Endpoint<'jaeger-query'>;
  /** Its pods, for those who watch them. */
  readonly metrics: readonly MetricsTarget[];

  constructor(scope: Construct, id: string, props: JaegerProps) {
    super(scope, id);
    checkProps(this, jaegerShapes, props);
    const namespace = namespaceOf(this, props.namespace);
    const { name = 'jaeger', labels, annotations } = props;
    within(this, () => checkJaegerProps({ ...props, name }));

    // once more, since a plain object passes for storage too
    const storage = within(this, () => inside('storage.', () => checkedStorage(props.storage)));
    const named: NamedJaegerProps = { ...props, name, storage };
    const spec = restrictedSpec(jaegerSpec(this, named), named);
    // not the generated class: it drops what a patch adds that its types do not know
    new ApiObject(this, 'Resource', {
      ...JaegerResource.GVK,
      metadata: { name, namespace, labels, annotations },
      spec: pulledFrom(this, withExtra(spec, props.extraSpec)),
    });
    if (storage.type === 'badger') {
      const { metadata, spec } = badgerVolume(name, storage).claim;
      kubeObject('PersistentVolumeClaim', this, 'Volume', {
        metadata: { ...metadata, namespace },
        spec,
      });
    }

    const names = jaegerNames(name);
    const { collectorService, queryService } = names;
    const { clusterDomain, collectorOptions, queryOptions, receiverTls } = props;
    const place = { name, namespace, service: collectorService, clusterDomain };
    addCertificates(this, receiverTls, place);
    const endpoint = <P extends EndpointProtocol>(
      protocol: P,
      host: string,
      options?: JaegerOptions,
      basePath?: string,
    ) => {
      const isOtlp = protocol.startsWith('otlp-');
      const access = isOtlp ? receiverAccess(receiverTls, name) : undefined;
      const signals = isOtlp ? jaegerSignals : undefined;
      const tls = access !== undefined || flag(options, jaegerTlsFlags[protocol] ?? '') === 'true';
      return within(
        this,
        () =>
          new Endpoint(protocol, {
            host,
            namespace,
            clusterDomain,
            tls,
            basePath,
            signals,
            ...access,
          }),
      );
    };
    this.otlpGrpc = endpoint('otlp-grpc', collectorService, collectorOptions);
    this.otlpHttp = endpoint('otlp-http', collectorService, collectorOptions);
    this.thriftHttp = endpoint('jaeger-thrift-http', collectorService, collectorOptions);
    this.sampling = endpoint('jaeger-grpc', collectorService, collectorOptions);
    const basePath = props.basePath ?? flag(queryOptions, 'query.base-path');
    this.query = endpoint('jaeger-query', queryService, queryOptions, basePath);
    addRoute(this, props.gateway, {
      namespace,
      service: queryService,
      port: this.query.port,
      basePath,
    });
    addMetadata(this, props);
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
