import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { dnsSubdomainProblem, namespaceProblem } from '../../../upstream/kubernetes/names.ts';
import { portProblem } from '../../../upstream/values/port-number.ts';
import { metadataProblems } from '../../props/metadata.ts';
import { listProblem } from '../../props/refuse.ts';
import { requires } from '../../props/requires.ts';
import { count, list, props, record, required, type Shape, text } from '../../props/shape.ts';

/** A Gateway that takes requests for a route. */
export interface GatewayRef {
  /** Name of the Gateway. */
  readonly name: string;
  /**
   * Namespace of the Gateway, which must let routes of Jaeger's namespace in (`allowedRoutes`).
   *
   * @default - that of Jaeger
   */
  readonly namespace?: string;
  /**
   * Name of the listener.
   *
   * @default - all listeners that let the route in
   */
  readonly sectionName?: string;
  /**
   * Port of the listener, 1 to 65535.
   *
   * @default - any port
   */
  readonly port?: number;
}

/** How the query UI is reached through the Gateway API. TLS is a matter of the Gateway's listener. */
export interface JaegerGatewayProps {
  /** Gateways that take requests for the UI. */
  readonly parentRefs: readonly [GatewayRef, ...GatewayRef[]];
  /**
   * Host names, of which the first label may be `*`. The path is `basePath`: Jaeger's pages name their own files by it, so that a
   * Gateway cannot put another one before it.
   *
   * @default - those of the Gateway's listeners
   */
  readonly hostnames?: readonly string[];
  /**
   * Annotations of the HTTPRoute.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What kinds of values it has. */
export const gatewayShape: Shape<JaegerGatewayProps | undefined> = props<JaegerGatewayProps>({
  parentRefs: list(
    'Gateways',
    props<GatewayRef>({
      name: required(text),
      namespace: text,
      sectionName: text,
      port: count,
    }),
  ),
  hostnames: list('host names', text),
  annotations: record(text),
});

/** Why no Gateway would lead to the UI, undefined entries where one would. */
export function gatewayProblems(gateway: JaegerGatewayProps | undefined): (string | undefined)[] {
  if (gateway === undefined) return [];
  const { parentRefs, hostnames = [], annotations } = gateway;
  const none = listProblem('gateway.parentRefs', parentRefs, 'Gateways');
  if (none !== undefined) return [none];
  return [
    ...parentRefs.flatMap(({ name, namespace, sectionName, port }, index) => {
      const what = `gateway.parentRefs[${index}]`;
      return [
        dnsSubdomainProblem(`${what}.name`, name),
        namespace === undefined ? undefined : namespaceProblem(namespace, `${what}.namespace`),
        sectionName === undefined
          ? undefined
          : dnsSubdomainProblem(`${what}.sectionName`, sectionName),
        port === undefined ? undefined : portProblem(`${what}.port`, port),
      ];
    }),
    ...hostnames.map((host) => dnsSubdomainProblem('gateway.hostnames', host.replace(/^\*\./, ''))),
    ...metadataProblems({ annotations }).map((problem) => problem && `gateway.${problem}`),
  ];
}

/** What a route leads to. */
interface Led {
  readonly namespace: string;
  /** Service of the UI, which the route is called after. */
  readonly service: string;
  readonly port: number;
  /** @default '/' */
  readonly basePath?: string;
}

/** Adds the HTTPRoute of the UI, where it is wanted. */
export function addRoute(
  scope: Construct,
  gateway: JaegerGatewayProps | undefined,
  { namespace, service, port, basePath = '/' }: Led,
): void {
  if (gateway === undefined) return;
  const { parentRefs, hostnames, annotations } = gateway;
  const route = new ApiObject(scope, 'Route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: service, namespace, annotations: annotations && { ...annotations } },
    spec: {
      parentRefs,
      hostnames,
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: basePath } }],
          backendRefs: [{ name: service, port }],
        },
      ],
    },
  });
  requires(route, 'gateway-api');
}
