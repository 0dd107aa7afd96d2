import { objectName } from '../model/kubernetes/objects.ts';
import type { Edge, Model, Service } from '../model/model.ts';
import { listed } from '../upstream/values/shown.ts';
import type { Effect } from './effects.ts';

/** Services that come and go, written ones and those of operators, and their ports. */
export function serviceEffects(before: Model, after: Model): Effect[] {
  const gone = distinct(before).filter((service) => !find(after, service));
  const made = distinct(after).filter((service) => !find(before, service));
  return [
    ...gone.map((service) => goneEffect(service, after)),
    ...made.map(
      (service): Effect => ({
        kind: 'moves',
        object: serviceId(service),
        message: `is new, with ports ${listed(portsOf(service))}`,
      }),
    ),
    ...distinct(before).flatMap((service) => portEffects(service, find(after, service))),
  ];
}

/** Services by name; the later of two wins, as in the cluster. */
function distinct({ services }: Model): Service[] {
  return [...new Map(services.all.map((service) => [serviceId(service), service])).values()];
}

function find({ services }: Model, { namespace, name }: Service): Service | undefined {
  return services.inNamespace(namespace).findLast((service) => service.name === name);
}

function serviceId({ namespace, name }: Service): string {
  return `Service/${namespace}/${name}`;
}

function portsOf({ ports }: Service): number[] {
  return [...new Set(ports.map(({ port }) => port))];
}

function goneEffect(service: Service, after: Model): Effect {
  const senders = after.edges.filter((edge) => edge.sender.enabled && isMeant(edge, service));
  const clients = [...new Set(senders.map(({ sender }) => objectName(sender.client)))];
  const object = serviceId(service);
  return clients.length === 0
    ? { kind: 'moves', object, message: 'is gone; no manifest sends to it' }
    : {
        kind: 'lost',
        object,
        message: `is gone, and ${listed(clients)} still send to it`,
        action: 'send to a Service that is there',
      };
}

function isMeant({ target }: Edge, { name, namespace }: Service): boolean {
  return target.kind === 'missing' && target.name === name && target.namespace === namespace;
}

function portEffects(before: Service, after: Service | undefined): Effect[] {
  if (after === undefined) return [];
  const [was, is] = [portsOf(before), portsOf(after)];
  const closed = was.filter((port) => !is.includes(port));
  const opened = is.filter((port) => !was.includes(port));
  if (closed.length === 0 && opened.length === 0) return [];
  const parts = [
    closed.length > 0 ? `no longer has ${listed(closed)}` : '',
    opened.length > 0 ? `has ${listed(opened)} from now on` : '',
  ];
  return [
    { kind: 'moves', object: serviceId(before), message: parts.filter(Boolean).join(', and ') },
  ];
}
