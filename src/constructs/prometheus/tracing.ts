import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import {
  certificateKeys,
  checksumAnnotation,
  prometheusApiVersion,
} from '../../upstream/prometheus/resources.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { endpointProblem } from '../edge/endpoint.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { refuse, within } from '../props/refuse.ts';
import { requires } from '../props/requires.ts';
import { anything, nameOrConstruct, required, type Shapes, text } from '../props/shape.ts';
import { ratioText, type Sampling, samplingShape } from '../sdk/sampling.ts';
import { settingsProblem, settingsShape, type ThanosSettings } from '../thanos/settings.ts';

/** Which Prometheus of the Prometheus operator traces, and where to. */
export interface PrometheusTracingProps extends MetadataProps {
  /** Name of the Prometheus. */
  readonly name: string;
  /**
   * Namespace of the Prometheus.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * What receives the spans of Prometheus itself; CA and client certificate are read from Secrets in its namespace.
   * An endpoint with headers is refused: Prometheus reads their values only from the resource itself, where anybody
   * can see them.
   *
   * @default - Prometheus itself sends none, only its Thanos sidecar does
   */
  readonly exportTo?: OtlpEndpoint;
  /**
   * Share of the traces that begin in Prometheus itself to sample, such as `oneIn(16)`.
   *
   * @default - all
   */
  readonly sampling?: Sampling;
  /**
   * What its Thanos sidecar traces, and where to: a `ThanosTracingSecret` in the same namespace. The Prometheus must have a sidecar,
   * `spec.thanos`, already.
   *
   * @default - the sidecar sends none
   */
  readonly thanos?: ThanosSettings;
}

const shapes: Shapes<PrometheusTracingProps> = {
  ...metadataShapes,
  name: required(text),
  namespace: nameOrConstruct,
  exportTo: anything,
  sampling: samplingShape,
  thanos: settingsShape,
};

/**
 * The fields that make an existing Prometheus of the Prometheus operator trace. The object is partial: put it in a
 * chart of its own, and apply its file by `kubectl patch --type=merge --patch-file`.
 *
 * @throws for malformed names, an endpoint that needs headers, a ratio out of range, settings of Thanos in another
 *   namespace, and if neither Prometheus nor its sidecar would send anything
 */
export class PrometheusTracing extends Construct {
  constructor(scope: Construct, id: string, props: PrometheusTracingProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { name, exportTo, sampling, thanos, labels, annotations } = props;
    const namespace = namespaceOf(this, props.namespace);
    refuse(
      this,
      dnsSubdomainProblem('name', name),
      ...metadataProblems(props),
      exportTo === undefined && thanos === undefined
        ? 'exportTo or thanos must be set, or nothing is sent, got neither'
        : undefined,
      exportTo === undefined ? undefined : receiverProblem(exportTo),
      sampling !== undefined && exportTo === undefined
        ? 'sampling needs exportTo; that of the sidecar is in its settings'
        : undefined,
      thanos === undefined ? undefined : sidecarProblem(thanos, namespace),
    );
    const prometheus = new ApiObject(this, 'Resource', {
      apiVersion: prometheusApiVersion,
      kind: 'Prometheus',
      metadata: { namespace, name, labels, annotations },
      spec: {
        podMetadata: thanos?.checksum && {
          annotations: { [checksumAnnotation]: thanos.checksum },
        },
        tracingConfig: exportTo && within(this, () => tracingConfig(exportTo, namespace, sampling)),
        thanos: thanos && { tracingConfig: { ...thanos.tracingConfig } },
      },
    });
    requires(prometheus, 'prometheus-operator');
    guarded(this);
  }
}

function receiverProblem(exportTo: OtlpEndpoint): string | undefined {
  const problem = endpointProblem('exportTo', exportTo, ['otlp-grpc', 'otlp-http']);
  if (problem !== undefined) return problem;
  if (Object.keys(exportTo.access?.headers ?? {}).length > 0) {
    return 'exportTo must be an endpoint that needs no headers, whose values Prometheus reads from no Secret; send to a collector that has it in exportTo';
  }
  return exportTo.basePath === '/'
    ? undefined
    : `exportTo must be an endpoint without a base path, which Prometheus has no setting for, got '${exportTo.basePath}'`;
}

function sidecarProblem(thanos: ThanosSettings, namespace: string): string | undefined {
  return (
    settingsProblem('thanos', thanos) ??
    (thanos.namespace === namespace
      ? undefined
      : `thanos must be settings in namespace ${namespace}, where the Prometheus reads them, got ${thanos.namespace}`)
  );
}

function tracingConfig(exportTo: OtlpEndpoint, from: string, sampling: Sampling = { ratio: 1 }) {
  return {
    endpoint: exportTo.address(from),
    clientType: exportTo.protocol === 'otlp-grpc' ? 'grpc' : 'http',
    // without it, no trace begins in Prometheus (prometheus v3 tracing/tracing.go)
    samplingFraction: ratioText(sampling),
    insecure: exportTo.tls ? undefined : true,
    tlsConfig: exportTo.access && tlsConfig(exportTo.access),
  };
}

function tlsConfig({
  caSecretName,
  clientCertificateSecretName,
}: NonNullable<OtlpEndpoint['access']>) {
  const keyOf = (name: string | undefined, key: string) => name && { name, key };
  const ca = keyOf(caSecretName, certificateKeys.ca);
  const certificate = keyOf(clientCertificateSecretName, certificateKeys.certificate);
  return {
    ca: ca && { secret: ca },
    cert: certificate && { secret: certificate },
    keySecret: keyOf(clientCertificateSecretName, certificateKeys.key),
  };
}
