import { scheduleProblem } from '../../upstream/jaeger/rules.ts';
import { nameOf, oneOfProblem } from '../props/refuse.ts';
import { count, props, type Shape, text } from '../props/shape.ts';

/** A new index each day or hour, which Jaeger names by the date. */
export interface PeriodicRotation {
  /**
   * How often a new index of spans, services and sampling data is begun.
   *
   * @default 'day'
   */
  readonly rolloverFrequency?: 'day' | 'hour';
  /**
   * Separator between the parts of the date; `.` gives `jaeger-span-2026.11.22`.
   *
   * @default '-'
   */
  readonly dateSeparator?: '-' | '.' | '_' | '';
}

/** Conditions of which any one makes the job begin a new index. */
export interface RolloverConditions {
  /** Age of the index, such as `1d`. */
  readonly max_age?: string;
  /** Documents in the index. */
  readonly max_docs?: number;
  /** Size of the primary shards together, such as `50gb`. */
  readonly max_size?: string;
}

/** Indices behind aliases, which CronJobs move to new indices. */
export interface ManualRollover {
  /**
   * When the job begins a new index.
   *
   * @default - the job's own, at an age of two days
   */
  readonly conditions?: RolloverConditions;
  /**
   * When the jobs run, as a CronJob's schedule.
   *
   * @default '0 0 * * *'
   */
  readonly schedule?: string;
}

/** Indices behind aliases, which a lifecycle policy of the server moves to new indices. */
export interface AutoRollover {
  /** Name of an existing policy, of ILM in Elasticsearch or ISM in OpenSearch; Jaeger makes none. */
  readonly policyName: string;
}

/** When a new index is begun, and by whom. */
export type IndexRotation =
  | {
      readonly periodic: PeriodicRotation;
      readonly manualRollover?: undefined;
      readonly autoRollover?: undefined;
    }
  | {
      readonly manualRollover: ManualRollover;
      readonly periodic?: undefined;
      readonly autoRollover?: undefined;
    }
  | {
      readonly autoRollover: AutoRollover;
      readonly periodic?: undefined;
      readonly manualRollover?: undefined;
    };

/** What kinds of values it is made of. */
export const rotationShape: Shape<IndexRotation | undefined> = props<{
  readonly periodic?: PeriodicRotation;
  readonly manualRollover?: ManualRollover;
  readonly autoRollover?: AutoRollover;
}>({
  periodic: props<PeriodicRotation>({ rolloverFrequency: text, dateSeparator: text }),
  manualRollover: props<ManualRollover>({
    conditions: props<RolloverConditions>({ max_age: text, max_docs: count, max_size: text }),
    schedule: text,
  }),
  autoRollover: props<AutoRollover>({ policyName: text }),
});

/** Why indices cannot take turns so, undefined entries where they can. */
export function rotationProblems(
  rotation: IndexRotation | undefined,
  retentionDays: number | undefined,
): (string | undefined)[] {
  if (rotation === undefined) return [];
  const set = Object.entries(rotation).filter(([, value]) => value !== undefined);
  if (set.length !== 1) {
    const names = set.map(([name]) => name).join(' and ') || 'none';
    return [`rotation must have one of periodic, manualRollover and autoRollover, got ${names}`];
  }
  const { periodic, manualRollover, autoRollover } = rotation;
  return [
    oneOfProblem('rotation.periodic.rolloverFrequency', periodic?.rolloverFrequency, [
      'day',
      'hour',
    ]),
    separatorProblem(periodic?.dateSeparator),
    ...(manualRollover ? manualProblems(manualRollover, retentionDays) : []),
    ...(autoRollover ? autoProblems(autoRollover, retentionDays) : []),
  ];
}

function separatorProblem(separator: string | undefined): string | undefined {
  return separator === undefined || ['-', '.', '_', ''].includes(separator)
    ? undefined
    : `rotation.periodic.dateSeparator must be '-', '.', '_' or '', got ${nameOf(separator)}`;
}

function manualProblems(
  { conditions, schedule }: ManualRollover,
  retentionDays: number | undefined,
): (string | undefined)[] {
  const wrong = schedule === undefined ? undefined : scheduleProblem(schedule);
  return [
    wrong && `rotation.manualRollover.${wrong}`,
    ...conditionProblems(conditions),
    // the job that takes old indices out of the read alias would take all but the last day
    retentionDays === undefined
      ? 'rotation.manualRollover needs retentionDays, after which indices are neither found nor kept, got none'
      : undefined,
  ];
}

// source: Elasticsearch and OpenSearch, units of time and of bytes
const units: readonly (readonly [keyof RolloverConditions, RegExp, string])[] = [
  ['max_age', /^[1-9]\d*(d|h|m|s)$/, 'an age such as 1d'],
  ['max_size', /^[1-9]\d*(b|kb|mb|gb|tb|pb)$/, 'a size such as 50gb'],
  ['max_docs', /^[1-9]\d*$/, 'a whole number of at least 1'],
];

function conditionProblems(conditions: RolloverConditions | undefined): (string | undefined)[] {
  if (conditions === undefined) return [];
  const what = 'rotation.manualRollover.conditions';
  const given = units.filter(([name]) => conditions[name] !== undefined);
  return [
    given.length === 0 ? `${what} must have at least one condition, got none` : undefined,
    ...given.map(([name, pattern, rule]) =>
      pattern.test(`${conditions[name]}`)
        ? undefined
        : `${what}.${name} must be ${rule}, got ${nameOf(conditions[name])}`,
    ),
  ];
}

function autoProblems(
  { policyName }: AutoRollover,
  retentionDays: number | undefined,
): (string | undefined)[] {
  return [
    typeof policyName === 'string' && /^[^\s,_"*?<>|\\/#:][^\s,"*?<>|\\/#:]*$/.test(policyName)
      ? undefined
      : `rotation.autoRollover.policyName must be the name of a policy, got ${nameOf(policyName)}`,
    retentionDays === undefined
      ? undefined
      : `retentionDays must not be set with rotation.autoRollover, whose policy deletes indices, got ${retentionDays}`,
  ];
}
