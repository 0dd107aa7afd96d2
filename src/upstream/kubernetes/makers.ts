import { at, list, own, record, text } from '../values/unknown.ts';

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

/**
 * The namespace that somebody makes because an object tells them to: Flux and k3s for what they install by Helm, and Argo CD for what it syncs by
 * itself. Undefined for one that makes none, or makes it in another cluster.
 *
 * Source: fluxcd/helm-controller api/v2/helmrelease_types.go, `install.createNamespace`; k3s-io/helm-controller
 * pkg/apis/helm.cattle.io/v1/types.go, `createNamespace`; argoproj/argo-cd docs/user-guide/sync-options.md, `CreateNamespace`.
 *
 * @param manifest - of the object, as it is applied
 */
export function namespaceMadeBy(manifest: unknown): string | undefined {
  const [group] = (text(own(manifest, 'apiVersion')) ?? '').split('/');
  const find = namespaceMakers[`${group} ${text(own(manifest, 'kind'))}`];
  const made = find?.(record(own(manifest, 'spec')));
  // the object itself stands in this one, so that it is there before
  return made === '' || made === at(manifest, 'metadata', 'namespace') ? undefined : made;
}

const namespaceMakers: Readonly<Record<string, (spec: unknown) => string | undefined>> = {
  'helm.toolkit.fluxcd.io HelmRelease': (spec) =>
    at(spec, 'install', 'createNamespace') === true &&
    own(spec, 'suspend') !== true &&
    own(spec, 'kubeConfig') === undefined
      ? text(own(spec, 'targetNamespace'))
      : undefined,
  'helm.cattle.io HelmChart': (spec) =>
    own(spec, 'createNamespace') === true ? text(own(spec, 'targetNamespace')) : undefined,
  'argoproj.io Application': (spec) =>
    list(at(spec, 'syncPolicy', 'syncOptions')).includes('CreateNamespace=true') &&
    syncsItself(at(spec, 'syncPolicy', 'automated')) &&
    isThisCluster(own(spec, 'destination'))
      ? text(at(spec, 'destination', 'namespace'))
      : undefined,
};

function syncsItself(automated: unknown): boolean {
  return automated !== undefined && automated !== null && own(automated, 'enabled') !== false;
}

function isThisCluster(destination: unknown): boolean {
  return (
    own(destination, 'name') === 'in-cluster' ||
    own(destination, 'server') === 'https://kubernetes.default.svc'
  );
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
