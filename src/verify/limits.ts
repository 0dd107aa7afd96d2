import type { Model } from '../model/model.ts';

/** What verifying by port-forward cannot tell, in plain words. */
export function limitsOf(model: Model): string[] {
  const outside = model.usedEdges.filter(({ target }) => target.kind === 'external');
  const addresses = new Set(
    outside.map(({ address, port, sender }) =>
      [address?.host ?? sender.address, port].filter(Boolean).join(':'),
    ),
  );
  const clients = new Set(
    model.usedEdges
      .filter(({ target, sender }) => target.kind === 'service' && sender.kind !== 'collector')
      .map(({ sender }) => sender.namespace)
      .filter(Boolean),
  );
  return [
    'a port-forward comes out inside of the pod: DNS, Services, listen addresses and what the network does between pods are not on its way',
    ...(clients.size === 0
      ? []
      : [
          `whether pods of ${[...clients].join(', ')} come through: NetworkPolicies were read, not tried, and policies of other kinds (Cilium, AdminNetworkPolicy, service meshes) were not`,
        ]),
    ...(addresses.size === 0
      ? []
      : [
          `${[...addresses].join(', ')}: outside of the manifests, judged by what is stored there alone`,
        ]),
  ];
}
