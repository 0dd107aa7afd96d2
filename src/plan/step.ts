import type { ObjectReference } from '../model/kubernetes/reference.ts';
import type { UnknownRecord } from '../upstream/values/unknown.ts';

/** An object of a plan. */
export interface PlannedObject extends ObjectReference {
  /**
   * File that it was read from.
   *
   * @default - it was made by a program
   */
  readonly file?: string;
  /**
   * What of it is ours, where it is somebody else's: Tekton's ConfigMap, or a Thanos that runs already.
   *
   * @default - all of it
   */
  readonly shared?: SharedPart;
  /**
   * Title of the shared object that does not work without it: the ServiceAccount of a Thanos.
   *
   * @default - none
   */
  readonly serves?: string;
  /** The whole object. */
  readonly manifest: UnknownRecord;
}

/** The part that is ours of an object that is not. */
export interface SharedPart {
  /** How kubectl patches it. */
  readonly type: 'merge' | 'strategic';
  readonly patch: UnknownRecord;
  /** What takes our part out again. */
  readonly undo: UnknownRecord;
  /** Whether it may be created where there is none; if not, its owner must have made it before. */
  readonly mayCreate: boolean;
}

/**
 * What is waited for.
 *
 * - `active`: a Namespace accepts objects
 * - `established`: the API server serves the kind of a CustomResourceDefinition
 * - `issued`: cert-manager has issued what a Certificate asks for
 * - `trusted`: each webhook of an object has a CA
 * - `answering`: the API server reaches the webhooks of an object, and they answer
 * - `rolled-out`: a workload has all its pods, of its newest template, and they are ready
 * - `observed`: the operator has reconciled the newest generation of a custom resource, and made what belongs to it
 * - `complete`: a Job has done its work
 */
export const waitKinds = [
  'active',
  'established',
  'issued',
  'trusted',
  'answering',
  'rolled-out',
  'observed',
  'complete',
] as const;

/** What is waited for. */
export type WaitKind = (typeof waitKinds)[number];

/** A condition that must hold before the next step. */
export interface Wait {
  readonly until: WaitKind;
  /** Whom it is about; for what an operator makes, an object that no manifest has. */
  readonly object: ObjectReference;
  /**
   * Title of the custom resource that an operator makes the object of.
   *
   * @default - the object is among the manifests
   */
  readonly madeOf?: string;
  /** Why, in plain words. */
  readonly why: string;
}

/** Objects that may be applied together, and what to wait for afterwards. */
export interface Step {
  /** Its name among the steps: `definitions`, `tier-1`. */
  readonly id: string;
  /** What it brings, for people. */
  readonly title: string;
  /** Why it has this place in the order, in plain words. */
  readonly why: string;
  /** Steps that must be done before. */
  readonly after: readonly string[];
  readonly objects: readonly PlannedObject[];
  readonly waits: readonly Wait[];
}
