import { protocols } from '../../upstream/edge/protocols.ts';
import { nginxAnnotation, nginxKeys } from '../../upstream/ingress/nginx.ts';
import { own, scalarText, text } from '../../upstream/values/unknown.ts';
import type { Sender } from '../edge/senders.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';

/** Addresses that Ingress NGINX sends spans to, by the ConfigMap that it reads. */
export function nginxSenders(objects: ObjectIndex): Sender<'ingress-nginx'>[] {
  return objects.ofKind('ConfigMap', '').flatMap((object): Sender<'ingress-nginx'>[] => {
    const { data } = object.value;
    const address = text(own(data, nginxKeys.host));
    if (!address) return [];
    const port = Number(scalarText(own(data, nginxKeys.port)) ?? protocols['otlp-grpc'].port);
    return [
      {
        kind: 'ingress-nginx',
        client: object,
        label: 'nginx',
        called: () => 'Ingress NGINX',
        namespace: object.namespace,
        object,
        path: ['data', nginxKeys.host],
        address,
        grammar: 'host-port',
        judge: hostProblem,
        protocol: 'otlp-grpc',
        // what variables of the controller may say
        tls: undefined,
        port: Number.isInteger(port) ? port : undefined,
        portLocation: { object, path: ['data', nginxKeys.port] },
        enabled: text(own(data, nginxKeys.enabled)) === 'true' || isAskedFor(objects),
      },
    ];
  });
}

/**
 * The port has a key of its own, and stands behind whatever the host is; a scheme before it is taken off.
 *
 * Source: opentelemetry-cpp-contrib instrumentation/nginx/src/agent_config.cpp, opentelemetry-cpp exporters/otlp/src/otlp_grpc_client.cc.
 */
function hostProblem(host: string) {
  const [, scheme = '', bare] = /^([a-z]+:\/\/)?([^:/\s]+)(?::\d+)?(?:\/.*)?$/i.exec(host) ?? [];
  if (`${scheme}${bare}` === host) return undefined;
  const message = `${nginxKeys.host} must be a host name alone, its port is ${nginxKeys.port}, got '${host}'`;
  return { message, fix: bare };
}

/** Whether an Ingress has it switched on for itself. */
function isAskedFor(objects: ObjectIndex): boolean {
  return objects
    .ofKind('Ingress')
    .some(({ annotations }) => annotations[nginxAnnotation] === 'true');
}
