import { isAtLeast } from '../values/version.ts';

/** Image of Traefik. */
export const traefikImage = /(?:^|\/)traefik$/;

/**
 * Flags of Traefik that are about OTLP, which it has had since 3.0.0, without dashes; it reads them in capitals, too.
 *
 * Source: traefik v3.7.9 pkg/config/static/static_config.go, pkg/observability/types/otel.go.
 */
export const traefikFlags = {
  serviceName: 'tracing.serviceName',
  sampleRate: 'tracing.sampleRate',
  addInternals: 'tracing.addInternals',
  requestHeaders: 'tracing.capturedRequestHeaders',
  responseHeaders: 'tracing.capturedResponseHeaders',
  queryParams: 'tracing.safeQueryParams',
  grpc: {
    endpoint: 'tracing.otlp.grpc.endpoint',
    insecure: 'tracing.otlp.grpc.insecure',
  },
  http: { endpoint: 'tracing.otlp.http.endpoint' },
} as const;

/** First release with OTLP, in the place of all that Traefik had before. */
const otlpSince = '3.0.0';
const untilOtlp = [
  'spannamelimit',
  'jaeger',
  'zipkin',
  'datadog',
  'instana',
  'haystack',
  'elastic',
];
const sinceOtlp = [
  'otlp',
  'samplerate',
  'addinternals',
  'globalattributes',
  'resourceattributes',
  'capturedrequestheaders',
  'capturedresponseheaders',
  'safequeryparams',
];

/**
 * Why a release of Traefik does not start with a flag; undefined when it may.
 *
 * Source: traefik v2.11.0 pkg/config/static/static_config.go, pkg/cli/loader_flag.go; v3.0.0 and v3.7.9 pkg/cli/deprecation.go.
 *
 * @param flag - without dashes
 */
export function traefikFlagProblem(flag: string, version: string): string | undefined {
  const [first, setting = ''] = flag.split('.');
  if (first?.toLowerCase() !== 'tracing') return undefined;
  const [name, isNew] = [setting.toLowerCase(), isAtLeast(version, otlpSince)];
  // betas of it have some of both
  const isOld = version.startsWith('2.');
  if (isNew && untilOtlp.includes(name)) {
    return `Traefik ${version} does not start with --tracing.${setting}, which releases before ${otlpSince} have; it sends spans by --tracing.otlp`;
  }
  return isOld && sinceOtlp.includes(name)
    ? `Traefik ${version} does not start with --tracing.${setting}, which it has since ${otlpSince}`
    : undefined;
}
