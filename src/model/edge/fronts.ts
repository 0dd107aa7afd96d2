import { at, list, number, own, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import { serviceHost } from './address.ts';

/** A Service that something leads requests from outside of the cluster to. */
export interface Front {
  /** The Ingress, the route, or the VirtualService. */
  readonly object: KubeObject;
  /** Place of the port. */
  readonly path: Path;
  /** Name of the Service; unset where what is led to is something else. */
  readonly service?: string;
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Number or name of its port. */
  readonly port?: number | string;
}

/** What Ingresses and routes of the Gateway API lead to. */
export function readFronts(objects: ObjectIndex): Front[] {
  return objects.all.flatMap(frontsOf);
}

/** What one object leads to; nothing, where it is neither Ingress nor route. */
export function frontsOf(object: KubeObject): Front[] {
  if (object.kind === 'Ingress' && object.group === 'networking.k8s.io') {
    return ingressBackends(object);
  }
  const isRoute = object.kind === 'HTTPRoute' || object.kind === 'GRPCRoute';
  return isRoute && object.group === 'gateway.networking.k8s.io' ? routeBackends(object) : [];
}

/** What a VirtualService of Istio leads requests to, which may be those of the mesh alone. */
export function destinationsOf(object: KubeObject): Front[] {
  if (object.kind !== 'VirtualService' || object.group !== 'networking.istio.io') return [];
  return list(at(object.value, 'spec', 'http')).flatMap((entry, index) =>
    list(own(entry, 'route')).map((route, place) => {
      const written = text(at(route, 'destination', 'host')) ?? '';
      const host = isServiceName(written) ? serviceHost(written) : undefined;
      return {
        object,
        path: ['spec', 'http', index, 'route', place, 'destination', 'port'],
        service: host?.name,
        namespace: host?.namespace ?? object.namespace,
        port: number(at(route, 'destination', 'port', 'number')),
      };
    }),
  );
}

/** Istio takes a name without a dot for that of a Service; one with dots is what some ServiceEntry says, unless it is a full name. */
function isServiceName(host: string): boolean {
  return !host.includes('.') || host.includes('.svc.');
}

// the controller of AWS takes the name of such a backend for that of an action in an annotation
const byAnnotation = 'use-annotation';

function ingressBackends(object: KubeObject): Front[] {
  const places: Path[] = [
    ['spec', 'defaultBackend'],
    ...list(at(object.value, 'spec', 'rules')).flatMap((rule, index) =>
      list(at(rule, 'http', 'paths')).map((_, path) => [
        ...['spec', 'rules', index, 'http', 'paths', path, 'backend'],
      ]),
    ),
  ];
  return places.map((place) => {
    const service = at(object.value, ...place, 'service');
    const port = own(service, 'port');
    const isService = own(port, 'name') !== byAnnotation;
    return {
      object,
      path: [...place, 'service', 'port'],
      service: isService ? text(own(service, 'name')) : undefined,
      namespace: object.namespace,
      port: number(own(port, 'number')) ?? text(own(port, 'name')),
    };
  });
}

function routeBackends(object: KubeObject): Front[] {
  return list(at(object.value, 'spec', 'rules')).flatMap((rule, index) =>
    list(own(rule, 'backendRefs')).map((reference, place) => {
      const isService =
        (text(own(reference, 'kind')) ?? 'Service') === 'Service' && !own(reference, 'group');
      return {
        object,
        path: ['spec', 'rules', index, 'backendRefs', place, 'port'],
        service: isService ? text(own(reference, 'name')) : undefined,
        namespace: text(own(reference, 'namespace')) ?? object.namespace,
        port: number(own(reference, 'port')),
      };
    }),
  );
}
