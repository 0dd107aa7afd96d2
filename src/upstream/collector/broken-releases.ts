import type { Severity } from '../values/problem.ts';
import { at, isRecord, list, own, record, text, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';
import { loadBalancers } from './load-balancing.ts';

/** What has releases: the collector, which each build of it has in it, or Jaeger v2. */
export type ReleasedProgram = 'collector' | 'Jaeger';

/** A fault of some releases that later ones have not. */
interface BrokenRelease {
  /** @default 'collector' */
  readonly program?: ReleasedProgram;
  /**
   * How bad it is.
   *
   * @default 'warning'
   */
  readonly severity?: Severity;
  /** First release that has it. */
  readonly since: string;
  /** First release after it that is mended. */
  readonly until: string;
  /** What happens, as the end of a sentence about the release. */
  readonly breaks: string;
  /** Where it was reported. */
  readonly source: string;
  /** Where in a configuration the fault shows; undefined where it does not. */
  readonly place: (config: UnknownRecord) => readonly string[] | undefined;
}

/** Releases that are known to be broken; each report was read. */
const brokenReleases: readonly BrokenRelease[] = [
  {
    since: '0.122.0',
    until: '0.122.1',
    breaks: 'fails to start with periodic metrics readers and no pull reader',
    source: 'opentelemetry-collector#12661',
    place: onlyPeriodicReaders,
  },
  {
    since: '0.62.0',
    until: '0.64.1',
    breaks: 'fails with the logging exporter',
    source: 'opentelemetry-collector#6420',
    place: loggingExporter,
  },
  {
    since: '0.95.0',
    until: '0.96.0',
    breaks: 'fails to start with a loadbalancing exporter without protocol.otlp.endpoint',
    source: 'opentelemetry-collector-contrib#31371',
    place: balancerWithoutEndpoint,
  },
  {
    since: '0.106.0',
    until: '0.106.1',
    breaks: 'fails to start with auth under protocols.http of an otlp receiver',
    source: 'opentelemetry-collector#10750',
    place: httpAuthenticator,
  },
  {
    since: '0.130.0',
    until: '0.130.1',
    breaks:
      'renames its own metrics, for example to otelcol_exporter_sent_spans__spans__total, when a prometheus reader does not set without_units: true',
    source: 'opentelemetry-collector#13449',
    place: readerWithUnits,
  },
  {
    // that release is the one of the report
    since: '0.142.0',
    until: '0.145.0',
    breaks:
      'counts min_size and max_size in items, because batch does not inherit sizer: bytes from sending_queue',
    source: 'opentelemetry-collector#14500',
    place: (config) => queueOf(config, countsBytesAbove),
  },
  {
    // since 0.145.0 takes the sizer of the queue again
    since: '0.145.0',
    until: '0.154.0',
    breaks: 'fails to start when sending_queue sets a sizer and batch.enabled is false',
    source: 'opentelemetry-collector#15393',
    place: (config) => queueOf(config, switchesBatchesOff),
  },
  {
    program: 'Jaeger',
    // the first that was read
    since: '2.2.0',
    until: '2.8.0',
    breaks: 'crashes on a span without service.name in a pipeline with several exporters',
    severity: 'info',
    source: 'jaeger#7221',
    place: storesAmongOthers,
  },
];

/** A fault of a release that a configuration meets. */
interface MetFault extends Pick<BrokenRelease, 'breaks' | 'until' | 'source' | 'severity'> {
  readonly path: readonly string[];
}

/**
 * Faults of a release that a configuration meets.
 *
 * Source: the issues that each names.
 */
export function metFaults(
  program: ReleasedProgram,
  version: string,
  config: UnknownRecord,
): MetFault[] {
  return brokenReleases.flatMap(({ program: faulty = 'collector', place, ...fault }) => {
    const isFaulty = isAtLeast(version, fault.since) && !isAtLeast(version, fault.until);
    const path = faulty === program && isFaulty ? place(config) : undefined;
    return path ? [{ ...fault, path }] : [];
  });
}

function onlyPeriodicReaders(config: UnknownRecord): readonly string[] | undefined {
  // then nothing is made of the readers
  if (at(config, 'service', 'telemetry', 'metrics', 'level') === 'none') return undefined;
  const path = ['service', 'telemetry', 'metrics', 'readers'];
  const readers = list(at(config, ...path));
  const has = (kind: string) => readers.some((reader) => isRecord(own(reader, kind)));
  return has('periodic') && !has('pull') ? path : undefined;
}

/** Ids that pipelines name in a section. */
function usedIds(config: UnknownRecord, section: 'receivers' | 'exporters'): string[] {
  return pipelines(config).flatMap((pipeline) => ids(own(pipeline, section)));
}

function pipelines(config: UnknownRecord): unknown[] {
  return Object.values(record(at(config, 'service', 'pipelines')));
}

function ids(written: unknown): string[] {
  return list(written).flatMap((id) => text(id) ?? []);
}

function typeOf(id: string): string {
  return id.split('/', 1)[0] ?? id;
}

function loggingExporter(config: UnknownRecord): readonly string[] | undefined {
  const id = usedIds(config, 'exporters').find((one) => typeOf(one) === 'logging');
  return id === undefined ? undefined : ['exporters', id];
}

function balancerWithoutEndpoint(config: UnknownRecord): readonly string[] | undefined {
  const id = usedIds(config, 'exporters').find(
    (one) =>
      loadBalancers.includes(typeOf(one)) &&
      isRecord(at(config, 'exporters', one)) &&
      !text(at(config, 'exporters', one, 'protocol', 'otlp', 'endpoint')),
  );
  return id === undefined ? undefined : ['exporters', id];
}

function httpAuthenticator(config: UnknownRecord): readonly string[] | undefined {
  const auth = ['protocols', 'http', 'auth'];
  const id = usedIds(config, 'receivers').find(
    (one) => typeOf(one) === 'otlp' && isRecord(at(config, 'receivers', one, ...auth)),
  );
  return id === undefined ? undefined : ['receivers', id, ...auth];
}

function readerWithUnits(config: UnknownRecord): readonly string[] | undefined {
  const path = ['service', 'telemetry', 'metrics', 'readers'];
  const exporters = list(at(config, ...path)).map((one) =>
    at(one, 'pull', 'exporter', 'prometheus'),
  );
  const isFaulty = exporters.some((one) => isRecord(one) && own(one, 'without_units') !== true);
  return isFaulty ? path : undefined;
}

/** The queue of an exporter in use of which something holds. */
function queueOf(
  config: UnknownRecord,
  holds: (queue: UnknownRecord, batch: UnknownRecord) => boolean,
): readonly string[] | undefined {
  const id = usedIds(config, 'exporters').find((one) => {
    const queue = record(at(config, 'exporters', one, 'sending_queue'));
    const { batch, enabled } = queue;
    return (
      enabled !== false &&
      isRecord(batch) &&
      own(batch, 'sizer') === undefined &&
      holds(queue, batch)
    );
  });
  return id === undefined ? undefined : ['exporters', id, 'sending_queue', 'batch'];
}

function countsBytesAbove(queue: UnknownRecord, batch: UnknownRecord): boolean {
  const sizes = ['min_size', 'max_size'].filter((key) => own(batch, key) !== undefined);
  return own(queue, 'sizer') === 'bytes' && own(batch, 'enabled') !== false && sizes.length > 0;
}

function switchesBatchesOff(queue: UnknownRecord, batch: UnknownRecord): boolean {
  return own(batch, 'enabled') === false && text(own(queue, 'sizer')) !== undefined;
}

function storesAmongOthers(config: UnknownRecord): readonly string[] | undefined {
  const found = Object.entries(record(at(config, 'service', 'pipelines'))).find(
    ([id, pipeline]) => {
      const exporters = new Set(ids(own(pipeline, 'exporters')));
      const stores = [...exporters].some((one) => typeOf(one) === 'jaeger_storage_exporter');
      return typeOf(id) === 'traces' && stores && exporters.size > 1;
    },
  );
  return found && ['service', 'pipelines', found[0], 'exporters'];
}
