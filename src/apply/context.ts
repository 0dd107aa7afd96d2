import type { ObjectReference } from '../model/kubernetes/reference.ts';
import type { Plan } from '../plan/plan.ts';
import type { Step, Wait } from '../plan/step.ts';
import { reasonOf, type UnknownRecord } from '../upstream/values/unknown.ts';
import type { Outcome } from '../verify/check.ts';
import type { Context as VerifyContext } from '../verify/context.ts';
import type { Kubectl, KubectlAnswer } from './kubectl.ts';

/** What became of an object. */
export type Change = 'created' | 'changed' | 'unchanged' | 'deleted' | 'kept';

/** How long, in seconds. */
export interface Patience {
  /** Until a wait is given up. */
  readonly timeout: number;
  /** Between two looks. */
  readonly interval: number;
  /** That pods must stay as they are, to be taken for rolled out: one that falls at its start is ready for a moment. */
  readonly settle: number;
}

/** What a look at a wait has found; `final` when waiting longer does not help. */
export type Look = Outcome & { readonly final?: true };

/** Whom to tell of what happens. */
export interface Listener {
  readonly onStep?: (step: Pick<Step, 'id' | 'title'>, number: number, count: number) => void;
  readonly onChange?: (object: ObjectReference, change: Change, note?: string) => void;
  /** A wait that has been looked at; `seconds` since it began. */
  readonly onLook?: (wait: Wait, outcome: Outcome, seconds: number) => void;
  /** Objects that are being deleted, by their titles; `seconds` since they were told to go. */
  readonly onGoing?: (titles: readonly string[], seconds: number) => void;
  /** Something that people should know, in one line. */
  readonly onNote?: (note: string) => void;
}

/** What applying and deleting are made of. */
export interface ApplyContext {
  readonly plan: Plan;
  /** The manifests of the plan, and the cluster. */
  readonly verify: VerifyContext;
  readonly kubectl: Kubectl;
  /** Name of the set that the objects belong to. */
  readonly set: string;
  /** Whether fields that others own are taken over. */
  readonly force: boolean;
  /** Whether members of the set that the plan does not have any more are deleted. */
  readonly prune: boolean;
  readonly patience: Patience;
  readonly listener: Listener;
}

/** Why applying or deleting has stopped. */
export class Stopped extends Error {
  /** What it is judged by, a line each: events, logs, what kubectl said. */
  readonly evidence: readonly string[];
  /** What to do about it. */
  readonly fix?: string;

  constructor(message: string, evidence: readonly string[] = [], fix?: string) {
    super(message);
    this.name = 'Stopped';
    this.evidence = evidence;
    this.fix = fix;
  }
}

/**
 * What kubectl has answered in JSON.
 *
 * @param what - cannot be told without it
 * @throws Stopped for what is no JSON
 */
export function answered({ stdout }: KubectlAnswer, what: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    const reason = reasonOf(error);
    throw new Stopped(`cannot tell ${what}`, [`kubectl has not answered in JSON: ${reason}`]);
  }
}

/** An object as the cluster is asked for it: one that names no namespace is in the usual one. */
export function placed<T extends ObjectReference>(
  { verify }: Pick<ApplyContext, 'verify'>,
  object: T,
): ObjectReference {
  const { apiVersion, kind, name } = object;
  return { apiVersion, kind, name, namespace: object.namespace || verify.namespace };
}

/** As much of an object as kubectl needs to find it. */
export function identityOf({ apiVersion, kind, namespace, name }: ObjectReference): UnknownRecord {
  return { apiVersion, kind, metadata: { name, ...(namespace === '' ? {} : { namespace }) } };
}

/** Nothing, for so many seconds. */
export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
