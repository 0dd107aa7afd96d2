import type { Protocol } from '../edge/protocols.ts';
import { list, own, record, text } from '../values/unknown.ts';

/** Types of data sources that show traces. */
export const tracingTypes: readonly string[] = [
  'jaeger',
  'tempo',
  'zipkin',
  'grafana-x-ray-datasource',
];

/**
 * What data sources of a type speak; of other types nothing is known.
 *
 * Source: grafana v12 public/app/plugins/datasource; grafana docs, datasources.
 */
export const datasourceProtocols: Readonly<Record<string, Protocol>> = {
  jaeger: 'jaeger-query',
  tempo: 'tempo-query',
  zipkin: 'zipkin',
};

/** A link from one data source to another. */
export interface DatasourceLink {
  /** Of the other. */
  readonly uid: string;
  /** Path of the uid in `jsonData`. */
  readonly path: readonly (string | number)[];
  /** Whether it must lead to traces. */
  readonly traces: boolean;
}

const fromTraces = [
  'tracesToLogsV2',
  'tracesToLogs',
  'tracesToMetrics',
  'tracesToProfiles',
  'serviceMap',
  'lokiSearch',
];
const exemplars = 'exemplarTraceIdDestinations';
const toTraces = [exemplars, 'derivedFields'];

/**
 * Links that the settings of a data source make from traces or to them.
 *
 * Source: grafana docs, datasources/jaeger/configure and datasources/prometheus/configure (exemplars).
 */
export function* datasourceLinks(jsonData: unknown): Iterable<DatasourceLink> {
  const settings = record(jsonData);
  for (const key of fromTraces) {
    const uid = text(own(own(settings, key), 'datasourceUid'));
    if (uid !== undefined) yield { uid, path: [key, 'datasourceUid'], traces: false };
  }
  for (const key of toTraces) {
    for (const [index, entry] of list(own(settings, key)).entries()) {
      const uid = text(own(entry, 'datasourceUid'));
      const path = [key, index, 'datasourceUid'];
      if (uid !== undefined) yield { uid, path, traces: key === exemplars };
    }
  }
}
