import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Service } from '../../../model/model.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { at, list, number, own, text } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** An Ingress that leads to a port which its Service does not have. */
export const ingressPort: Rule = {
  id: 'edge/ingress-port',
  severity: 'error',
  rationale:
    'the ingress controller finds no endpoints behind such a port, and answers requests with an error',
  ignoreWhen:
    'the Service of the cluster has that port from elsewhere: by a patch or an overlay, or by a release of the operator that opens it',
  source: 'Kubernetes networking.k8s.io/v1 IngressBackend; jaeger-operator v1.65.0 pkg/service',
  visit: ({ services }) => ({
    *object(object) {
      if (object.kind !== 'Ingress' || object.group !== 'networking.k8s.io') return;
      for (const { backend, path } of backendsOf(object)) {
        const name = text(at(backend, 'service', 'name'));
        const service = name === undefined ? undefined : services.find(object.namespace, name);
        const message = service && portProblem(object, service, backend);
        if (message !== undefined) yield { path: [...path, 'service', 'port'], message };
      }
    },
  }),
};

function portProblem({ name }: KubeObject, service: Service, backend: unknown): string | undefined {
  // ports of some Services are not known
  if (service.externalName !== undefined || service.ports.length === 0) return undefined;
  const port = at(backend, 'service', 'port');
  const asked = number(own(port, 'number')) ?? text(own(port, 'name'));
  return asked === undefined || hasPort(service, asked)
    ? undefined
    : `Ingress ${name} must lead to a port of Service ${service.name} (${portList(service)}), got ${asked}`;
}

function* backendsOf({ value }: KubeObject): Iterable<{ backend: unknown; path: Path }> {
  yield { backend: at(value, 'spec', 'defaultBackend'), path: ['spec', 'defaultBackend'] };
  for (const [rule, entry] of list(at(value, 'spec', 'rules')).entries()) {
    for (const [index, one] of list(at(entry, 'http', 'paths')).entries()) {
      const path = ['spec', 'rules', rule, 'http', 'paths', index, 'backend'];
      yield { backend: own(one, 'backend'), path };
    }
  }
}

function hasPort({ ports }: Service, asked: string | number): boolean {
  return ports.some(({ port, name }) => (typeof asked === 'number' ? port : name) === asked);
}

function portList({ ports }: Service): string {
  return listed(ports.map(({ port, name }) => (name ? `${port} ${name}` : `${port}`)));
}
