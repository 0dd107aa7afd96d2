import { serviceName } from '../../../model/edge/used-edges.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { type MissingEdge, missingServiceVisitor } from '../missing-services.ts';

/** A Service that is looked for in the wrong namespace: a short name across namespaces, or another namespace in the name. */
export const namespace: Rule = {
  id: 'edge/namespace',
  severity: 'error',
  rationale:
    "a short Service name resolves in the client's namespace, a qualified name in the namespace that it names",
  source: 'Kubernetes DNS for Services and Pods',
  ignoreWhen:
    'that namespace has a Service of this name, such as one of type ExternalName, which is applied from elsewhere',
  visit: () =>
    missingServiceVisitor(['other-namespace', 'unknown-namespace', 'swapped'], (missing) => ({
      message: messageOf(missing),
      fix: missing.fix,
      // the namespace may be there without being among the manifests
      severity: missing.target.reason === 'unknown-namespace' ? 'warning' : undefined,
    })),
};

function messageOf({ edge, target, meant }: MissingEdge): string {
  const { client, sender, address } = edge;
  const { name, namespace: asked, reason } = target;
  if (reason === 'swapped' && meant) {
    return `${client} must name Service and namespace in this order, ${serviceName(meant, { ...sender, namespace: '' })}, got ${address?.host}`;
  }
  const places = listed(new Set(target.meant.map((service) => service.namespace)));
  return address?.host.includes('.') === false
    ? `${client} must name the namespace of Service ${name}, which is in ${places}, got a short name in ${asked || 'another namespace'}`
    : `${client} must name the namespace that Service ${name} is in (${places}), got ${asked}`;
}
