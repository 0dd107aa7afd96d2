import { at, isRecord, list, own, record, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';

/** A fault of some releases that later ones have not. */
interface BrokenRelease {
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
    breaks: 'does not start with a periodic reader of metrics and none to pull',
    source: 'opentelemetry-collector#12661',
    place: onlyPeriodicReaders,
  },
  {
    since: '0.62.0',
    until: '0.64.1',
    breaks: 'breaks down with the logging exporter',
    source: 'opentelemetry-collector#6420',
    place: loggingExporter,
  },
];

/** A fault of a release that a configuration meets. */
interface MetFault extends Pick<BrokenRelease, 'breaks' | 'until' | 'source'> {
  readonly path: readonly string[];
}

/**
 * Faults of a release of the collector that a configuration meets.
 *
 * Source: the issues that each names.
 */
export function metFaults(version: string, config: UnknownRecord): MetFault[] {
  return brokenReleases.flatMap(({ since, until, breaks, source, place }) => {
    const path =
      isAtLeast(version, since) && !isAtLeast(version, until) ? place(config) : undefined;
    return path ? [{ breaks, until, source, path }] : [];
  });
}

function onlyPeriodicReaders(config: UnknownRecord): readonly string[] | undefined {
  const path = ['service', 'telemetry', 'metrics', 'readers'];
  const readers = list(at(config, ...path));
  const has = (kind: string) => readers.some((reader) => isRecord(own(reader, kind)));
  return has('periodic') && !has('pull') ? path : undefined;
}

function loggingExporter(config: UnknownRecord): readonly string[] | undefined {
  const pipelines = Object.values(record(at(config, 'service', 'pipelines')));
  const used = pipelines.flatMap((pipeline) => list(own(pipeline, 'exporters')));
  const id = used.find((one) => typeof one === 'string' && /^logging(\/|$)/.test(one));
  return typeof id === 'string' ? ['exporters', id] : undefined;
}
