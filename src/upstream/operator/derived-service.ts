import type { Protocol } from '../edge/protocols.ts';

/** A port of a Service that an operator creates. */
export interface DerivedPort {
  /** Name of the port in the Service. */
  readonly name: string;
  readonly port: number;
  readonly transport: 'TCP' | 'UDP';
  /** `appProtocol` that the operator writes. */
  readonly appProtocol?: string;
  /** What listens behind it. */
  readonly protocol: Protocol;
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
