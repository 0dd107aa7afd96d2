import type { Datasource } from '../../../model/grafana/datasources.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { list, own, record, text } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A link to a data source by a uid that it does not have. */
export const missingUid: Rule = {
  id: 'grafana/missing-uid',
  severity: 'warning',
  rationale: 'a link from traces or to them leads nowhere when no data source has its uid',
  source:
    'grafana docs, datasources/jaeger/configure; datasources/prometheus/configure (exemplars)',
  *check({ grafana: { datasources } }) {
    const uids = new Set(datasources.flatMap(({ uid }) => uid ?? []));
    const byName = new Map(datasources.map((one) => [one.name, one]));
    // among hundreds of uids some are always alike, and comparing them all takes long
    const comparable = uids.size > 100 ? [] : uids;
    const tracing = datasources.filter(({ type }) => tracingTypes.includes(type ?? ''));
    for (const { object, path, value } of datasources) {
      for (const link of links(value.jsonData, [...path, 'jsonData'])) {
        const { uid } = link;
        if (uid === '' || uids.has(uid) || uid.includes('$')) continue;
        const named = byName.get(uid);
        const meant = named ?? (link.traces && tracing.length === 1 ? tracing[0] : undefined);
        const close = meant ? meant.uid : nearest(uid, comparable, 2);
        // the others may have been made by hand
        if (!meant && close === undefined) continue;
        const hint = meant ? `; ${describe(meant)}` : '';
        yield {
          object,
          path: link.path,
          message: `no data source of the manifests has the uid '${uid}'${hint}`,
          fix: close,
        };
      }
    }
  },
};

const tracingTypes = ['jaeger', 'tempo', 'zipkin', 'grafana-x-ray-datasource'];

function describe({ name = '', uid }: Datasource): string {
  return uid === undefined ? `${name} has none` : `${name} has '${uid}'`;
}

interface Link {
  readonly uid: string;
  readonly path: Path;
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
const toTraces = ['exemplarTraceIdDestinations', 'derivedFields'];

function* links(jsonData: unknown, path: Path): Generator<Link> {
  const settings = record(jsonData);
  for (const key of fromTraces) {
    const uid = text(own(own(settings, key), 'datasourceUid'));
    if (uid !== undefined) yield { uid, path: [...path, key, 'datasourceUid'], traces: false };
  }
  for (const key of toTraces) {
    for (const [index, entry] of list(own(settings, key)).entries()) {
      const uid = text(own(entry, 'datasourceUid'));
      const to = [...path, key, index, 'datasourceUid'];
      if (uid !== undefined) yield { uid, path: to, traces: key === 'exemplarTraceIdDestinations' };
    }
  }
}
