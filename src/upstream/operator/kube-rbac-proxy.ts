import { versions } from './versions.ts';

/** kube-rbac-proxy as both operators' older manifests name it; deleted in March 2026, with all its tags. */
export const deletedKubeRbacProxy = 'gcr.io/kubebuilder/kube-rbac-proxy';

/** Where kube-rbac-proxy is built and kept, under the same tags (opentelemetry-operator#3485). */
export const kubeRbacProxy = 'quay.io/brancz/kube-rbac-proxy';

/** That image at the tag that both operators used last. */
export const kubeRbacProxyImage = `${kubeRbacProxy}:v${versions.kubeRbacProxy}`;
