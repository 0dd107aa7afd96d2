import { groupBy } from '../kubernetes/group.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import type { OperatorPart } from '../operator/subject.ts';
import type { Cluster, Subject } from '../subject.ts';
import { type CollectorSender, exporterSenders } from './exporters.ts';
import { type Collector, readCollectors } from './instances.ts';
import { type Listener, readListeners } from './listeners.ts';
import { type CollectorService, collectorResources, collectorWorkloads } from './services.ts';

/** What is known of collectors. */
export interface CollectorPart {
  /** Collectors, run by the OpenTelemetry operator or by a workload of the manifests; Jaeger v2 is one. */
  readonly collectors: readonly Collector[];
  /** The collector of a custom resource, or the first in the pods of a workload. */
  readonly collectorOf: ReadonlyMap<KubeObject, Collector>;
  /** Ports that collectors listen on. */
  readonly listeners: readonly Listener[];
}

/** Collectors of OpenTelemetry. */
export const collector: Subject<
  Cluster & Pick<OperatorPart, 'versions'>,
  CollectorPart,
  CollectorSender,
  CollectorService
> = {
  read: ({ objects, workloads, versions, releases }) => {
    const collectors = readCollectors(objects, workloads, versions, releases);
    return {
      collectors,
      collectorOf: new Map(collectors.toReversed().map((one) => [one.object, one])),
      listeners: collectors.flatMap(readListeners),
    };
  },
  resources: ({ collectors, listeners }) => collectorResources(collectors, byCollector(listeners)),
  workloads: ({ collectors, listeners }) => collectorWorkloads(collectors, byCollector(listeners)),
  senders: ({ collectors }) => collectors.flatMap(exporterSenders),
};

function byCollector(listeners: readonly Listener[]): ReadonlyMap<Collector, readonly Listener[]> {
  return groupBy(listeners, (listener) => listener.collector);
}
