import { isRecord, list, own } from '../../values/unknown.ts';
import { type AccessNeed, everywhere, inNamespaces } from './need.ts';

const selectors = {
  serviceMonitorSelector: 'servicemonitors',
  podMonitorSelector: 'podmonitors',
} as const;

/**
 * What a target allocator needs of the API server for the resources of the Prometheus operator that a selector names. The operator
 * gives it no rights, and it goes on without those that it may not see.
 *
 * Source: opentelemetry-operator v0.148.0 apis/v1beta1/targetallocator_rbac.go, cmd/otel-allocator/internal/watcher/promOperator.go.
 *
 * @param resources - `prometheusCR` of the allocator
 */
export function allocatorNeeds(resources: unknown): AccessNeed[] {
  if (own(resources, 'enabled') !== true) return [];
  const namespaces = list(own(resources, 'allowNamespaces'));
  return Object.entries(selectors).flatMap(([selector, resource]) =>
    isRecord(own(resources, selector))
      ? inNamespaces(everywhere('monitoring.coreos.com', resource), namespaces)
      : [],
  );
}
