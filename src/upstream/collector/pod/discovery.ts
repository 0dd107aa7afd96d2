import { at, isRecord, list, own, text, type UnknownRecord } from '../../values/unknown.ts';
import { type AccessNeed, everywhere, inNamespaces } from './need.ts';

const pods = everywhere('', 'pods');
const services = everywhere('', 'services');

/** What is watched to find targets, by the role of a `kubernetes_sd_configs`. */
const roles: Readonly<Record<string, readonly AccessNeed[]>> = {
  pod: [pods],
  service: [services],
  endpoints: [everywhere('', 'endpoints'), services, pods],
  endpointslice: [everywhere('discovery.k8s.io', 'endpointslices'), services, pods],
  ingress: [everywhere('networking.k8s.io', 'ingresses')],
  node: [everywhere('', 'nodes')],
};

const ofPods: readonly string[] = ['pod', 'endpoints', 'endpointslice'];

/** What is watched besides, for labels that `attach_metadata` asks for, and for which roles. */
const attached: Readonly<Record<string, readonly [need: AccessNeed, roles: readonly string[]]>> = {
  node: [everywhere('', 'nodes'), ofPods],
  namespace: [everywhere('', 'namespaces'), [...ofPods, 'service', 'ingress']],
  deployment: [everywhere('apps', 'replicasets'), ofPods],
  job: [everywhere('batch', 'jobs'), ofPods],
  cronjob: [everywhere('batch', 'jobs'), ofPods],
};

const inNoNamespace: readonly string[] = ['nodes', 'namespaces'];

/**
 * What the prometheus receiver watches to find targets; nothing where a target allocator finds them.
 *
 * Source: prometheus v0.313.2 discovery/kubernetes/kubernetes.go, Run.
 *
 * @param namespace - that of the pods; empty where nobody tells it
 */
export function discoveryRights(settings: UnknownRecord, namespace: string): AccessNeed[] {
  const jobs = list(at(settings, 'config', 'scrape_configs'));
  return jobs.flatMap((job) => {
    const name = text(own(job, 'job_name'));
    const gives = jobs.length > 1 ? { gives: `targets of job ${name ?? 'without a name'}` } : {};
    return list(own(job, 'kubernetes_sd_configs'))
      .flatMap((discovery) => configRights(discovery, namespace))
      .map((need) => ({ ...gives, ...need }));
  });
}

function configRights(discovery: unknown, namespace: string): AccessNeed[] {
  const role = text(own(discovery, 'role'))?.toLowerCase() ?? '';
  // it logs in as somebody else
  if (own(discovery, 'api_server') || own(discovery, 'kubeconfig_file')) return [];
  const chosen = namespacesOf(own(discovery, 'namespaces'), namespace);
  const known = Object.hasOwn(roles, role) ? (roles[role] ?? []) : [];
  const labels = Object.entries(attached).flatMap(([key, [need, takers]]) =>
    takers.includes(role) && at(discovery, 'attach_metadata', key) === true
      ? [{ ...need, gives: `labels of a ${key}` }]
      : [],
  );
  return [...known, ...labels].flatMap((need) =>
    inNoNamespace.includes(need.resource) ? [need] : inNamespaces(need, chosen),
  );
}

function namespacesOf(written: unknown, namespace: string): unknown[] {
  if (!isRecord(written)) return [];
  return [...list(written.names), ...(written.own_namespace === true ? [namespace] : [])];
}
