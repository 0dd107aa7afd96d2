import { reasonOf } from '../upstream/values/unknown.ts';
import {
  type Check,
  failed,
  type GroupName,
  groupNames,
  type Outcome,
  type Result,
  type Status,
  untested,
} from './check.ts';
import { clientChecks } from './clients/checks.ts';
import { NotAllowed, remembered } from './cluster.ts';
import type { Context } from './context.ts';
import { clusterChecks, preChecks } from './kubernetes/checks.ts';
import { limitsOf } from './limits.ts';
import { operatorChecks } from './operator/checks.ts';
import { traceChecks } from './trace/checks.ts';
import { wiringChecks } from './wiring.ts';

/** How to verify, and whom to tell of it. */
export interface VerifyOptions {
  /**
   * Whether nothing has been applied yet, so that only what the cluster must have before is looked at.
   *
   * @default false
   */
  readonly pre?: boolean;
  /** Called when a check begins. */
  readonly onStart?: (group: GroupName, title: string) => void;
  /** Called with each result as it comes. */
  readonly onResult?: (result: Result) => void;
}

/** What verifying says of a cluster. */
export interface VerifyReport {
  /** What the cluster is called. */
  readonly cluster: string;
  /** By group, each in the order of its checks. */
  readonly results: readonly Result[];
  /** What no check of this command can tell, in plain words. */
  readonly limits: readonly string[];
}

type MakeChecks = (context: Context) => Promise<readonly Check[]>;

const groups: Readonly<Record<GroupName, MakeChecks>> = {
  cluster: clusterChecks,
  operators: operatorChecks,
  wiring: wiringChecks,
  trace: traceChecks,
  clients: clientChecks,
};

/** How many checks run at a time: enough not to wait for each answer, few enough not to press the API server. */
const atOnce = 8;

/**
 * Holds manifests against the cluster that they were applied to. It goes on after a failure, and changes nothing in the cluster but
 * the few spans that it sends.
 *
 * @throws if the API server does not answer at all
 */
export async function verify(given: Context, options: VerifyOptions = {}): Promise<VerifyReport> {
  const context = { ...given, cluster: remembered(given.cluster) };
  await context.cluster.version();
  const results: Result[] = [];
  for (const group of options.pre ? (['cluster'] as const) : groupNames) {
    const make = options.pre ? preChecks : groups[group];
    const checks = await make(context);
    results.push(...(await inTurn(checks, (check) => runCheck(group, check, options))));
  }
  const limits = options.pre ? [] : limitsOf(context.model);
  return { cluster: context.cluster.name, results, limits };
}

/** How many results there are of a status. */
export function countOf(results: readonly Result[], status: Status): number {
  return results.filter((result) => result.status === status).length;
}

/**
 * Why nothing of the stack could be looked at; undefined when something was. That the API server answers, and what it says of the
 * cluster alone, is not about the stack.
 */
export function nothingTold(results: readonly Result[]): string | undefined {
  const ofStack = results.filter(({ group }) => group !== 'cluster');
  const [first] = ofStack;
  return ofStack.every(({ status }) => status === 'untested') ? first?.message : undefined;
}

async function runCheck(
  group: GroupName,
  { title, run }: Check,
  { onStart, onResult }: VerifyOptions,
): Promise<Result> {
  onStart?.(group, title);
  const start = performance.now();
  const outcome = await run().catch(cannotTell);
  const seconds = (performance.now() - start) / 1000;
  const result = { group, title, ...outcome, seconds };
  onResult?.(result);
  return result;
}

function cannotTell(error: unknown): Outcome {
  const message = reasonOf(error);
  if (error instanceof NotAllowed) {
    return untested(message, { fix: 'ask for the rights that docs/verify.md lists' });
  }
  // not known to work, and not for lack of rights: it must not pass
  return failed(`cannot look: ${message}`);
}

async function inTurn<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) values[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return values;
}
