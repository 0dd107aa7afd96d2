import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { secretNameProblem } from '../../upstream/kubernetes/names.ts';
import {
  tektonConfigName,
  tektonOperatorApiVersion,
  tektonOperatorOptionsSince,
  tektonTracesPrefix,
} from '../../upstream/tekton/operator.ts';
import {
  tektonConfigMapName,
  tektonConfigTracingSince,
  tektonCredentialsSecretSince,
  tektonNamespace,
  tektonOperatorTracesSince,
  tektonOtlpSince,
  tektonProtocol,
} from '../../upstream/tekton/tracing.ts';
import { isAtLeast, parseVersion } from '../../upstream/values/version.ts';
import { type Endpoint, endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { kubeObject } from '../kubernetes/kube-object.ts';
import { namespaceOf, type TracingNamespace } from '../kubernetes/namespace.ts';
import { withoutNamespace } from '../kubernetes/without-namespace.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { refuse } from '../props/refuse.ts';
import { anything, nameOrConstruct, required, type Shapes, text } from '../props/shape.ts';

/** Which Tekton sends spans, and where to. */
export interface TektonTracingProps extends MetadataProps {
  /** Release of Tekton Pipelines, 0.52.0 or newer; its controller carries it as label `app.kubernetes.io/version`. */
  readonly version: string;
  /**
   * What takes the spans: OTLP over HTTP from Tekton 0.58.0 on, jaeger.thrift over HTTP before. No release speaks gRPC.
   */
  readonly exportTo: Endpoint<'otlp-http'> | Endpoint<'jaeger-thrift-http'>;
  /**
   * Namespace of Tekton's controllers; not with `operatorVersion`, where `spec.targetNamespace` of the TektonConfig that is there says it.
   *
   * @default 'tekton-pipelines'
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Release of the Tekton operator that runs Tekton Pipelines, 0.68.0 or newer. Its TektonConfig is told in place of the ConfigMap,
   * which the operator would write over.
   *
   * @default - Tekton Pipelines is installed without it
   */
  readonly operatorVersion?: string;
  /**
   * Secret in the namespace of the controllers with `username` and `password` for the endpoint, for HTTP Basic authentication; from Tekton 0.55.0 on.
   * Tekton follows its changes without a restart, and without the Secret does not trace.
   *
   * @default - no credentials
   */
  readonly credentialsSecret?: string;
}

const shapes: Shapes<TektonTracingProps> = {
  ...metadataShapes,
  version: required(text),
  exportTo: anything,
  namespace: nameOrConstruct,
  operatorVersion: text,
  credentialsSecret: text,
};

/**
 * The keys of ConfigMap `config-tracing` that make Tekton Pipelines send spans, or with its operator those of the TektonConfig that
 * it is made from; Tekton picks them up without a restart.
 *
 * The object is partial and carries no labels but those that are given, so that `kubectl patch --type=merge --patch-file`
 * leaves everything else of Tekton's as it is. So does server-side apply, but for kubectl's own over an object that a
 * client-side `kubectl apply` made: that one takes the whole object over and drops what is not in here, labels among it.
 *
 * @throws if the release has no such ConfigMap or speaks another protocol than the endpoint, and for invalid names
 */
export class TektonTracing extends Construct {
  /** URL that spans are posted to. */
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: TektonTracingProps) {
    super(scope, id);
    checkProps(this, shapes, props);
    const { version, exportTo, credentialsSecret, operatorVersion, labels, annotations } = props;
    const namespace = namespaceOf(this, props.namespace ?? tektonNamespace);
    refuse(
      this,
      versionProblem(version),
      operatorVersion === undefined ? undefined : operatorProblem(operatorVersion),
      operatorVersion !== undefined && props.namespace !== undefined
        ? `namespace must not be set with operatorVersion: spec.targetNamespace of TektonConfig ${tektonConfigName} says where Tekton is, got '${namespace}'`
        : undefined,
      endpointProblem('exportTo', exportTo, ['otlp-http', 'jaeger-thrift-http']) ??
        wantsProblem('exportTo', exportTo),
      ...metadataProblems(props),
      credentialsSecret === undefined
        ? undefined
        : secretNameProblem(credentialsSecret, 'credentialsSecret'),
    );
    refuse(
      this,
      protocolProblem(version, exportTo),
      credentialsProblem(version, credentialsSecret),
    );
    // the TektonConfig that is patched says where the controllers are, so that a short name may be one of elsewhere
    this.endpoint = exportTo.tracesUrl(operatorVersion === undefined ? namespace : '');
    const data = {
      enabled: 'true',
      endpoint: this.endpoint,
      ...(credentialsSecret !== undefined && { credentialsSecret }),
    };
    if (operatorVersion === undefined) {
      const metadata = { namespace, name: tektonConfigMapName, labels, annotations };
      kubeObject('ConfigMap', this, 'Resource', { metadata, data });
    } else {
      const config = new ApiObject(this, 'Resource', {
        apiVersion: tektonOperatorApiVersion,
        kind: 'TektonConfig',
        metadata: { name: tektonConfigName, labels, annotations },
        spec: { pipeline: pipelineOf(operatorVersion, data) },
      });
      withoutNamespace(config);
    }
    guarded(this);
  }
}

