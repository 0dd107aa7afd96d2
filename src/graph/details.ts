import type { KubeObject, Location } from '../model/kubernetes/objects.ts';
import type { GraphProblem } from './problems.ts';

/** A thing that has no node of its own: a component in a pipeline, a role of a Jaeger, a workload with an agent. */
export interface GraphItem {
  readonly name: string;
  /** Findings about it. */
  readonly problems: readonly GraphProblem[];
}

/** What is inside of a node: a pipeline, from its receivers to its exporters, or a list of things. */
export interface GraphPart {
  /** What it is: `traces`, `roles`. */
  readonly title: string;
  /** One for a list; of a pipeline one for each stage that it has. */
  readonly columns: readonly (readonly GraphItem[])[];
}

/** What a subject knows of the inside of something that it draws. */
export interface Details {
  /** The object that is drawn. */
  readonly object: KubeObject;
  /** What one asks first, each in a few characters: `daemonset`, `2 replicas`, `0.158.0`. */
  readonly facts: readonly string[];
  readonly parts: readonly DetailedPart[];
  /** Objects that findings about it may stand in, beside its own: a ConfigMap, workloads that get an agent. */
  readonly belonging: readonly KubeObject[];
}

/** A part, with the places where its things are written. */
export interface DetailedPart {
  readonly title: string;
  readonly columns: readonly (readonly DetailedItem[])[];
}

/** A thing, with the places where it is written or named. */
export interface DetailedItem {
  readonly name: string;
  readonly locations: readonly Location[];
}
