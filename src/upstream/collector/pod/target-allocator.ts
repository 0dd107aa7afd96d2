import { list, own } from '../../values/unknown.ts';
import { type AccessNeed, everywhere, inNamespaces } from './need.ts';

/**
 * What a target allocator asks the API server for when it looks for resources of the Prometheus operator, as far as it is certain. The
 * operator gives it no rights.
 *
 * Source: opentelemetry-operator v0.148.0 apis/v1beta1/targetallocator_rbac.go, cmd/otel-allocator/internal/watcher/promOperator.go.
 *
 * @param resources - `prometheusCR` of the allocator
 */
export function allocatorNeeds(resources: unknown): AccessNeed[] {
  if (own(resources, 'enabled') !== true) return [];
  const namespaces = list(own(resources, 'allowNamespaces'));
  return ['servicemonitors', 'podmonitors'].flatMap((resource) =>
    inNamespaces(everywhere('monitoring.coreos.com', resource), namespaces),
  );
}
