/**
 * Namespaces that pods of a cluster's DNS run in: CoreDNS or kube-dns, and that of OpenShift.
 *
 * Source: Kubernetes v1.36 cluster/addons/dns; openshift/cluster-dns-operator manifests.
 */
export const dnsNamespaces = ['kube-system', 'openshift-dns'] as const;

/**
 * Ports that these pods listen on: that of DNS, that of OpenShift, and one above 1024 for a CoreDNS without the right to a lower one.
 * A policy is held against the port of the pod, not that of the Service.
 */
export const dnsPorts = [53, 5353, 1053] as const;
