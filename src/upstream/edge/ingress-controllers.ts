import { record, text } from '../values/unknown.ts';
import type { Protocol } from './protocols.ts';

/** What an ingress controller speaks to all that is behind one Ingress. */
export interface Spoken {
  /** Annotation that says so, or would. */
  readonly annotation: string;
  /** Its value; unset where it is not written. */
  readonly value?: string;
  readonly protocol: 'grpc' | 'http';
}

interface Controller {
  /** Class of Ingresses that it is for, by the name that it usually has. */
  readonly className: string;
  readonly annotation: string;
  /** Values by what it speaks then; others are not judged. */
  readonly values: Readonly<Record<string, Spoken['protocol']>>;
  /** Whether a Service may have the annotation for itself. */
  readonly ofService?: boolean;
}

/**
 * Controllers by whose annotation a protocol holds for all paths of an Ingress.
 *
 * Source: ingress-nginx docs user-guide/nginx-configuration/annotations.md (backend-protocol, HTTP by default);
 * aws-load-balancer-controller docs guide/ingress/annotations.md (backend-protocol-version of Ingress or Service, HTTP1 by default).
 */
const controllers: readonly Controller[] = [
  {
    className: 'nginx',
    annotation: 'nginx.ingress.kubernetes.io/backend-protocol',
    values: { HTTP: 'http', HTTPS: 'http', AUTO_HTTP: 'http', GRPC: 'grpc', GRPCS: 'grpc' },
  },
  {
    className: 'alb',
    annotation: 'alb.ingress.kubernetes.io/backend-protocol-version',
    values: { HTTP1: 'http', HTTP2: 'http', GRPC: 'grpc' },
    ofService: true,
  },
];

const classAnnotation = 'kubernetes.io/ingress.class';

/**
 * Annotations of the other controller whose class is called nginx, each for some Services, and of what hands connections over as
 * they are.
 *
 * Source: kubernetes-ingress (F5) docs, annotations grpc-services; ingress-nginx docs, ssl-passthrough.
 */
function isLeftToOthers(annotations: Readonly<Record<string, string>>): boolean {
  return (
    annotations['nginx.ingress.kubernetes.io/ssl-passthrough'] === 'true' ||
    Object.entries(annotations).some(
      ([key, value]) => /^nginx\.(?:org|com)\//.test(key) || value.includes('grpc_pass'),
    )
  );
}

/** Whether a Service says for itself what is spoken to it. */
export function isSpokenOtherwise(
  { annotation }: Spoken,
  service: Readonly<Record<string, string>>,
): boolean {
  const controller = controllers.find((one) => one.annotation === annotation);
  return controller?.ofService === true && Object.hasOwn(service, annotation);
}

/** What the controller of an Ingress speaks to its Services; undefined where that is not known. */
export function spokenBehind(
  annotations: Readonly<Record<string, string>>,
  spec: unknown,
): Spoken | undefined {
  if (isLeftToOthers(annotations)) return undefined;
  const className = text(record(spec).ingressClassName) ?? annotations[classAnnotation];
  for (const { className: usual, annotation, values } of controllers) {
    const value = Object.hasOwn(annotations, annotation) ? annotations[annotation] : undefined;
    if (value === undefined && className !== usual) continue;
    const protocol = value === undefined ? 'http' : values[value.toUpperCase()];
    return protocol && { annotation, value, protocol };
  }
  return undefined;
}

const overGrpc: readonly Protocol[] = [
  'otlp-grpc',
  'jaeger-grpc',
  'jaeger-query-grpc',
  'jaeger-storage',
];
const overHttp: readonly Protocol[] = [
  'otlp-http',
  'jaeger-thrift-http',
  'zipkin',
  'jaeger-query',
  'elasticsearch',
];

/** What a protocol is carried by; undefined for what is neither, or not known. */
export function carriedBy(protocol: Protocol | undefined): Spoken['protocol'] | undefined {
  if (protocol === undefined) return undefined;
  if (overGrpc.includes(protocol)) return 'grpc';
  return overHttp.includes(protocol) ? 'http' : undefined;
}
