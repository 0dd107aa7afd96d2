import { componentType } from '../../otel-operator/ports.ts';
import { at, list, own, record, text, type UnknownRecord } from '../../values/unknown.ts';
import { isAtLeast } from '../../values/version.ts';
import { discoveryRights } from './discovery.ts';
import { podAttributeRights } from './k8s-attributes.ts';
import { kubeletRights } from './kubelet.ts';
import { type AccessNeed, everywhere, inNamespaces } from './need.ts';
import { objectRights } from './objects.ts';

/** Where a component runs. */
interface AskingCollector {
  /** Namespace of its pods; empty where nobody tells it. */
  readonly namespace: string;
  /** Release of the collector; unset where the manifests do not tell. */
  readonly version?: string | undefined;
  /**
   * Whether a target allocator finds the targets of its prometheus receiver.
   *
   * @default false
   */
  readonly targetAllocator?: boolean | undefined;
}

type Rights = (settings: UnknownRecord, collector: AskingCollector) => readonly AccessNeed[];

/**
 * What components ask the API server for, as far as it is certain.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 and v0.139.0, README and source of each component.
 */
const components: Readonly<Record<string, Rights>> = {
  'processors/k8s_attributes': (settings, { version }) =>
    asAccount(settings, podAttributeRights(settings, version)),
  'processors/resource_detection': detectorRights,
  'exporters/load_balancing': resolverRights,
  'receivers/k8s_cluster': (settings) => asAccount(settings, clusterRights(settings)),
  'receivers/k8s_events': (settings) =>
    asAccount(settings, inNamespaces(everywhere('', 'events'), list(settings.namespaces))),
  'receivers/k8s_objects': (settings) => asAccount(settings, objectRights(settings)),
  'receivers/kubelet_stats': kubeletRights,
  'receivers/prometheus': (settings, { namespace, targetAllocator }) =>
    targetAllocator ? [] : discoveryRights(settings, namespace),
  'receivers/receiver_creator': createdRights,
  'extensions/k8s_observer': (settings) => asAccount(settings, observerRights(settings)),
  'extensions/k8s_leader_elector': (settings) => asAccount(settings, leaseRights(settings)),
};

/** Ids that components had before, and those that they are tabled by. */
const formerIds: Readonly<Record<string, string>> = {
  'processors/k8sattributes': 'processors/k8s_attributes',
  'processors/resourcedetection': 'processors/resource_detection',
  'exporters/loadbalancing': 'exporters/load_balancing',
  'receivers/k8sobjects': 'receivers/k8s_objects',
  'receivers/kubeletstats': 'receivers/kubelet_stats',
};

/**
 * What a component asks the API server for, as far as it is certain; the operator gives no rights of its own accord.
 *
 * @param component - kind and type, `processors/k8s_attributes`
 */
export function accessNeeds(
  component: string,
  settings: UnknownRecord,
  collector: AskingCollector,
): readonly AccessNeed[] {
  const id = Object.hasOwn(formerIds, component) ? (formerIds[component] ?? '') : component;
  return Object.hasOwn(components, id) ? (components[id]?.(settings, collector) ?? []) : [];
}

/**
 * What an operator must be allowed to for it to give its collectors the rights that they need of its own accord.
 *
 * Source: opentelemetry-operator v0.158.0 internal/autodetect/rbac/check.go.
 */
export const grantingNeed: AccessNeed = everywhere('rbac.authorization.k8s.io', 'clusterroles', [
  'create',
]);

/** Needs of the pod's service account; none of what logs in otherwise, or not at all. */
function asAccount(settings: unknown, needs: readonly AccessNeed[]): readonly AccessNeed[] {
  return (text(own(settings, 'auth_type')) ?? 'serviceAccount') === 'serviceAccount' ? needs : [];
}

