import { list, own, text, type UnknownRecord } from '../../values/unknown.ts';
import { type AccessNeed, everywhere, inNamespaces } from './need.ts';

/** Groups of resources that clusters have in one group alone, or in the core group first, which is then taken. */
const groups: Readonly<Record<string, string>> = {
  ...inGroup(
    '',
    'bindings configmaps endpoints events limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods podtemplates replicationcontrollers resourcequotas secrets serviceaccounts services',
  ),
  ...inGroup('apps', 'controllerrevisions daemonsets deployments replicasets statefulsets'),
  ...inGroup('batch', 'cronjobs jobs'),
  ...inGroup('autoscaling', 'horizontalpodautoscalers'),
  ...inGroup('policy', 'poddisruptionbudgets'),
  ...inGroup('networking.k8s.io', 'ingresses ingressclasses networkpolicies'),
  ...inGroup('discovery.k8s.io', 'endpointslices'),
  ...inGroup('rbac.authorization.k8s.io', 'clusterrolebindings clusterroles rolebindings roles'),
  ...inGroup('storage.k8s.io', 'storageclasses volumeattachments'),
};

function inGroup(group: string, resources: string): Record<string, string> {
  return Object.fromEntries(resources.split(' ').map((resource) => [resource, group]));
}

/**
 * What k8s_objects pulls or watches; it goes on with the other objects where one is refused.
 *
 * Source: opentelemetry-collector-contrib receiver/k8sobjectsreceiver receiver.go, README.md of 2025.
 */
export function objectRights(settings: UnknownRecord): AccessNeed[] {
  const objects = list(settings.objects);
  return objects.flatMap((object) => {
    const name = text(own(object, 'name')) ?? '';
    const group = text(own(object, 'group')) || groupOf(name);
    if (group === undefined || name === '' || `${name}${group}`.includes('$')) return [];
    const gives = objects.length > 1 ? { gives: name } : {};
    return inNamespaces(
      { ...everywhere(group, name, verbsOf(object, settings)), ...gives },
      list(own(object, 'namespaces')),
    );
  });
}

function groupOf(resource: string): string | undefined {
  return Object.hasOwn(groups, resource) ? groups[resource] : undefined;
}

function verbsOf(object: unknown, settings: UnknownRecord): string[] {
  if (own(object, 'mode') !== 'watch') return ['list'];
  const from = own(object, 'resource_version');
  // it lists them to know from where to watch
  const lists = settings.include_initial_state === true || from === undefined || `${from}` === '0';
  return lists ? ['list', 'watch'] : ['watch'];
}

const watchers: readonly string[] = ['k8s_cluster', 'k8s_events', 'k8s_objects', 'k8sobjects'];

/**
 * Whether a receiver sends the same from every pod that it runs in: it looks at the cluster, no pod of them is elected, and no variable
 * gives each pod a part of its own, such as the objects of its node.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 receiver/{k8scluster,k8sevents,k8sobjects}receiver/README.md.
 *
 * @param type - of the receiver
 */
export function watchesCluster(type: string, settings: UnknownRecord): boolean {
  if (!watchers.includes(type) || text(settings.k8s_leader_elector)) return false;
  return !JSON.stringify(settings).includes('$');
}
