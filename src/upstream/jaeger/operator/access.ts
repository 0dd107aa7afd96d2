import { all, allow, type Grant, read } from '../../operator/manifest.ts';

const openshift = {
  'include.release.openshift.io/self-managed-high-availability': 'true',
  'include.release.openshift.io/single-node-developer': 'true',
};

const status = ['get', 'patch', 'update'];

const leaderElection: Grant = {
  role: 'leader-election-role',
  binding: 'leader-election-rolebinding',
  reach: 'namespace',
  rules: [
    allow('', ['configmaps'], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
    allow(
      'coordination.k8s.io',
      ['leases'],
      ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
    ),
    allow('', ['events'], ['create', 'patch']),
  ],
};

/** For OpenShift's own Prometheus; without OpenShift it gives nothing to anybody. */
const prometheus: Grant = {
  role: 'prometheus',
  binding: 'prometheus',
  reach: 'namespace',
  subject: { name: 'prometheus-k8s', namespace: 'openshift-monitoring' },
  annotations: openshift,
  rules: [allow('', ['services', 'endpoints', 'pods'], read)],
};

const metricsReader: Grant = {
  role: 'jaeger-operator-metrics-reader',
  reach: 'cluster',
  rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
};

/** For kube-rbac-proxy, which asks the API server who wants to read the metrics. */
const proxy: Grant = {
  role: 'proxy-role',
  binding: 'jaeger-operator-proxy-rolebinding',
  reach: 'cluster',
  rules: [
    allow('authentication.k8s.io', ['tokenreviews'], ['create']),
    allow('authorization.k8s.io', ['subjectaccessreviews'], ['create']),
  ],
};

const manager: Grant = {
  role: 'manager-role',
  binding: 'manager-rolebinding',
  reach: 'cluster',
  rules: [
    allow('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], all),
    allow('apps', ['deployments'], all),
    allow('apps', ['deployments/status'], status),
    allow('autoscaling', ['horizontalpodautoscalers'], all),
    allow('batch', ['cronjobs', 'jobs'], all),
    allow('console.openshift.io', ['consolelinks'], all),
    allow('coordination.k8s.io', ['leases'], ['create', 'get', 'list', 'update']),
    allow(
      '',
      [
        'configmaps',
        'persistentvolumeclaims',
        'pods',
        'secrets',
        'serviceaccounts',
        'services',
        'services/finalizers',
      ],
      all,
    ),
    allow('', ['namespaces'], all),
    allow('', ['namespaces/status'], status),
    allow('extensions', ['ingresses'], all),
    allow('image.openshift.io', ['imagestreams'], read),
    allow('jaegertracing.io', ['jaegers'], all),
    allow('jaegertracing.io', ['jaegers/finalizers'], ['update']),
    allow('jaegertracing.io', ['jaegers/status'], status),
    allow('kafka.strimzi.io', ['kafkas', 'kafkausers'], all),
    allow('logging.openshift.io', ['elasticsearch'], all),
    allow('logging.openshift.io', ['elasticsearches'], all),
    allow('monitoring.coreos.com', ['servicemonitors'], all),
    allow('networking.k8s.io', ['ingressclasses', 'ingresses'], all),
    allow('rbac.authorization.k8s.io', ['clusterrolebindings'], all),
    allow('route.openshift.io', ['routes'], all),
    allow('route.openshift.io', ['routes/custom-host'], ['create']),
  ],
};

/** Resources of those rules that belong to no namespace, so that no Role can give access to them. */
const clusterScoped = [
  'clusterrolebindings',
  'consolelinks',
  'ingressclasses',
  'namespaces',
  'namespaces/status',
];

/**
 * Roles of a Jaeger operator that watches all namespaces.
 *
 * Source: jaeger-operator v1.65.0, release manifest jaeger-operator.yaml.
 */
export const jaegerOperatorGrants: readonly Grant[] = [
  leaderElection,
  prometheus,
  metricsReader,
  manager,
  proxy,
];

/**
 * Roles of a Jaeger operator that watches some namespaces: a Role in each of them instead of the ClusterRole, as config/namespaced
 * has it for its own, and beside it only what no Role can give and the operator cannot do without.
 *
 * - It waits for the list of IngressClasses before it starts any controller, and never starts when that is forbidden
 *   (pkg/autodetect/main.go detectDefaultIngressClass; jaeger-operator#2588).
 * - Its Deployment webhook reads the Namespace through a cache, and leaves the API server waiting until the request times
 *   out when that is forbidden (controllers/appsv1/deployment_webhook.go; jaeger-operator#1431).
 * - kube-rbac-proxy creates reviews, which belong to no namespace.
 *
 * Source: jaeger-operator v1.65.0 config/namespaced/patch/kustomization.yaml, and the code named; jaeger-operator#1069.
 */
export const namespacedJaegerOperatorGrants = (namespaces: readonly string[]): readonly Grant[] => [
  leaderElection,
  prometheus,
  {
    ...manager,
    reach: 'namespace',
    namespaces,
    rules: manager.rules
      .map((rule) => ({
        ...rule,
        resources: rule.resources?.filter((resource) => !clusterScoped.includes(resource)),
      }))
      .filter((rule) => rule.resources?.length !== 0),
  },
  {
    role: 'jaeger-operator-cluster-reader',
    binding: 'jaeger-operator-cluster-reader',
    reach: 'cluster',
    rules: [allow('networking.k8s.io', ['ingressclasses'], read), allow('', ['namespaces'], read)],
  },
  proxy,
];