const inCluster: readonly string[] = ['nodes', 'namespaces'];
const inNamespace: readonly (readonly [group: string, ...resources: string[]])[] = [
  ['', 'pods', 'replicationcontrollers', 'resourcequotas', 'services'],
  ['apps', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  ['batch', 'cronjobs', 'jobs'],
  ['autoscaling', 'horizontalpodautoscalers'],
];

/** Of nodes and pods it always has metrics. */
function clusterRights({ namespace, namespaces, distribution }: UnknownRecord): AccessNeed[] {
  const chosen = [...(namespace === undefined ? [] : [namespace]), ...list(namespaces)];
  const wanted = (group: string, resource: string): AccessNeed => ({
    ...everywhere(group, resource),
    ...(['nodes', 'pods'].includes(resource) ? {} : { gives: `metrics of ${resource}` }),
  });
  const quotas =
    distribution === 'openshift' ? [wanted('quota.openshift.io', 'clusterresourcequotas')] : [];
  return [
    ...(chosen.length > 0 ? [] : inCluster.map((resource) => wanted('', resource))),
    ...(chosen.length > 0 ? [] : quotas),
    ...inNamespace.flatMap(([group, ...resources]) =>
      resources.flatMap((resource) => inNamespaces(wanted(group, resource), chosen)),
    ),
  ];
}

/** What the receivers ask for that receiver_creator makes, where something is discovered for them. */
function createdRights({ receivers }: UnknownRecord, collector: AskingCollector): AccessNeed[] {
  return Object.entries(record(receivers)).flatMap(([id, template]) =>
    accessNeeds(`receivers/${componentType(id)}`, record(own(template, 'config')), collector).map(
      (need) => ({ gives: `what ${id} receives`, ...need }),
    ),
  );
}

function observerRights(settings: UnknownRecord): AccessNeed[] {
  const observed: readonly (readonly [setting: string, need: AccessNeed, usual: boolean])[] = [
    ['observe_pods', everywhere('', 'pods'), true],
    ['observe_services', everywhere('', 'services'), false],
    ['observe_ingresses', everywhere('networking.k8s.io', 'ingresses'), false],
    ['observe_nodes', everywhere('', 'nodes'), false],
  ];
  return observed.flatMap(([setting, need, usual]) => {
    if ((own(settings, setting) ?? usual) !== true) return [];
    return need.resource === 'nodes' ? [need] : inNamespaces(need, list(settings.namespaces));
  });
}

function leaseRights({ lease_namespace: namespace }: UnknownRecord): AccessNeed[] {
  const verbs = ['get', 'create', 'update'];
  return inNamespaces(everywhere('coordination.k8s.io', 'leases', verbs), [namespace]);
}

/** First release whose k8s resolver reads EndpointSlices in place of Endpoints (opentelemetry-collector-contrib#44079, #44494). */
const endpointSlicesSince = '0.140.0';

/** The k8s resolver watches what is behind a Service, in that Service's namespace or else in its own. */
function resolverRights(
  settings: UnknownRecord,
  { namespace, version }: AskingCollector,
): AccessNeed[] {
  const k8s = at(settings, 'resolver', 'k8s');
  const service = text(own(k8s, 'service'));
  // before and after, the right is another one
  if (service === undefined || own(k8s, 'enabled') === false || version === undefined) return [];
  const place = service.includes('$') ? service : (service.split('.')[1] ?? namespace);
  const slices = everywhere('discovery.k8s.io', 'endpointslices');
  const need = isAtLeast(version, endpointSlicesSince) ? slices : everywhere('', 'endpoints');
  return inNamespaces(need, [place]);
}

/** What the detectors that ask the API server ask it for; without it, they find nothing. */
function detectorRights(settings: UnknownRecord): AccessNeed[] {
  return list(settings.detectors).flatMap((detector) =>
    typeof detector === 'string' && Object.hasOwn(detectors, detector)
      ? asAccount(own(settings, detector), detectors[detector]?.(own(settings, detector)) ?? [])
      : [],
  );
}

const getNodes = everywhere('', 'nodes', ['get']);

const inKubeSystem = (resource: string, name: string): AccessNeed => ({
  group: '',
  resource,
  verbs: ['get'],
  everywhere: false,
  namespace: 'kube-system',
  names: [name],
});

// a Namespace is asked for as if it were in itself
const clusterUid: AccessNeed = {
  ...inKubeSystem('namespaces', 'kube-system'),
  gives: 'k8s.cluster.uid',
};

const detectors: Readonly<Record<string, (settings: unknown) => readonly AccessNeed[]>> = {
  // the node is looked up where the metadata service of EC2 cannot be reached (opentelemetry-collector-contrib#40205)
  eks: (settings) =>
    text(own(settings, 'node_from_env_var'))
      ? [{ ...getNodes, gives: 'host.id and cloud.region', perhaps: true }]
      : [],
  k8s_api: () => [getNodes, clusterUid],
  k8snode: () => [getNodes],
  kubeadm: () => [inKubeSystem('configmaps', 'kubeadm-config'), clusterUid],
  openshift: () => [everywhere('config.openshift.io', 'infrastructures', ['get'])],
};
