import { durationProblem, parseGoDuration } from '../../../upstream/values/duration.ts';
import { type Shapes, text } from '../../props/shape.ts';
import { patience } from './balanced.ts';

/** How often something is tried again, which exporters and the receiver of Kafka say alike. */
export interface Backoff {
  readonly initialInterval?: string;
  readonly maxInterval?: string;
  readonly maxElapsedTime?: string;
}

/** What kinds of values it has. */
export const backoffShapes: Shapes<Backoff> = {
  initialInterval: text,
  maxInterval: text,
  maxElapsedTime: text,
};

/** A backoff by the names of its settings, those that are set. */
export function backoffSettings({ initialInterval, maxInterval, maxElapsedTime }: Backoff) {
  return {
    ...(initialInterval !== undefined && { initial_interval: initialInterval }),
    ...(maxInterval !== undefined && { max_interval: maxInterval }),
    ...(maxElapsedTime !== undefined && { max_elapsed_time: maxElapsedTime }),
  };
}

/**
 * Why nothing is tried again so, undefined entries where it is. Collectors refuse a time that is shorter than an interval, too.
 *
 * Source: opentelemetry-collector v0.158.0 config/configretry/backoff.go.
 *
 * @param what - the prop named in the text, such as `retryOnFailure`
 * @param usual - time after which a try is the last one where nothing is said, `0s` for never
 */
export function backoffProblems(
  what: string,
  backoff: Backoff,
  usual: string,
): (string | undefined)[] {
  const { initialInterval, maxInterval, maxElapsedTime } = backoff;
  const given = Object.entries({ initialInterval, maxInterval, maxElapsedTime });
  const malformed = given.map(([key, duration]) =>
    duration === undefined
      ? undefined
      : timeProblem(`${what}.${key}`, duration, key === 'maxElapsedTime' ? 0 : 1),
  );
  if (malformed.some((problem) => problem !== undefined)) return malformed;
  const intervals = {
    initialInterval: initialInterval ?? patience.initial_interval,
    maxInterval: maxInterval ?? patience.max_interval,
  };
  const elapsed = maxElapsedTime ?? usual;
  const longer = Object.entries(intervals).find(
    ([, one]) => milliseconds(elapsed) > 0 && milliseconds(one) > milliseconds(elapsed),
  );
  return [
    milliseconds(intervals.initialInterval) > milliseconds(intervals.maxInterval)
      ? `${what}.maxInterval must be at least initialInterval, ${intervals.initialInterval}, got ${said(maxInterval, intervals.maxInterval)}`
      : undefined,
    longer &&
      `${what}.maxElapsedTime must be 0s or at least ${longer[0]}, ${longer[1]}, got ${said(maxElapsedTime, elapsed)}`,
  ];
}

/**
 * Why a text is no time of at least so many milliseconds; undefined when it is one.
 *
 * @param what - the prop named in the text, such as `timeout`
 */
export function timeProblem(what: string, duration: string, least: number): string | undefined {
  return (
    durationProblem(what, duration) ??
    (milliseconds(duration) < least
      ? `${what} must be at least ${least}ms, got '${duration}'`
      : undefined)
  );
}

function said(duration: string | undefined, usual: string): string {
  return duration === undefined ? `none, which is ${usual}` : `'${duration}'`;
}

function milliseconds(duration: string): number {
  return parseGoDuration(duration) ?? 0;
}
