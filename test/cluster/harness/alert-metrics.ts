import { otlpSignals } from '../../../src/upstream/edge/signals.ts';
import {
  alertsOn,
  type MonitoredProgram,
  metricPattern,
} from '../../../src/upstream/prometheus/alerts.ts';
import { parseCounters } from '../../../src/verify/collector/counters.ts';

/** Names of the metrics that alerts on a program ask for, save those that begin with `except`. */
export function metricsOf(program: MonitoredProgram, except?: string): string[] {
  const signals = program === 'collector' ? otlpSignals : (['traces'] as const);
  const names = new Set<string>();
  for (const { expression } of alertsOn(program, signals)) {
    expression((metric) => {
      names.add(metric);
      return metric;
    });
  }
  return [...names].filter((name) => except === undefined || !name.startsWith(except));
}

/** Of some metrics, those that a program does not have, whatever suffix its release gives them. */
export async function lackingMetrics(url: string, metrics: readonly string[]): Promise<string[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const series = [...parseCounters(await response.text()).keys()];
  return metrics.filter((metric) => {
    const pattern = new RegExp(`^${metricPattern(metric)}(\\{|$)`);
    return !series.some((one) => pattern.test(one));
  });
}
