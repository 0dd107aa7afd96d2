import type { Collector } from '../../model/collector/instances.ts';
import type { Listener } from '../../model/collector/listeners.ts';
import type { Sender } from '../../model/edge/senders.ts';
import type { Injection } from '../../model/instrumentation/injections.ts';
import { groupBy } from '../../model/kubernetes/group.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import { type Container, envVar, type Workload } from '../../model/kubernetes/workloads.ts';
import type { Edge } from '../../model/model.ts';
import { imageProtocol, type Model } from '../../model/model.ts';
import type { Protocol } from '../../upstream/edge/protocols.ts';
import { sidecarAnnotation } from '../../upstream/instrumentation/annotation-keys.ts';
import { jaegerPortNumbers } from '../../upstream/jaeger/ports.ts';
import { metricsPort } from '../../upstream/otel-operator/ports.ts';
import { endpointVariables } from '../../upstream/sdk/exporter.ts';
import { list, own, record, textMap } from '../../upstream/values/unknown.ts';

/** What listens in a pod on behalf of a client in it. */
export interface Neighbour {
  /** What to call it in a message. */
  readonly name: string;
  /** What listens on each open port; unset for a port of which only the number is known. */
  readonly ports: ReadonlyMap<number, Protocol | undefined>;
}

const nothing: Neighbour['ports'] = new Map();

/** Tells what listens in the pods of clients that connect to localhost. */
export class OwnPods {
  private readonly collectors: ReadonlyMap<KubeObject, readonly Collector[]>;
  private readonly listeners: ReadonlyMap<Collector, readonly Listener[]>;
  private readonly workloads: ReadonlyMap<KubeObject, Workload>;
  private readonly sidecars: ReadonlyMap<Workload | undefined, readonly Injection[]>;
  private readonly injected: ReadonlyMap<KubeObject | undefined, readonly Injection[]>;
  private readonly grafana: readonly Workload[];

  constructor(model: Model) {
    this.collectors = groupBy(model.collectors, ({ object }) => object);
    this.listeners = groupBy(model.listeners, ({ collector }) => collector);
    this.workloads = new Map(model.workloads.map((workload) => [workload.object, workload]));
    this.sidecars = groupBy(
      model.injections.filter(({ injects }) => injects === 'sidecar'),
      ({ workload }) => workload,
    );
    this.injected = groupBy(model.injections, ({ target }) =>
      target?.status === 'found' ? target.instrumentation?.object : undefined,
    );
    this.grafana = model.workloads.filter(({ containers }) => containers.some(isGrafana));
  }

  /** What listens in each of the pods of a client; those are left out of which the manifests do not tell. */
  of({ sender }: Edge): Neighbour[] {
    return this.neighbours(sender).filter((neighbour) => neighbour !== undefined);
  }

  private neighbours(sender: Sender): readonly (Neighbour | undefined)[] {
    switch (sender.kind) {
      case 'collector':
        return [this.ofCollector(sender.client)];
      case 'workload':
      case 'thanos':
        return [this.ofWorkload(this.workloads.get(sender.client), sender.label)];
      case 'instrumentation':
        return (this.injected.get(sender.client) ?? []).map(({ workload }) =>
          workload && hasOwnEndpoint(workload) ? undefined : this.ofWorkload(workload),
        );
      case 'tekton':
        return [{ name: "the controller's pod", ports: nothing }];
      case 'grafana': {
        const alone = this.grafana.every(({ containers }) => containers.every(isNoJaeger));
        return alone ? [{ name: "Grafana's pod", ports: nothing }] : [];
      }
      default:
        return [];
    }
  }

  private ofCollector(object: KubeObject): Neighbour | undefined {
    const [collector, ...others] = this.collectors.get(object) ?? [];
    if (!collector || others.length > 0) return undefined;
    const { workload, mode } = collector;
    const spec = record(object.value.spec);
    const alone = workload
      ? isAlone(workload) && !hasUnknownSidecar(workload)
      : mode !== 'sidecar' &&
        !hasUnknownSidecar({ object, podAnnotations: textMap(spec.podAnnotations) }) &&
        spec.hostNetwork !== true &&
        list(spec.additionalContainers).length === 0 &&
        list(spec.initContainers).length === 0;
    if (!alone) return undefined;
    return { name: `collector ${collector.name}`, ports: this.portsOf(collector) };
  }

