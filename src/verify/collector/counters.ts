import type { Collector } from '../../model/collector/instances.ts';
import { metricsPort } from '../../upstream/otel-operator/ports.ts';
import type { Cluster, PodName } from '../cluster.ts';
import { httpRequest } from '../tunnel/http.ts';

/** Values of a program's metrics, by the series as it is written: `otelcol_exporter_sent_spans{exporter="otlp"}`. */
export type Counters = ReadonlyMap<string, number>;

/** Port of a collector's own metrics. */
export function metricsPortOf({ config, operatorVersion }: Collector): number {
  return metricsPort(config?.value ?? {}, operatorVersion);
}

/**
 * Reads the metrics of a pod; undefined when it shows none.
 *
 * @throws NotAllowed when one may not connect to pods
 */
export async function readCounters(
  cluster: Cluster,
  pod: PodName,
  port: number,
): Promise<Counters | undefined> {
  const connection = await cluster.connect(pod, port);
  const answer = await httpRequest(connection, { path: '/metrics', patience: 3 }).catch(
    () => undefined,
  );
  // a collector that is told to keep its metrics to itself works all the same
  return answer?.status === 200 ? parseCounters(answer.body) : undefined;
}

/** Reads the text format of Prometheus, without timestamps and comments. */
export function parseCounters(text: string): Counters {
  const counters = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, labels = '', value] =
      /^([A-Za-z_:][\w:]*)(\{.*\})?\s+([-+.\deE]+|NaN|[-+]?Inf)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) counters.set(`${name}${labels}`, Number(value));
  }
  return counters;
}

/** A counter that has moved, or a gauge that stands at something. */
export interface Moved {
  readonly series: string;
  readonly before: number;
  readonly after: number;
}

/** Series of a name whose value has grown. */
export function grown(before: Counters, after: Counters, name: RegExp): Moved[] {
  return [...after].flatMap(([series, value]) => {
    const was = before.get(series) ?? 0;
    return name.test(series) && value > was ? [{ series, before: was, after: value }] : [];
  });
}

/** Series of a name that are not 0. */
export function standing(counters: Counters, name: RegExp): Moved[] {
  return [...counters].flatMap(([series, value]) =>
    name.test(series) && value > 0 ? [{ series, before: value, after: value }] : [],
  );
}

/** A series as it is quoted: its name, the label that tells which component, and its values. */
export function quoted({ series, before, after }: Moved): string {
  const [name = series] = series.split('{');
  const labels = [...series.matchAll(/(\w+)="([^"]*)"/g)]
    .filter(([, label]) => !/^(?:otel_scope_|service_)|^data_type$/.test(label ?? ''))
    .map(([, label, value]) => `${label}="${value}"`);
  const shown = labels.length === 0 ? name : `${name}{${labels.join(',')}}`;
  return before === after ? `${shown} ${after}` : `${shown} ${before} → ${after}`;
}

/** Value of a label of a series. */
export function labelOf(series: string, label: string): string | undefined {
  return new RegExp(`[{,]${label}="([^"]*)"`).exec(series)?.[1];
}
