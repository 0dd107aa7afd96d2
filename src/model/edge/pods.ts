import type { Protocol } from '../../upstream/edge/protocols.ts';
import { jaegerPodLabels } from '../../upstream/jaeger/names.ts';
import {
  collectorNames,
  collectorSelectorLabels,
} from '../../upstream/otel-operator/collector-names.ts';
import { at } from '../../upstream/values/unknown.ts';
import type { Collector } from '../collector/instances.ts';
import type { Jaeger, JaegerRoleName } from '../jaeger/instances.ts';
import { type KubeObject, textMap } from '../kubernetes/objects.ts';
import type { Workload } from '../kubernetes/workloads.ts';
import { imageProtocol, imageTls } from './image-ports.ts';

/** What is behind a Service. */
export interface Backing {
  readonly collector?: Collector;
  readonly jaeger?: Jaeger;
  readonly workload?: Workload;
}

/** Pods of one maker that a Service may select. */
export interface Pods extends Backing {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Number of a container port by its name. */
  portNamed(name: string): number | undefined;
  /** What listens on a port of the pods. */
  protocolOf(port: number): Protocol | undefined;
  /** Whether it speaks TLS there; undefined when that is not known. */
  tlsOf?(port: number): boolean | undefined;
}

/** Pods by their labels, so that a selector need not look at all of them. */
export class PodIndex {
  private readonly byLabel = new Map<string, Pods[]>();

  constructor(
    workloads: readonly Workload[],
    collectors: readonly Collector[],
    jaegers: readonly Jaeger[],
  ) {
    const owned = new Map(
      collectors.flatMap((collector) =>
        collector.workload ? [[collector.workload, collector]] : [],
      ),
    );
    for (const workload of workloads) this.add(workloadPods(workload, owned.get(workload)));
    for (const collector of collectors) if (collector.operated) this.add(collectorPods(collector));
    for (const pods of jaegers.flatMap(jaegerPods)) this.add(pods);
  }

  /** Pods that a written Service selects; the first ones when there are several. */
  select(service: KubeObject): Pods | undefined {
    const selector = Object.entries(textMap(at(service.value, 'spec', 'selector')));
    const [first] = selector;
    if (!first) return undefined;
    return this.byLabel
      .get(labelKey(service.namespace, ...first))
      ?.find((pods) => selector.every(([key, value]) => pods.labels[key] === value));
  }

  private add(pods: Pods): void {
    for (const [key, value] of Object.entries(pods.labels)) {
      const label = labelKey(pods.namespace, key, value);
      const group = this.byLabel.get(label);
      if (group) group.push(pods);
      else this.byLabel.set(label, [pods]);
    }
  }
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}

function workloadPods(workload: Workload, collector: Collector | undefined): Pods {
  const containers = workload.containers.filter(({ init }) => !init);
  return {
    workload,
    collector,
    namespace: workload.object.namespace,
    labels: workload.podLabels,
    portNamed: (name) =>
      containers.flatMap(({ ports }) => ports).find((port) => port.name === name)?.port,
    protocolOf: (port) => {
      const [match] = containers.flatMap((container) => imageProtocol(container, port) ?? []);
      return match;
    },
    tlsOf: (port) => {
      const [match] = containers.flatMap((container) => imageTls(container, port) ?? []);
      return match;
    },
  };
}

function collectorPods(collector: Collector): Pods {
  const { name, namespace } = collector;
  const ports = collector.services.flatMap((service) => service.ports);
  return {
    collector,
    namespace,
    labels: {
      ...collectorSelectorLabels(namespace, name),
      'app.kubernetes.io/name': collectorNames(name).workload,
    },
    portNamed: (portName) => ports.find((port) => port.name === portName)?.port,
    protocolOf: (port) => ports.find((candidate) => candidate.port === port)?.protocol,
  };
}

const components: Readonly<Record<JaegerRoleName, Parameters<typeof jaegerPodLabels>[1]>> = {
  allInOne: 'all-in-one',
  collector: 'collector',
  query: 'query',
  ingester: 'ingester',
};

function jaegerPods(jaeger: Jaeger): Pods[] {
  return jaeger.roles.map((role) => {
    const mine = jaeger.services.filter(
      (service) => role.name === 'allInOne' || service.role === role.name,
    );
    const ports = mine.flatMap((service) => service.ports);
    return {
      jaeger,
      namespace: jaeger.namespace,
      labels: jaegerPodLabels(jaeger.name, components[role.name]),
      portNamed: () => undefined,
      protocolOf: (port) => ports.find((candidate) => candidate.port === port)?.protocol,
    };
  });
}
