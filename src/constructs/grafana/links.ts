import { datasourceUidProblem } from '../../upstream/grafana/datasource.ts';
import { flag, list, props, required, type Shapes, text } from '../props/shape.ts';

/** A tag of a span, and the label that it corresponds to at the other end of the link. */
export interface LinkTag {
  /** Name of the tag of the span, such as `service.name`. */
  readonly key: string;
  /**
   * Name of the label there.
   *
   * @default - the same name
   */
  readonly value?: string;
}

/** A link from a span to another data source. */
export interface SpanLink {
  /** Identity of the other data source in Grafana. */
  readonly datasourceUid: string;
  /**
   * Where the time range begins, from the start of the span: `-5m`.
   *
   * @default - Grafana's own, the start of the span
   */
  readonly spanStartTimeShift?: string;
  /**
   * Where the time range ends, from the end of the span: `5m`.
   *
   * @default - Grafana's own, the end of the span
   */
  readonly spanEndTimeShift?: string;
  /**
   * Tags of the span that go into the query.
   *
   * @default - Grafana's own
   */
  readonly tags?: readonly LinkTag[];
}

/** A link from a span to the logs of its time. */
export interface TracesToLogs extends SpanLink {
  /**
   * Whether only lines with the trace's id are shown.
   *
   * @default false
   */
  readonly filterByTraceID?: boolean;
  /**
   * Whether only lines with the span's id are shown.
   *
   * @default false
   */
  readonly filterBySpanID?: boolean;
  /**
   * Query in place of the one that Grafana makes, with `$` written once: `{${__tags}} |= "${__trace.traceId}"`.
   *
   * @default - Grafana makes one from the tags
   */
  readonly query?: string;
}

/** A link from a span to metrics. */
export interface TracesToMetrics extends SpanLink {
  /**
   * Queries, with `$` written once: `rate(http_requests_total{$__tags}[5m])`.
   *
   * @default - Grafana opens the data source without a query
   */
  readonly queries?: readonly { readonly name: string; readonly query: string }[];
}

/** A link from a span to profiles of its time. */
export interface TracesToProfiles extends Pick<SpanLink, 'datasourceUid' | 'tags'> {
  /** Kind of profile, as Pyroscope calls it: `process_cpu:cpu:nanoseconds:cpu:nanoseconds`. */
  readonly profileTypeId: string;
  /**
   * Label selector in place of the one that Grafana makes, with `$` written once: `service_name="${__span.tags["service.name"]}"`.
   *
   * @default - Grafana makes one from the tags
   */
  readonly query?: string;
}

/** Links from the spans of a trace to other data sources. */
export interface DatasourceLinks {
  /**
   * Link from a span to logs.
   *
   * @default - no link
   */
  readonly tracesToLogs?: TracesToLogs;
  /**
   * Link from a span to metrics.
   *
   * @default - no link
   */
  readonly tracesToMetrics?: TracesToMetrics;
  /**
   * Link from a span to profiles.
   *
   * @default - no link
   */
  readonly tracesToProfiles?: TracesToProfiles;
}

const linkedShapes: Shapes<Pick<SpanLink, 'datasourceUid' | 'tags'>> = {
  datasourceUid: required(text),
  tags: list('tags', props<LinkTag>({ key: required(text), value: text })),
};

const spanLinkShapes: Shapes<SpanLink> = {
  ...linkedShapes,
  spanStartTimeShift: text,
  spanEndTimeShift: text,
};

/** What kinds of values the links have. */
export const linkShapes: Shapes<DatasourceLinks> = {
  tracesToLogs: props<TracesToLogs>({
    ...spanLinkShapes,
    filterByTraceID: flag,
    filterBySpanID: flag,
    query: text,
  }),
  tracesToMetrics: props<TracesToMetrics>({
    ...spanLinkShapes,
    queries: list(
      'queries',
      props<{ readonly name: string; readonly query: string }>({
        name: required(text),
        query: required(text),
      }),
    ),
  }),
  tracesToProfiles: props<TracesToProfiles>({
    ...linkedShapes,
    profileTypeId: required(text),
    query: text,
  }),
};

/** The links as fields of the data source's `jsonData` (Grafana 12 Jaeger data source and TraceView). */
export function links(props: DatasourceLinks): Record<string, unknown> {
  const { tracesToLogs, tracesToMetrics, tracesToProfiles } = props;
  return {
    ...(tracesToLogs && { tracesToLogsV2: queried(tracesToLogs) }),
    ...(tracesToMetrics && { tracesToMetrics }),
    ...(tracesToProfiles && { tracesToProfiles: queried(tracesToProfiles) }),
  };
}

/** A link with the switch without which Grafana does not look at its query. */
function queried<L extends { readonly query?: string }>(link: L) {
  return { ...link, ...(link.query !== undefined && { customQuery: true }) };
}

/** What is wrong with the links, undefined entries where nothing is. */
export function linkProblems(props: DatasourceLinks): (string | undefined)[] {
  return [
    ...linkProblem('tracesToLogs', props.tracesToLogs),
    ...linkProblem('tracesToMetrics', props.tracesToMetrics),
    ...linkProblem('tracesToProfiles', props.tracesToProfiles),
  ];
}

function linkProblem(what: string, link?: SpanLink): (string | undefined)[] {
  if (link === undefined) return [];
  const uid = datasourceUidProblem(link.datasourceUid);
  return [
    uid === undefined ? undefined : `${what} datasource ${uid}`,
    shiftProblem(`${what}.spanStartTimeShift`, link.spanStartTimeShift),
    shiftProblem(`${what}.spanEndTimeShift`, link.spanEndTimeShift),
  ];
}

function shiftProblem(what: string, shift?: string): string | undefined {
  return shift === undefined || /^-?\d+(ms|[smhdwMy])$/.test(shift)
    ? undefined
    : `${what} must be a number with a unit, such as -5m, got '${shift}'`;
}
