import { serviceName } from '../../../model/edge/used-edges.ts';
import { objectName } from '../../../model/kubernetes/objects.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { type MissingEdge, missingServiceVisitor } from '../missing-services.ts';

/** An address with the name of a collector or Jaeger instead of that of the Service that its operator creates. */
export const customResourceName: Rule = {
  id: 'edge/custom-resource-name',
  severity: 'error',
  rationale:
    'operators add suffixes to the name of a resource to name its Services, so the name alone does not resolve',
  source:
    'opentelemetry-operator v0.158.0 internal/naming/main.go; jaeger-operator v1.51.0 pkg/service',
  ignoreWhen:
    'a Service of exactly this name exists outside the manifests, such as one that a migration left, and leads to the pods of the resource',
  visit: () =>
    missingServiceVisitor(['custom-resource-name'], (missing) => {
      const { edge, target, fix } = missing;
      const [service] = target.meant;
      const resource = service ? ` ${objectName(service.object)}` : ' a custom resource';
      return {
        message: `${edge.client} must name a Service, got the name of${resource}, ${made(missing)}`,
        fix,
      };
    }),
};

function made({ edge, target, meant }: MissingEdge): string {
  if (meant) return `whose Service is ${serviceName(meant, edge.sender)}`;
  return target.meant.length > 0
    ? `whose Services are ${listed(target.meant.map(({ name }) => name))}`
    : 'which has no Service';
}
