import { tracesUnder } from '../../upstream/edge/protocols.ts';
import { namespaceProblem } from '../../upstream/kubernetes/names.ts';
import {
  type ThanosSamplerKeys,
  thanosGrpcTlsSince,
  thanosSampler,
  thanosSamplerSince,
  thanosTypeProblems,
} from '../../upstream/thanos/tracing.ts';
import { isAtLeast, parseVersion } from '../../upstream/values/version.ts';
import { printYaml } from '../../yaml.ts';
import { type Endpoint, endpointProblem, wantsProblem } from '../edge/endpoint.ts';
import { nameOf, ownedProblem, refuse, yamlProblem } from '../props/refuse.ts';
import { anything, mapping, props, required, type Shapes, text } from '../props/shape.ts';
import { ratioText, type Sampling, samplingShape } from '../sdk/sampling.ts';

/** Certificates for an endpoint that speaks TLS, as files in the container. */
export interface ThanosTls {
  /**
   * CA certificate.
   *
   * @default - the roots of the image
   */
  readonly caFile?: string;
  /**
   * Client certificate, together with `keyFile`.
   *
   * @default - no client certificate
   */
  readonly certFile?: string;
  /**
   * Key of the client certificate.
   *
   * @default - no client certificate
   */
  readonly keyFile?: string;
  /**
   * Name in the receiver's certificate.
   *
   * @default - the host of the endpoint
   */
  readonly serverName?: string;
}

/** A value in Thanos' configuration. */
export type ThanosConfigValue =
  | string
  | number
  | boolean
  | readonly ThanosConfigValue[]
  | { readonly [key: string]: ThanosConfigValue };

/** What Thanos traces, and where to. */
export interface ThanosTracingConfig {
  /** What takes the spans. */
  readonly exportTo: Endpoint<'otlp-grpc'> | Endpoint<'otlp-http'>;
  /** Name that the traces are found under. */
  readonly serviceName: string;
  /**
   * Share of new traces that is kept, `oneIn(16)`; requests that are part of a trace follow that trace's decision.
   *
   * @default - all
   */
  readonly sampling?: Sampling;
  /**
   * Certificates, for an endpoint that speaks TLS; over gRPC from Thanos 0.42.0 on.
   *
   * @default - the roots of the image
   */
  readonly tls?: ThanosTls;
  /**
   * More keys of the configuration, as Thanos writes them: `{ compression: 'gzip' }`. Keys that OTLP does not know are
   * dropped by Thanos without a word.
   *
   * @default - none
   */
  readonly extraConfig?: Readonly<Record<string, ThanosConfigValue>>;
}

/** What kinds of values the settings are. */
export const configShapes: Shapes<ThanosTracingConfig> = {
  exportTo: anything,
  serviceName: required(text),
  sampling: samplingShape,
  tls: props<ThanosTls>({ caFile: text, certFile: text, keyFile: text, serverName: text }),
  extraConfig: mapping,
};

/** A tracing argument of Thanos, on its own. */
export interface ThanosTracingArgProps extends ThanosTracingConfig {
  /** Namespace that Thanos runs in; the address of the endpoint is short inside of its own. */
  readonly from: string;
  /** Release of Thanos, 0.32.0 or newer. */
  readonly version: string;
}

/**
 * The argument that makes Thanos trace, `--tracing.config=type: OTLP…`, for every component: sidecar, receive, rule, compact,
 * query, query-frontend and store. It is to be added to `args`, or to the extra flags of a Helm chart, such as
 * `query.extraFlags` of Bitnami's.
 *
 * @throws for a release that cannot be told so, a ratio out of range, TLS settings without effect, keys of `extraConfig`
 *   that other props set or that Thanos exits on, and text that Kubernetes would change on the way
 */
export function thanosTracingArg(props: ThanosTracingArgProps): string {
  refuse(required(mapping).problem('props of thanosTracingArg', props));
  const argument = `--tracing.config=${thanosSettings(props)}`;
  if (argument.includes('$$')) {
    throw new Error("tracing configuration must not hold '$$', of which Kubernetes makes '$'");
  }
  return argument;
}

