/** Groups of checks, in the order in which they run. */
export const groupNames = ['cluster', 'operators', 'wiring', 'trace', 'clients'] as const;

/** A group of checks. */
export type GroupName = (typeof groupNames)[number];

/**
 * How a check went.
 *
 * - `passed`: as it should be
 * - `warned`: it works, but should be looked at
 * - `failed`: spans are lost or cannot be found, or the check itself failed
 * - `untested`: unknown, for lack of a right or of something to check
 */
export type Status = 'passed' | 'warned' | 'failed' | 'untested';

/** What a check found. */
export interface Outcome {
  readonly status: Status;
  /** In plain words, lower-case, without a full stop. */
  readonly message: string;
  /**
   * Where on the way of a span it is: `otel-collector → jaeger-collector:4317`.
   *
   * @default - no place on that way
   */
  readonly hop?: string;
  /**
   * What it is judged by, a line each: counters, conditions, lines of a log.
   *
   * @default - the message says all
   */
  readonly evidence?: readonly string[];
  /**
   * What to do about it, a command where there is one.
   *
   * @default - the message says all
   */
  readonly fix?: string;
  /**
   * Seconds that parts of the way of a span took.
   *
   * @default - no way of a span
   */
  readonly times?: readonly HopTime[];
}

/** How long a part of the way of a span took. */
export interface HopTime {
  readonly hop: string;
  readonly seconds: number;
}

/** Something to look at. */
export interface Check {
  /** What is to be so, for people: `Deployment tracing/jaeger-operator is available`. */
  readonly title: string;
  readonly run: () => Promise<Outcome>;
}

/** A check that has run. */
export interface Result extends Outcome {
  readonly group: GroupName;
  readonly title: string;
  /** How long it took. */
  readonly seconds: number;
}

/** All is as it is to be. */
export function passed(message = ''): Outcome {
  return { status: 'passed', message };
}

/** Spans are lost, or cannot be found. */
export function failed(message: string, more: Omit<Outcome, 'status' | 'message'> = {}): Outcome {
  return { status: 'failed', message, ...more };
}

/** Somebody should look. */
export function warned(message: string, more: Omit<Outcome, 'status' | 'message'> = {}): Outcome {
  return { status: 'warned', message, ...more };
}

/** It is unknown. */
export function untested(message: string, more: Omit<Outcome, 'status' | 'message'> = {}): Outcome {
  return { status: 'untested', message, ...more };
}
