import {
  type ConnectionEnd,
  denyingPolicies,
  namedPorts,
} from '../../upstream/kubernetes/network/policy.ts';
import { at, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { nameOf, namespaceOf } from '../kubernetes/names.ts';
import { labelsOf } from '../kubernetes/pods.ts';

/** A connection that policies are asked about. */
export interface Connection {
  /** The pod that connects. */
  readonly from: UnknownRecord;
  /** The pod that is connected to. */
  readonly to: UnknownRecord;
  /** Port of the pod. */
  readonly port: number;
}

/** What policies are asked from. */
export interface Policies {
  /** NetworkPolicies of the namespaces of both pods. */
  readonly policies: readonly UnknownRecord[];
  /** Labels of namespaces, by their names. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Names of the NetworkPolicies that together do not let a connection between pods that run pass; none where it passes, or may. */
export function denying({ from, to, port }: Connection, given: Policies): string[] {
  const isOne = namespaceOf(from) === namespaceOf(to) && nameOf(from) === nameOf(to);
  if (isOne) return [];
  const policies = given.policies.map((policy) => ({
    name: `${namespaceOf(policy)}/${nameOf(policy)}`,
    namespace: namespaceOf(policy),
    spec: record(policy.spec),
  }));
  const connection = {
    from: endOf(from, given),
    to: endOf(to, given),
    port,
    transport: 'TCP',
  } as const;
  return (['Ingress', 'Egress'] as const).flatMap((direction) =>
    denyingPolicies(policies, direction, connection).map(({ name }) => name),
  );
}

function endOf(pod: UnknownRecord, { namespaces }: Policies): ConnectionEnd {
  const namespace = namespaceOf(pod);
  return {
    namespace,
    labels: labelsOf(pod),
    namespaceLabels: namespaces.get(namespace),
    portsNamed: (name, transport) => namedPorts(pod.spec, name, transport),
    address: text(at(pod, 'status', 'podIP')),
    runs: true,
    onNode: at(pod, 'spec', 'hostNetwork') === true,
  };
}