  private ofWorkload(workload: Workload | undefined, client = ''): Neighbour | undefined {
    if (!workload || workload.podSpec.hostNetwork === true) return undefined;
    const ports = this.containerPorts(workload, client);
    if (!ports) return undefined;
    const name = `a pod of ${workload.object.kind} ${workload.object.name}`;
    const [sidecar] = this.sidecars.get(workload) ?? [];
    const asked = sidecar && sidecar.place !== 'metadata' && sidecar.target;
    if (!asked) return hasUnknownSidecar(workload) ? undefined : { name, ports };
    if (asked.status !== 'found' || !asked.collector) return undefined;
    const own = this.portsOf(asked.collector);
    return { name: `sidecar ${asked.collector.name}`, ports: new Map([...ports, ...own]) };
  }

  /** Open ports of a pod's containers; undefined when one beside the client may listen on ports that nothing tells. */
  private containerPorts(workload: Workload, client: string): Neighbour['ports'] | undefined {
    const ports = new Map<number, Protocol | undefined>();
    const running = workload.containers.filter(
      ({ init, value }) => !init || own(value, 'restartPolicy') === 'Always',
    );
    for (const container of running) {
      for (const { port } of container.ports) ports.set(port, imageProtocol(container, port));
      const collector = this.collectors
        .get(workload.object)
        ?.find((candidate) => candidate.container === container);
      const known = [
        ...(collector ? this.portsOf(collector) : []),
        ...jaegerPortNumbers.flatMap((port): [number, Protocol][] => {
          const protocol = imageProtocol(container, port);
          return protocol === undefined || protocol === 'dead' ? [] : [[port, protocol]];
        }),
      ];
      for (const [port, protocol] of known) ports.set(port, protocol);
      const isClient = container.name === client || running.length === 1;
      if (known.length === 0 && !isClient) return undefined;
    }
    return ports;
  }

  private portsOf(collector: Collector): Neighbour['ports'] {
    const listeners = this.listeners.get(collector) ?? [];
    const ports = new Map(
      listeners
        .filter(({ transport }) => transport === 'TCP')
        .map(({ port, protocol }): [number, Protocol] => [port, protocol]),
    );
    return new Map([...ports, [metricsPort(collector.config?.value ?? {}), 'metrics']]);
  }
}

// its own environment counts more than what the operator adds
function hasOwnEndpoint({ containers }: Workload): boolean {
  return containers.some(
    ({ env, value }) =>
      value.envFrom !== undefined || endpointVariables.some((name) => envVar(env, name)),
  );
}

// what runs beside the client may listen on ports that nothing tells
function isAlone({ containers, podSpec }: Workload): boolean {
  const beside = containers.filter(
    ({ init, value }) => !init || own(value, 'restartPolicy') === 'Always',
  );
  return beside.length === 1 && podSpec.hostNetwork !== true;
}

function hasUnknownSidecar({
  object,
  podAnnotations,
}: Pick<Workload, 'object' | 'podAnnotations'>): boolean {
  return [...Object.entries(podAnnotations), ...Object.entries(object.annotations)].some(
    ([key, value]) =>
      /sidecar|inject/.test(key) &&
      !/^(?:false|disabled)$/.test(value) &&
      !key.startsWith('instrumentation.opentelemetry.io/') &&
      key !== sidecarAnnotation,
  );
}

function isGrafana({ imageReference }: Container): boolean {
  return /(^|\/)grafana\/grafana(-oss|-enterprise)?$/.test(imageReference?.repository ?? '');
}

function isNoJaeger({ imageReference }: Container): boolean {
  return !/jaeger/.test(imageReference?.repository ?? '');
}
