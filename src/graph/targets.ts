import { withoutSecrets } from '../lint/secrets.ts';
import { shortened } from '../lint/shortened.ts';
import type { KubeObject } from '../model/kubernetes/objects.ts';
import type { Edge, Service } from '../model/model.ts';
import type { Protocol } from '../upstream/edge/protocols.ts';
import { type NodeSketch, objectNode } from './nodes.ts';
import { storageName } from './subjects.ts';

/** Node of what an address leads to. */
export function targetNode({ sender, address, port, target }: Edge): NodeSketch {
  const host = address?.host || sender.address;
  const authority = withoutSecrets(shortened([host, port].filter(Boolean).join(':')));
  switch (target.kind) {
    case 'service':
      return serviceNode(target.service, sender.protocol);
    case 'missing': {
      const { name, namespace } = target;
      return {
        id: `missing ${namespace}/${name}`,
        kind: 'missing',
        name,
        what: 'no such Service',
        namespace,
      };
    }
    case 'loopback': {
      const { namespace } = sender;
      const id = `${[sender.client.kind, namespace, sender.client.name].join('/')} ${authority}`;
      return { id, kind: 'external', name: authority, what: 'its own pod', namespace };
    }
    case 'external':
    case 'unreadable':
      return { id: authority, ...outside(sender.protocol), name: authority, namespace: '' };
  }
}

function outside(protocol: Protocol | undefined): Pick<NodeSketch, 'kind' | 'what'> {
  const what = storageName(protocol);
  return what === undefined
    ? { kind: 'external', what: 'not in these manifests' }
    : { kind: 'storage', what };
}

function serviceNode({ owner, object }: Service, protocol: Protocol | undefined): NodeSketch {
  const receiver = owner ?? object;
  const storage = storageName(protocol);
  return storage === undefined
    ? objectNode(receiver, { kind: 'receiver', what: receiver.kind })
    : objectNode(receiver, { kind: 'storage', what: storage });
}

/** Manifests of what an address leads to: what is behind a Service, and the Service. */
export function targetObjects({ target }: Edge): KubeObject[] {
  if (target.kind !== 'service') return [];
  const { owner, object } = target.service;
  return owner === undefined ? [object] : [owner, object];
}

/** Name of the Service that an address leads to, also of one that is not there; undefined for other addresses. */
export function targetService({ target }: Edge): string | undefined {
  if (target.kind === 'service') return shortened(target.service.name);
  return target.kind === 'missing' ? shortened(target.name) : undefined;
}

/** Receiver of a collector that an address leads to; undefined where nobody knows what listens there. */
export function targetReceiver({ target }: Edge): string | undefined {
  const component = target.kind === 'service' ? target.port?.listener?.component : undefined;
  return component?.kind === 'receivers' ? shortened(component.id) : undefined;
}
