const milliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 60e3,
  h: 3600e3,
};

/** Whole days of the longest duration that Go has, of as many nanoseconds as an int64 holds. */
export const longestDays = 106_751;

/**
 * Milliseconds of a Go duration: `1h30m` is 5400000. Undefined when it is none; Go takes no days, no spaces and no bare
 * number but 0.
 *
 * Source: Go standard library time.ParseDuration.
 */
export function parseGoDuration(duration: string): number | undefined {
  // both letters of micro are escaped: esbuild leaves expressions as they are, and one such letter makes V8 hold a bundle at two bytes a letter
  if (/^[+-]?0$/.test(duration)) return 0;
  const sign = duration.startsWith('-') ? -1 : 1;
  const body = duration.replace(/^[+-]/, '');
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|[u\u00b5\u03bc]s|ms|s|m|h))+$/.test(body))
    return undefined;
  let total = 0;
  for (const [, number, unit] of body.matchAll(
    /(\d+(?:\.\d*)?|\.\d+)(ns|[u\u00b5\u03bc]s|ms|s|m|h)/g,
  )) {
    total += Number(number) * (milliseconds[unit ?? ''] ?? Number.NaN);
  }
  return sign * total;
}

/** What is wrong with a duration, for the field called `subject`; undefined when Go can read it. */
export function durationProblem(subject: string, duration: string): string | undefined {
  if (parseGoDuration(duration) !== undefined) return undefined;
  const hint = /^\d+d$/.test(duration)
    ? `, did you mean ${Number.parseInt(duration, 10) * 24}h?`
    : '';
  return `${subject} must be a Go duration such as 30s, 5m or 72h, got '${duration}'${hint}`;
}
