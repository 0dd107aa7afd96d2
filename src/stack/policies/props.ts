import { nameOf } from '../../constructs/props/refuse.ts';
import {
  count,
  list,
  mapping,
  props,
  record,
  type Shape,
  text,
} from '../../constructs/props/shape.ts';
import {
  labelKeyProblem,
  labelValueProblem,
  namespaceProblem,
} from '../../upstream/kubernetes/names.ts';
import { blockProblem, exceptProblem } from '../../upstream/kubernetes/network/address-block.ts';
import { portProblem } from '../../upstream/values/port-number.ts';

/** The other end of a connection: either addresses, or pods of a namespace. */
export interface NetworkPeer {
  /**
   * Addresses, such as `10.1.0.0/16`.
   *
   * @default - pods of `namespace`
   */
  readonly cidr?: string;
  /**
   * Addresses among these that are left out.
   *
   * @default - none
   */
  readonly except?: readonly string[];
  /**
   * Name of the namespace of pods.
   *
   * @default - addresses of `cidr`
   */
  readonly namespace?: string;
  /**
   * Labels of the pods.
   *
   * @default - any pod of the namespace
   */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** What is behind a host name or a Service. */
export interface OutsidePeer extends NetworkPeer {
  /**
   * Port of the pods or machines themselves; that of a Service or a load balancer in front may differ.
   *
   * @default - 53 for DNS; for addresses of a host that is no Service, the port that the stack connects to; for all
   *   else, any port
   */
  readonly port?: number;
}

/** Where the API server is. */
export interface ApiServerAddress {
  /**
   * Addresses of its endpoints, as `kubectl get endpointslices -n default` has them.
   *
   * @default - any address
   */
  readonly cidrs?: readonly string[];
  /**
   * Port of its endpoints.
   *
   * @default - 443 and 6443
   */
  readonly port?: number;
}

/** Who may talk to a stack, besides its own parts. */
export interface NetworkPoliciesProps {
  /**
   * Who sends spans to the collector, besides what is in the app itself: Thanos, Tekton, applications with
   * `instrument`.
   *
   * @default - nobody
   */
  readonly senders?: readonly NetworkPeer[];
  /**
   * The cluster's DNS servers. Those of OpenShift listen on 5353: `[{ namespace: 'openshift-dns', port: 5353 }]`.
   *
   * @default - pods labelled `k8s-app: kube-dns` of kube-system, on port 53
   */
  readonly dns?: readonly OutsidePeer[];
  /**
   * Where the API server is: operators call it, and it calls their webhooks.
   *
   * @default - anywhere, since only the cluster knows its addresses
   */
  readonly apiServer?: ApiServerAddress;
  /**
   * Who scrapes metrics of the stack.
   *
   * @default - nobody
   */
  readonly prometheus?: readonly NetworkPeer[];
  /**
   * Pods of the ingress controller, or of the Gateway, where the query UI has an Ingress or an HTTPRoute.
   *
   * @default - none; must be set where the stack has one of them
   */
  readonly ingressController?: readonly NetworkPeer[];
  /**
   * What is behind hosts that are not among the manifests, such as Elasticsearch, by host name.
   *
   * @default - for a Service, all pods of its namespace on any port; for any other host, any address on the port of
   *   the host; for a name of two parts, such as `elastic.search`, both, since it may be either
   */
  readonly outside?: Readonly<Record<string, readonly OutsidePeer[]>>;
}

const peer = {
  cidr: text,
  except: list('addresses', text),
  namespace: text,
  podLabels: record(text),
};
const peers = list<NetworkPeer>('peers', props<NetworkPeer>(peer));
const outsidePeers = list<OutsidePeer>('peers', props<OutsidePeer>({ ...peer, port: count }));

const settings = props<NetworkPoliciesProps>({
  senders: peers,
  dns: outsidePeers,
  apiServer: props<ApiServerAddress>({ cidrs: list('addresses', text), port: count }),
  prometheus: peers,
  ingressController: peers,
  outside: record(outsidePeers),
});

/** What kinds of values the settings are. */
export const networkPoliciesShape: Shape<boolean | NetworkPoliciesProps | undefined> = {
  problem: (what, value) => {
    if (value === undefined || typeof value === 'boolean') return undefined;
    return mapping.problem(what, value)
      ? `${what} must be true, false or a mapping, got ${nameOf(value)}`
      : settings.problem(what, value);
  },
};

/** Why settings make no policies, undefined entries where they do. */
export function networkPoliciesProblems({
  apiServer,
  dns,
  outside = {},
  ...lists
}: NetworkPoliciesProps): (string | undefined)[] {
  const hosts = Object.entries(outside).map(([host, one]) => [`outside.${host}`, one] as const);
  const all = { dns, ...lists, ...Object.fromEntries(hosts) };
  return [
    ...Object.entries(all).flatMap(([name, found]) =>
      found?.length === 0
        ? [`networkPolicies.${name} must have at least one entry, got an empty list`]
        : (found ?? []).flatMap((one, index) =>
            peerProblems(`networkPolicies.${name}[${index}]`, one),
          ),
    ),
    apiServer?.cidrs?.length === 0
      ? 'networkPolicies.apiServer.cidrs must have at least one address, got an empty list'
      : undefined,
    ...(apiServer?.cidrs ?? []).map((cidr) =>
      blockProblem('networkPolicies.apiServer.cidrs', cidr),
    ),
    wrongPort('networkPolicies.apiServer.port', apiServer?.port),
    ...[['dns', dns] as const, ...hosts].flatMap(([name, found = []]) =>
      found.map(({ port }, index) => wrongPort(`networkPolicies.${name}[${index}].port`, port)),
    ),
  ];
}

function wrongPort(what: string, port: number | undefined): string | undefined {
  return port === undefined ? undefined : portProblem(what, port);
}

function peerProblems(what: string, { cidr, except = [], namespace, podLabels = {} }: NetworkPeer) {
  return [
    (cidr === undefined) === (namespace === undefined)
      ? `${what} must have one of cidr and namespace, got ${cidr === undefined ? 'none' : 'both'}`
      : undefined,
    cidr === undefined ? undefined : blockProblem(`${what}.cidr`, cidr),
    ...except.map(
      (one) =>
        blockProblem(`${what}.except`, one) ??
        (cidr === undefined ? undefined : exceptProblem(`${what}.except`, one, cidr)),
    ),
    except.length > 0 && cidr === undefined ? `${what}.except must come with cidr` : undefined,
    namespace === undefined ? undefined : namespaceProblem(namespace, `${what}.namespace`),
    ...Object.entries(podLabels).flatMap(([key, value]) => [
      labelKeyProblem(`${what}.podLabels key`, key),
      labelValueProblem(`${what}.podLabels '${key}'`, value),
    ]),
  ];
}
