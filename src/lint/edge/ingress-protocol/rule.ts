import { type Front, frontsOf } from '../../../model/edge/fronts.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model, Service, ServicePort } from '../../../model/model.ts';
import {
  carriedBy,
  isSpokenOtherwise,
  type Spoken,
  spokenBehind,
} from '../../../upstream/edge/ingress-controllers.ts';
import { protocolNames } from '../../../upstream/edge/protocol-names.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An Ingress that speaks HTTP to a port for gRPC, or gRPC to one for HTTP. */
export const ingressProtocol: Rule = {
  id: 'edge/ingress-protocol',
  severity: 'error',
  rationale:
    'an ingress controller speaks one protocol to all backends of an Ingress, and answers 502 for a backend with another',
  ignoreWhen:
    'the ingress class belongs to another controller than its name says, or the backend accepts both protocols on the port',
  source:
    'ingress-nginx docs user-guide annotations, backend-protocol; aws-load-balancer-controller docs, backend-protocol-version',
  visit: (model) => ({
    *object(object) {
      if (object.group === 'gateway.networking.k8s.io' && object.kind === 'GRPCRoute') {
        yield* wrongPorts(
          model,
          object,
          { protocol: 'grpc' },
          (said) => `GRPCRoute ${object.name} speaks gRPC, but ${said}`,
        );
      }
      if (object.group !== 'networking.k8s.io' || object.kind !== 'Ingress') return;
      const spoken = spokenBehind(object.annotations, object.value.spec);
      if (!spoken) return;
      const written = ['metadata', 'annotations', spoken.annotation];
      for (const finding of wrongPorts(model, object, spoken, (said) =>
        messageOf(object, spoken, said),
      )) {
        yield spoken.value === undefined ? finding : { ...finding, path: written };
      }
    },
  }),
};

function messageOf(
  { name }: KubeObject,
  { annotation, value, protocol }: Spoken,
  said: string,
): string {
  const speaks = protocol === 'grpc' ? 'gRPC' : 'HTTP';
  const why =
    value === undefined ? `it has no annotation ${annotation}` : `${annotation} is ${value}`;
  return `Ingress ${name} speaks ${speaks} to all of its paths, because ${why}, but ${said}`;
}

/** The first port of each kind that does not take what is spoken. */
function* wrongPorts(
  model: Model,
  object: KubeObject,
  spoken: Pick<Spoken, 'protocol'> | Spoken,
  message: (said: string) => string,
): Iterable<Finding> {
  for (const front of frontsOf(object)) {
    const service = serviceOf(model, front);
    const port = service && portOf(service, front);
    const carried = carriedBy(port?.protocol);
    if (!service || !port?.protocol || carried === undefined || carried === spoken.protocol) {
      continue;
    }
    if ('annotation' in spoken && isSpokenOtherwise(spoken, service.object.annotations)) continue;
    const said = `port ${port.port} of Service ${front.service} is for ${protocolNames[port.protocol]}`;
    yield { object, path: front.path, message: message(said) };
    return;
  }
}

function serviceOf({ services }: Model, { namespace, service }: Front): Service | undefined {
  return service === undefined ? undefined : services.find(namespace, service);
}

function portOf({ ports }: Service, { port }: Front): ServicePort | undefined {
  return ports.find((one) => (typeof port === 'number' ? one.port : one.name) === port);
}
