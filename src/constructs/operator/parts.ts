import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type {
  AccessRule,
  Grant,
  OperatorManifest,
  OperatorWebhook,
} from '../../upstream/operator/manifest.ts';
import { kubeObject, type Written } from '../kubernetes/kube-object.ts';
import { withoutNamespace } from '../kubernetes/without-namespace.ts';
import { requires } from '../props/requires.ts';
import type { PlacedOperatorProps } from './props.ts';
import type { WebhookCertificate } from './webhook-certificate.ts';
import { type KnobbedWebhook, withKnobs } from './webhook-knobs.ts';

/** Adds an operator's ServiceAccount, its roles and their bindings. */
export function addAccess(
  scope: Construct,
  operator: OperatorManifest,
  namespace: string,
  grants: readonly Grant[],
): void {
  const account = { name: operator.serviceAccount, namespace };
  kubeObject('ServiceAccount', scope, 'ServiceAccount', {
    metadata: { ...account, labels: { ...operator.labels } },
  });
  for (const grant of grants) {
    const { namespaces = [namespace] } = grant;
    if (grant.reach === 'cluster') addGrant(scope, operator, account, grant);
    else for (const one of namespaces) addGrant(scope, operator, account, grant, one);
  }
}

/** Adds a role and its binding: a Role in a namespace, or else a ClusterRole. */
function addGrant(
  scope: Construct,
  operator: OperatorManifest,
  account: { readonly name: string; readonly namespace: string },
  { role, binding, rules, subject = account, annotations }: Grant,
  namespace?: string,
): void {
  const metadata = { namespace, labels: { ...operator.labels }, annotations };
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const elsewhere = namespace !== undefined && namespace !== account.namespace;
  const id = (name: string) => (elsewhere ? `${name}-${namespace}` : name);
  const placed = (object: ApiObject) => {
    if (namespace === undefined) withoutNamespace(object);
    if (elsewhere) requires(object, `namespace/${namespace}`);
  };
  placed(
    kubeObject(kind, scope, id(`${kind}-${role}`), {
      metadata: { ...metadata, name: role },
      rules: rules.map(policyRule),
    }),
  );
  if (binding === undefined) return;
  placed(
    kubeObject(`${kind}Binding`, scope, id(`${kind}Binding-${binding}`), {
      metadata: { ...metadata, name: binding },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
      subjects: [{ kind: 'ServiceAccount', ...subject }],
    }),
  );
}

/** Adds the Services of an operator's metrics and webhook server. */
export function addServices(scope: Construct, operator: OperatorManifest, namespace: string): void {
  const selector = { ...operator.podLabels };
  kubeObject('Service', scope, 'MetricsService', {
    metadata: {
      name: operator.metricsService,
      namespace,
      labels: { ...operator.labels, ...operator.metricsServiceLabels },
    },
    spec: {
      ports: [
        {
          name: 'https',
          port: 8443,
          protocol: 'TCP',
          targetPort: 'https',
        },
      ],
      selector,
    },
  });
  kubeObject('Service', scope, 'WebhookService', {
    metadata: { name: operator.webhookService, namespace, labels: { ...operator.labels } },
    spec: {
      ports: [{ port: 443, protocol: 'TCP', targetPort: 9443 }],
      selector,
    },
  });
}

/** Adds what says how many pods of an operator a drain of nodes leaves, where there is to be such a thing. */
export function addDisruptionBudget(
  scope: Construct,
  operator: OperatorManifest,
  { namespace, podDisruptionBudget }: PlacedOperatorProps,
): void {
  if (podDisruptionBudget === undefined) return;
  kubeObject('PodDisruptionBudget', scope, 'DisruptionBudget', {
    metadata: { name: operator.deployment, namespace, labels: { ...operator.labels } },
    spec: { ...podDisruptionBudget, selector: { matchLabels: { ...operator.podLabels } } },
  });
}

/** Adds both webhook configurations of an operator. */
export function addWebhooks(
  scope: Construct,
  operator: OperatorManifest,
  certificate: WebhookCertificate,
  { webhooks }: Pick<PlacedOperatorProps, 'webhooks'>,
): void {
  const { annotations } = certificate;
  const entry = (webhook: OperatorWebhook) =>
    webhookEntry(withKnobs(operator, webhook, webhooks), certificate);
  const labels = { ...operator.labels };
  withoutNamespace(
    kubeObject('MutatingWebhookConfiguration', scope, 'MutatingWebhooks', {
      metadata: { name: operator.mutatingConfiguration, labels, annotations },
      webhooks: operator.mutatingWebhooks.map(entry),
    }),
  );
  withoutNamespace(
    kubeObject('ValidatingWebhookConfiguration', scope, 'ValidatingWebhooks', {
      metadata: { name: operator.validatingConfiguration, labels, annotations },
      webhooks: operator.validatingWebhooks.map(entry),
    }),
  );
}

function policyRule({
  apiGroups,
  resources,
  nonResourceURLs,
  verbs,
}: AccessRule): Written<k8s.PolicyRule> {
  return {
    apiGroups: apiGroups && [...apiGroups],
    resources: resources && [...resources],
    nonResourceURLs: nonResourceURLs && [...nonResourceURLs],
    verbs: [...verbs],
  };
}

function webhookEntry(
  { name, path, failurePolicy, except, namespaceSelector, timeoutSeconds, ...on }: KnobbedWebhook,
  certificate: WebhookCertificate,
): Written<k8s.MutatingWebhook & k8s.ValidatingWebhook> {
  return {
    name,
    clientConfig: certificate.clientConfig(path),
    rules: [
      {
        apiGroups: [on.apiGroup],
        apiVersions: [on.apiVersion],
        operations: [...on.operations],
        resources: [on.resource],
      },
    ],
    objectSelector: except && {
      matchExpressions: [{ key: except.label, operator: 'NotIn', values: [except.value] }],
    },
    namespaceSelector,
    failurePolicy,
    timeoutSeconds,
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  };
}
