/** What is to be carried. */
export interface Load {
  /** Spans a second, in the busiest hour, after sampling by SDKs. */
  readonly spansPerSecond: number;
  /**
   * Bytes of a span as it is sent, without compression.
   *
   * @default 500
   */
  readonly spanBytes?: number;
  /**
   * Days that spans are kept.
   *
   * @default 7
   */
  readonly retentionDays?: number;
}

/** A load with its defaults filled in. */
export type WholeLoad = Required<Load>;

/** Largest accepted value: larger than any real load, and small enough that all sizes computed from it are finite. */
const most = 1e12;

/**
 * Checks a load.
 *
 * @throws for a value that is no number above 0 and at most `most`, and for days that are not whole
 */
export function wholeLoad({ spansPerSecond, spanBytes = 500, retentionDays = 7 }: Load): WholeLoad {
  const load = { spansPerSecond, spanBytes, retentionDays };
  for (const [name, value] of Object.entries(load)) {
    if (!(Number.isFinite(value) && value > 0)) {
      throw new Error(`${name} must be a number above 0, got ${value}`);
    }
    if (value > most) throw new Error(`${name} must be a number up to ${most}, got ${value}`);
  }
  if (!Number.isInteger(retentionDays)) {
    throw new Error(`retentionDays must be a whole number, got ${retentionDays}`);
  }
  return load;
}

/** Spans of a burst, which must be carried, too, as a multiple of the usual rate. */
export const burst = 5;
