/**
 * ConfigMaps that every namespace has: the CA of the cluster, that of the Services of OpenShift, and that of Istio.
 *
 * Source: Kubernetes pkg/controller/certificates/rootcacertpublisher; OpenShift service-ca-operator; Istio
 * pilot/pkg/serviceregistry/kube/controller/namespacecontroller.go.
 */
export const commonConfigMaps: readonly string[] = [
  'kube-root-ca.crt',
  'openshift-service-ca.crt',
  'istio-ca-root-cert',
];

/** Keys by which a Secret or ConfigMap, or what one is made of, asks to be copied to other namespaces: those of replicator, Reflector and Config Syncer. */
export const copyingKeys =
  /replicator\.v\d|reflector\.v\d|kubed\.appscode\.com\/sync|config-syncer/;

/**
 * Annotations of a Service that have OpenShift write a certificate for it into a Secret of the name that they say.
 *
 * Source: OpenShift service-ca-operator pkg/controller/api/api.go.
 */
export const servingSecretAnnotations: readonly string[] = [
  'service.beta.openshift.io/serving-cert-secret-name',
  'service.alpha.openshift.io/serving-cert-secret-name',
];

/** Domains of API groups whose objects are rules or settings, and make no Secret and no ConfigMap that pods name. */
const domainsWithoutData: readonly string[] = [
  'opentelemetry.io',
  'jaegertracing.io',
  'monitoring.coreos.com',
  'istio.io',
  'traefik.io',
  'traefik.containo.us',
  'linkerd.io',
  'cilium.io',
  'keda.sh',
  'tekton.dev',
];

/** Whether the controller of a group may make a Secret or ConfigMap of an object, by a name of its own or by one that it is told. */
export function mayMakeData(group: string): boolean {
  return (
    isForeignGroup(group) &&
    !domainsWithoutData.some((domain) => group === domain || group.endsWith(`.${domain}`))
  );
}

/** Groups by whose objects a program is installed with its kinds: those of OLM, Flux and k3s. */
const installingDomains: readonly string[] = [
  'operators.coreos.com',
  'olm.operatorframework.io',
  'toolkit.fluxcd.io',
  'helm.cattle.io',
];

/**
 * Whether an object may have somebody install programs, operators among them.
 *
 * Source: CustomResourceDefinitions of OLM, Flux, k3s and Argo CD.
 */
export function installsPrograms(group: string, kind: string): boolean {
  if (group === 'argoproj.io') return /^(?:App|Application)/.test(kind);
  return installingDomains.some((domain) => group === domain || group.endsWith(`.${domain}`));
}

/** Whether a namespace is in every cluster, or comes with the cluster's distribution. */
export function isSystemNamespace(name: string): boolean {
  return name === 'default' || name === 'openshift' || /^(?:kube|openshift)-/.test(name);
}

/** Whether somebody has to bring the kinds of a group; those of Kubernetes have no domain, or that of Kubernetes. */
export function isForeignGroup(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io');
}

const clusterKinds: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
  'RuntimeClass',
  'IngressClass',
  'GatewayClass',
  'CustomResourceDefinition',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'SecurityContextConstraints',
]);

/** Whether objects of a kind are in no namespace, whatever they say: those of the whole cluster that manifests of a stack have. */
export function isOfCluster(kind: string): boolean {
  return kind.startsWith('Cluster') || clusterKinds.has(kind);
}
