import type { Spot } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';

/**
 * How bad a finding is.
 *
 * - `error`: traces are lost, or something will not start
 * - `warning`: it works, but not as written or not for long
 * - `info`: worth knowing; a fact that would decide is not in the manifests
 */
export type Severity = 'error' | 'warning' | 'info';

/** What a rule found, and where. */
export interface Finding extends Spot {
  /** In plain words, lower-case, without a full stop: the thing, what is wrong with it, the value got. */
  readonly message: string;
  /** What to write instead, in a few words; only where it is certain. */
  readonly fix?: string;
  /**
   * How bad this one is.
   *
   * @default - the severity of the rule
   */
  readonly severity?: Severity;
}

/** A wiring mistake that can be seen in the manifests: a pure function over the model, and its documentation. */
export interface Rule {
  /** `area/name`, also the rule's file in this folder. */
  readonly id: `${string}/${string}`;
  readonly severity: Severity;
  /** Why it matters, in one line: what happens in the cluster. */
  readonly rationale: string;
  /** Where the fact comes from: repository, release, file or issue. */
  readonly source: string;
  /** Manifests that the rule finds fault with. */
  readonly wrong: string;
  /** The same manifests, put right; no rule finds fault with them. */
  readonly right: string;
  /** Finds the mistakes. Says nothing when a fact that decides is not in the manifests. */
  check(model: Model): Iterable<Finding>;
}
