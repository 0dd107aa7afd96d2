import type { Protocol } from '../edge/protocols.ts';

/**
 * What a listening port speaks: the protocols that carry spans or answer queries, and what else tracing components listen
 * for. `jaeger-query-grpc` answers queries and takes no spans; `admin` is health and metrics of a Jaeger component; `dead` is
 * declared by an operator but nothing listens there.
 */
export type Wire =
  | Protocol
  | 'jaeger-thrift-compact'
  | 'jaeger-thrift-binary'
  | 'jaeger-query-grpc'
  | 'admin'
  | 'health'
  | 'metrics'
  | 'elasticsearch'
  | 'kafka'
  | 'dead'
  | 'other';

/** A port of a Service that an operator creates. */
export interface DerivedPort {
  /** Name of the port in the Service. */
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** `appProtocol` that the operator writes. */
  readonly appProtocol?: string;
  /** What listens behind it. */
  readonly wire: Wire;
  /** Collector component that listens, `otlp` or `jaeger_query`; unset for ports of `spec.ports` and of a v1 Jaeger. */
  readonly component?: string;
}

/** A Service that an operator creates for a custom resource. */
export interface DerivedService {
  readonly name: string;
  readonly namespace: string;
  /** What the Service is for. */
  readonly role:
    | 'collector'
    | 'headless'
    | 'monitoring'
    | 'extension'
    | 'query'
    | 'agent'
    | 'target-allocator';
  /** Whether it has no cluster address (`clusterIP: None`). */
  readonly headless: boolean;
  readonly ports: readonly DerivedPort[];
}
