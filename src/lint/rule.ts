import type { CollectorConfig, Component, Pipeline } from '../model/collector/config.ts';
import type { Collector } from '../model/collector/instances.ts';
import type { Listener } from '../model/collector/listeners.ts';
import type { ElasticsearchClient } from '../model/elasticsearch/clients.ts';
import type { Datasource } from '../model/grafana/datasources.ts';
import type { Injection } from '../model/instrumentation/injections.ts';
import type { Instrumentation } from '../model/instrumentation/instances.ts';
import type { Jaeger } from '../model/jaeger/instances.ts';
import type { RunningRole } from '../model/jaeger/roles.ts';
import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Workload } from '../model/kubernetes/workloads.ts';
import type { Edge, Model, UsedEdge } from '../model/model.ts';
import type { CustomResource } from '../model/operator/custom-resources.ts';
import type { Certificate } from '../model/operator/webhooks.ts';
import type { TektonTracing } from '../model/tekton/tracing.ts';
import type { ThanosTracing } from '../model/thanos/tracing.ts';
import type { Problem, Severity } from '../upstream/values/problem.ts';
import type { Path } from '../yaml/locate.ts';

/** What a rule found, and where; a problem without a severity of its own has that of the rule. */
export interface Finding extends Location, Problem {
  readonly path: Path;
  /** What a rule has thrown, when that is all there is to tell; unset for what is wrong with manifests. */
  readonly failure?: unknown;
}

/**
 * What a visitor found: a problem, whose path goes on from the thing that is visited, or a finding, which may stand anywhere.
 */
export type Found = Problem | Finding;

/** A collector whose configuration can be read. */
export type ConfiguredCollector = Collector & { readonly config: CollectorConfig };

/** What a rule looks at, one thing at a time; each function is called for every such thing of a model. */
export interface Visitor {
  collector?(collector: Collector): Iterable<Found>;
  /** A component of a configuration, in use or not. */
  component?(component: Component, collector: ConfiguredCollector): Iterable<Found>;
  pipeline?(pipeline: Pipeline, collector: ConfiguredCollector): Iterable<Found>;
  /** A port that a collector listens on; problems stand where it is written. */
  listener?(listener: Listener): Iterable<Found>;
  /** A Jaeger of the Jaeger operator. */
  jaeger?(jaeger: Jaeger): Iterable<Found>;
  /** A component of Jaeger v1, of a Jaeger or in a workload. */
  jaegerRole?(role: RunningRole): Iterable<Found>;
  /** A component or job that reads, writes or deletes indices. */
  elasticsearchClient?(client: ElasticsearchClient): Iterable<Found>;
  /** A sender in use and what its address leads to; problems stand at the address. */
  edge?(edge: UsedEdge): Iterable<Found>;
  /** A sender, in use or not, also one whose address it cannot use; problems stand at the address. */
  sender?(edge: Edge): Iterable<Found>;
  instrumentation?(instrumentation: Instrumentation): Iterable<Found>;
  /** An annotation that asks for an agent or a sidecar; problems stand at it. */
  injection?(injection: Injection): Iterable<Found>;
  /** Tracing settings of Thanos; problems stand in them. */
  thanos?(tracing: ThanosTracing): Iterable<Found>;
  /** Tracing settings of Tekton; problems stand in the mapping of their keys. */
  tekton?(tracing: TektonTracing): Iterable<Found>;
  /** A data source of Grafana; problems stand in its settings. */
  datasource?(datasource: Datasource): Iterable<Found>;
  certificate?(certificate: Certificate): Iterable<Found>;
  /** An object of a kind that one of the operators brings. */
  customResource?(resource: CustomResource): Iterable<Found>;
  workload?(workload: Workload): Iterable<Found>;
  object?(object: KubeObject): Iterable<Found>;
}

/** What the page of a rule says beside its examples. */
export interface RuleDocumentation {
  /** `area/name`, also the rule's folder. */
  readonly id: `${string}/${string}`;
  /** How bad its findings are, unless one says otherwise. */
  readonly severity: Severity;
  /** Why it matters, in one line: what happens in the cluster. */
  readonly rationale: string;
  /** When it is right to ignore a finding, in a sentence or two without the last full stop. */
  readonly ignoreWhen: string;
  /**
   * First release that it holds for, such as `opentelemetry-collector 0.111.0`.
   *
   * @default - all that the project knows
   */
  readonly since?: string;
  /**
   * First release that it no longer holds for.
   *
   * @default - none, it holds still
   */
  readonly until?: string;
  /**
   * Whether it is about variables themselves. Findings of other rules that quote a value with `${…}` or `{{ … }}` do not count.
   *
   * @default false
   */
  readonly aboutVariables?: boolean;
  /** Where the fact comes from: repository, release, file or issue. */
  readonly source: string;
}

/** Finds the mistakes of a rule. Both ways say nothing when a fact that decides is not in the manifests. */
type Check =
  /** Looks at one thing at a time; what it needs of the whole is made ready once. */
  | { visit(model: Model): Visitor; readonly check?: undefined }
  /** Looks at the whole. */
  | { check(model: Model): Iterable<Finding>; readonly visit?: undefined };

/** A wiring mistake that can be seen in the manifests: a pure function over the model, and its documentation. */
export type Rule = RuleDocumentation & Check;
