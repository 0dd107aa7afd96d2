import { destinationsOf, type Front, frontsOf } from '../../../model/edge/fronts.ts';
import type { Service } from '../../../model/model.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** An Ingress, a route of the Gateway API or of Istio, that leads to a port which its Service does not have, or to no Service. */
export const ingressPort: Rule = {
  id: 'edge/ingress-port',
  severity: 'error',
  rationale:
    'the ingress controller finds no endpoints for this port of the Service, and answers requests with an error',
  ignoreWhen:
    'the Service in the cluster, or its port, comes from elsewhere: a patch, an overlay, or a release of the operator that opens it',
  source:
    'Kubernetes networking.k8s.io/v1 IngressBackend; Gateway API v1 BackendObjectReference; Istio networking.istio.io Destination; jaeger-operator v1.65.0 pkg/service',
  visit: ({ services }) => ({
    *object(object) {
      for (const front of [...frontsOf(object), ...destinationsOf(object)]) {
        const { service: name, namespace, path } = front;
        const service = name === undefined ? undefined : services.find(namespace, name);
        const message = service
          ? portProblem(front, service)
          : nameProblem(front, services.inNamespace(namespace));
        if (message !== undefined) yield { path, message };
      }
    },
  }),
};

function portProblem({ object, port: asked }: Front, service: Service): string | undefined {
  // ports of some Services are not known
  if (service.externalName !== undefined || service.ports.length === 0) return undefined;
  return asked === undefined || hasPort(service, asked)
    ? undefined
    : `${object.kind} ${object.name} must lead to a port of Service ${service.name} (${portList(service)}), got ${asked}`;
}

/** The name of a collector or a Jaeger in place of one of its Services. */
function nameProblem({ object, service: name }: Front, services: readonly Service[]) {
  const made = services.filter(
    ({ derived, object: { kind, name: owner } }) =>
      derived && owner === name && ['OpenTelemetryCollector', 'Jaeger'].includes(kind),
  );
  const [first] = made;
  return first
    ? `${object.kind} ${object.name} must lead to a Service, got the name of ${first.object.kind} ${name}, whose Services are ${listed(made.map((one) => one.name))}`
    : undefined;
}

function hasPort({ ports }: Service, asked: string | number): boolean {
  return ports.some(({ port, name }) => (typeof asked === 'number' ? port : name) === asked);
}

function portList({ ports }: Service): string {
  return listed(ports.map(({ port, name }) => (name ? `${port} ${name}` : `${port}`)));
}
