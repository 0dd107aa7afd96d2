import { at, list, own, type UnknownRecord } from '../values/unknown.ts';

/** What a component asks the API server for. */
export interface AccessNeed {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  /** Whether a Role of one namespace is not enough. */
  readonly everywhere: boolean;
}

const watch = ['get', 'list', 'watch'];

const need = (group: string, resource: string, verbs = watch, everywhere = true): AccessNeed => ({
  group,
  resource,
  verbs,
  everywhere,
});

/**
 * What a component asks the API server for, as far as it is certain; the operator gives no rights of its own accord.
 *
 * Source: opentelemetry-collector-contrib v0.158.0, README of each component; opentelemetry-operator v0.158.0 config/rbac.
 *
 * @param component - kind and type, `processors/k8s_attributes`
 */
export function accessNeeds(component: string, settings: UnknownRecord): readonly AccessNeed[] {
  switch (component) {
    case 'processors/k8sattributes':
    case 'processors/k8s_attributes':
      return podAttributes(settings);
    case 'receivers/k8s_cluster':
      return [need('', 'nodes', ['list', 'watch']), need('', 'pods', ['list', 'watch'])];
    case 'receivers/k8s_events':
      return [need('', 'events', ['list', 'watch'], list(settings.namespaces).length === 0)];
    case 'receivers/kubeletstats':
    case 'receivers/kubelet_stats':
      return settings.auth_type === 'serviceAccount' ? [need('', 'nodes/stats', ['get'])] : [];
    default:
      return [];
  }
}

function podAttributes(settings: UnknownRecord): readonly AccessNeed[] {
  if (settings.passthrough === true || settings.auth_type === 'none') return [];
  const everywhere = own(own(settings, 'filter'), 'namespace') === undefined;
  return [need('', 'pods', watch, everywhere)];
}

/**
 * What an operator must be allowed to for it to give its collectors the rights that they need of its own accord.
 *
 * Source: opentelemetry-operator v0.158.0 internal/autodetect/rbac/check.go.
 */
export const grantingNeed: AccessNeed = need('rbac.authorization.k8s.io', 'clusterroles', [
  'create',
]);

/** Whether a rule of a Role or ClusterRole allows what a component needs. */
export function allows(rule: unknown, { group, resource, verbs }: AccessNeed): boolean {
  const has = (key: string, wanted: string) =>
    list(at(rule, key)).some((value) => value === '*' || value === wanted);
  if (list(at(rule, 'resourceNames')).length > 0) return false;
  const [whole = ''] = resource.split('/');
  return (
    has('apiGroups', group) &&
    (has('resources', resource) || has('resources', `${whole}/*`)) &&
    verbs.every((verb) => has('verbs', verb))
  );
}
