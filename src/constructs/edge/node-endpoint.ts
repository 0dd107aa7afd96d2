import type { EnvVar } from '../../../imports/kubernetes.ts';
import type { EndpointProtocol } from '../../upstream/edge/protocols.ts';
import { nodeAddressVariable } from '../../upstream/kubernetes/downward-api.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * A port on each node that receives spans. Pods reach it by the address of their own node, which the downward API
 * gives them. Collectors, Thanos and Tekton cannot be configured with such an address, so it is no `Endpoint`.
 */
export class NodeEndpoint<P extends EndpointProtocol = EndpointProtocol> {
  /** Protocol that the receiver speaks. */
  readonly protocol: P;
  /** TCP port of the node. */
  readonly port: number;
  /** Whether the receiver speaks TLS; its certificate must then be valid for the addresses of nodes. */
  readonly tls: boolean;
  /** The Service of the same pods, which also leads to the pod on the client's own node. */
  readonly service: Endpoint<P>;
  /**
   * Variables that the address refers to. In containers that are not instrumented, list them before variables with
   * the address; the operator adds them to instrumented ones.
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
