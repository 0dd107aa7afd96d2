import { serviceName } from '../../../model/edge/used-edges.ts';
import { objectName } from '../../../model/kubernetes/objects.ts';
import type { Rule } from '../../rule.ts';
import { missingEdges } from '../missing-services.ts';

/** An address with the name of a collector or Jaeger instead of that of the Service that its operator creates. */
export const customResourceName: Rule = {
  id: 'edge/custom-resource-name',
  severity: 'error',
  rationale:
    'operators add to the name of a resource to name its Services, so the name alone does not resolve',
  source:
    'opentelemetry-operator v0.158.0 internal/naming/main.go; jaeger-operator v1.51.0 pkg/service',
  *check(model) {
    for (const { edge, target, meant, fix } of missingEdges(model, 'custom-resource-name')) {
      const { sender } = edge;
      const [service] = target.meant;
      const made = meant
        ? `whose Service is ${serviceName(meant, sender)}`
        : service
          ? `whose Services are ${target.meant.map(({ name }) => name).join(', ')}`
          : 'which has no Service';
      const resource = service ? ` ${objectName(service.object)}` : ' a custom resource';
      yield {
        object: sender.object,
        path: sender.path,
        message: `${edge.client} must name a Service, got the name of${resource}, ${made}`,
        fix,
      };
    }
  },
};
