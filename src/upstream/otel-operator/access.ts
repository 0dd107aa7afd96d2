import { all, allow, type Grant, read } from '../operator/manifest.ts';

/**
 * Roles of the OpenTelemetry operator.
 *
 * Source: opentelemetry-operator v0.158.0, release manifest opentelemetry-operator.yaml.
 */
export const otelOperatorGrants: readonly Grant[] = [
  {
    role: 'opentelemetry-operator-leader-election-role',
    binding: 'opentelemetry-operator-leader-election-rolebinding',
    reach: 'namespace',
    rules: [
      allow('', ['configmaps'], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
      allow('', ['events'], ['create', 'patch']),
    ],
  },
  {
    role: 'opentelemetry-operator-manager-role',
    binding: 'opentelemetry-operator-manager-rolebinding',
    reach: 'cluster',
    rules: [
      { nonResourceURLs: ['/version'], verbs: ['get'] },
      allow('', ['configmaps', 'serviceaccounts', 'services'], all),
      allow(
        '',
        ['namespaces', 'persistentvolumeclaims', 'persistentvolumes', 'pods', 'secrets'],
        read,
      ),
      allow(['', 'events.k8s.io'], ['events'], ['create', 'patch']),
      allow('apps', ['daemonsets', 'deployments', 'statefulsets'], all),
      allow('apps', ['deployments/finalizers'], ['get', 'patch', 'update', 'watch']),
      allow('apps', ['replicasets'], read),
      allow('autoscaling', ['horizontalpodautoscalers'], all),
      allow('batch', ['jobs'], read),
      allow(
        'config.openshift.io',
        ['apiservers', 'infrastructures', 'infrastructures/status'],
        read,
      ),
      allow('coordination.k8s.io', ['leases'], ['create', 'get', 'list', 'update']),
      allow('discovery.k8s.io', ['endpointslices'], ['get', 'list']),
      allow('gateway.networking.k8s.io', ['httproutes'], all),
      allow('monitoring.coreos.com', ['podmonitors', 'servicemonitors'], all),
      allow('networking.k8s.io', ['ingresses', 'networkpolicies'], all),
      allow(
        'opentelemetry.io',
        [
          'clusterobservabilities',
          'instrumentations',
          'opampbridges',
          'opentelemetrycollectors',
          'targetallocators',
        ],
        all,
      ),
      allow(
        'opentelemetry.io',
        [
          'clusterobservabilities/finalizers',
          'opampbridges/finalizers',
          'targetallocators/finalizers',
        ],
        ['update'],
      ),
      allow(
        'opentelemetry.io',
        [
          'clusterobservabilities/status',
          'instrumentations/status',
          'opampbridges/status',
          'opentelemetrycollectors/finalizers',
          'opentelemetrycollectors/status',
          'targetallocators/status',
        ],
        ['get', 'patch', 'update'],
      ),
      allow(
        'operators.coreos.com',
        ['clusterserviceversions'],
        ['get', 'list', 'patch', 'update', 'watch'],
      ),
      allow('policy', ['poddisruptionbudgets'], all),
      allow('route.openshift.io', ['routes', 'routes/custom-host'], all),
      allow('security.openshift.io', ['securitycontextconstraints'], all),
    ],
  },
  {
    role: 'opentelemetry-operator-metrics-reader',
    reach: 'cluster',
    rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
  },
  {
    role: 'opentelemetry-operator-proxy-role',
    binding: 'opentelemetry-operator-proxy-rolebinding',
    reach: 'cluster',
    rules: [
      allow('authentication.k8s.io', ['tokenreviews'], ['create']),
      allow('authorization.k8s.io', ['subjectaccessreviews'], ['create']),
    ],
  },
];