/** The data of the ConfigMap as a release of the operator is told them. */
function pipelineOf(operatorVersion: string, data: Readonly<Record<string, string>>): object {
  if (!isAtLeast(operatorVersion, tektonOperatorTracesSince)) {
    return { options: { configMaps: { [tektonConfigMapName]: { data } } } };
  }
  const { enabled, ...others } = data;
  const typed = Object.entries({ enabled: enabled === 'true', ...others });
  return Object.fromEntries(typed.map(([key, value]) => [`${tektonTracesPrefix}${key}`, value]));
}

function operatorProblem(operatorVersion: string): string | undefined {
  if (parseVersion(operatorVersion) === undefined) {
    return `operatorVersion must be a release of the Tekton operator such as 0.81.1, got '${operatorVersion}'`;
  }
  return isAtLeast(operatorVersion, tektonOperatorOptionsSince)
    ? undefined
    : `operatorVersion must be ${tektonOperatorOptionsSince} or newer, the first Tekton operator that takes data of ConfigMaps, got ${operatorVersion}`;
}

function versionProblem(version: string): string | undefined {
  return parseVersion(version) === undefined
    ? `version must be a release of Tekton Pipelines such as 1.15.0, got '${version}'`
    : undefined;
}

function protocolProblem(version: string, exportTo: Endpoint): string | undefined {
  const protocol = tektonProtocol(version);
  if (protocol === undefined) {
    return `version must be ${tektonConfigTracingSince} or newer, the first Tekton with ConfigMap ${tektonConfigMapName}, got ${version}; older ones read OTEL_EXPORTER_JAEGER_ENDPOINT of the controller`;
  }
  if (exportTo.protocol === protocol) return undefined;
  const rule =
    protocol === 'otlp-http'
      ? `exportTo must be an otlp-http endpoint from Tekton ${tektonOtlpSince} on`
      : `exportTo must be a jaeger-thrift-http endpoint before Tekton ${tektonOtlpSince}`;
  const fix = protocol === 'otlp-http' ? 'otlpHttp' : "a Jaeger's thriftHttp";
  return `${rule}, got ${exportTo.protocol} for ${version}; use ${fix}`;
}

function credentialsProblem(version: string, credentialsSecret?: string): string | undefined {
  return credentialsSecret === undefined || isAtLeast(version, tektonCredentialsSecretSince)
    ? undefined
    : `credentialsSecret must not be set before Tekton ${tektonCredentialsSecretSince}, got '${credentialsSecret}' for ${version}; set OTEL_EXPORTER_JAEGER_USER and OTEL_EXPORTER_JAEGER_PASSWORD on the controller`;
}
