import { serviceName } from '../../../model/edge/used-edges.ts';
import type { Finding, Rule } from '../../rule.ts';
import { type MissingEdge, missingEdges } from '../missing-services.ts';

/** A Service that is looked for in the wrong namespace: a short name across namespaces, or another namespace in the name. */
export const namespace: Rule = {
  id: 'edge/namespace',
  severity: 'error',
  rationale:
    'a short name is resolved in the namespace of the client, and a long one in the namespace that it names',
  source: 'Kubernetes DNS for Services and Pods',
  *check(model) {
    const reasons = ['other-namespace', 'unknown-namespace', 'swapped'] as const;
    for (const missing of missingEdges(model, ...reasons)) yield finding(missing);
  },
};

function finding({ edge, target, meant, fix }: MissingEdge): Finding {
  const { sender, client } = edge;
  const { name, namespace: asked, reason } = target;
  const places = [...new Set(target.meant.map((service) => service.namespace))].join(', ');
  const short = edge.address?.host.includes('.') === false;
  const message =
    reason === 'swapped' && meant
      ? `${client} must name Service and namespace in this order, ${serviceName(meant, { ...sender, namespace: '' })}, got ${edge.address?.host}`
      : short
        ? `${client} must name the namespace of Service ${name}, which is in ${places}, got a short name in ${asked || 'another namespace'}`
        : `${client} must name the namespace that Service ${name} is in (${places}), got ${asked}`;
  return {
    object: sender.object,
    path: sender.path,
    message,
    fix,
    // the namespace may be there without being among the manifests
    ...(reason === 'unknown-namespace' ? { severity: 'warning' } : {}),
  };
}
