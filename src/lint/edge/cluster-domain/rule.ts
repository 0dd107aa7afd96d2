import { serviceHost } from '../../../model/edge/address.ts';
import { changedAddress } from '../../../model/edge/used-edges.ts';
import type { Edge, Model, Service } from '../../../model/model.ts';
import { defaultClusterDomain } from '../../../upstream/kubernetes/names.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A host name whose end is nearly `.svc.cluster.local`, or that lacks the namespace before it. */
export const clusterDomain: Rule = {
  id: 'edge/cluster-domain',
  severity: 'error',
  rationale:
    'a host name that does not end in the cluster domain is looked up outside the cluster, where it does not exist',
  source: 'Kubernetes DNS for Services and Pods',
  ignoreWhen:
    'the cluster has a DNS domain that resembles the usual one, or its DNS is configured to answer such names',
  visit: ({ services }) => ({
    *edge(edge) {
      const { client, address, target } = edge;
      const alias = target.kind === 'external' ? target.alias : undefined;
      if (alias) yield* partialAlias(alias, services);
      const unnamed = /^[\w-]+\.svc(\.cluster\.local)?\.?$/.exec(address?.host ?? '');
      if (unnamed) {
        yield { message: `${client} must name a namespace before .svc, got ${unnamed[0]}` };
      }
      // the k8s resolver asks no DNS, so that any domain will do
      const host = edge.sender.grammar === 'service' ? undefined : wholeHost(edge);
      if (host === undefined) return;
      yield {
        message: `${client} must name a host under .svc.${defaultClusterDomain}, got ${address?.host}`,
        fix: changedAddress(edge, { host }),
      };
    },
  }),
};

/** A Service that stands for another one by a part of its name, to which DNS adds nothing. */
function* partialAlias(
  { object, name, externalName = '' }: Service,
  services: Model['services'],
): Iterable<Finding> {
  const host = serviceHost(externalName);
  if (!host?.namespace || /\.svc\../.test(externalName)) return;
  if (!services.find(host.namespace, host.name)) return;
  const fix = `${host.name}.${host.namespace}.svc.${defaultClusterDomain}`;
  yield {
    object,
    path: ['spec', 'externalName'],
    message: `externalName of Service ${name} must be the whole name of the Service ${host.name}.${host.namespace}, got '${externalName}'`,
    fix,
  };
}

/** The host name with the right end; undefined when nothing is wrong with it. */
function wholeHost({ address }: Edge): string | undefined {
  const labels = (address?.host ?? '').toLowerCase().replace(/\.$/, '').split('.');
  if (labels.length < 3 || labels[1] === 'svc' || labels.includes('pod')) return undefined;
  // a pod of a StatefulSet has its own name before that of its headless Service
  const end = labels[2] !== 'svc' && labels[3] === 'svc' ? 3 : 2;
  const name = labels.slice(0, end).join('.');
  if (labels[end] === 'svc') {
    const domain = labels.slice(end + 1).join('.');
    // clusters side by side are often numbered
    if (domain === defaultClusterDomain || /^cluster.+\.local$/.test(domain)) return undefined;
    const near =
      domain === 'cluster' || domain === 'local' || nearest(domain, [defaultClusterDomain]);
    return near ? `${name}.svc.${defaultClusterDomain}` : undefined;
  }
  const rest = labels.slice(2).join('.');
  if (rest === defaultClusterDomain) return `${name}.svc.${defaultClusterDomain}`;
  const near = nearest(rest, [`svc.${defaultClusterDomain}`]);
  return near === undefined ? undefined : `${name}.${near}`;
}
