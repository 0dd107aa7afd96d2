import type { Construct } from 'constructs';
import type { Load } from '../../sizing/load.ts';
import type { Endpoint } from './endpoint.ts';
import type { MetricsTarget } from './metrics-target.ts';

/** An endpoint that takes OTLP, over gRPC or over HTTP. */
export type OtlpEndpoint = Endpoint<'otlp-grpc'> | Endpoint<'otlp-http'>;

/** Where a backend puts what it consists of, and what it shares with the rest of the stack. */
export interface BackendScope {
  /** For CustomResourceDefinitions, which are applied first. */
  readonly crds: Construct;
  /** For the operator that runs it. */
  readonly operators: Construct;
  /** For its custom resources. */
  readonly instances: Construct;
  /** Namespace of all of it. */
  readonly namespace: string;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * What it has to carry, and how long to keep it, for what it is not told otherwise.
   *
   * @default - nobody has said
   */
  readonly sizing?: Load;
}

/** What a backend hands out to those that send spans to it and those that ask it for traces. */
export interface BackendEndpoints {
  /** What a collector sends spans to. */
  readonly otlp: readonly [OtlpEndpoint, ...OtlpEndpoint[]];
  /**
   * The query API of Jaeger, for Grafana.
   *
   * @default - traces are looked at elsewhere
   */
  readonly query?: Endpoint<'jaeger-query'>;
  /**
   * What takes jaeger.thrift over HTTP, the only thing that Tekton before 0.58 speaks.
   *
   * @default - nothing does
   */
  readonly thriftHttp?: Endpoint<'jaeger-thrift-http'>;
  /**
   * Pods that tell by their metrics whether spans are stored.
   *
   * @default - they are watched elsewhere
   */
  readonly metrics?: readonly MetricsTarget[];
}

/** Where spans are stored and asked for: `jaeger({ … })`, `otlp(endpoint)`, or one of your own. */
export interface Backend {
  /**
   * Adds the backend to a stack.
   *
   * @throws if a setting is malformed
   */
  bind(scope: BackendScope): BackendEndpoints;
}
