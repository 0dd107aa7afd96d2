import { type AccessRule, all, allow, type Grant, read } from '../operator/manifest.ts';
import type { OtelOperatorRelease } from '../operator/otel-releases.ts';
import { isAtLeast } from '../values/version.ts';

/** First releases with a right, or without more of it than they need. */
const eventsByTheirGroupSince = '0.149.0';
const httpRoutesSince = '0.149.0';
const instrumentationStatusSince = '0.150.0';
const lessWrittenSince = '0.151.0';
const clusterServiceVersionsSince = '0.154.0';
const volumesSince = '0.158.0';

/**
 * Roles of the OpenTelemetry operator of a release.
 *
 * Source: opentelemetry-operator v0.148.0 to v0.158.0 config/rbac.
 */
export function otelOperatorGrants(release: OtelOperatorRelease): readonly Grant[] {
  return [
    leaderElection,
    {
      role: 'opentelemetry-operator-manager-role',
      binding: 'opentelemetry-operator-manager-rolebinding',
      reach: 'cluster',
      rules: managerRules(release),
    },
    ...metrics,
  ];
}

const leaderElection: Grant = {
  role: 'opentelemetry-operator-leader-election-role',
  binding: 'opentelemetry-operator-leader-election-rolebinding',
  reach: 'namespace',
  rules: [
    allow('', ['configmaps'], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
    allow('', ['events'], ['create', 'patch']),
  ],
};

const metrics: readonly Grant[] = [
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

function managerRules(release: string): AccessRule[] {
  const since = (first: string) => isAtLeast(release, first);
  const lessWritten = since(lessWrittenSince);
  return [
    { nonResourceURLs: ['/version'], verbs: ['get'] },
    allow('', ['configmaps', ...(lessWritten ? [] : ['pods']), 'serviceaccounts', 'services'], all),
    ...(since(eventsByTheirGroupSince) ? [] : [allow('', ['events'], ['create', 'patch'])]),
    allow(
      '',
      [
        'namespaces',
        ...(since(volumesSince) ? ['persistentvolumeclaims', 'persistentvolumes'] : []),
        ...(lessWritten ? ['pods'] : []),
        'secrets',
      ],
      read,
    ),
    ...(since(eventsByTheirGroupSince)
      ? [allow(['', 'events.k8s.io'], ['events'], ['create', 'patch'])]
      : []),
    allow('apps', ['daemonsets', 'deployments', 'statefulsets'], all),
    allow('apps', ['deployments/finalizers'], ['get', 'patch', 'update', 'watch']),
    allow('apps', ['replicasets'], read),
    allow('autoscaling', ['horizontalpodautoscalers'], all),
    allow('batch', ['jobs'], read),
    allow('config.openshift.io', ['apiservers', 'infrastructures', 'infrastructures/status'], read),
    allow('coordination.k8s.io', ['leases'], ['create', 'get', 'list', 'update']),
    allow('discovery.k8s.io', ['endpointslices'], ['get', 'list']),
    ...(since(httpRoutesSince) ? [allow('gateway.networking.k8s.io', ['httproutes'], all)] : []),
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
        ...(lessWritten ? [] : ['targetallocators/finalizers']),
      ],
      all,
    ),
    allow(
      'opentelemetry.io',
      [
        'clusterobservabilities/finalizers',
        'opampbridges/finalizers',
        ...(lessWritten ? ['targetallocators/finalizers'] : []),
      ],
      ['update'],
    ),
    allow(
      'opentelemetry.io',
      [
        'clusterobservabilities/status',
        ...(since(instrumentationStatusSince) ? ['instrumentations/status'] : []),
        'opampbridges/status',
        'opentelemetrycollectors/finalizers',
        'opentelemetrycollectors/status',
        'targetallocators/status',
      ],
      ['get', 'patch', 'update'],
    ),
    ...(since(clusterServiceVersionsSince)
      ? [
          allow(
            'operators.coreos.com',
            ['clusterserviceversions'],
            ['get', 'list', 'patch', 'update', 'watch'],
          ),
        ]
      : []),
    allow('policy', ['poddisruptionbudgets'], all),
    allow('route.openshift.io', ['routes', 'routes/custom-host'], all),
    allow('security.openshift.io', ['securitycontextconstraints'], all),
  ];
}
