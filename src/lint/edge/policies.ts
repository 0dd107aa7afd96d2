import type { Connection } from '../../model/connections.ts';
import type { KubeObject, Location } from '../../model/kubernetes/objects.ts';
import type { MadePods } from '../../model/kubernetes/pods.ts';
import type { Model } from '../../model/model.ts';
import {
  type ConnectionEnd,
  namedPorts,
  type PlacedPolicy,
  type PodConnection,
} from '../../upstream/kubernetes/network/policy.ts';
import { list, record } from '../../upstream/values/unknown.ts';

/** A NetworkPolicy of the manifests. */
export interface WrittenPolicy extends PlacedPolicy {
  readonly object: KubeObject;
}

/**
 * The NetworkPolicies of the manifests; none where policies of Cilium, Calico or of administrators stand beside them, which may let
 * through what these do not.
 */
export function readPolicies({ objects }: Model): WrittenPolicy[] {
  if (otherPolicies(objects.all).length > 0) return [];
  return objects
    .ofKind('NetworkPolicy', 'networking.k8s.io')
    .map((object) => ({ object, namespace: object.namespace, spec: record(object.value.spec) }));
}

/** Policies of other systems than Kubernetes' own. */
export function otherPolicies(objects: readonly KubeObject[]): KubeObject[] {
  return objects.filter(
    ({ kind, group }) => kind.endsWith('NetworkPolicy') && group !== 'networking.k8s.io',
  );
}

/**
 * A connection of a client as policies are asked about it.
 *
 * @param pods - those that are connected to; undefined for what is outside
 */
export function policyConnection(
  model: Model,
  { port, transport }: Connection,
  client: MadePods,
  pods: MadePods | undefined,
): PodConnection {
  const to = pods ? policyEnd(model, pods) : { namespace: '' };
  return { from: policyEnd(model, client), to, port, transport };
}

/** The list of a policy that is the only one in the way, and lets something pass; nothing for one that is there to let nothing. */
export function listedIn(
  by: readonly WrittenPolicy[],
  field: 'egress' | 'ingress',
): Partial<Location> {
  const [only, ...others] = by;
  if (!only || others.length > 0 || list(only.spec[field]).length === 0) return {};
  return { object: only.object, path: ['spec', field] };
}

/** Namespaces and names of policies. */
export function policyNames(policies: readonly WrittenPolicy[]): string[] {
  return policies.map(({ object }) => `${object.namespace}/${object.name}`);
}

/** Pods as an end of a connection. */
export function policyEnd(
  { objects }: Model,
  { namespace, labels, spec, workload }: MadePods,
): ConnectionEnd {
  const namespaceLabels = objects.find('Namespace', '', namespace)?.labels;
  return {
    namespace,
    labels,
    onNode: spec.hostNetwork === true,
    ...(namespaceLabels ? { namespaceLabels } : {}),
    // what operators and others inject has ports, too
    ...(workload
      ? { portsNamed: (name, transport) => known(namedPorts(spec, name, transport)) }
      : {}),
  };
}

function known<T>(found: readonly T[]): readonly T[] | undefined {
  return found.length > 0 ? found : undefined;
}