/**
 * The settings that make Thanos trace, as it reads them from an argument or a file.
 *
 * @throws as `thanosTracingArg`, but for what Kubernetes would change
 */
export function thanosSettings(props: ThanosTracingArgProps): string {
  const { exportTo, serviceName, sampling, version, extraConfig = {} } = props;
  refuse(
    namespaceProblem(props.from, 'from'),
    thanosVersionProblem(version),
    endpointProblem('exportTo', exportTo, ['otlp-grpc', 'otlp-http']) ??
      wantsProblem('exportTo', exportTo),
  );
  refuse(
    typeof serviceName === 'string' && /^\S(.*\S)?$/.test(serviceName)
      ? undefined
      : `serviceName must be a name on one line, got ${nameOf(serviceName)}`,
    tlsProblem(props),
    ownedProblem('extraConfig', extraConfig, owners),
    yamlProblem('extraConfig', extraConfig),
    ...thanosTypeProblems(extraConfig).map(({ message }) => `extraConfig.${message}`),
  );
  const config = {
    client_type: exportTo.protocol === 'otlp-grpc' ? 'grpc' : 'http',
    service_name: serviceName,
    ...extraConfig,
    ...(sampling && samplerKeys(version, sampling)),
    ...(exportTo.tls ? tlsConfig(props.tls) : { insecure: true }),
    endpoint: exportTo.address(props.from),
    ...urlPath(exportTo),
  };
  return printYaml([{ type: 'OTLP', config }]);
}

/** Why a release of Thanos cannot be told to trace; undefined when it can. */
function thanosVersionProblem(version: string): string | undefined {
  if (parseVersion(version) === undefined) {
    return `version must be a release of Thanos such as 0.42.4, got '${version}'`;
  }
  return isAtLeast(version, thanosSamplerSince)
    ? undefined
    : `version must be ${thanosSamplerSince} or newer, the first Thanos whose OTLP exporter has a service name and a sampler, got ${version}`;
}

// keys that props are there for
const owners: Readonly<Record<string, string>> = {
  client_type: 'exportTo',
  endpoint: 'exportTo',
  insecure: 'exportTo',
  url_path: 'exportTo',
  service_name: 'serviceName',
  sampler_type: 'sampling',
  sampler_param: 'sampling',
  tls_config: 'tls',
};

function tlsProblem({ exportTo, tls, version, from }: ThanosTracingArgProps): string | undefined {
  if (tls === undefined) return undefined;
  if (!exportTo.tls) return `tls needs an endpoint that speaks TLS, got ${exportTo.address(from)}`;
  if ((tls.certFile === undefined) !== (tls.keyFile === undefined)) {
    return `tls must have certFile and keyFile together, got ${tls.certFile ? 'certFile' : 'keyFile'} alone`;
  }
  return exportTo.protocol === 'otlp-grpc' && !isAtLeast(version, thanosGrpcTlsSince)
    ? `tls needs Thanos ${thanosGrpcTlsSince} or newer over gRPC, got ${version}; use an otlp-http endpoint or the container's OTEL_EXPORTER_OTLP_CERTIFICATE`
    : undefined;
}

// the endpoint is host and port alone, and without the key spans are posted to /v1/traces at the root
function urlPath({ protocol, basePath }: Endpoint): { readonly url_path?: string } {
  return protocol === 'otlp-http' && basePath !== '/' ? { url_path: tracesUnder(basePath) } : {};
}

function samplerKeys(version: string, sampling: Sampling): ThanosSamplerKeys {
  const param = ratioText(sampling);
  return { ...thanosSampler(version, sampling.ratio), sampler_param: param };
}

function tlsConfig(tls?: ThanosTls): Record<string, unknown> {
  if (tls === undefined) return {};
  const { caFile, certFile, keyFile, serverName } = tls;
  return {
    tls_config: {
      ca_file: caFile,
      cert_file: certFile,
      key_file: keyFile,
      server_name: serverName,
    },
  };
}
