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
  /** Port of each node with such a pod that leads to it, too; unset where none does. */
  readonly hostPort?: number;
}

/** How the Services that an operator creates for custom resources of one kind are named. */
export interface ServiceNames {
  /**
   * What the operator adds to the name of a resource after a hyphen, `query` for `jaeger-query`; also for modes, strategies
   * and releases with which it creates no such Service.
   */
  readonly suffixes: readonly string[];
  /** How the names of such resources usually begin. */
  readonly usual: readonly string[];
  /** Which of its Services other pods are told to talk to; these roles are suffixes, too. */
  readonly roles: readonly DerivedService['role'][];
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
