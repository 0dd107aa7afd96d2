import { goProgram } from './build.ts';
import type { GoProgram } from './programs.ts';
import { run } from './run-program.ts';

/** Prometheus' own engine for rules, of the release that Thanos is built with: what that needs is built once for both. */
const judge: GoProgram = {
  name: 'alert-judge',
  version: '0.309.1',
  tool: 'thanos',
  mainPackage: 'alerts.go',
  // Thanos' own, for the same reason
  tags: ['slicelabels'],
  linkedValues: {},
};

/** Series, in the notation of Prometheus' own tests, a sample a minute. */
export interface AlertCase {
  readonly series: readonly string[];
  /** How many minutes it lasts. */
  readonly minutes: number;
}

/** Labels of the alerts that fire, by case and minute. */
export async function firingAlerts(
  rules: string,
  cases: readonly AlertCase[],
): Promise<readonly (readonly Readonly<Record<string, string>>[])[][]> {
  const input = JSON.stringify(
    cases.map(({ series, minutes }) => ({
      series: series.map((one) => `  ${one}`).join('\n'),
      minutes,
    })),
  );
  const { stdout } = await run(await goProgram(judge), [rules], { input });
  return JSON.parse(stdout);
}
