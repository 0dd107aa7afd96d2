import type { Construct } from 'constructs';
import type { EnvVar } from '../../../imports/kubernetes.ts';
import type { AccessNeed } from '../../upstream/collector/pod/need.ts';
import { accessNeeds } from '../../upstream/collector/pod/rights.ts';
import { nodeVariables } from '../../upstream/collector/pod/variables.ts';
import { collectorNames } from '../../upstream/otel-operator/collector-names.ts';
import { kubeObject } from '../kubernetes/kube-object.ts';
import { withoutNamespace } from '../kubernetes/without-namespace.ts';
import type { MetadataProps } from '../props/metadata.ts';
import { type CollectorConfig, usedComponents } from './config.ts';
import { pullAccount } from './pod.ts';
import type { NamedCollectorProps } from './props.ts';

type Asking = MetadataProps &
  Pick<
    NamedCollectorProps,
    | 'name'
    | 'namespace'
    | 'mode'
    | 'createRoles'
    | 'serviceAccountName'
    | 'imagePullSecrets'
    | 'extraSpec'
  >;

/**
 * Lets the pods of a collector do at the API server what its components ask of it, by a Role in each namespace that is enough, and
 * else by a ClusterRole. A sidecar runs as the pods of others do, and gets none.
 *
 * @param version - release of the collector, which rights differ between
 */
export function addRights(
  scope: Construct,
  props: Asking,
  config: CollectorConfig,
  version: string,
): void {
  const { namespace, mode, createRoles = true, extraSpec } = props;
  const targetAllocator = extraSpec?.targetAllocator?.enabled === true;
  if (mode === 'sidecar' || !createRoles) return;
  const needs = usedComponents(config).flatMap(({ kind, type, settings }) =>
    accessNeeds(`${kind}/${type}`, settings, { namespace, version, targetAllocator }),
  );
  for (const [place, asked] of byPlace(needs)) addRole(scope, props, place, asked);
}

/** Variables that tell components which node they are on, save for those that are set already. */
export function nodeEnvironment(
  config: CollectorConfig,
  set: readonly { readonly name: string }[] = [],
): EnvVar[] {
  const wanted = usedComponents(config).flatMap(({ kind, type, settings }) =>
    nodeVariables(`${kind}/${type}`, settings),
  );
  const missing = new Set(wanted.filter((name) => !set.some((one) => one.name === name)));
  return [...missing].map((name) => ({
    name,
    valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } },
  }));
}

/** Needs by the namespace whose Role is enough; those of a ClusterRole are under the empty one. */
function byPlace(needs: readonly AccessNeed[]): ReadonlyMap<string, readonly AccessNeed[]> {
  const places = new Map<string, AccessNeed[]>();
  for (const need of needs) {
    // of a namespace that a variable tells, nobody knows where a Role would be
    const place = need.namespace ?? '';
    places.set(place, [...(places.get(place) ?? []), need]);
  }
  return places;
}

function addRole(
  scope: Construct,
  props: Asking,
  place: string,
  needs: readonly AccessNeed[],
): void {
  const { namespace, labels, annotations } = props;
  const kind = place === '' ? 'ClusterRole' : 'Role';
  const placed = place === '' ? withoutNamespace : <T>(object: T) => object;
  const id = place === '' ? kind : `${kind}-${place}`;
  // what is in no namespace, or in another one, is told apart by that of the pods
  const metadata = {
    name: `${collectorNames(props.name).workload}.${namespace}`,
    namespace: place === '' ? undefined : place,
    labels,
    annotations,
  };
  placed(kubeObject(kind, scope, id, { metadata, rules: rulesOf(needs) }));
  placed(
    kubeObject(`${kind}Binding`, scope, id.replace(kind, `${kind}Binding`), {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: accountOf(props), namespace }],
    }),
  );
}

/** The ServiceAccount that the pods run as. */
function accountOf({ name, serviceAccountName, imagePullSecrets, extraSpec }: Asking): string {
  const own = imagePullSecrets ? pullAccount(name) : collectorNames(name).workload;
  return extraSpec?.serviceAccount ?? serviceAccountName ?? own;
}

/** A rule for each group, verbs and names, in the order of the needs. */
function rulesOf(needs: readonly AccessNeed[]) {
  const rules = new Map<
    string,
    { apiGroups: string[]; resources: string[]; resourceNames?: string[]; verbs: string[] }
  >();
  for (const { group, resource, verbs, names } of needs) {
    const key = JSON.stringify([group, verbs, names && [resource, names]]);
    const rule = rules.get(key) ?? {
      apiGroups: [group],
      resources: [],
      ...(names ? { resourceNames: [...names] } : {}),
      verbs: [...verbs],
    };
    if (!rule.resources.includes(resource)) rule.resources.push(resource);
    rules.set(key, rule);
  }
  return [...rules.values()];
}
