import type { LintFinding } from '../lint/lint.ts';
import type { Model } from '../model/model.ts';
import type { Cluster } from './cluster.ts';

/** What checks are made of. */
export interface Context {
  /** The manifests. */
  readonly model: Model;
  /** What the linter says of them. */
  readonly findings: readonly LintFinding[];
  /** The cluster that they are held against. */
  readonly cluster: Cluster;
  /** Namespace of objects that name none. */
  readonly namespace: string;
  /** Seconds to wait for a span. */
  readonly timeout: number;
}
