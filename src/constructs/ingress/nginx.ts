import { Construct } from 'constructs';
import {
  nginxExtraKeys,
  nginxKeys,
  nginxPlace,
  nginxSamplers,
} from '../../upstream/ingress/nginx.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { type Endpoint, endpointProblem, plainServiceProblem } from '../edge/endpoint.ts';
import { kubeObject } from '../kubernetes/kube-object.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { oneOfProblem, refuse, within } from '../props/refuse.ts';
import {
  anything,
  flag,
  nameOrConstruct,
  record,
  type Shape,
  type Shapes,
  text,
} from '../props/shape.ts';
import { ratioText, type Sampling, samplingShape } from '../sdk/sampling.ts';

/** Which Ingress NGINX sends spans, and where to. */
export interface IngressNginxTracingProps extends MetadataProps {
  /** What takes the spans: a Service in the cluster; no release speaks HTTP or TLS. */
  readonly exportTo: Endpoint<'otlp-grpc'>;
  /**
   * Share of new traces that is kept, `oneIn(16)`; requests that are part of a trace follow that trace's decision.
   *
   * @default - all
   */
  readonly sampling?: Sampling;
  /**
   * Whether requests from outside may bring a trace of theirs, and its decision with it.
   *
   * @default true
   */
  readonly trustIncomingSpans?: boolean;
  /**
   * Name that the traces are found under.
   *
   * @default 'nginx'
   */
  readonly serviceName?: string;
  /**
   * More keys about tracing, each with its value as text: `{ 'opentelemetry-operation-name': 'HTTP $request_method $service_name' }`.
   *
   * @default - the controller's own values
   */
  readonly extraData?: Readonly<Partial<Record<keyof typeof nginxExtraKeys, string>>>;
  /**
   * Namespace of the ConfigMap.
   *
   * @default 'ingress-nginx'
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Name of the ConfigMap that the controller reads, its flag `--configmap`.
   *
   * @default 'ingress-nginx-controller'
   */
  readonly name?: string;
}

const shapes: Shapes<IngressNginxTracingProps> = {
  ...metadataShapes,
  exportTo: anything,
  sampling: samplingShape,
  trustIncomingSpans: flag,
  serviceName: text,
  extraData: record(text) as Shape<IngressNginxTracingProps['extraData']>,
  namespace: nameOrConstruct,
  name: text,
};

/**
 * The keys of the ConfigMap that make Ingress NGINX send spans, controller 1.7.0 or newer; it picks them up without a restart. The
 * object is partial: put it in a chart of its own, whose file `kubectl patch --type=merge --patch-file` takes, or give `data` to
 * the Helm chart as `controller.config`. Before controller 1.10.0, the chart must have `controller.opentelemetry.enabled`, too.
 *
 * @throws for malformed names, keys that are about something else, a ratio out of range, and an endpoint that is outside of the cluster, speaks TLS or wants headers
 */
export class IngressNginxTracing extends Construct {
  /** The keys, each with its value. */
  readonly data: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: IngressNginxTracingProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { exportTo, sampling, serviceName = 'nginx', labels, annotations } = props;
    const { name = nginxPlace.name, trustIncomingSpans = true } = props;
    const namespace = namespaceOf(this, props.namespace ?? nginxPlace.namespace);
    refuse(
      this,
      endpointProblem('exportTo', exportTo, ['otlp-grpc']) ??
        plainServiceProblem('exportTo', exportTo),
      dnsSubdomainProblem('name', name),
      quotedProblem('serviceName', serviceName),
      ...Object.entries(props.extraData ?? {}).map(extraProblem),
      ...metadataProblems(props),
    );
    this.data = {
      [nginxKeys.enabled]: 'true',
      [nginxKeys.host]: new URL(exportTo.url()).hostname,
      [nginxKeys.port]: `${exportTo.port}`,
      [nginxKeys.serviceName]: serviceName,
      ...within(this, () => sampler(sampling)),
      [nginxKeys.parentBased]: 'true',
      [nginxKeys.trustIncoming]: `${trustIncomingSpans}`,
      ...props.extraData,
    };
    kubeObject('ConfigMap', this, 'Resource', {
      metadata: { namespace, name, labels, annotations },
      data: this.data,
    });
    guarded(this);
  }
}

// it stands between quotes in a file of the controller, which does not load where they end too early
function quotedProblem(what: string, value: string): string | undefined {
  return /^[^\s"\\]([^"\\\n]*[^\s"\\])?$/.test(value)
    ? undefined
    : `${what} must be a name on one line without quotes and backslashes, got '${value}'`;
}

function extraProblem([key, value]: [string, string]): string | undefined {
  const unknown = oneOfProblem('extraData key', key, Object.keys(nginxExtraKeys));
  if (unknown !== undefined) return unknown;
  const what = `extraData.${key}`;
  switch (nginxExtraKeys[key as keyof typeof nginxExtraKeys]) {
    case 'quoted':
      return quotedProblem(what, value);
    case 'path':
      return /^\/[\w./-]+$/.test(value)
        ? undefined
        : `${what} must be the path of a file, got '${value}'`;
    default:
      return /^[1-9]\d{0,8}$/.test(value)
        ? undefined
        : `${what} must be a whole number of at least 1, got '${value}'`;
  }
}

function sampler(sampling: Sampling | undefined): Readonly<Record<string, string>> {
  if (sampling === undefined) return { [nginxKeys.sampler]: nginxSamplers.all };
  return { [nginxKeys.sampler]: nginxSamplers.share, [nginxKeys.ratio]: ratioText(sampling) };
}
