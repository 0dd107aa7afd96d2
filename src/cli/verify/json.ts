import type { VerifyReport } from '../../verify/verify.ts';

/** Results for programs, in the order of the checks, with times in seconds. */
export function jsonReport({ cluster, results, limits }: VerifyReport): string {
  const plain = results.map(
    ({ group, title, status, message, hop, evidence, fix, times, seconds }) => ({
      group,
      title,
      status,
      message,
      hop,
      evidence,
      fix,
      times: times?.map((time) => ({ hop: time.hop, seconds: rounded(time.seconds) })),
      seconds: rounded(seconds),
    }),
  );
  return `${JSON.stringify({ cluster, checks: plain, limits }, undefined, 2)}\n`;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
