/** What the page knows beside its picture; it is the one thing that its script is given. */
export interface PageContents {
  /** In the order of the picture's nodes. */
  readonly nodes: readonly PageNode[];
  /** In the order of the picture's arrows. */
  readonly arrows: readonly PageArrow[];
  /** All findings, each once, the worst first. */
  readonly problems: readonly PageProblem[];
}

/** A node, in words. */
export interface PageNode {
  readonly what: string;
  readonly name: string;
  /** Namespace, with its cluster where there are several; empty for what is outside. */
  readonly place: string;
  readonly facts: readonly string[];
  readonly parts: readonly {
    readonly title: string;
    readonly columns: readonly (readonly string[])[];
  }[];
  readonly change?: string;
  /** Places among the findings. */
  readonly problems: readonly number[];
  readonly manifests: readonly PageManifest[];
}

/** A manifest, without its secrets. */
export interface PageManifest {
  /** `Deployment monitoring/thanos-query`. */
  readonly title: string;
  /** File that it stands in; empty for an object that a program made. */
  readonly file: string;
  readonly text: string;
}

/** An arrow, in words. */
export interface PageArrow {
  /** Places among the nodes. */
  readonly from: number;
  readonly to: number;
  /** What is the same of all its ways: `jaeger-collector:4317`, `OTLP/gRPC, with TLS`. */
  readonly says: readonly string[];
  /** Exporters, languages and the like that it stands for. */
  readonly ways: readonly string[];
  readonly change?: string;
  /** Places among the findings. */
  readonly problems: readonly number[];
}

/** A finding, in words. */
export interface PageProblem {
  readonly severity: string;
  readonly ruleId: string;
  readonly message: string;
  readonly fix?: string;
  /** `file:line:column`. */
  readonly place: string;
}
