import type { EnvVar } from '../../../imports/kubernetes.ts';
import type { EndpointProtocol } from '../../upstream/edge/protocols.ts';
import { nodeAddressVariable } from '../../upstream/kubernetes/downward-api.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * A port that takes spans on each node, as pods on that node reach it: by the address of the node, which the downward API tells
 * them. Collectors, Thanos and Tekton cannot be told such an address, so it is no `Endpoint`.
 */
export class NodeEndpoint<P extends EndpointProtocol = EndpointProtocol> {
  /** Protocol that is spoken. */
  readonly protocol: P;
  /** TCP port of the node. */
  readonly port: number;
  /** Whether the receiver speaks TLS; its certificate must then be for the addresses of nodes. */
  readonly tls: boolean;
  /** The Service of the same pods, which leads to the pod on the client's node, too. */
  readonly service: Endpoint<P>;
  /**
   * Variables that the address hangs on, for containers that nobody instruments: before those that have the address. The operator
   * gives them to what it instruments.
   */
  readonly env: readonly EnvVar[] = [
    { name: nodeAddressVariable, valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
  ];

  constructor(service: Endpoint<P>) {
    this.protocol = service.protocol;
    this.port = service.port;
    this.tls = service.tls;
    this.service = service;
  }

  /** `scheme://$(OTEL_NODE_IP):port`, for variables of a container, in which Kubernetes replaces the name. */
  url(): string {
    return `${this.tls ? 'https' : 'http'}://$(${nodeAddressVariable}):${this.port}`;
  }
}
