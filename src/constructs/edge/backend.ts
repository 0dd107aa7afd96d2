import type { Construct } from 'constructs';
import type { Load } from '../../sizing/load.ts';
import type { Endpoint } from './endpoint.ts';
import type { MetricsTarget } from './metrics-target.ts';

/** An endpoint that takes OTLP, over gRPC or over HTTP. */
export type OtlpEndpoint = Endpoint<'otlp-grpc'> | Endpoint<'otlp-http'>;

/** Where a backend adds its objects, and what it shares with the rest of the stack. */
export interface BackendScope {
  /** For CustomResourceDefinitions, which are applied first. */
  readonly crds: Construct;
  /** For the operator of the backend. */
  readonly operators: Construct;
  /** For its custom resources. */
  readonly instances: Construct;
  /** Namespace of all its objects. */
  readonly namespace: string;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * The load that it has to carry, and how long it keeps spans, as far as its own settings do not say.
   *
   * @default - not known
   */
  readonly sizing?: Load;
}

/** What a backend offers to senders of spans, and to those that query traces. */
export interface BackendEndpoints {
  /** Where a collector sends spans to. */
  readonly otlp: readonly [OtlpEndpoint, ...OtlpEndpoint[]];
  /**
   * Jaeger's query API, for Grafana.
   *
   * @default - there is none
   */
  readonly query?: Endpoint<'jaeger-query'>;
  /**
   * Receiver of jaeger.thrift over HTTP, the only protocol of Tekton before 0.58.
   *
   * @default - there is none
   */
  readonly thriftHttp?: Endpoint<'jaeger-thrift-http'>;
  /**
   * Pods whose metrics show whether spans are stored.
   *
   * @default - none; they are monitored elsewhere
   */
  readonly metrics?: readonly MetricsTarget[];
}

/** Where spans are stored and queried: `jaeger({ … })`, `jaegerV2({ … })`, `otlp(endpoint)`, or one of your own. */
export interface Backend {
  /**
   * Adds the backend to a stack.
   *
   * @throws if a setting is malformed
   */
  bind(scope: BackendScope): BackendEndpoints;
}
