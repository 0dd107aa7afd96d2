import type { CollectorConfig, Component, Pipeline } from '../model/collector/config.ts';
import type { Collector } from '../model/collector/instances.ts';
import type { Jaeger } from '../model/jaeger/instances.ts';
import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { Workload } from '../model/kubernetes/workloads.ts';
import type { Model, UsedEdge } from '../model/model.ts';
import type { Problem, Severity } from '../upstream/values/problem.ts';
import type { Path } from '../yaml/locate.ts';

/** What a rule found, and where; a problem without a severity of its own has that of the rule. */
export interface Finding extends Location, Problem {
  readonly path: Path;
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
  /** A Jaeger of the Jaeger operator. */
  jaeger?(jaeger: Jaeger): Iterable<Found>;
  /** A sender in use and what its address leads to; problems stand at the address. */
  edge?(edge: UsedEdge): Iterable<Found>;
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
  readonly ignoreWhen?: string;
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
